#!/usr/bin/env bats
# What becomes of the agent's passwords when the Secret changes. A server is the file with the passwords that it takes.
# shellcheck disable=SC2329 # the functions call what setup puts in their place

setup() {
  export STATE=$BATS_TEST_TMPDIR/state SECRETS=$BATS_TEST_TMPDIR/secrets VOLUME=$BATS_TEST_TMPDIR/volume POD_NAME=mysql-0 LOG=$BATS_TEST_TMPDIR/log
  mkdir -p "$STATE" "$SECRETS" "$VOLUME/server"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/identity.sh"
  accepts() { grep -qx "$1" "$BATS_TEST_TMPDIR/server"; }
  observe() { SELF=data; }
  repair_self() { return 1; }
  secret_is former
  SELF=data MARK=member REFUSED_BY='' FORMER=$(derived_password agent) FORMER_PEER=$(derived_password replication)
  server_takes "$FORMER"
  prepare_credentials
  watch_secret
}

secret_is() { printf '%s' "$1" >"$SECRETS/root-password"; }
server_takes() { printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/server"; }

# As after the end of a pod: only the volume is left.
new_pod() {
  rm "$STATE"/*
  prepare_credentials
  if accepts "$(known_password self)"; then SELF=data; else SELF=refused; fi
}

@test "what is known is what follows from the Secret" {
  [ "$(known_password self)" = "$FORMER" ]
  [ "$(known_password peer)" = "$FORMER_PEER" ]
}
@test "a Secret that stays is not worth a word" {
  run watch_secret
  [ -z "$output" ]
}
@test "a changed Secret is told once, and the agent goes on with the former password while its server knows no other" {
  secret_is another
  watch_secret 2>"$LOG"
  watch_secret 2>>"$LOG"
  [ "$(grep -c 'the root password in the Secret has changed' "$LOG")" = 1 ]
  [ "$(known_password self)" = "$FORMER" ] && [ "$(known_password peer)" = "$FORMER_PEER" ]
}
@test "the agent goes over when its server takes the new password, and keeps the former one for servers that do not yet" {
  secret_is another
  watch_secret
  server_takes "$FORMER" "$(derived_password agent)"
  run watch_secret
  [[ $output == *"this server takes the root password that the Secret has now" ]]
  [ "$(known_password self)" = "$(derived_password agent)" ] && [ "$(known_password peer)" = "$(derived_password replication)" ]
  [ "$(known_password former)" = "$FORMER_PEER" ]
}
@test "a member that refuses the former password is asked with the new one, others with either" {
  secret_is another
  watch_secret
  [ "$(known_password peer)" = "$FORMER_PEER" ]
  REFUSED_BY=' mysql-2'
  watch_secret
  [ "$(known_password peer)" = "$(derived_password replication)" ] && [ "$(known_password former)" = "$FORMER_PEER" ]
}
@test "the return of the former text is told" {
  secret_is another
  watch_secret
  secret_is former
  run watch_secret
  [[ $output == *"the former root password again"* ]]
}
@test "a new pod with another Secret finds its way in by the key on the volume" {
  secret_is another
  new_pod
  [ "$SELF" = refused ]
  watch_secret
  [ "$SELF" = data ] && [ "$(known_password self)" = "$FORMER" ]
  [ "$(known_password peer)" = "$(derived_password replication)" ]
}
@test "an agent that was refused by its server finds its way in when the Secret has the right text" {
  rm "$KEY"
  secret_is another
  new_pod
  watch_secret
  [ "$SELF" = refused ]
  secret_is former
  watch_secret
  watch_secret
  [ "$SELF" = data ] && [ "$(known_password self)" = "$FORMER" ] && [ "$(known_password peer)" = "$FORMER_PEER" ]
}
@test "an agent that missed the change, and lost the former password, goes over at once" {
  secret_is another
  server_takes "$(derived_password agent)"
  SELF=refused
  watch_secret
  [ "$SELF" = data ] && [ "$(known_password self)" = "$(derived_password agent)" ]
  [ "$(key)" = "$(derived_password agent)" ] # at once, as the next change may end the former one
}
@test "an empty text is no password: the former one stays" {
  secret_is ''
  run watch_secret
  [ "$status" = 0 ] && [ -z "$output" ]
  watch_secret
  [ "$(known_password self)" = "$FORMER" ] && [ "$(known_password peer)" = "$FORMER_PEER" ]
}
@test "an agent that has heard of a change, and then lost the former password, says that it goes over" {
  secret_is another
  watch_secret
  server_takes "$(derived_password agent)"
  SELF=refused
  run watch_secret
  [[ $output == *"this server takes the root password that the Secret has now"* ]]
  watch_secret
  run watch_secret
  [ -z "$output" ]
}
@test "the key is the agent's alone, and follows" {
  [ "$(stat -c %a "$KEY")" = 600 ] && [ "$(<"$KEY")" = "$FORMER" ]
  secret_is another
  server_takes "$(derived_password agent)"
  watch_secret
  [ "$(<"$KEY")" = "$(derived_password agent)" ]
}
@test "a server without verified data gets no key" {
  rm "$KEY"
  MARK=new
  watch_secret
  [ ! -e "$KEY" ]
}
@test "a key that cannot be written stops nothing" {
  rm "$KEY"
  sync() { return 1; }
  run watch_secret
  [ "$status" = 0 ]
}
