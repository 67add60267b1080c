#!/usr/bin/env bash
# Runs mysqld and starts it again in place when it asks for that, as it does at the end of a copy, or when it was killed.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=lib/replicated-mysql/scripts/tls.sh
source "$(dirname "${BASH_SOURCE[0]}")/tls.sh"

RESTART_REQUESTED=16 # mysqld's exit code for RESTART and CLONE, if its parent says that it supervises
KILLS=3              # so many within KILL_WINDOW seconds are mended in place; the kubelet waits 10 s, 20 s, 40 s … between them
KILL_WINDOW=600

stopping='' mysqld='' kills=()

stop() {
  stopping=yes
  say "stopping mysqld"
  await_quiet
  if [[ $mysqld ]]; then kill -TERM "$mysqld" 2>/dev/null || true; fi
}

# The agent hears of the stop as well, and ends what would hold mysqld up. It says when; it may be gone.
await_quiet() {
  local tenths
  touch "$RUN/stopping"
  for ((tenths = 0; tenths < 30; tenths++)); do
    if [[ -e $RUN/quiet ]]; then break; fi
    sleep 0.1
  done
}

# bash leaves `wait` early when a signal arrives, so wait until mysqld is really gone, and ask again how it ended.
await_exit() {
  while kill -0 "$mysqld" 2>/dev/null; do wait "$mysqld" || true; done
  wait "$mysqld"
}

command_of() { tr -d '\0' 2>/dev/null <"/proc/$1/cmdline" || true; }

# A child that is still this script would lose the signal.
await_exec() {
  while [[ $(command_of "$mysqld") == "$(command_of $$)" ]]; do sleep 0.05; done
}

# A lock file with the number of a process that is gone may name another one by now.
run_once() {
  rm -f "$RUN"/{answered,ready,quiet,stopping} "$SOCKET.lock"
  mkdir -p "$SERVER/tmp"
  mysqld --defaults-file=/scripts/server.cnf "${SERVER_TLS[@]}" &
  mysqld=$!
  if [[ $stopping ]]; then # told so a moment ago
    await_exec
    kill -TERM "$mysqld" 2>/dev/null || true
  fi
  await_exit
}

# usage: may_mend CODE. A mysqld that ends by itself says why, and ends the container; one that was killed had nothing wrong.
may_mend() {
  local at recent=()
  if (($1 <= 128)); then return 1; fi
  for at in "${kills[@]}"; do
    if ((SECONDS - at < KILL_WINDOW)); then recent+=("$at"); fi
  done
  kills=("${recent[@]}" "$SECONDS")
  ((${#kills[@]} <= KILLS))
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
      say "mysqld asked to be started again"
    elif may_mend "$code"; then
      say "mysqld was killed by signal $((code - 128)): starting it again in place (${#kills[@]} of at most $KILLS times within $KILL_WINDOW s)"
    else
      break
    fi
  done
  say "mysqld ended with code $code"
  return "$code"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
