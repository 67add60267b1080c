#!/usr/bin/env bats
# When the primary's agent compares all accounts again, and what it logs again.
# shellcheck disable=SC2329,SC2031 # the functions call what setup puts in their place, anew for each test
# shellcheck source=test/replicated-mysql/accounts.bash
load ../helper
load ../accounts

@test "a message is logged again if it was not true meanwhile" {
  root_sql() { :; }
  can_commit() { true; }
  reconcile_all() { while IFS= read -r line; do log_once "$line"; done <"$STATE/found"; }
  pass() { echo "$1" >"$STATE/found"; rm -f "$STATE/converged"; reconcile_accounts; }
  [[ $(pass waits 2>&1) == *waits ]]
  [ -z "$(pass waits 2>&1)" ]
  [[ $(pass 'waits no longer' 2>&1) == *longer ]]
  [[ $(pass waits 2>&1) == *waits ]]
}
# usage: accounts_are TEXT. Of which TEXT is the checksum; prints whether all were compared.
accounts_are() {
  CHECKSUM=$1
  root_sql() { echo "$CHECKSUM"; }
  reconcile_all() { echo "compared"; }
  reconcile_accounts
}
@test "converged accounts are not compared again until something has changed" {
  [ "$(accounts_are one)" = 'compared' ]
  [ -z "$(accounts_are one)" ]
  [ "$(accounts_are two)" = 'compared' ]
  ln -s of-now "$SECRETS/..data"
  [ "$(accounts_are two)" = 'compared' ]
}
@test "a change that failed, or is due later, has not converged" {
  [ "$(accounts_are one)" = 'compared' ]
  rm "$STATE/converged"
  accounts_are() { root_sql() { echo one; }; reconcile_all() { touch "$STATE/dirty"; echo "compared"; }; reconcile_accounts; }
  [ "$(accounts_are)" = 'compared' ]
  [ "$(accounts_are)" = 'compared' ]
}
@test "an old password that is valid for a while has not converged" {
  found "$(stored)" 1 3599 shop
  reconcile_all
  [ -e "$STATE/dirty" ]
}
@test "after a change of the Secret all accounts are compared" {
  WRITABLE=yes ACCOUNTS_JOB='' ACCOUNTS_AT=''
  touch "$STATE/converged"
  mkdir "$SECRETS/..data"
  reconcile_accounts() { :; }
  start_accounts_job && wait
  [ ! -e "$STATE/converged" ]
}
@test "a change waits if replicas that acknowledge were lost a moment ago" {
  DURABILITY=LOSSLESS
  sql() { echo 0; }
  run ! change "account shop" "created" "CREATE USER shop"
  [ -z "$output" ] && [ ! -s "$DONE" ] && [ -e "$STATE/dirty" ]
}
