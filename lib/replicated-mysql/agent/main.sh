#!/usr/bin/env bash
# The agent of a server: observes, decides and acts in a loop, and logs each decision with its reason.
#
# usage: main.sh          runs the loop
#        main.sh check    whether these scripts can run in this pod: see reload.sh
#
# How a server replicates is the matter of an engine. It is a directory of scripts with these functions:
#   observe           reads the state of this server and its peers into variables; changes nothing else
#   lag               sets LAG: how many seconds old the data may be, or `unknown`
#   lag_cause         prints the connections for which replication waits; nothing if there are none
#   decide            sets ACTION and REASON, from the variables that observe has set, and nothing else
#   act               executes ACTION
#   role              prints the role for the label of the pod; nothing if the label stays as it is
#   is_serving        whether a server with this ACTION may be Ready
#   is_busy           whether a long action, such as a clone, still runs; watches its progress
#   can_commit        whether a write would be acknowledged now
#   may_be_primary    whether this server may accept writes, by its data state
#   other_writable    whether a peer accepts writes, asked now
#   drain             ends writes and connections on a primary whose mysqld is to stop
# The agent reads DATA_STATE, WRITABLE (yes, no), SERVER_STATE (down, auth_failed, sql_error, empty, data), LAST_ERROR,
# TLS_MISSING (yes, no), UNREACHABLE_PEERS and AUTH_FAILED_PEERS (ordinals), and waits PRIMARY_INTERVAL or
# REPLICA_INTERVAL seconds while nothing is to be done. The actions steady, wait (ends by itself)
# and blocked (needs a person) exist in every engine.
set -Eeuo pipefail
AGENT_SCRIPTS=$(dirname "${BASH_SOURCE[0]}")
SERVER_SCRIPTS=${SERVER_SCRIPTS:-$AGENT_SCRIPTS/../server}
ENGINE_SCRIPTS=${ENGINE_SCRIPTS:-$AGENT_SCRIPTS/../engine}
ENGINE_FUNCTIONS=(observe lag lag_cause decide act role is_serving is_busy can_commit may_be_primary other_writable
  drain)
ENVIRONMENT=() # the variables that the scripts require; each one adds its own

# first, as it notes which versions of the others are mounted
# shellcheck source=lib/replicated-mysql/agent/reload.sh
source "$AGENT_SCRIPTS/reload.sh"
# shellcheck source=lib/replicated-mysql/server/common.sh
source "$SERVER_SCRIPTS/common.sh"
# shellcheck source=lib/replicated-mysql/server/sql.sh
source "$SERVER_SCRIPTS/sql.sh"
# shellcheck source=lib/replicated-mysql/server/accounts.sh
source "$SERVER_SCRIPTS/accounts.sh"
# shellcheck source=lib/replicated-mysql/server/tls.sh
source "$SERVER_SCRIPTS/tls.sh"
# shellcheck source=lib/replicated-mysql/server/certificate.sh
source "$SERVER_SCRIPTS/certificate.sh"
# shellcheck source=lib/replicated-mysql/agent/client.sh
source "$AGENT_SCRIPTS/client.sh"
# shellcheck source=lib/replicated-mysql/agent/kubernetes.sh
source "$AGENT_SCRIPTS/kubernetes.sh"
# shellcheck source=lib/replicated-mysql/agent/reload-certificate.sh
source "$AGENT_SCRIPTS/reload-certificate.sh"
# shellcheck source=lib/replicated-mysql/agent/login.sh
source "$AGENT_SCRIPTS/login.sh"
# shellcheck source=lib/replicated-mysql/agent/reconcile-accounts.sh
source "$AGENT_SCRIPTS/reconcile-accounts.sh"
# shellcheck source=lib/replicated-mysql/agent/rotation.sh
source "$AGENT_SCRIPTS/rotation.sh"
# shellcheck source=lib/replicated-mysql/agent/events.sh
source "$AGENT_SCRIPTS/events.sh"
# shellcheck source=lib/replicated-mysql/agent/grants.sh
source "$AGENT_SCRIPTS/grants.sh"
# shellcheck source=lib/replicated-mysql/agent/repair-account.sh
source "$AGENT_SCRIPTS/repair-account.sh"
# shellcheck source=lib/replicated-mysql/agent/role.sh
source "$AGENT_SCRIPTS/role.sh"
# shellcheck source=lib/replicated-mysql/agent/status.sh
source "$AGENT_SCRIPTS/status.sh"
# shellcheck source=lib/replicated-mysql/agent/peers.sh
source "$AGENT_SCRIPTS/peers.sh"
# shellcheck source=lib/replicated-mysql/agent/connections.sh
source "$AGENT_SCRIPTS/connections.sh"
# shellcheck source=lib/replicated-mysql/agent/tables.sh
source "$AGENT_SCRIPTS/tables.sh"
# shellcheck source=lib/replicated-mysql/agent/clone.sh
source "$AGENT_SCRIPTS/clone.sh"
for script in "$ENGINE_SCRIPTS"/*.sh; do
  # shellcheck source=/dev/null
  source "$script"
done

reconcile() {
  ACTION=wait REASON='' REQUEUE_AFTER=0.5
  if is_busy; then return; fi
  observe
  reconcile_credentials
  reload_certificate
  lag
  decide
  log_decision
  log_auth_failed_peers
  log_unverified_peers
  act || log "$ACTION failed: $(grep -sv Warning "$STATE/act.err" | tail -n 1 || true)"
  report_role
  report_ready
}

# An engine may end a pause early.
exec {WAKE}<> <(:)
wake() { printf '\n' >&"$WAKE"; }

# usage: pause SECONDS. A signal is handled at once. In a process of its own, because the time limit of `read` would
# also end the handler of a signal that has come meanwhile.
pause() {
  (read -rt "$1" -u "$WAKE" || true) &
  wait $! || true
}

# shellcheck disable=SC2153 # the engine sets WRITABLE
await_next() {
  if [[ $ACTION == steady && $READY == yes ]]; then
    if [[ $WRITABLE == yes ]]; then REQUEUE_AFTER=$PRIMARY_INTERVAL; else REQUEUE_AFTER=$REPLICA_INTERVAL; fi
  elif [[ $ACTION == blocked ]]; then
    REQUEUE_AFTER=5
  fi
  pause "$REQUEUE_AFTER"
}

# mysqld stops sooner without connections. It stops as well if run-mysqld.sh has created the file `stopping`.
stop() {
  local tenths
  trap '' TERM INT
  for ((tenths = 0; tenths < 10; tenths++)); do
    if [[ -e $RUN/stopping ]]; then
      drain || log "could not end all connections, mysqld may take 10 s to stop: $(tail -n 1 "$STATE/act.err")"
      touch "$RUN/drained"
      break
    fi
    sleep 0.1
  done
  exit 0
}

# A signal between the exec of reload.sh and the trap below is lost, as this is process 1.
stop_if_missed() { if [[ ${RELOADED:-} && -e $RUN/stopping ]]; then stop; fi; }

main() {
  trap stop TERM INT
  trap 'log "failed in ${FUNCNAME[0]:-main}, line $LINENO: $BASH_COMMAND"' ERR
  stop_if_missed
  await_scripts
  init_kubernetes
  init_credentials
  log "agent started, the desired primary is $(desired_primary)"
  while true; do
    keep_watching
    reconcile
    reload_scripts
    await_next
  done
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  if [[ ${1:-} == check ]]; then check_scripts; else main; fi
fi
