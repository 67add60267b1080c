#!/usr/bin/env bats

setup() {
  export RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state PATH=$BATS_TEST_TMPDIR/bin:$PATH
  mkdir -p "$RUN" "$BATS_TEST_TMPDIR/bin"
  SCRIPTS=$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts
}

mysqladmin_says() { printf '#!/bin/sh\nexit %s\n' "$1" >"$BATS_TEST_TMPDIR/bin/mysqladmin"; chmod +x "$BATS_TEST_TMPDIR/bin/mysqladmin"; }

@test "a server that answers is alive, and that is remembered" {
  mysqladmin_says 0
  run bash "$SCRIPTS/probe-alive.sh"
  [ "$status" = 0 ] && [ -e "$RUN/answered" ]
}
@test "a server that has not answered yet is alive, however long it takes" {
  mysqladmin_says 1
  run bash "$SCRIPTS/probe-alive.sh"
  [ "$status" = 0 ]
}
@test "a server that no longer answers is not alive" {
  mysqladmin_says 1
  touch "$RUN/answered"
  run bash "$SCRIPTS/probe-alive.sh"
  [ "$status" = 1 ]
}

@test "a server that the agent found fit a moment ago is ready" {
  printf '%s' "$(date +%s)" >"$RUN/ready"
  run bash "$SCRIPTS/probe-ready.sh"
  [ "$status" = 0 ]
}
@test "a server that the agent has not spoken of for long is not ready" {
  printf '%s' "$(($(date +%s) - 16))" >"$RUN/ready"
  run bash "$SCRIPTS/probe-ready.sh"
  [ "$status" = 1 ] && [[ $output == *agent* ]]
}
@test "a server that the agent has not found fit is not ready" {
  run bash "$SCRIPTS/probe-ready.sh"
  [ "$status" = 1 ]
}
