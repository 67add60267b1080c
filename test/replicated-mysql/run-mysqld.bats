#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a subshell of its own

setup() {
  export VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state POD_NAME=mysql-0 PATH=$BATS_TEST_TMPDIR/bin:$PATH
  mkdir -p "$RUN" "$BATS_TEST_TMPDIR/bin"
  SCRIPT=$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/run-mysqld.sh
}

# usage: mysqld_is <<'SH' (a script in its place)
mysqld_is() { { echo '#!/usr/bin/env bash'; cat; } >"$BATS_TEST_TMPDIR/bin/mysqld"; chmod +x "$BATS_TEST_TMPDIR/bin/mysqld"; }

# Returns when the script in mysqld's place has made the file `runs`.
start_supervisor() {
  bash "$SCRIPT" 3>&- &
  supervisor=$!
  until [ -e "$BATS_TEST_TMPDIR/runs" ]; do sleep 0.1; done
}

@test "mysqld is started again when it asks for that, with no word left of its former life" {
  mysqld_is <<SH
    echo x >>$BATS_TEST_TMPDIR/starts
    [ -e $RUN/answered ] && exit 3
    touch $RUN/answered
    [ \$(wc -l <$BATS_TEST_TMPDIR/starts) = 3 ] || exit 16
SH
  run bash "$SCRIPT"
  [ "$status" = 0 ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/starts")" = 3 ]
}
@test "any other end is the container's end, with the same code" {
  mysqld_is <<<'exit 7'
  run bash "$SCRIPT"
  [ "$status" = 7 ]
}
@test "mysqld knows that it has a supervisor" {
  # shellcheck disable=SC2016 # the script's own variables
  mysqld_is <<<'[ "$MYSQLD_PARENT_PID" = $PPID ]'
  run bash "$SCRIPT"
  [ "$status" = 0 ]
}
@test "a request to stop reaches mysqld, and its end is awaited" {
  mysqld_is <<SH
    trap 'echo stopped >$BATS_TEST_TMPDIR/stopped; exit 0' TERM
    touch $BATS_TEST_TMPDIR/up
    while true; do sleep 0.05; done
SH
  bash "$SCRIPT" 3>&- &
  local supervisor=$!
  until [ -e "$BATS_TEST_TMPDIR/up" ]; do sleep 0.05; done
  kill -TERM "$supervisor"
  wait "$supervisor"
  [ "$(cat "$BATS_TEST_TMPDIR/stopped")" = stopped ]
}
@test "a killed mysqld is started again in place a few times, and then the container ends" {
  mysqld_is <<SH2
    echo x >>$BATS_TEST_TMPDIR/starts
    touch $RUN/ready
    kill -KILL \$\$
SH2
  run bash "$SCRIPT"
  [ "$status" = 137 ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/starts")" = 4 ]
  [ "$(grep -c 'killed by signal 9: starting it again in place' <<<"$output")" = 3 ]
}
@test "kills of long ago do not count" {
  # shellcheck source=lib/replicated-mysql/scripts/run-mysqld.sh
  source "$SCRIPT"
  kills=(0 1 2) SECONDS=$((KILL_WINDOW + 2))
  may_mend 137
  [ "${kills[*]}" = $((KILL_WINDOW + 2)) ]
}
@test "mysqld is told to stop as soon as the agent says that nobody is connected" {
  mysqld_is <<SH2
    trap 'ls $RUN >$BATS_TEST_TMPDIR/seen; exit 0' TERM
    touch $BATS_TEST_TMPDIR/runs
    for _ in {1..100}; do sleep 0.1; done
SH2
  start_supervisor
  SECONDS=0
  kill -TERM "$supervisor"
  for _ in {1..20}; do sleep 0.1; if [ -e "$RUN/stopping" ]; then break; fi; done
  touch "$RUN/quiet"
  wait "$supervisor"
  grep -qx quiet "$BATS_TEST_TMPDIR/seen" && ((SECONDS < 3))
}
@test "mysqld is told to stop though there is no agent" {
  mysqld_is <<SH2
    trap 'exit 0' TERM
    touch $BATS_TEST_TMPDIR/runs
    for _ in {1..100}; do sleep 0.1; done
SH2
  start_supervisor
  kill -TERM "$supervisor"
  wait "$supervisor"
}
@test "a mysqld that is started while the request to stop comes is stopped as well" {
  mysqld_is <<<'for _ in {1..200}; do sleep 0.1; done'
  # shellcheck source=lib/replicated-mysql/scripts/run-mysqld.sh
  source "$SCRIPT"
  stopping=yes
  run run_once
  [ "$status" = 143 ] || { echo "status $status: $output"; return 1; }
}
@test "the folder of temporary files is there before mysqld is" {
  # shellcheck disable=SC2016 # the script's own variables
  mysqld_is <<<'[ -d "$VOLUME/server/tmp" ]'
  run bash "$SCRIPT"
  [ "$status" = 0 ]
}
@test "mysqld is told of its certificate where there is one" {
  mysqld_is <<<"echo \"\$@\" >$BATS_TEST_TMPDIR/options"
  run bash "$SCRIPT"
  [ "$(cat "$BATS_TEST_TMPDIR/options")" = '--defaults-file=/scripts/server.cnf' ]
  TLS_FROM=shop-tls TLS_REQUIRE=yes TLS_VERIFY=no run bash "$SCRIPT"
  [ "$(cat "$BATS_TEST_TMPDIR/options")" = \
    "--defaults-file=/scripts/server.cnf --ssl-ca=$RUN/tls/ca.pem --ssl-cert=$RUN/tls/cert.pem --ssl-key=$RUN/tls/key.pem --require-secure-transport=ON" ]
}
