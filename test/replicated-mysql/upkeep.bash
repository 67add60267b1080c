#!/usr/bin/env bash
# What tests of upkeep.sh share. Statements go to a file, in place of a server.
# shellcheck disable=SC2329,SC2034 # tests call the functions, and the scripts read the variables

setup() {
  export STATE=$BATS_TEST_TMPDIR/state SECRETS=$BATS_TEST_TMPDIR/secrets TOPOLOGY=$BATS_TEST_TMPDIR/topology RUN=$BATS_TEST_TMPDIR/run POD_NAME=mysql-0
  export DONE=$BATS_TEST_TMPDIR/done
  mkdir -p "$STATE" "$SECRETS" "$TOPOLOGY"
  printf 'root text' >"$SECRETS/root-password"
  printf 'text' >"$SECRETS/user-password"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/accounts.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/upkeep.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/rotation.sh"
  echo 'shop|%|user-password||ALL ON shop' >"$TOPOLOGY/accounts"
  own_accounts() { :; }
  root_sql() { printf '%s\n' "$1" >>"$DONE"; }
  takes() { true; }
  for other in keep_databases keep_grants keep_requirement keep_usable; do eval "$other() { :; }"; done
  DURABILITY=ASYNC DISCARD_AFTER=3600
  : >"$DONE"
}

# usage: found FINGERPRINT HAS-FORMER AGE NAME
found() { printf '%s|%s|%s||%%|%s\n' "$1" "$2" "$3" "$4" >>"$STATE/accounts"; }
given() { fingerprint shop text; }
did() { grep -o '^[A-Z]* USER\|DISCARD\|RETAIN\|ATTRIBUTE' "$DONE" | tr '\n' ' '; }
