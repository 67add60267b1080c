#!/usr/bin/env bats
# What is observed of a group. "It" is mysql-1.
# shellcheck disable=SC2030,SC2031,SC2034,SC2329 # the scripts read the variables, and call what setup puts in their place
load ../../helper

setup() {
  ENGINE=group set_up_agent mysql-1
  stop_clock 100
  OBSERVED_AT=100
  printf 'any\n' >"$DESIRED_STATE/primary"
  printf 'yes\n' >"$DESIRED_STATE/allowBootstrap"
  printf 'verified' >"$SERVER/data_state"
  desired_state_is_fresh() { true; }
  sql() { echo "$SELF"; }
  peer_sql() { echo "$1" >>"$DONE"; cat "$BATS_TEST_TMPDIR/answer-$1"; }
  SELF='no|a:1-9|a:5-12|ONLINE|SECONDARY|yes|mysql-0.mysql,mysql-1.mysql|1|uuid|no|'
}

# usage: answers ORDINAL LINE
answers() { printf '%s\n' "$2" >"$BATS_TEST_TMPDIR/answer-$1"; }
asked() { sort "$DONE" 2>/dev/null | tr '\n' ' '; }

@test "a member of a group that can commit asks nobody" {
  observe
  [ "$SERVER_STATE $MEMBER_STATE $MEMBER_ROLE $HAS_MAJORITY" = 'data ONLINE SECONDARY yes' ]
  [ "$MEMBERS" = '0 1 ' ] && [ "$OWN_GTIDS" = 'a:1-9,a:5-12' ] && [ ! "$(asked)" ]
}
@test "all others ask every peer, and so does one that did not run for a while" {
  answers 0 'OFFLINE|||no|||||no'; answers 2 'OFFLINE|||no|||||no'
  SELF='no|a:1-9||ONLINE|PRIMARY|no|mysql-1.mysql|1|uuid|no|'; observe
  [ "$(asked)" = '0 2 ' ]; rm "$DONE"
  SELF='no|a:1-9||OFFLINE||no||1|uuid|no|'; observe
  [ "$(asked)" = '0 2 ' ]; rm "$DONE"
  SELF='yes|a:1-9||ONLINE|PRIMARY|yes|mysql-1.mysql|1|uuid|no|' OBSERVED_AT=91; observe
  [ "$(asked)" = '0 2 ' ]
}
@test "peers are sorted by what they have, and by their group" {
  SELF='no|a:1-9||OFFLINE||no||1|uuid|no|'
  answers 0 'OFFLINE|a:1-9||no|||||no'; answers 2 'OFFLINE|a:1-11||no||a:10-11|||no'; observe
  [ "$EQUAL_PEERS/$PEERS_AHEAD/$DIVERGED_PEERS/$DATA_PEERS/$GROUP_PEERS" = '0 /2 //0 2 /' ]
  answers 2 'OFFLINE|a:1-8,b:1||no|a:9|b:1|||no'; observe
  [ "$EQUAL_PEERS/$PEERS_AHEAD/$DIVERGED_PEERS" = '0 /2 /2 ' ]
  answers 0 'RECOVERING|a:1-9|SECONDARY|yes|||||no'; answers 2 'ONLINE|a:1|PRIMARY|no|a:2-9||||no'; observe
  [ "$JOINING_PEERS/$GROUP_PEERS" = '0 2 /' ]
}
@test "a peer without an answer is unreachable" {
  SELF='no|a:1-9||OFFLINE||no||1|uuid|no|'
  answers 0 'OFFLINE|a:1-9||no|||||no'; observe
  [ "$UNREACHABLE_PEERS" = '2 ' ]
}
@test "of a group, the name, the primary, a secondary to clone from, and what is missing are known" {
  SELF='no|a:1-9||OFFLINE||no||1|uuid|no|'
  answers 0 'ONLINE|a:1-20|PRIMARY|yes||a:10-20|a:1-12|name|yes'; answers 2 'ONLINE|a:1-20|SECONDARY|yes||a:10-20|a:1-12|name|no'
  uncloned_tables() { echo "tables of $2" >&2; }
  observe 2>/dev/null
  [ "$GROUP_PEERS/$PRIMARY_PEER/$GROUP_NAME/$DONOR" = '0 2 /0/name/2' ]
  [ "$MISSING_GTIDS/$PURGED_GTIDS/$ERRANT_GTIDS/$COUNTS_AS_MEMBER" = 'a:10-20/a:1-12//yes' ]
}
@test "a transaction that one member has received is in the group" {
  SELF='no|a:1-9,b:1||OFFLINE||no||1|uuid|no|'
  answers 0 'ONLINE|a:1-9|PRIMARY|yes|b:1|||name|no'; answers 2 'ONLINE|a:1-9,b:1|SECONDARY|yes||||name|no'; observe
  [ ! "$ERRANT_GTIDS" ]
  answers 2 'ONLINE|a:1-9|SECONDARY|yes|b:1|||name|no'; observe
  [ "$ERRANT_GTIDS" = b:1 ]
}
@test "members take turns to join again with a new password" {
  TURN=20 REPLICAS=3
  local EPOCHSECONDS
  EPOCHSECONDS=$((20 * 301)) # 301 = 1 of 3
  observe_turn; [ "$MUST_REJOIN" = no ] # it has not joined yet
  echo old >"$STATE/membership.cnf"; echo old >"$STATE/replication.cnf"
  observe_turn; [ "$MUST_REJOIN" = no ]
  echo new >"$STATE/replication.cnf"
  observe_turn; [ "$MUST_REJOIN" = yes ]
  EPOCHSECONDS=$((20 * 302)); observe_turn; [ "$MUST_REJOIN" = no ]
}
@test "the lag counts from when all that had been received was applied" {
  LAG_TARGET='' CAUGHT_UP_AT=''
  observe; lag; [ "$LAG" = unknown ] && [ "$LAG_TARGET" = a:5-12 ]
  stop_clock 103; observe; lag; [ "$LAG" = 3 ]
  SELF=${SELF/|1|uuid/|0|uuid}; stop_clock 110; observe; lag; [ "$LAG" = 10 ]
  SELF=${SELF/ONLINE/RECOVERING}; observe; lag; [ "$LAG" = unknown ]
}
@test "a primary that has become a secondary is not as old as its last target" {
  observe; lag
  SELF='yes|a:1-20|a:5-12|ONLINE|PRIMARY|yes|mysql-1.mysql|1|uuid|no|'; stop_clock 104; observe; lag; [ "$LAG" = 0 ]
  stop_clock 400; OBSERVED_AT=400; observe; lag; [ "$LAG" = 0 ]
  SELF='no|a:1-20|a:5-12|ONLINE|SECONDARY|yes|mysql-1.mysql|1|uuid|no|'; stop_clock 401; observe; lag; [ "$LAG" = 1 ]
}
