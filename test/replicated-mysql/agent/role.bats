#!/usr/bin/env bats
# When the label of a pod is sent to the API server.
# shellcheck disable=SC2329 # the functions take the place of those that ask a server
load ../helper

setup() {
  set_up_agent mysql-1
  stop_clock 100
  ROLE=replica ACCEPTS=true
  role() { printf '%s' "$ROLE"; }
  label_pod() { printf '%s %s\n' "$1" "$2" >>"$DONE"; $ACCEPTS; }
}

@test "a role is sent when it changes, and else every 30 s" {
  report_role
  SECONDS=129; report_role
  SECONDS=130; report_role
  ROLE=primary; report_role
  [ "$(<"$DONE")" = $'1 replica\n1 replica\n1 primary' ]
}
@test "a decision without a role leaves the label" {
  ROLE=''
  report_role
  [ ! -e "$DONE" ]
}
@test "a label that the API server does not accept is logged, and sent again after 2 s" {
  ACCEPTS=false
  run report_role
  [[ $output == *'the API server has not accepted the role replica of this pod' ]]
  report_role 2>/dev/null
  SECONDS=101; report_role
  SECONDS=102; report_role 2>/dev/null
  [ "$(wc -l <"$DONE")" = 3 ]
}
@test "unreachable servers lose the role of the primary" {
  ACCEPTS=false
  label_as_replicas '0 2 '
  [ "$(<"$DONE")" = $'0 replica\n2 replica' ]
}
