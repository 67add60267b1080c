#!/usr/bin/env bats
# What the primary's agent does to accounts, by what it finds.
# shellcheck disable=SC2329,SC2031 # the functions call what setup puts in their place, anew for each test
# shellcheck source=test/replicated-mysql/upkeep.bash
bats_require_minimum_version 1.5.0
load upkeep

@test "an account that has the text of the Secret is left alone" {
  found "$(given)" 0 99 shop
  keep_all
  [ ! -s "$DONE" ]
}
@test "an account that is missing is made" {
  found "" 0 0 other
  run keep_all
  [[ $output == *"made the account shop" ]]
  [ "$(did)" = 'CREATE USER ATTRIBUTE ' ]
}
@test "another text in the Secret is given, and the former one stays good" {
  found "$(fingerprint shop former)" 0 99 shop
  run keep_all
  [[ $output == *"the account shop has the password in the Secret, the former one stays good for 3600 s" ]]
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a password that was changed by hand is the declared one again" {
  takes() { false; }
  found "$(given)" 0 99 shop
  keep_all
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a password that is refused all the same is given once" {
  takes() { false; }
  found "$(given)" 0 99 shop
  run keep_all
  [[ $output == *"refused with it all the same"* ]]
  run keep_all
  [ -z "$output" ] && [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a former password that is good outlives one that is refused" {
  takes() { false; }
  found "$(given)" 1 99 shop
  run keep_all
  [[ $output == *"has the password in the Secret again"*"refused with it all the same"* ]]
  [ "$(did)" = 'ALTER USER ATTRIBUTE ' ]
}
@test "an account that is taken over keeps the password that clients use, whatever it had before" {
  takes() { false; }
  found '' 1 99 shop
  run keep_all
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "a name is tried as it was made, whatever letters it has" {
  PORT=1 SOCKET=/none
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/rotation.sh"
  timeout() { printf '%s\n' "$@" >"$DONE"; }
  takes José % text
  grep -qx -- '--default-character-set=utf8mb4' "$DONE"
}
@test "an account that takes it again is looked after as before" {
  takes() { false; }
  found "$(given)" 1 3600 shop
  keep_all
  takes() { true; }
  : >"$DONE"
  keep_all
  [ "$(did)" = 'ALTER USER DISCARD ' ] && [ -z "$(find "$STATE" -name 'refused-*')" ]
}
@test "another trouble than a refusal is looked at again" {
  PORT=1 SOCKET=/none
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/rotation.sh"
  timeout() { echo 'ERROR 1040 (HY000): Too many connections' >&2; return 1; }
  takes shop % text
  [ -e "$STATE/pending" ]
}
@test "a name of the set's own counts only where the manifests say it" {
  printf 'secret:user|%%|user-password||\n' >"$TOPOLOGY/accounts"
  printf 'cdk8s_backup' >"$SECRETS/user"
  touch "$STATE/accounts"
  run keep_all
  [[ $output == *"the account cdk8s_backup is not made"* ]]
  [ ! -s "$DONE" ]
  printf 'cdk8s_backup|%%|user-password||\n' >"$TOPOLOGY/accounts"
  run keep_all
  [[ $output == *"made the account cdk8s_backup" ]]
}
@test "an account that was made otherwise, and takes the text, keeps its password" {
  found '' 0 99 shop
  keep_all
  [ "$(did)" = 'ALTER USER ATTRIBUTE ' ]
}
@test "the former password goes when its time is over" {
  found "$(given)" 1 3600 shop
  run keep_all
  [[ $output == *"the former password of the account shop is good no longer" ]]
  [ "$(did)" = 'ALTER USER DISCARD ' ]
}
@test "the former password stays before" {
  found "$(given)" 1 3599 shop
  keep_all
  [ ! -s "$DONE" ]
}
@test "a text that has returned is given again, and the former one does not go with it" {
  found "$(fingerprint shop other)" 1 9999 shop
  keep_all
  [ "$(did)" = 'ALTER USER RETAIN ATTRIBUTE ' ]
}
@test "an account without its text waits for it" {
  rm "$SECRETS/user-password"
  run keep_all
  [[ $output == *"the account shop waits for its password"* ]]
  [ ! -s "$DONE" ]
}
@test "an account of the server cannot be declared by a Secret" {
  echo 'secret:user|%|user-password||' >"$TOPOLOGY/accounts"
  printf 'root' >"$SECRETS/user"
  run keep_all
  [[ $output == *"the account root is not made"* ]]
  [ ! -s "$DONE" ]
}
@test "a name in a Secret does not take over an account that is declared" {
  printf 'secret:user|%%|other||\nshop|%%|user-password||\n' >"$TOPOLOGY/accounts"
  printf 'shop' >"$SECRETS/user"
  printf 'other text' >"$SECRETS/other"
  found "$(given)" 0 99 shop
  run keep_all
  [[ $output == *"the name shop in the Secret is that of another account that is declared, which stays as it is" ]]
  [ ! -s "$DONE" ]
}
@test "a name in a Secret with a line end or a blank at an end makes no account" {
  echo 'secret:user|%|user-password||' >"$TOPOLOGY/accounts"
  touch "$STATE/accounts"
  for name in $'a\nb' ' a' 'a '; do
    printf '%s' "$name" >"$SECRETS/user"
    keep_all
  done
  [ ! -s "$DONE" ]
}
@test "a change that fails is told once, without its password" {
  root_sql() { echo "ERROR 1064 (42000): You have an error near 'text' at line 1" >"$STATE/upkeep.err"; return 1; }
  found x 0 0 shop
  run keep_all
  [[ $output == *"everything stays as it was"*"ERROR 1064"* && $output != *"'text'"* ]]
  run keep_all
  [ -z "$output" ]
}
@test "accounts wait for those who acknowledge, as nobody could log in while they change" {
  DURABILITY=LOSSLESS
  sql() { echo 0; }
  run ! acknowledgers_are_there
  sql() { echo 1; }
  acknowledgers_are_there
}
@test "replicas that all have the new password already are let in, without waiting for them" {
  acknowledgers_are_there() { false; }
  takes() { false; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  run upkeep
  [[ $output == *"replicas are let in by the root password in the Secret" ]]
  [[ $(<"$DONE") == "SET SESSION sql_log_bin = 0; ALTER USER 'cdk8s_replication'@'%' IDENTIFIED BY '$(derived_password replication)' RETAIN CURRENT PASSWORD,"*"'cdk8s_agent'@'localhost' IDENTIFIED BY '$(derived_password agent)' RETAIN CURRENT PASSWORD" ]]
}
@test "without those who acknowledge, nothing else is changed" {
  acknowledgers_are_there() { false; }
  run upkeep
  [ "$status" = 0 ] && [ ! -s "$DONE" ]
}
@test "root gets the text by the agent, when it is refused with it" {
  root_sql() { echo 'ERROR 1045 (28000): Access denied' >"$STATE/upkeep.err"; [[ -s $DONE ]]; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  run root_comes_in
  [ "$status" = 0 ]
  [[ $output == *"root's password is now the one in the Secret"* ]]
  [[ $(<"$DONE") == "SET SESSION sql_mode = ''; ALTER USER 'root'@'localhost' IDENTIFIED BY 'root text' RETAIN CURRENT PASSWORD"* ]]
}
@test "another trouble than a refusal changes no password" {
  root_sql() { echo 'ERROR 2002 (HY000)' >"$STATE/upkeep.err"; false; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  run ! root_comes_in
  [ ! -s "$DONE" ]
}
@test "only a server that takes writes keeps accounts" {
  WRITABLE=no UPKEEP_JOB='' UPKEEP_AT=''
  upkeep() { echo kept >>"$DONE"; }
  keep_accounts
  [ ! "$UPKEEP_JOB" ] && [ ! -s "$DONE" ]
}
@test "a changed Secret is taken at once, else it is looked after now and then" {
  WRITABLE=yes UPKEEP_JOB='' UPKEEP_AT=''
  upkeep() { echo kept >>"$DONE"; }
  keep_accounts && wait
  keep_accounts && wait
  [ "$(wc -l <"$DONE")" = 1 ]
  mkdir "$SECRETS/..data"
  touch -d '+1 second' "$SECRETS/..data"
  keep_accounts && wait
  [ "$(wc -l <"$DONE")" = 2 ]
}
@test "any text can stand in an option file" { [ "$(option_text 'a "b" \ #c')" = '"a \"b\" \\ #c"' ]; }
