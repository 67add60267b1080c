#!/usr/bin/env bash
# The set-up of tests of accounts: the primary's agent. Statements go to a file, in place of a server.
# shellcheck disable=SC2329,SC2034 # tests call the functions, and the scripts read the variables

setup() {
  set_up_agent mysql-0
  printf 'text' >"$SECRETS/user-password"
  echo 'shop|%|user-password||ALL ON shop' >"$DESIRED_STATE/accounts"
  own_accounts() { :; }
  root_sql() { printf '%s\n' "$1" >>"$DONE"; }
  accepts_password() { true; }
  reconcile_events() { :; }
  for other in databases grants tls limits; do eval "reconcile_$other() { :; }"; done
  : >"$DONE"
}

# usage: found FINGERPRINT HAS-OLD-PASSWORD AGE NAME
found() { printf '%s|%s|%s||%%|%s\n' "$1" "$2" "$3" "$4" >>"$STATE/accounts"; }
stored() { fingerprint shop text; }
did() { grep -o '^[A-Z]* USER\|DISCARD\|RETAIN\|ATTRIBUTE' "$DONE" | tr '\n' ' '; }
