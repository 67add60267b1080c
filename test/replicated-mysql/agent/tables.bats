#!/usr/bin/env bats
# Tables whose rows CLONE does not copy.
# shellcheck disable=SC2329 # the functions take the place of those that ask a server
load ../helper

setup() { set_up_agent mysql-1; stop_clock 1000; }

answer() { printf '\n%s\n' "$@"; }

@test "a server without such tables has none" {
  sql() { answer ''; }
  [ -z "$(uncloned_tables sql)" ]
}
@test "such tables are named" {
  sql() { answer 'shop.a (MyISAM)' 'shop.b (CSV)'; }
  [ "$(uncloned_tables sql)" = 'shop.a (MyISAM), shop.b (CSV)' ]
}
@test "at most five are named, and the others counted" {
  sql() { answer t.1 t.2 t.3 t.4 t.5 t.6 t.7; }
  [ "$(uncloned_tables sql)" = 't.1, t.2, t.3, t.4, t.5 and 2 more' ]
}
@test "a server that does not show its tables, or does not answer, tells nothing" {
  sql() { echo unknown; }
  [ "$(uncloned_tables sql)" = unknown ]
  sql() { return 1; }
  [ "$(uncloned_tables sql)" = unknown ]
}
@test "the donor is asked only for a clone" {
  peer_sql() { answer "asked $1 for ${PEER_TIMEOUT:-4} s"; }
  DONOR=2 DATA_STATE=verified PURGED_GTIDS=''
  observe_donor
  [ -z "$DONOR_TABLES" ]
  PURGED_GTIDS=a:1
  observe_donor
  [ "$DONOR_TABLES" = 'asked 2 for 30 s' ]
  PURGED_GTIDS='' DATA_STATE=initialized DONOR_TABLES=''
  observe_donor
  [ "$DONOR_TABLES" = 'asked 2 for 30 s' ]
}
@test "a clone is not complete with a table that it lacks" {
  DATA_STATE='cloning 2 a:1-9'
  sql() { case $1 in *clone_status*) echo 1 ;; *) answer "${TABLES[@]}" ;; esac; }
  TABLES=()
  observe_clone
  [ "$CLONE_STATE" = complete ]
  TABLES=('shop.a (MyISAM)')
  observe_clone
  [ "$CLONE_STATE" = incomplete ]
}
@test "the primary logs such tables when they change, and looks every ten minutes" {
  run_sql() { echo "asked for $1 s" >>"$DONE"; answer 'shop.a (MyISAM)'; }
  log() { echo "$*" >>"$LOG"; }
  log_uncloned_tables
  log_uncloned_tables
  [ "$(<"$DONE")" = 'asked for 3 s' ]
  SECONDS=1600
  log_uncloned_tables
  [ "$(wc -l <"$DONE")" = 2 ] && [ "$(wc -l <"$LOG")" = 1 ] && grep -q 'shop.a (MyISAM)' "$LOG"
}
