#!/usr/bin/env bats
# shellcheck disable=SC2329 # what is under test calls what is defined
bats_require_minimum_version 1.5.0

setup() {
  export VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run SECRETS=$BATS_TEST_TMPDIR/secrets STATE=$BATS_TEST_TMPDIR/state
  export TOPOLOGY=$BATS_TEST_TMPDIR/topology POD_NAME=shop-db-12 SERVICE=shop
  mkdir -p "$VOLUME/server" "$RUN" "$SECRETS" "$STATE" "$TOPOLOGY"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
}

@test "the ordinal is what stands behind the last hyphen" { [ "$(ordinal)" = 12 ]; }
@test "hosts of members are built from the pod's own name" { [ "$(host_of 3)" = shop-db-3.shop ]; }

@test "a mark that was never written is none" { [ "$(read_mark)" = none ]; }
@test "a mark is read back as it was written" {
  write_mark "copying 2 a:1-9,b:1"
  [ "$(read_mark)" = "copying 2 a:1-9,b:1" ]
  [ ! -e "$SERVER/mark.tmp" ]
}
# usage: fails COMMAND. As where a disk is full.
fails() { eval "$1() { return 1; }"; }

@test "a mark that cannot be written stays as it was, and callers hear of it" {
  write_mark member
  fails cat
  run ! write_mark primary
  if write_mark primary; then false; fi # a caller that handles it, where bash goes on after a failure
  unset -f cat
  fails sync
  if write_mark primary; then false; fi
  [ "$(read_mark)" = member ]
}

@test "the topology is the mounted one until the API server has spoken" {
  printf '0\n' >"$TOPOLOGY/primary"
  [ "$(topology primary)" = 0 ]
  printf '2' >"$STATE/topology-primary"
  [ "$(topology primary)" = 2 ]
}

@test "a derived password has 32 hexadecimal digits, as many as replication takes" {
  printf 'root password' >"$SECRETS/root-password"
  [[ $(derived_password agent) =~ ^[0-9A-F]{32}$ ]]
}
@test "purposes and root passwords have different derived passwords, and the same ones each time" {
  printf 'one' >"$SECRETS/root-password"
  local agent
  agent=$(derived_password agent)
  [ "$agent" = "$(derived_password agent)" ]
  [ "$agent" != "$(derived_password replication)" ]
  printf 'two' >"$SECRETS/root-password"
  [ "$agent" != "$(derived_password agent)" ]
}
@test "a final newline of a Secret is not part of the password" {
  printf 'pass word' >"$SECRETS/root-password"
  local without
  without=$(derived_password agent)
  printf 'pass word\n' >"$SECRETS/root-password"
  [ "$without" = "$(derived_password agent)" ]
}
