#!/usr/bin/env bats
# With which scripts an agent starts. The mounted directories are copies, so that tests can change them.
# shellcheck disable=SC2329 # the functions call what a test puts in their place
load ../helper
load ../mounts

setup() { set_up_mounts; }

@test "an agent starts at once with scripts that belong together, and where there are no versions" {
  await_scripts
  [ ! -e "$DONE" ]
  rm "$MOUNTS/agent/versions"
  MOUNTED_VERSIONS='' await_scripts
  [ ! -e "$DONE" ]
}
@test "an agent waits for scripts that the kubelet has not delivered, and reads all of them again" {
  change_script engine/decide.sh
  sleep() { :; }
  run await_scripts
  [[ $output == *'the kubelet has not delivered all scripts yet' ]] && loaded
}
@test "an agent whose scripts changed while they were read reads them again" {
  change_script engine/decide.sh
  deliver
  sleep() { :; }
  run await_scripts
  loaded
  rm "$DONE"
  WERE_COMPLETE=no LOADED_VERSIONS=$(cat "$MOUNTS/agent/versions" && echo .) LOADED_VERSIONS=${LOADED_VERSIONS%.}
  run await_scripts # complete now, and not when they were read
  loaded
}
@test "an agent that has waited once waits as long the next time" {
  SCRIPTS_AWAITED_SINCE=5
  await_scripts
  [ -z "${SCRIPTS_AWAITED_SINCE:-}" ]
}
@test "a signal to stop that came during the exec is not lost" {
  touch "$RUN/stopping"
  stop() { echo stopped >>"$DONE"; }
  stop_if_missed
  [ ! -e "$DONE" ]
  RELOADED=yes stop_if_missed
  [ "$(<"$DONE")" = stopped ]
}
@test "an agent whose scripts never belong together starts after a while, and says so" {
  change_script engine/decide.sh
  SCRIPTS_AWAITED_SINCE=$((EPOCHSECONDS - SCRIPTS_TIMEOUT))
  run await_scripts
  [[ $output == *'are used as they are' ]] && [ ! -e "$DONE" ]
}
@test "an agent that was loaded keeps the news of the one before" {
  echo 2 >"$STATE/desired-state-primary"
  RELOADED=yes init_kubernetes
  [ "$(desired_state primary)" = 2 ]
  init_kubernetes
  [ "$(desired_state primary)" = 0 ]
}
