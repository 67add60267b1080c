#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a subshell of its own
load ../helper

setup() {
  set_up_pod mysql-0
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH
  mkdir "$BATS_TEST_TMPDIR/bin"
  RUN_MYSQLD=$SCRIPTS/server/run-mysqld.sh
}

# usage: mysqld_is <<'SH' (a script in its place)
mysqld_is() { { echo '#!/usr/bin/env bash'; cat; } >"$BATS_TEST_TMPDIR/bin/mysqld"; chmod +x "$BATS_TEST_TMPDIR/bin/mysqld"; }

# Returns when the script in mysqld's place has made the file `runs`.
start_supervisor() {
  bash "$RUN_MYSQLD" 3>&- &
  supervisor=$!
  until [ -e "$BATS_TEST_TMPDIR/runs" ]; do sleep 0.02; done
}

@test "mysqld is restarted when it requests that, without the files of the time before" {
  mysqld_is <<SH
    echo x >>$BATS_TEST_TMPDIR/starts
    [ -e $RUN/answered ] && exit 3
    touch $RUN/answered
    [ \$(wc -l <$BATS_TEST_TMPDIR/starts) = 3 ] || exit 16
SH
  run bash "$RUN_MYSQLD"
  [ "$status" = 0 ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/starts")" = 3 ]
}
@test "any other exit ends the container, with the same code" {
  mysqld_is <<<'exit 7'
  run bash "$RUN_MYSQLD"
  [ "$status" = 7 ]
}
@test "mysqld knows that it has a supervisor" {
  # shellcheck disable=SC2016 # the script's own variables
  mysqld_is <<<'[ "$MYSQLD_PARENT_PID" = $PPID ]'
  run bash "$RUN_MYSQLD"
  [ "$status" = 0 ]
}
@test "a signal to stop reaches mysqld, and its exit is awaited" {
  mysqld_is <<SH
    trap 'echo stopped >$BATS_TEST_TMPDIR/stopped; exit 0' TERM
    touch $BATS_TEST_TMPDIR/up
    while true; do sleep 0.05; done
SH
  bash "$RUN_MYSQLD" 3>&- &
  local supervisor=$!
  until [ -e "$BATS_TEST_TMPDIR/up" ]; do sleep 0.05; done
  kill -TERM "$supervisor"
  wait "$supervisor"
  [ "$(cat "$BATS_TEST_TMPDIR/stopped")" = stopped ]
}
@test "a killed mysqld is restarted in place, at once three times, then after a while" {
  mysqld_is <<SH2
    echo x >>$BATS_TEST_TMPDIR/starts
    touch $RUN/ready
    if [ \$(wc -l <$BATS_TEST_TMPDIR/starts) = 5 ]; then exit 7; fi
    kill -KILL \$\$
SH2
  SECONDS=0
  run bash "$RUN_MYSQLD"
  [ "$status" = 7 ] && ((SECONDS >= 1))
  [ "$(grep -o 'signal 9: restarting it in place after [0-9] s' <<<"$output" | grep -o '[0-9] s' | tr -d ' s\n')" = 0001 ]
}
@test "kills of long ago do not count, and no delay is longer than 8 s" {
  # shellcheck source=lib/replicated-mysql/server/run-mysqld.sh
  source "$RUN_MYSQLD"
  kills=(0 1 2) SECONDS=$((KILL_WINDOW + 2))
  note_kill
  [ "${kills[*]}" = $((KILL_WINDOW + 2)) ] && [ "$RESTART_DELAY" = 0 ]
  for _ in {1..20}; do note_kill; done
  [ "$RESTART_DELAY" = 8 ]
}
@test "a mysqld that waits for its restart is not started when the pod stops" {
  mysqld_is <<SH2
    echo x >>$BATS_TEST_TMPDIR/starts
    if [ \$(wc -l <$BATS_TEST_TMPDIR/starts) = 7 ]; then touch $BATS_TEST_TMPDIR/runs; fi
    kill -KILL \$\$
SH2
  sed 's/^  RESTART_DELAY=.*/  RESTART_DELAY=$((${#kills[@]} < 7 ? 0 : 8))/' "$RUN_MYSQLD" >"$BATS_TEST_TMPDIR/run-mysqld.sh"
  ln -s "$SCRIPTS"/server/{common,tls}.sh "$BATS_TEST_TMPDIR"
  RUN_MYSQLD=$BATS_TEST_TMPDIR/run-mysqld.sh
  start_supervisor
  touch "$RUN/drained"
  SECONDS=0
  kill -TERM "$supervisor"
  wait "$supervisor" || true
  ((SECONDS < 7)) && [ "$(wc -l <"$BATS_TEST_TMPDIR/starts")" = 7 ]
}
@test "mysqld is stopped as soon as the agent has drained it" {
  mysqld_is <<SH2
    trap 'ls $RUN >$BATS_TEST_TMPDIR/seen; exit 0' TERM
    touch $BATS_TEST_TMPDIR/runs
    for _ in {1..100}; do sleep 0.1; done
SH2
  start_supervisor
  SECONDS=0
  kill -TERM "$supervisor"
  for _ in {1..20}; do sleep 0.1; if [ -e "$RUN/stopping" ]; then break; fi; done
  touch "$RUN/drained"
  wait "$supervisor"
  grep -qx drained "$BATS_TEST_TMPDIR/seen" && ((SECONDS < 3))
}
@test "mysqld is stopped without an agent" {
  mysqld_is <<SH2
    trap 'exit 0' TERM
    touch $BATS_TEST_TMPDIR/runs
    for _ in {1..100}; do sleep 0.1; done
SH2
  start_supervisor
  kill -TERM "$supervisor"
  wait "$supervisor"
}
@test "a mysqld that is started while the signal arrives is stopped as well" {
  mysqld_is <<<'for _ in {1..200}; do sleep 0.1; done'
  # shellcheck source=lib/replicated-mysql/server/run-mysqld.sh
  source "$RUN_MYSQLD"
  stopping=yes
  run run_once
  [ "$status" = 143 ] || { echo "status $status: $output"; return 1; }
}
@test "the directory of temporary files exists before mysqld starts" {
  # shellcheck disable=SC2016 # the script's own variables
  mysqld_is <<<'[ -d "$VOLUME/server/tmp" ]'
  run bash "$RUN_MYSQLD"
  [ "$status" = 0 ]
}
@test "mysqld has the options of a certificate if there is one" {
  mysqld_is <<<"echo \"\$@\" >$BATS_TEST_TMPDIR/options"
  run bash "$RUN_MYSQLD"
  [ "$(cat "$BATS_TEST_TMPDIR/options")" = '--defaults-file=/scripts/server/server.cnf --admin-address=10.0.0.9' ]
  TLS_SECRET_NAME=shop-tls TLS_REQUIRE=yes TLS_VERIFY=no run bash "$RUN_MYSQLD"
  [ "$(cat "$BATS_TEST_TMPDIR/options")" = \
    "--defaults-file=/scripts/server/server.cnf --admin-address=10.0.0.9 --ssl-ca=$RUN/tls/ca.pem --ssl-cert=$RUN/tls/cert.pem --ssl-key=$RUN/tls/key.pem --require-secure-transport=ON" ]
}
