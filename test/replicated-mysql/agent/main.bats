#!/usr/bin/env bats
# How the agent ends, and when it looks again.
# shellcheck disable=SC2329 # the functions call what setup puts in their place
load ../helper

setup() {
  set_up_agent mysql-0
  printf 'primary' >"$SERVER/data_state"
  drain() { touch "$DONE"; }
}

@test "the primary drains before mysqld stops" {
  touch "$RUN/stopping"
  run stop
  [ "$status" = 0 ] && [ -e "$DONE" ] && [ -e "$RUN/drained" ]
}
@test "an agent that ends alone leaves the server as it is" {
  run stop
  [ "$status" = 0 ] && [ ! -e "$DONE" ] && [ ! -e "$RUN/drained" ]
}
@test "what keeps mysqld from stopping is logged, and delays nothing else" {
  drain() { echo 'ERROR 1205: Lock wait timeout' >"$STATE/act.err"; return 1; }
  touch "$RUN/stopping"
  run stop
  [ "$status" = 0 ] && [ -e "$RUN/drained" ]
  [[ $output == *"Lock wait timeout"* ]]
}
@test "a server that is ready looks again after seconds, any other sooner" {
  pause() { echo "$1" >"$DONE"; }
  waits() { await_next; cat "$DONE"; }
  ACTION=steady READY=yes WRITABLE=yes; [ "$(waits)" = 3 ]
  WRITABLE=no; [ "$(waits)" = 4 ]
  ACTION=blocked; [ "$(waits)" = 5 ]
  ACTION='wait' REQUEUE_AFTER=0.5; [ "$(waits)" = 0.5 ]
}
@test "an engine ends the pause early" {
  stop_watch=$SECONDS
  wake; pause 20
  [ $((SECONDS - stop_watch)) -lt 10 ]
}
@test "a signal is handled at once, and its handler runs to its end, however long the pause was to be" {
  trap 'sleep 1.5; echo handled >"$DONE"' USR1
  local begin=$EPOCHREALTIME
  (sleep 0.3; kill -USR1 $$) &
  pause 1
  [ "$(<"$DONE")" = handled ]
  (sleep 0.3; kill -USR1 $$) &
  pause 60
  wake # or bats would wait for what is left of the pause
  [ $((${EPOCHREALTIME%.*} - ${begin%.*})) -lt 20 ]
}
