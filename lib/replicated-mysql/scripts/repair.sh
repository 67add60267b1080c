#!/usr/bin/env bash
# On the primary: the agent's own account was changed by hand, so that its server refuses it. Root repairs it. Sourced, never run.

# A password, a lock, an end of it, a limit; what it may not do; a plugin that is not there, or asks for more.
OF_ACCOUNT='ERROR (1045|1698|3118|1862|1820|1226|1203|3955|4031|1044|1142|1143|1227|1370|1524|3159) '

# Only on the open primary, and replication brings it to the others: a server that is read only is never written to.
repair_self() {
  if [[ $MARK != primary ]] || ((SECONDS - REPAIR_AT < 3)) || ! grep -qE "$OF_ACCOUNT" "$STATE/self.err"; then return 1; fi
  REPAIR_AT=$SECONDS
  if ! root_finds_it_open || is_another_open; then return 1; fi
  if ! acknowledgers_are_there root_sql; then
    say_once "the agent's account was changed by hand, and is repaired when enough replicas are there to acknowledge it: $ERROR"
    return 1
  fi
  if root_sql "$(agent_as_declared)"; then
    say "the agent's account was changed by hand, and is as declared again: $ERROR"
  else
    say_once "could not repair the agent's account: $(upkeep_error)"
    return 1
  fi
}

# Root's password in the Secret, or the one that was good when accounts were looked after the last time.
root_finds_it_open() {
  local open
  open=$(ask_open) || { write_root_file && open=$(ask_open); } || return 1
  [[ $open == 1 ]]
}

ask_open() { root_sql 'SELECT NOT @@GLOBAL.read_only AND NOT @@GLOBAL.super_read_only'; }

is_another_open() {
  observe_peers "$(others)"
  [[ $OPEN ]]
}

# The password that this agent knows, which the others know as well; a change in the Secret is taken over afterwards, as ever. Without
# RETAIN a former one stays.
agent_as_declared() {
  local account row grants
  account=$(account cdk8s_agent localhost)
  row=$(own_accounts | grep '^cdk8s_agent|')
  grants=${row##*|}
  printf 'CREATE USER IF NOT EXISTS %s IDENTIFIED BY %s;\n' "$account" "$(quoted "$KNOWN_SELF")"
  printf 'ALTER USER %s IDENTIFIED BY %s REQUIRE NONE WITH %s PASSWORD EXPIRE NEVER ACCOUNT UNLOCK;\n' "$account" "$(quoted "$KNOWN_SELF")" "$NO_LIMITS"
  grant_statements "$account" "$grants"
}
