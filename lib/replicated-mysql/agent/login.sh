#!/usr/bin/env bash
# The passwords of the agent's accounts. They follow from the root password in the Secret. After a change of the Secret
# the primary's agent changes the accounts, replication carries the change to the replicas, and each agent uses the new
# passwords when its server accepts them. Sourced, never run.

AGENT_PASSWORD='' REPLICATION_PASSWORD='' # in use
SECRET_TEXT='' NEW_AGENT_PASSWORD='' NEW_REPLICATION_PASSWORD='' # of the Secret
SECRET_CHANGED=no WRITTEN_KEY='' KEY_FAILED=''

set_agent_password() {
  write_credentials cdk8s_agent "$1" "$STATE/agent.cnf"
  AGENT_PASSWORD=$1
}

set_replication_password() {
  write_credentials cdk8s_replication "$1" "$STATE/replication.cnf"
  REPLICATION_PASSWORD=$1
}

# For a pod that starts with a new Secret.
read_key() { cat "$AGENT_KEY" 2>/dev/null || true; }

# usage: password_in agent|replication|old-replication
password_in() { sed -n 's/^password=//p' "$STATE/$1.cnf"; }

read_secret() {
  local text
  text=$(<"$SECRETS/root-password")
  if [[ ! $text || $text == "$SECRET_TEXT" ]]; then return; fi # an empty value is not a password
  SECRET_TEXT=$text
  NEW_AGENT_PASSWORD=$(derived_password agent) NEW_REPLICATION_PASSWORD=$(derived_password replication)
}

# The files outlive a restart of the container.
init_credentials() {
  read_secret
  if [[ ! -s $STATE/agent.cnf ]]; then set_agent_password "$NEW_AGENT_PASSWORD"; fi
  if [[ ! -s $STATE/replication.cnf ]]; then set_replication_password "$NEW_REPLICATION_PASSWORD"; fi
  AGENT_PASSWORD=$(password_in agent) REPLICATION_PASSWORD=$(password_in replication)
}

# usage: accepts_agent PASSWORD. Whether this server accepts it of its agent.
accepts_agent() {
  write_credentials cdk8s_agent "$1" "$STATE/try.cnf"
  timeout -k 1 5 mysql --defaults-file="$STATE/try.cnf" --protocol=socket --socket="$SOCKET" -N -B -e 'DO 0' 2>/dev/null
}

reconcile_credentials() {
  read_secret
  # some peers may know the new password only
  if [[ $AUTH_FAILED_PEERS && $NEW_REPLICATION_PASSWORD ]]; then use_new_replication_password; fi
  case $SERVER_STATE in
    auth_failed) if recover_login || repair_account; then observe; fi ;;
    sql_error) if repair_account; then observe; fi ;;
    empty | data) follow_secret && write_key ;;
  esac
}

# After two changes of the Secret in a short time the password in use may be invalid.
recover_login() {
  local key
  key=$(read_key)
  if [[ $NEW_AGENT_PASSWORD && $NEW_AGENT_PASSWORD != "$AGENT_PASSWORD" ]] && accepts_agent "$NEW_AGENT_PASSWORD"; then
    use_new_passwords
  elif [[ $key && $key != "$AGENT_PASSWORD" ]] && accepts_agent "$key"; then
    set_agent_password "$key"
  else
    return 1
  fi
}

follow_secret() {
  if [[ ! $NEW_AGENT_PASSWORD ]]; then return; fi
  if [[ $NEW_AGENT_PASSWORD == "$AGENT_PASSWORD" ]]; then
    use_new_replication_password
    if [[ $SECRET_CHANGED == yes ]]; then log "the Secret has the old root password again"; fi
    SECRET_CHANGED=no
  elif accepts_agent "$NEW_AGENT_PASSWORD"; then
    use_new_passwords
  elif [[ $SECRET_CHANGED == no ]]; then
    log "the root password in the Secret has changed: this server uses the old one until the primary's agent has" \
      "changed the accounts"
    SECRET_CHANGED=yes
  fi
}

# Servers that have not received the change yet accept only the old password.
use_new_replication_password() {
  if [[ $REPLICATION_PASSWORD == "$NEW_REPLICATION_PASSWORD" ]]; then return; fi
  cp "$STATE/replication.cnf" "$STATE/old-replication.cnf"
  set_replication_password "$NEW_REPLICATION_PASSWORD"
}

use_new_passwords() {
  use_new_replication_password
  set_agent_password "$NEW_AGENT_PASSWORD"
  write_key # now: the next change of the Secret may invalidate the old password
  SECRET_CHANGED=no
  log "this server uses the new root password in the Secret"
}

# A server without data can be initialized again, and needs no key.
write_key() {
  if [[ $DATA_STATE != verified && $DATA_STATE != primary || $WRITTEN_KEY == "$AGENT_PASSWORD" ]]; then return; fi
  if [[ $(read_key) != "$AGENT_PASSWORD" ]] &&
    ! (umask 077 && printf '%s' "$AGENT_PASSWORD" | write_durably "$AGENT_KEY"); then
    if [[ ! $KEY_FAILED ]]; then log "could not write $AGENT_KEY"; fi
    KEY_FAILED=yes
    return
  fi
  WRITTEN_KEY=$AGENT_PASSWORD KEY_FAILED=''
}
