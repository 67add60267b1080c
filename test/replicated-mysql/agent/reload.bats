#!/usr/bin/env bats
# When an agent loads changed scripts. The mounted directories are copies, so that tests can change them.
# shellcheck disable=SC2329 # the functions call what a test puts in their place
load ../helper
load ../mounts

setup() { set_up_mounts; }

@test "scripts that have not changed are not loaded" {
  look
  [ ! -e "$DONE" ]
}
@test "a changed script of the agent is loaded" {
  change_script agent/status.sh
  deliver
  run look
  [[ $output == *"the scripts of the agent have changed: loading them" ]] && loaded
}
@test "a changed script of the engine is loaded" {
  change_script engine/decide.sh
  deliver
  run look
  loaded
}
@test "nothing is loaded before the kubelet has delivered both" {
  cp -r "$MOUNTS/engine" "$BATS_TEST_TMPDIR/old"
  change_script engine/decide.sh
  deliver
  cp "$BATS_TEST_TMPDIR/old/decide.sh" "$MOUNTS/engine/decide.sh"
  run look
  [ -z "$output" ] && [ ! -e "$DONE" ]
  change_script engine/decide.sh
  look 2>/dev/null
  loaded
}
@test "an engine that comes first is not loaded alone" {
  change_script engine/decide.sh
  run look
  [ -z "$output" ] && [ ! -e "$DONE" ]
}
@test "scripts that belong to changed ones of the server wait for the restart of the pod, and that is logged once" {
  change_script server/common.sh
  change_script agent/status.sh
  deliver
  look 2>"$LOG"
  look 2>>"$LOG"
  [ ! -e "$DONE" ] && [ "$(grep -c 'they are used when this pod restarts' "$LOG")" = 1 ] && [ "$(wc -l <"$LOG")" = 1 ]
}
@test "a script that cannot be read is not loaded, and that is logged once for each version" {
  echo 'if then' >>"$MOUNTS/engine/decide.sh"
  deliver
  look 2>"$LOG"
  look 2>>"$LOG"
  [ ! -e "$DONE" ] && [ "$(wc -l <"$LOG")" = 1 ] && grep -q 'fail, and the old ones stay: .*syntax error' "$LOG"
  echo 'else then' >>"$MOUNTS/engine/decide.sh"
  deliver
  look 2>>"$LOG"
  [ "$(wc -l <"$LOG")" = 2 ]
}
@test "a script that fails while it decides is not loaded" {
  # shellcheck disable=SC2016 # the script's own variable
  echo 'decide() { decision wait "$NO_SUCH_VARIABLE"; }' >>"$MOUNTS/engine/decide.sh"
  deliver
  run look
  [[ $output == *'NO_SUCH_VARIABLE: unbound variable' ]] && [ ! -e "$DONE" ]
}
@test "scripts that reach no decision in time are not loaded, and the log says why" {
  change_script engine/decide.sh
  deliver
  timeout() { return 124; }
  run look
  [[ $output == *'fail, and the old ones stay: no decision within 10 s' ]] && [ ! -e "$DONE" ]
}
@test "scripts that end without a word are not loaded, and the log has their exit code" {
  echo 'exit 3' >>"$MOUNTS/agent/status.sh"
  deliver
  run look
  [[ $output == *'fail, and the old ones stay: they exit with code 3' ]] && [ ! -e "$DONE" ]
}
@test "versions that cannot be read are not blamed on the scripts of the server" {
  echo garbage >"$MOUNTS/agent/versions"
  look 2>"$LOG"
  look 2>>"$LOG"
  [ "$(wc -l <"$LOG")" = 1 ] && grep -q 'their file versions cannot be read, and the old ones stay' "$LOG" && [ ! -e "$DONE" ]
}
@test "an engine that stays of another version is logged after a while, once" {
  stop_clock 1000
  change_script engine/decide.sh
  deliver
  change_script engine/decide.sh
  look 2>"$LOG"
  [ ! -s "$LOG" ]
  SECONDS=$((1000 + SCRIPTS_TIMEOUT))
  look 2>>"$LOG"
  look 2>>"$LOG"
  [ "$(wc -l <"$LOG")" = 1 ] && grep -q "those in $ENGINE_SCRIPTS are of another version" "$LOG" && [ ! -e "$DONE" ]
}
@test "an engine without one of the functions is not loaded" {
  echo 'unset -f lag' >>"$MOUNTS/engine/role.sh"
  deliver
  run look
  [[ $output == *'the engine does not have the function lag' ]] && [ ! -e "$DONE" ]
}
@test "scripts that need a variable of a newer pod are not loaded" {
  echo 'ENVIRONMENT+=(NEW_VARIABLE)' >>"$MOUNTS/agent/status.sh"
  deliver
  run look
  [[ $output == *'the pod does not have the variable NEW_VARIABLE' ]] && [ ! -e "$DONE" ]
}
@test "every variable that the scripts require is set in the check" {
  local name
  for name in "${ENVIRONMENT[@]}"; do run env -u "$name" bash "$MOUNTS/agent/main.sh" check; [ "$status" -ne 0 ]; done
  bash "$MOUNTS/agent/main.sh" check
}
@test "nothing is loaded while a clone or a change of accounts runs" {
  change_script agent/status.sh
  deliver
  sleep 5 3>&- &
  look
  [ ! -e "$DONE" ]
  kill $!
  wait $! || true
  look 2>/dev/null
  loaded
}
@test "the watch of the desired state is no such job, and ends with the agent" {
  change_script agent/status.sh
  deliver
  sleep 5 3>&- &
  WATCH_PID=$!
  look 2>/dev/null
  loaded
  local code=0
  wait "$WATCH_PID" || code=$?
  [ "$code" = 143 ]
}
@test "changed scripts are looked at again after seconds, not in every reconcile" {
  change_script agent/status.sh
  deliver
  stop_clock 100
  RELOAD_TRIED_AT=$((100 - RELOAD_RETRY + 1))
  reload_scripts
  [ ! -e "$DONE" ]
  SECONDS=101
  reload_scripts 2>/dev/null
  loaded
}
