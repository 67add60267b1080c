#!/usr/bin/env bash
# Succeeds if the agent has found this server ready in the last MAX_AGE seconds. The agent logs why it has not.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/server/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

MAX_AGE=15 # several intervals of the agent

main() {
  local ready_at=0 now
  printf -v now '%(%s)T' -1
  if [[ -e $RUN/ready ]]; then ready_at=$(<"$RUN/ready"); fi
  if ((now - ready_at > MAX_AGE)); then
    echo "not ready: see the log of the container agent"
    return 1
  fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
