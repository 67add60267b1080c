#!/usr/bin/env bats
# When the agent of the primary looks through the accounts again, and what it tells again.
# shellcheck disable=SC2329,SC2031 # the functions call what setup puts in their place, anew for each test
# shellcheck source=test/replicated-mysql/upkeep.bash
bats_require_minimum_version 1.5.0
load upkeep

@test "what was told is told again when it has been over meanwhile" {
  root_sql() { :; }
  acknowledgers_are_there() { true; }
  keep_all() { while IFS= read -r line; do say_once "$line"; done <"$STATE/found"; }
  pass() { echo "$1" >"$STATE/found"; rm -f "$STATE/settled"; upkeep; }
  [[ $(pass waits 2>&1) == *waits ]]
  [ -z "$(pass waits 2>&1)" ]
  [[ $(pass 'waits no longer' 2>&1) == *longer ]]
  [[ $(pass waits 2>&1) == *waits ]]
}
# usage: looks TEXT. The accounts are as TEXT says; prints what was looked through.
looks() {
  LOOKED=$1
  root_sql() { echo "$LOOKED"; }
  keep_all() { echo "looked through"; }
  upkeep
}
@test "what is settled is not looked through again until it has changed" {
  [ "$(looks one)" = 'looked through' ]
  [ -z "$(looks one)" ]
  [ "$(looks two)" = 'looked through' ]
  ln -s of-now "$SECRETS/..data"
  [ "$(looks two)" = 'looked through' ]
}
@test "what could not be done, or is to be done later, is not settled" {
  [ "$(looks one)" = 'looked through' ]
  rm "$STATE/settled"
  looks() { root_sql() { echo one; }; keep_all() { touch "$STATE/pending"; echo "looked through"; }; upkeep; }
  [ "$(looks)" = 'looked through' ]
  [ "$(looks)" = 'looked through' ]
}
@test "a former password that is good for a while is not settled" {
  found "$(given)" 1 3599 shop
  keep_all
  [ -e "$STATE/pending" ]
}
@test "a changed Secret is looked through, whatever was settled" {
  WRITABLE=yes UPKEEP_JOB='' UPKEEP_AT=''
  touch "$STATE/settled"
  mkdir "$SECRETS/..data"
  upkeep() { :; }
  keep_accounts && wait
  [ ! -e "$STATE/settled" ]
}
@test "a change waits where those who acknowledge were lost a moment ago" {
  DURABILITY=LOSSLESS
  sql() { echo 0; }
  run ! change "made the account shop" "CREATE USER shop"
  [ ! -s "$DONE" ] && [ -e "$STATE/pending" ]
}
