#!/usr/bin/env bats
# What the primary's agent changes of accounts, by what it finds.
# shellcheck disable=SC2329,SC2031 # the functions call what setup puts in their place, anew for each test
# shellcheck source=test/replicated-mysql/accounts.bash
load ../helper
load ../accounts

@test "an account with the password of the Secret is left alone" {
  found "$(stored)" 0 99 shop
  reconcile_all
  [ ! -s "$DONE" ]
}
@test "a missing account is created" {
  found "" 0 0 other
  run reconcile_all
  [[ $output == *"account shop: created" ]]
  [ "$(did)" = 'CREATE USER ATTRIBUTE ' ]
}
@test "a changed password in the Secret is set, and the old one stays valid" {
  found "$(fingerprint shop old)" 0 99 shop
  run reconcile_all
  [[ $output == *"account shop: changed to the password in the Secret, the old one stays valid for 3600 s" ]]
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a password that was changed by hand is set to that of the Secret" {
  accepts_password() { false; }
  found "$(stored)" 0 99 shop
  reconcile_all
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a password that is still rejected is set once" {
  accepts_password() { false; }
  found "$(stored)" 0 99 shop
  run reconcile_all
  [[ $output == *"still rejected with the password in the Secret"* ]]
  run reconcile_all
  [ -z "$output" ] && [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "an old password that is valid stays valid when the present one is rejected" {
  accepts_password() { false; }
  found "$(stored)" 1 99 shop
  run reconcile_all
  [[ $output == *"account shop: changed again to the password in the Secret"*"still rejected with the password in the Secret"* ]]
  [ "$(did)" = 'ALTER USER ATTRIBUTE ' ]
}
@test "an account that was created by hand keeps the password that clients use" {
  accepts_password() { false; }
  found '' 1 99 shop
  run reconcile_all
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a name may have any letters" {
  PORT=1 SOCKET=/none
  source "$SCRIPTS/agent/rotation.sh"
  timeout() { printf '%s\n' "$@" >"$DONE"; }
  accepts_password José % text
  grep -qx -- '--default-character-set=utf8mb4' "$DONE"
}
@test "an account that accepts its password again is reconciled as before" {
  accepts_password() { false; }
  found "$(stored)" 1 3600 shop
  reconcile_all
  accepts_password() { true; }
  : >"$DONE"
  reconcile_all
  [ "$(did)" = 'ALTER USER DISCARD ' ] && [ -z "$(find "$STATE" -name 'rejected-*')" ]
}
@test "another error than a rejected password is not the account's, and is tried again" {
  PORT=1 SOCKET=/none
  source "$SCRIPTS/agent/rotation.sh"
  timeout() { echo 'ERROR 1040 (HY000): Too many connections' >&2; return 1; }
  accepts_password shop % text
  [ -e "$STATE/dirty" ]
}
@test "a reserved name counts only if the manifests have it" {
  printf 'secret:user|%%|user-password||\n' >"$DESIRED_STATE/accounts"
  printf 'cdk8s_backup' >"$SECRETS/user"
  touch "$STATE/accounts"
  run reconcile_all
  [[ $output == *"account cdk8s_backup: not created, the name is reserved"* ]]
  [ ! -s "$DONE" ]
  printf 'cdk8s_backup|%%|user-password||\n' >"$DESIRED_STATE/accounts"
  run reconcile_all
  [[ $output == *"account cdk8s_backup: created" ]]
}
@test "an account that was created by hand with the password of the Secret keeps it" {
  found '' 0 99 shop
  reconcile_all
  [ "$(did)" = 'ALTER USER ATTRIBUTE ' ]
}
@test "the old password is discarded when its time is over" {
  found "$(stored)" 1 3600 shop
  run reconcile_all
  [[ $output == *"account shop: old password discarded" ]]
  [ "$(did)" = 'ALTER USER DISCARD ' ]
}
@test "the old password stays before" {
  found "$(stored)" 1 3599 shop
  reconcile_all
  [ ! -s "$DONE" ]
}
@test "a password that has returned is set again, and the old one stays" {
  found "$(fingerprint shop other)" 1 9999 shop
  reconcile_all
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "an account without its password waits for it" {
  rm "$SECRETS/user-password"
  run reconcile_all
  [[ $output == *"account shop: waits for its password"* ]]
  [ ! -s "$DONE" ]
}
@test "an account of the server cannot be declared by a Secret" {
  echo 'secret:user|%|user-password||' >"$DESIRED_STATE/accounts"
  printf 'root' >"$SECRETS/user"
  run reconcile_all
  [[ $output == *"account root: not created, the name is reserved"* ]]
  [ ! -s "$DONE" ]
}
@test "a name in a Secret does not replace a declared account" {
  printf 'secret:user|%%|other||\nshop|%%|user-password||\n' >"$DESIRED_STATE/accounts"
  printf 'shop' >"$SECRETS/user"
  printf 'other text' >"$SECRETS/other"
  found "$(stored)" 0 99 shop
  run reconcile_all
  [[ $output == *"account shop: the same name is in the Secret of another account, which is not created" ]]
  [ ! -s "$DONE" ]
}
@test "a name in a Secret with a line end or a space at an end creates no account" {
  echo 'secret:user|%|user-password||' >"$DESIRED_STATE/accounts"
  touch "$STATE/accounts"
  for name in $'a\nb' ' a' 'a '; do
    printf '%s' "$name" >"$SECRETS/user"
    reconcile_all
  done
  [ ! -s "$DONE" ]
}
@test "a change that fails is logged once, without its password" {
  root_sql() { echo "ERROR 1064 (42000): You have an error near 'text' at line 1" >"$STATE/root.err"; return 1; }
  found x 0 0 shop
  run reconcile_all
  [[ $output == *"account shop: could not be changed, and stays as it is"*"ERROR 1064"* && $output != *"'text'"* ]]
  run reconcile_all
  [ -z "$output" ]
}
@test "replicas that all use the new password already can log in, without waiting for them" {
  can_commit() { false; }
  accepts_password() { false; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  run reconcile_accounts
  [[ $output == *"account cdk8s_replication: password changed without binary logging, so that replicas can log in" ]]
  [[ $(tr -s '\n ' ' ' <"$DONE") == "SET SESSION sql_log_bin = 0; ALTER USER 'cdk8s_replication'@'%' IDENTIFIED BY '$(derived_password replication)' RETAIN CURRENT PASSWORD,"*"'cdk8s_agent'@'localhost' IDENTIFIED BY '$(derived_password agent)' RETAIN CURRENT PASSWORD " ]]
}
@test "nothing else is changed while it cannot be committed" {
  can_commit() { false; }
  run reconcile_accounts
  [ "$status" = 0 ] && [ ! -s "$DONE" ]
}
@test "the agent sets the password of root, when it is rejected" {
  root_sql() { echo 'ERROR 1045 (28000): Access denied' >"$STATE/root.err"; [[ -s $DONE ]]; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  run root_can_log_in
  [ "$status" = 0 ]
  [[ $output == *"account root: changed to the password in the Secret"* ]]
  [[ $(<"$DONE") == "ALTER USER 'root'@'localhost' IDENTIFIED BY 'root text' RETAIN CURRENT PASSWORD"* ]]
}
@test "another error than a rejected password changes no password" {
  root_sql() { echo 'ERROR 2002 (HY000)' >"$STATE/root.err"; false; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  run ! root_can_log_in
  [ ! -s "$DONE" ]
}
@test "only a server that accepts writes reconciles accounts" {
  WRITABLE=no ACCOUNTS_JOB='' ACCOUNTS_AT=''
  reconcile_accounts() { echo kept >>"$DONE"; }
  start_accounts_job
  [ ! "$ACCOUNTS_JOB" ] && [ ! -s "$DONE" ]
}
@test "a changed Secret is reconciled at once, else accounts are now and then" {
  WRITABLE=yes ACCOUNTS_JOB='' ACCOUNTS_AT=''
  reconcile_accounts() { echo kept >>"$DONE"; }
  start_accounts_job && wait
  start_accounts_job && wait
  [ "$(wc -l <"$DONE")" = 1 ]
  mkdir "$SECRETS/..data"
  touch -d '+1 second' "$SECRETS/..data"
  start_accounts_job && wait
  [ "$(wc -l <"$DONE")" = 2 ]
}
@test "an option file may have any text" { [ "$(option_value 'a "b" \ #c')" = '"a \"b\" \\ #c"' ]; }
