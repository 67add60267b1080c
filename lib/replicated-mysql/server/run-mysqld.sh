#!/usr/bin/env bash
# Runs mysqld. Restarts it in place when it requests that, as it does at the end of a clone, or when it was killed.
set -Eeuo pipefail
HERE=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=lib/replicated-mysql/server/common.sh
source "$HERE/common.sh"
# shellcheck source=lib/replicated-mysql/server/tls.sh
source "$HERE/tls.sh"

RESTART_REQUESTED=16 # exit code of mysqld for RESTART and CLONE, if MYSQLD_PARENT_PID is set
KILL_WINDOW=600      # seconds; each kill after the third within them waits longer: 1, 2, 4, 8, 8 … s

stopping='' mysqld='' kills=()

stop() {
  stopping=yes
  log "stopping mysqld"
  await_drained
  if [[ $mysqld ]]; then kill -TERM "$mysqld" 2>/dev/null || true; fi
}

# The kubelet stops the agent at the same time. The agent ends the connections for which mysqld would wait, and then
# creates the file `drained`. The agent may be gone already.
await_drained() {
  local tenths
  touch "$RUN/stopping"
  for ((tenths = 0; tenths < 30; tenths++)); do
    if [[ -e $RUN/drained ]]; then break; fi
    sleep 0.1
  done
}

# A signal ends `wait` early: wait until mysqld is gone, and then ask for its exit code.
await_exit() {
  while kill -0 "$mysqld" 2>/dev/null; do wait "$mysqld" || true; done
  wait "$mysqld"
}

command_of() { tr -d '\0' 2>/dev/null <"/proc/$1/cmdline" || true; }

# Before its exec, the child is still this script and would lose the signal.
await_exec() {
  while [[ $(command_of "$mysqld") == "$(command_of $$)" ]]; do sleep 0.05; done
}

# The process in an old lock file is gone, and its number may be that of another process by now.
run_once() {
  rm -f "$RUN"/{answered,ready,drained,stopping} "$SOCKET.lock"
  mkdir -p "$SERVER/tmp"
  mysqld --defaults-file=/scripts/server/server.cnf --admin-address="$POD_IP" "${SERVER_TLS[@]}" &
  mysqld=$!
  if [[ $stopping ]]; then # the signal came before there was a process
    await_exec
    kill -TERM "$mysqld" 2>/dev/null || true
  fi
  await_exit
}

# usage: note_kill. Sets RESTART_DELAY. The kubelet would wait 10 s, 20 s, 40 s … before it starts a container again.
note_kill() {
  local at n recent=()
  for at in "${kills[@]}"; do
    if ((SECONDS - at < KILL_WINDOW)); then recent+=("$at"); fi
  done
  kills=("${recent[@]}" "$SECONDS")
  n=${#kills[@]}
  RESTART_DELAY=$((n <= 3 ? 0 : n <= 6 ? 1 << (n - 4) : 8))
}

restart_after_delay() {
  if ((RESTART_DELAY == 0)); then return; fi
  sleep "$RESTART_DELAY" &
  wait $! || true # so that a signal is handled at once
}

main() {
  local code
  export MYSQLD_PARENT_PID=$$
  trap stop TERM INT
  while true; do
    code=0
    run_once || code=$?
    if [[ $stopping ]]; then
      break
    elif [[ $code == "$RESTART_REQUESTED" ]]; then
      log "mysqld requested a restart"
    elif ((code > 128)); then
      note_kill
      log "mysqld was killed by signal $((code - 128)): restarting it in place after $RESTART_DELAY s" \
        "(kill ${#kills[@]} within $KILL_WINDOW s)"
      restart_after_delay
      if [[ $stopping ]]; then break; fi
    else # it has logged why
      break
    fi
  done
  log "mysqld exited with code $code"
  return "$code"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
