#!/usr/bin/env bash
# Ready means: the agent has found this server fit to serve, a moment ago. The agent says why not, in its log.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

FRESH=15 # seconds: several rounds of the agent

main() {
  local since=0 now
  printf -v now '%(%s)T' -1
  if [[ -e $RUN/ready ]]; then since=$(<"$RUN/ready"); fi
  if ((now - since > FRESH)); then
    echo "not ready: see the log of the container agent"
    return 1
  fi
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
