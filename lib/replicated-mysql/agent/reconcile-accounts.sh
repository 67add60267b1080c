#!/usr/bin/env bash
# On the primary: keeps the accounts as the manifests and the Secrets declare them. Sourced, never run.

ENVIRONMENT+=(DISCARD_AFTER)
ACCOUNTS_INTERVAL=30 # seconds; a changed Secret or declaration is reconciled at once
ACCOUNTS_JOB='' ACCOUNTS_AT=''

write_root_credentials() { write_credentials root "$(option_value "$(secret root-password)")" "$STATE/root.cnf"; }

# Not again while each pass logs the same.
log_once() {
  printf '%s\n' "$*" >>"$STATE/logging"
  if grep -qsxF -- "$*" "$STATE/logged"; then return; fi
  printf '%s\n' "$*" >>"$STATE/logged"
  log "$*"
}

forget_old_messages() {
  touch "$STATE/logging"
  mv "$STATE/logging" "$STATE/logged"
}

# One query tells whether anything has changed since all was found as declared.
checksum_accounts() {
  root_sql 'CHECKSUM TABLE mysql.user, mysql.db, mysql.tables_priv, mysql.columns_priv, mysql.procs_priv,
      mysql.global_grants, mysql.role_edges;
    SELECT COUNT(*), SUM(CRC32(SCHEMA_NAME)) FROM information_schema.SCHEMATA' >"$STATE/checksum" || return
  readlink "$SECRETS/..data" "$DESIRED_STATE/..data" >>"$STATE/checksum" || true
}

is_converged() { cmp -s "$STATE/checksum" "$STATE/converged"; }

mark_converged() {
  if [[ ! -e $STATE/dirty ]]; then mv "$STATE/checksum" "$STATE/converged"; fi
}

mark_dirty() { touch "$STATE/dirty"; }

# usage: change WHAT DONE STATEMENTS
# Replicas that acknowledge may have been lost since the last statement: then it waits for the next pass.
change() {
  mark_dirty
  if ! can_commit; then return 1; fi
  if root_sql "$3"; then
    log "$1: $2"
  else
    log_once "$1: could not be changed, and stays as it is: $(root_error)"
    return 1
  fi
}

declaration_has_changed() {
  [[ $SECRETS/..data -nt $STATE/accounts-started || $DESIRED_STATE/..data -nt $STATE/accounts-started ]]
}

# In the background, because a change may have to wait for replicas.
start_accounts_job() {
  if [[ $WRITABLE != yes ]]; then ACCOUNTS_AT=''; return 0; fi
  if [[ $ACCOUNTS_JOB ]] && kill -0 "$ACCOUNTS_JOB" 2>/dev/null; then return 0; fi
  if [[ $ACCOUNTS_AT ]] && ((SECONDS - ACCOUNTS_AT < ACCOUNTS_INTERVAL)) && ! declaration_has_changed; then return 0; fi
  if declaration_has_changed; then rm -f "$STATE/converged"; fi
  touch "$STATE/accounts-started"
  ACCOUNTS_AT=$SECONDS
  reconcile_accounts &
  ACCOUNTS_JOB=$!
}

# If all pods have started with a changed Secret, no replica can log in to acknowledge the change of the password. A
# change without binary logging waits for no replica; it is made again, with logging, once they are there. The agent's
# account is for a new server that is cloned from this one.
let_replicas_log_in() {
  local password
  password=$(derived_password replication)
  if accepts_password cdk8s_replication % "$password"; then return; fi
  if run_sql 10 "SET SESSION sql_log_bin = 0;
    ALTER USER 'cdk8s_replication'@'%' IDENTIFIED BY '$password' RETAIN CURRENT PASSWORD,
    'cdk8s_agent'@'localhost' IDENTIFIED BY '$(derived_password agent)' RETAIN CURRENT PASSWORD" \
    2>"$STATE/root.err"; then
    log "account cdk8s_replication: password changed without binary logging, so that replicas can log in"
    rm -f "$STATE/accounts-started" # the other accounts as soon as the replicas are there
  else
    log_once "account cdk8s_replication: could not change the password for the replicas: $(root_error)"
  fi
}

