#!/usr/bin/env bash
# Runs mysqld and starts it again in place when it asks for that, as it does at the end of a copy.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

RESTART_REQUESTED=16 # mysqld's exit code for RESTART and CLONE, if its parent says that it supervises

stopping=

stop() {
  stopping=yes
  say "stopping mysqld"
  kill -TERM "$mysqld" 2>/dev/null || true
}

# bash leaves `wait` early when a signal arrives, so wait until mysqld is really gone.
await_exit() {
  local code=0
  while kill -0 "$mysqld" 2>/dev/null; do
    code=0
    wait "$mysqld" || code=$?
  done
  return "$code"
}

run_once() {
  rm -f "$RUN/answered" "$RUN/ready"
  mysqld --defaults-file=/scripts/server.cnf &
  mysqld=$!
  await_exit
}

main() {
  local code
  export MYSQLD_PARENT_PID=$$
  trap stop TERM INT
  while true; do
    code=0
    run_once || code=$?
    if [[ $stopping || $code != "$RESTART_REQUESTED" ]]; then break; fi
    say "mysqld asked to be started again"
  done
  say "mysqld ended with code $code"
  return "$code"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
