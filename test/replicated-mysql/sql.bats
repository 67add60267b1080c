#!/usr/bin/env bats
# What becomes of the agent's passwords when the Secret changes.

setup() {
  export STATE=$BATS_TEST_TMPDIR/state SECRETS=$BATS_TEST_TMPDIR/secrets POD_NAME=mysql-0 LOG=$BATS_TEST_TMPDIR/log
  mkdir -p "$STATE" "$SECRETS"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/sql.sh"
  SECRET_TEXT='' SECRET_CHANGED=no SELF=data
  secret_is former
  write_client_files
  FORMER=$(known_password peer)
}

secret_is() { printf '%s' "$1" >"$SECRETS/root-password"; }

@test "what is known is what follows from the Secret" {
  [ "$(known_password self)" = "$(derived_password agent)" ]
  [ "$(known_password peer)" = "$(derived_password replication)" ]
}
@test "a Secret that stays is not worth a word" {
  run watch_secret
  [ -z "$output" ]
}
@test "a changed Secret is told once, and what works is kept" {
  secret_is another
  watch_secret 2>"$LOG"
  watch_secret 2>>"$LOG"
  [ "$(grep -c 'the root password in the Secret has changed' "$LOG")" = 1 ]
  [ "$(known_password peer)" = "$FORMER" ]
}
@test "the return of the former text is told" {
  secret_is another
  watch_secret
  secret_is former
  run watch_secret
  [[ $output == *"the former root password again"* ]]
}
@test "a server that was refused is asked again with the new text" {
  secret_is another
  write_client_files
  SELF=refused
  watch_secret
  secret_is former
  watch_secret
  [ "$(known_password peer)" = "$FORMER" ]
}
