#!/usr/bin/env bats
# Which passwords the agent uses after a change of the Secret. A server is the file with the passwords that it accepts.
# shellcheck disable=SC2329 # the functions call what setup puts in their place
load ../helper

setup() {
  set_up_agent mysql-0
  accepts_agent() { grep -qx "$1" "$BATS_TEST_TMPDIR/server"; }
  observe() { SERVER_STATE=data; }
  repair_account() { return 1; }
  secret_is old
  SERVER_STATE=data DATA_STATE=verified AUTH_FAILED_PEERS='' OLD=$(derived_password agent)
  OLD_REPLICATION=$(derived_password replication)
  server_accepts "$OLD"
  init_credentials
  reconcile_credentials
}

secret_is() { printf '%s' "$1" >"$SECRETS/root-password"; }
server_accepts() { printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/server"; }

# As after the end of a pod: only the volume is left.
new_pod() {
  rm "$STATE"/*
  init_credentials
  if accepts_agent "$(password_in agent)"; then SERVER_STATE=data; else SERVER_STATE=auth_failed; fi
}

@test "the passwords in use follow from the Secret" {
  [ "$(password_in agent)" = "$OLD" ]
  [ "$(password_in replication)" = "$OLD_REPLICATION" ]
}
@test "a Secret that has not changed is not logged" {
  run reconcile_credentials
  [ -z "$output" ]
}
@test "a changed Secret is logged once, and the old password is used while the server accepts no other" {
  secret_is another
  reconcile_credentials 2>"$LOG"
  reconcile_credentials 2>>"$LOG"
  [ "$(grep -c 'the root password in the Secret has changed' "$LOG")" = 1 ]
  [ "$(password_in agent)" = "$OLD" ] && [ "$(password_in replication)" = "$OLD_REPLICATION" ]
}
@test "the new password is used when the server accepts it, and the old one for peers that do not yet" {
  secret_is another
  reconcile_credentials
  server_accepts "$OLD" "$(derived_password agent)"
  run reconcile_credentials
  [[ $output == *"this server uses the new root password in the Secret" ]]
  [ "$(password_in agent)" = "$(derived_password agent)" ] && [ "$(password_in replication)" = "$(derived_password replication)" ]
  [ "$(password_in old-replication)" = "$OLD_REPLICATION" ]
}
@test "peers are queried with the new password as soon as one of them rejects the old one" {
  secret_is another
  reconcile_credentials
  [ "$(password_in replication)" = "$OLD_REPLICATION" ]
  AUTH_FAILED_PEERS='2 '
  reconcile_credentials
  [ "$(password_in replication)" = "$(derived_password replication)" ] && [ "$(password_in old-replication)" = "$OLD_REPLICATION" ]
}
@test "the return of the old password is logged" {
  secret_is another
  reconcile_credentials
  secret_is old
  run reconcile_credentials
  [[ $output == *"the Secret has the old root password again"* ]]
}
@test "a new pod with a changed Secret logs in with the key on the volume" {
  secret_is another
  new_pod
  [ "$SERVER_STATE" = auth_failed ]
  reconcile_credentials
  [ "$SERVER_STATE" = data ] && [ "$(password_in agent)" = "$OLD" ]
  [ "$(password_in replication)" = "$(derived_password replication)" ]
}
@test "an agent whose password is rejected logs in when the Secret has the right one" {
  rm "$AGENT_KEY"
  secret_is another
  new_pod
  reconcile_credentials
  [ "$SERVER_STATE" = auth_failed ]
  secret_is old
  reconcile_credentials
  reconcile_credentials
  [ "$SERVER_STATE" = data ] && [ "$(password_in agent)" = "$OLD" ] && [ "$(password_in replication)" = "$OLD_REPLICATION" ]
}
@test "an agent that missed the change uses the new password at once" {
  secret_is another
  server_accepts "$(derived_password agent)"
  SERVER_STATE=auth_failed
  reconcile_credentials
  [ "$SERVER_STATE" = data ] && [ "$(password_in agent)" = "$(derived_password agent)" ]
  [ "$(read_key)" = "$(derived_password agent)" ] # at once: the next change may invalidate the old one
}
@test "an empty value is not a password: the old one stays" {
  secret_is ''
  run reconcile_credentials
  [ "$status" = 0 ] && [ -z "$output" ]
  reconcile_credentials
  [ "$(password_in agent)" = "$OLD" ] && [ "$(password_in replication)" = "$OLD_REPLICATION" ]
}
@test "an agent whose old password became invalid logs that it uses the new one" {
  secret_is another
  reconcile_credentials
  server_accepts "$(derived_password agent)"
  SERVER_STATE=auth_failed
  run reconcile_credentials
  [[ $output == *"this server uses the new root password in the Secret"* ]]
  reconcile_credentials
  run reconcile_credentials
  [ -z "$output" ]
}
@test "only the agent can read the key, which has the password in use" {
  [ "$(stat -c %a "$AGENT_KEY")" = 600 ] && [ "$(<"$AGENT_KEY")" = "$OLD" ]
  secret_is another
  server_accepts "$(derived_password agent)"
  reconcile_credentials
  [ "$(<"$AGENT_KEY")" = "$(derived_password agent)" ]
}
@test "a server without verified data has no key" {
  rm "$AGENT_KEY"
  DATA_STATE=initialized
  reconcile_credentials
  [ ! -e "$AGENT_KEY" ]
}
@test "a key that cannot be written stops nothing" {
  rm "$AGENT_KEY"
  sync() { return 1; }
  run reconcile_credentials
  [ "$status" = 0 ]
}
