#!/usr/bin/env bash
# Fails if mysqld has answered since its start and no longer does. Crash recovery, an upgrade or the end of a clone
# may take any time.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/server/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

main() {
  # ping needs no account: a rejected login is an answer as well. The connect timeout of mysqladmin does not limit the
  # wait for the answer, so that `timeout` does.
  if timeout -k 1 3 mysqladmin --no-defaults --socket="$SOCKET" ping >/dev/null 2>&1; then
    touch "$RUN/answered"
  elif [[ -e $RUN/answered ]]; then
    echo "mysqld no longer answers"
    return 1
  fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
