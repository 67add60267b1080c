#!/usr/bin/env bash
# Logs decisions, and tells the readiness probe whether this server is ready. Sourced, never run.

ENVIRONMENT+=(MAX_LAG)
NOT_READY_INTERVAL=10 # seconds between log lines on the same matter
LOGGED_DECISION='' LOGGED_AUTH_FAILED='' NOT_READY_LOGGED_AT=-99 READY=no READY_PRIMARY=no

log_decision() {
  local line="$ACTION: $REASON"
  if [[ $line != "$LOGGED_DECISION" ]]; then log "$line"; LOGGED_DECISION=$line; fi
}

# Such a peer counts as unreachable, and the decision does not say why.
log_auth_failed_peers() {
  if [[ $AUTH_FAILED_PEERS && $AUTH_FAILED_PEERS != "$LOGGED_AUTH_FAILED" ]]; then
    log "these peers reject the root password in the Secret: $(pods "$AUTH_FAILED_PEERS")." \
      "If it was changed, the primary's agent changes the accounts"
  fi
  LOGGED_AUTH_FAILED=$AUTH_FAILED_PEERS
}

# A server that has no connection left for its agent is alive. If it was the primary, it still is, as only its agent can
# end that; a replica may fall behind unseen, and what was found before is too old after 15 s.
# After a restart or reload of the agent the lag is unknown for a moment. The file that the agent before this one has
# written stays meanwhile; the probe ignores it after 15 s.
report_ready() {
  READY=no
  if [[ $SERVER_STATE == sql_error && $LAST_ERROR == *'ERROR 1040 '* ]]; then
    if [[ $READY_PRIMARY == yes ]]; then write_ready; fi
    return
  fi
  READY_PRIMARY=no
  if ! is_serving || [[ $TLS_MISSING == yes ]]; then
    rm -f "$RUN/ready"
  elif [[ $LAG == unknown ]]; then
    return
  elif ((LAG > MAX_LAG)); then
    rm -f "$RUN/ready"
  else
    write_ready
    READY=yes READY_PRIMARY=$WRITABLE
    return
  fi
  if is_serving; then log_not_ready; fi
}

write_ready() {
  printf '%s' "$EPOCHSECONDS" >"$RUN/ready.tmp"
  mv "$RUN/ready.tmp" "$RUN/ready"
}

log_not_ready() {
  local cause
  if ((SECONDS - NOT_READY_LOGGED_AT < NOT_READY_INTERVAL)); then return; fi
  NOT_READY_LOGGED_AT=$SECONDS
  if [[ $TLS_MISSING == yes ]]; then
    log "not ready: mysqld has no TLS, because it cannot use the certificate in the Secret $TLS_SECRET_NAME"
  else
    cause=$(lag_cause) || cause=''
    cause="${LAST_ERROR:+; $LAST_ERROR}${cause:+; waits for $cause}"
    log "not ready: $LAG s behind the primary, maxLag is $MAX_LAG s$cause"
  fi
}
