#!/usr/bin/env bash
# Alive means: mysqld answers, or has not answered yet since it was started. Crash recovery, an upgrade or the
# end of a copy may take as long as they take.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

main() {
  # mysqladmin needs no account for this: being refused is an answer as well. Its own limit ends with the connection, before the answer.
  if timeout -k 1 3 mysqladmin --no-defaults --socket="$SOCKET" ping >/dev/null 2>&1; then
    touch "$RUN/answered"
  elif [[ -e $RUN/answered ]]; then
    echo "mysqld no longer answers"
    return 1
  fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
