#!/usr/bin/env bats
# What a new primary does with events. The queries are tested on a server: test/e2e/switchover-clients.test.ts.
# shellcheck disable=SC2329 # the script calls what takes the place of a server
load ../helper

setup() {
  set_up_agent mysql-0
  can_commit() { true; }
}

# usage: server_has EVENTS RECORD. What the two queries return; other statements are noted.
server_has() {
  EVENTS=$1 RECORD=$2
  root_sql() {
    case $1 in
      "$EVENTS_QUERY") printf '%s' "$EVENTS" ;;
      "$RECORD_QUERY") printf '%s' "$RECORD" ;;
      *) printf '%s\n' "$1" >>"$DONE" ;;
    esac
  }
}

@test "each event is changed, and the record afterwards" {
  server_has $'enabled\tshop.a\tALTER a\ndisabled\tshop.b\tALTER b\n' '["shop.b"]'
  run reconcile_events
  [[ $output == *'event shop.a: enabled, as on the primary before this one'*'event shop.b: disabled, as on'* ]]
  [ "$(cat "$DONE")" = $'ALTER a\nALTER b\nALTER USER \'cdk8s_agent\'@\'localhost\' ATTRIBUTE \'{"disabled_events": ["shop.b"]}\'' ]
}
@test "nothing is changed if all is as recorded" { server_has '' ''; reconcile_events; [ ! -e "$DONE" ]; }
@test "an event that cannot be changed keeps no other from it" {
  server_has $'enabled\tshop.a\tALTER a\nenabled\tshop.b\tALTER b\n' ''
  eval "answer_$(declare -f root_sql)"
  root_sql() { if [[ $1 == 'ALTER a' ]]; then return 1; else answer_root_sql "$1"; fi; }
  : >"$STATE/root.err"
  run reconcile_events
  [ "$(cat "$DONE")" = 'ALTER b' ]
}