# mysqld lets nobody log in while a change of accounts waits for acknowledgements, not even the replica that it waits
# for. So nothing is changed while can_commit fails.
reconcile_accounts() {
  trap - ERR
  rm -f "$STATE/dirty" "$STATE/logging"
  if [[ ! $(secret root-password) ]]; then
    log_once "the Secret has an empty root password, the old one stays"
    return 0
  fi
  if ! can_commit; then
    let_replicas_log_in
    return 0
  fi
  if ! root_can_log_in; then return 0; fi
  reconcile_events
  if is_converged; then return 0; fi
  root_sql "SELECT CONCAT_WS('|',
      IFNULL(JSON_UNQUOTE(JSON_EXTRACT(User_attributes, '$.metadata.\"$FINGERPRINT_KEY\"')), ''),
      IFNULL(JSON_CONTAINS_PATH(User_attributes, 'one', '$.additional_password'), 0),
      IFNULL(TIMESTAMPDIFF(SECOND, password_last_changed, NOW()), 0), ssl_type, Host, User)
    FROM mysql.user" >"$STATE/accounts" || return 0
  reconcile_all
  forget_old_messages
  mark_converged
}

# The agent's own account changes the password of root; root changes all others.
root_can_log_in() {
  write_root_credentials
  if checksum_accounts; then return; fi
  if ! grep -q 'ERROR 1045' "$STATE/root.err"; then return 1; fi
  if run_sql 10 "$(change_password root localhost "$(secret root-password)")" \
    2>"$STATE/root.err"; then
    log "account root: $(password_changed)"
    checksum_accounts
  else
    log_once "account root: could not be changed to the password in the Secret, the old one stays: $(root_error)"
    return 1
  fi
}

# ACCOUNTS[name@host] is fingerprint|has an old password|seconds since the last change|TLS, of each that exists.
read_accounts() {
  local fingerprint old age tls host name
  ACCOUNTS=()
  while IFS='|' read -r fingerprint old age tls host name; do
    ACCOUNTS[$name@$host]="$fingerprint|$old|$age|$tls"
  done <"$STATE/accounts"
}

# The accounts of applications come first, because clients may be waiting.
reconcile_all() {
  local -A ACCOUNTS DECLARED=()
  local name rest
  read_accounts
  reconcile_databases
  while IFS='|' read -r name rest; do reconcile_declared "$name" "$rest"; done < <(declared accounts)
  while IFS='|' read -r name rest; do reconcile_account "$name" "$rest"; done < <(own_accounts)
  log_undeclared
}

# No account is dropped: an application may still use it.
log_undeclared() {
  local who undeclared='' foreign=''
  for who in "${!ACCOUNTS[@]}"; do
    if [[ ${DECLARED[$who]:-} ]]; then continue; fi
    if [[ ${ACCOUNTS[$who]} != '|'* ]]; then
      undeclared+=" $who"
    elif [[ $who == root@* || $who == @* ]]; then
      foreign+=" '${who%@*}'@'${who##*@}'"
    fi
  done
  if [[ $undeclared ]]; then log_once "accounts no longer declared, and kept:$undeclared"; fi
  if [[ $foreign ]]; then log_once "accounts that are not declared, may give access, and are kept:$foreign"; fi
}

# usage: reconcile_declared NAME-AS-DECLARED 'host|password|tls|grants'
reconcile_declared() {
  local name
  name=$(resolve_name "$1")
  if [[ ! $name ]]; then
    log_once "an account waits for its name: this pod was started without it, or the Secret has an empty value"
  elif is_reserved_user "$1"; then
    log_once "account $name: not created, the name is reserved"
  elif is_invalid_name "$name"; then
    log_once "an account is not created: its name in the Secret has a line break, or begins or ends with a space"
  elif is_declared_by_name "$1"; then
    log_once "account $name: the same name is in the Secret of another account, which is not created"
  elif [[ ${DECLARED[$name@%]:-} ]]; then
    log_once "account $name: declared twice, the first one counts"
  else
    reconcile_account "$name" "$2"
  fi
}

# usage: reconcile_account NAME 'host|password|tls|grants'
reconcile_account() {
  local host password tls grants text
  IFS='|' read -r host password tls grants <<<"$2"
  DECLARED[$1@$host]=yes
  if ! text=$(password_of "$password"); then
    log_once "account $1: waits for its password: this pod was started without it, or the Secret has an empty value"
  elif [[ ! ${ACCOUNTS[$1@$host]:-} ]]; then
    change "account $1" "created" "$(create_account "$1" "$host" "$text" "$tls" "$grants")" || true
  else
    reconcile_password "$1" "$host" "$text" "${ACCOUNTS[$1@$host]}" || true
    if [[ $grants == keep ]]; then return 0; fi
    reconcile_limits "$1" "$host" || true
    reconcile_tls "$1" "$host" "$tls" "${ACCOUNTS[$1@$host]##*|}" || true
    reconcile_grants "$1" "$host" "$grants" || true
  fi
}
