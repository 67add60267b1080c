#!/usr/bin/env bash
# Fails if mysqld has answered since its start and no longer does. Crash recovery, an upgrade or the end of a clone
# may take any time.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/server/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# A rejected login is an answer as well. But a plug-in that delays answers after failed logins would count it, so the
# probe logs in as soon as the volume has the password of the agent.
credentials() {
  printf '[client]\n'
  if [[ -s $AGENT_KEY ]]; then printf 'user=cdk8s_agent\npassword=%s\n' "$(<"$AGENT_KEY")"; fi
}

main() {
  # The connect timeout of mysqladmin does not limit the wait for the answer, so that `timeout` does.
  if timeout -k 1 3 mysqladmin --defaults-file=<(credentials) --socket="$SOCKET" ping >/dev/null 2>&1; then
    touch "$RUN/answered"
  elif [[ -e $RUN/answered ]]; then
    echo "mysqld no longer answers"
    return 1
  fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
