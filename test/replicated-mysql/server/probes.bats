#!/usr/bin/env bats

load ../helper

setup() {
  set_up_pod mysql-1
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH
  mkdir "$BATS_TEST_TMPDIR/bin"
}

mysqladmin_exits() { printf '#!/bin/sh\nexit %s\n' "$1" >"$BATS_TEST_TMPDIR/bin/mysqladmin"; chmod +x "$BATS_TEST_TMPDIR/bin/mysqladmin"; }

@test "a server that answers is alive, and that is stored" {
  mysqladmin_exits 0
  run bash "$SCRIPTS/server/liveness.sh"
  [ "$status" = 0 ] && [ -e "$RUN/answered" ]
}
@test "a server that has not answered yet is alive, however long it takes" {
  mysqladmin_exits 1
  run bash "$SCRIPTS/server/liveness.sh"
  [ "$status" = 0 ]
}
@test "a server that no longer answers is not alive" {
  mysqladmin_exits 1
  touch "$RUN/answered"
  run bash "$SCRIPTS/server/liveness.sh"
  [ "$status" = 1 ]
}

@test "the probe logs in as the agent as soon as there is its password" {
  # shellcheck disable=SC2016 # for the script
  printf '#!/bin/sh\ncat "${1#*=}" >"$DONE"\n' >"$BATS_TEST_TMPDIR/bin/mysqladmin"
  chmod +x "$BATS_TEST_TMPDIR/bin/mysqladmin"
  bash "$SCRIPTS/server/liveness.sh"
  [ "$(<"$DONE")" = '[client]' ]
  printf 'a password' >"$VOLUME/server/agent-key"
  bash "$SCRIPTS/server/liveness.sh"
  [ "$(<"$DONE")" = $'[client]\nuser=cdk8s_agent\npassword=a password' ]
}

@test "a server that the agent found ready a moment ago is ready" {
  printf '%s' "$(date +%s)" >"$RUN/ready"
  run bash "$SCRIPTS/server/readiness.sh"
  [ "$status" = 0 ]
}
@test "a server that the agent found ready too long ago is not ready" {
  printf '%s' "$(($(date +%s) - 16))" >"$RUN/ready"
  run bash "$SCRIPTS/server/readiness.sh"
  [ "$status" = 1 ] && [[ $output == *agent* ]]
}
@test "a server that the agent has not found ready is not ready" {
  run bash "$SCRIPTS/server/readiness.sh"
  [ "$status" = 1 ]
}
