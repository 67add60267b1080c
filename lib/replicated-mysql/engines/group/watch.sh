#!/usr/bin/env bash
# Wakes the agent when its group changes. A client that stays connected costs a hundredth of one for each look, so that
# the agent looks for itself every few seconds only. Sourced, never run.

WATCH_INTERVAL=0.25 # seconds

WATCH_QUERY="SELECT CONCAT(@@super_read_only, ' ', IFNULL(GROUP_CONCAT(MEMBER_HOST, MEMBER_STATE, MEMBER_ROLE
  ORDER BY MEMBER_HOST), '')) FROM performance_schema.replication_group_members"

# A pause without a process: nothing is ever written there.
exec {WATCH_IDLE}<> <(:)

# usage: watch_queries PROCESS. As long as that one lives.
watch_queries() {
  while kill -0 "$1" && printf '%s;\n' "${WATCH_QUERY//$'\n'/ }"; do
    read -rt "$WATCH_INTERVAL" -u "$WATCH_IDLE" || true
  done
}

# With the answers on standard input.
wake_on_change() {
  local answer last=''
  while IFS= read -r answer; do
    if [[ $last && $answer != "$last" ]]; then wake; fi
    last=$answer
  done
}

# In the background. The client ends with mysqld, or when the agent's password changes.
watch_group() {
  trap - ERR
  watch_queries "$BASHPID" 2>/dev/null |
    mysql --defaults-file="$STATE/agent.cnf" --protocol=socket --socket="$SOCKET" -N -B --unbuffered 2>/dev/null |
    wake_on_change || true
}

keep_watching_group() {
  if [[ $ENGINE_WATCH_PID ]] && kill -0 "$ENGINE_WATCH_PID" 2>/dev/null; then return; fi
  watch_group &
  ENGINE_WATCH_PID=$!
}
