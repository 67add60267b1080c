#!/usr/bin/env bash
# On the primary: repairs the agent's own account as root, after somebody has changed it by hand. Sourced, never run.

# Errors of the account: password, lock, expiry, limits, privileges, plugin, TLS.
ACCOUNT_ERRORS='ERROR (1045|1698|3118|1862|1820|1226|1203|3955|4031|1044|1142|1143|1227|1370|1524|3159) '
REPAIR_RETRY=3 # seconds
REPAIR_TRIED_AT=-9

# Only on the writable primary, from where it is replicated: a read-only server is never written to.
repair_account() {
  if ! may_be_primary || ((SECONDS - REPAIR_TRIED_AT < REPAIR_RETRY)) ||
    [[ ! $LAST_ERROR =~ $ACCOUNT_ERRORS ]]; then return 1; fi
  REPAIR_TRIED_AT=$SECONDS
  if ! is_writable_for_root || other_writable; then return 1; fi
  if ! can_commit root_sql; then
    log_once "account cdk8s_agent: changed by hand, repaired as soon as enough replicas acknowledge: $LAST_ERROR"
    return 1
  fi
  if root_sql "$(agent_account_statements)"; then
    log "account cdk8s_agent: changed by hand, repaired: $LAST_ERROR"
  else
    log_once "account cdk8s_agent: changed by hand, could not be repaired: $(root_error)"
    return 1
  fi
}

# By the root password that was valid for the last reconcile of accounts, else by the one in the Secret.
is_writable_for_root() {
  local writable
  writable=$(select_writable) || { write_root_credentials && writable=$(select_writable); } || return 1
  [[ $writable == 1 ]]
}

select_writable() { root_sql 'SELECT NOT @@GLOBAL.read_only AND NOT @@GLOBAL.super_read_only'; }

# The password in use, not that of a changed Secret: the replicas' agents know it. Without RETAIN CURRENT PASSWORD, so
# that the old password stays.
agent_account_statements() {
  local account row grants
  account=$(account cdk8s_agent localhost)
  row=$(own_accounts | grep '^cdk8s_agent|')
  grants=${row##*|}
  printf 'CREATE USER IF NOT EXISTS %s IDENTIFIED BY %s;\n' "$account" "$(quoted "$AGENT_PASSWORD")"
  printf 'ALTER USER %s IDENTIFIED BY %s REQUIRE NONE WITH %s PASSWORD EXPIRE NEVER ACCOUNT UNLOCK;\n' \
    "$account" "$(quoted "$AGENT_PASSWORD")" "$LIMITS"
  grant_statements "$account" "$grants"
}
