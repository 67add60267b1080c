#!/usr/bin/env bash
# The set-up of all tests of scripts: a pod whose directories are in BATS_TEST_TMPDIR, and an agent in it.
# shellcheck disable=SC2034 # tests read the variables
bats_require_minimum_version 1.5.0

SCRIPTS=${BATS_TEST_DIRNAME%/test/replicated-mysql*}/lib/replicated-mysql

# usage: set_up_pod NAME. An environment as pod.ts makes it.
set_up_pod() {
  export DONE=$BATS_TEST_TMPDIR/done LOG=$BATS_TEST_TMPDIR/log # statements, in place of a server, and log lines
  export POD_NAME=$1 POD_NAMESPACE=default POD_IP=10.0.0.9 SERVICE=mysql VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state
  export SECRETS=$BATS_TEST_TMPDIR/secrets DESIRED_STATE=$BATS_TEST_TMPDIR/desired-state ACCOUNT=$BATS_TEST_TMPDIR/account
  export CONF=$BATS_TEST_TMPDIR/conf SETTINGS=$BATS_TEST_TMPDIR/settings TLS_MOUNT=$BATS_TEST_TMPDIR/certificates
  export PRIMARY_SETTINGS=primary.cnf REPLICA_SETTINGS=replica.cnf SERVER_ID_BASE=100
  export DURABILITY=ASYNC SEMI_SYNC_TIMEOUT=1000 MAX_LAG=60 DISCARD_AFTER=3600 DESIRED_STATE_CONFIG_MAP=mysql-desired-state
  export KUBERNETES_SERVICE_HOST=10.0.0.1 KUBERNETES_SERVICE_PORT=443
  export ENGINE_SCRIPTS=$SCRIPTS/engines/${ENGINE:-source-replica}
  export PBKDF2_ROUNDS=1 # 100,000 rounds take a tenth of a second
  mkdir -p "$VOLUME/server" "$RUN" "$STATE" "$SECRETS" "$DESIRED_STATE" "$ACCOUNT" "$CONF" "$SETTINGS" "$TLS_MOUNT"
  printf 'root text' >"$SECRETS/root-password"
  printf '0\n' >"$DESIRED_STATE/primary"
  printf '3\n' >"$DESIRED_STATE/replicas"
}

# usage: set_up_agent NAME. The functions of all scripts, in an agent that has just started.
set_up_agent() {
  set_up_pod "$1"
  set +T # bats traces every line otherwise, which takes most of the time
  source "$SCRIPTS/agent/main.sh"
  set -T
}

# A clock that stands still, at a number of seconds.
stop_clock() {
  unset SECONDS
  SECONDS=$1
}
