#!/usr/bin/env bats
# shellcheck disable=SC2329 # the functions take the place of those that ask a server
load ../helper

setup() { set_up_agent mysql-1; stop_clock 230; }

@test "no peer counts as gone while this server is cloned, because none is queried" {
  CLONE_JOB=1 UNREACHABLE_SINCE=100 AUTH_FAILED_SINCE=100
  clone_runs() { true; }
  watch_clone() { :; }
  reconcile
  [ "$UNREACHABLE_SINCE $AUTH_FAILED_SINCE" = '230 230' ]
}
@test "a clone without progress is cancelled" {
  CLONED_BYTES=7 CLONE_PROGRESS_AT=199
  sql() { case $1 in KILL*) echo "$1" >>"$DONE" ;; *PID*) echo 42 ;; *) echo '7|FILE COPY' ;; esac; }
  run watch_clone
  [[ $output == *"no progress of the clone for $CLONE_STALL s: cancelling it" ]]
  [ "$(<"$DONE")" = 'KILL 42' ]
}
@test "a clone that waits for the disk of this server is not cancelled, and the log says so" {
  CLONED_BYTES=7 CLONE_PROGRESS_AT=30
  for name in 'DROP DATA' 'FILE SYNC'; do
    CLONE_LOGGED_AT=0
    sql() { case $1 in KILL*) echo "$1" >>"$DONE" ;; *) echo "7|$name" ;; esac; }
    run watch_clone
    [[ $output == *"the clone waits for the disk of this server: $name for 200 s" ]]
  done
  [ ! -e "$DONE" ]
}
@test "a clone that failed says why, and the server is read-only again" {
  sleep 0 & CLONE_JOB=$!
  reject_writes() { echo demoted >>"$DONE"; }
  echo 'ERROR 3862 (HY000): Clone Donor Error' >"$STATE/clone.err"
  run end_clone
  [[ $output == *'clone failed: ERROR 3862 (HY000): Clone Donor Error' ]] && [ -e "$DONE" ]
}
@test "a clone that found no connection free begins anew on the administrative port" {
  reject_writes() { :; }
  for case in "33062 Clone Donor Error: Connect failed: 1040 : Too many connections." "3306 Clone Donor Error"; do
    sleep 0 & CLONE_JOB=$!
    echo "ERROR 3862 (HY000): ${case#* }" >"$STATE/clone.err"
    end_clone 2>/dev/null
    [ "$CLONE_PORT" = "${case%% *}" ]
  done
}
@test "the connection that mysqld breaks when it restarts is no failure" {
  sleep 0 & CLONE_JOB=$!
  echo 'ERROR 2013 (HY000): Lost connection' >"$STATE/clone.err"
  run end_clone
  [[ $output == *'clone finished' ]]
}
