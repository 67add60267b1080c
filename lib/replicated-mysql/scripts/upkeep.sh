#!/usr/bin/env bash
# On the primary: the accounts are as the manifests and the Secrets say, and stay so. Sourced, never run.

UPKEEP_EVERY=30 # seconds; a changed Secret or declaration is taken at once

write_root_file() { (umask 077 && printf '[client]\nuser=root\npassword=%s\n' "$(option_text "$(secret root-password)")" >"$STATE/root.cnf"); }

# Statements mean what they say, whatever sql-mode the settings have; and a change that has to wait does not wait for ever.
root_sql() {
  timeout -k 1 10 mysql --defaults-file="$STATE/root.cnf" --protocol=socket --socket="$SOCKET" --default-character-set=utf8mb4 -N -B -r \
    <<<"SET SESSION sql_mode = '', SESSION sql_quote_show_create = ON, SESSION lock_wait_timeout = 5; $1" 2>"$STATE/upkeep.err"
}

# An error of syntax would quote the statement, and the password in it.
upkeep_error() { grep -v Warning "$STATE/upkeep.err" | tail -n 1 | sed "s/ near '.*//"; }

# Not again while every look finds the same.
say_once() {
  printf '%s\n' "$*" >>"$STATE/telling"
  if grep -qsxF -- "$*" "$STATE/told"; then return; fi
  printf '%s\n' "$*" >>"$STATE/told"
  say "$*"
}

forget_what_is_over() {
  touch "$STATE/telling"
  mv "$STATE/telling" "$STATE/told"
}

# What was found as it is declared is looked through again when it has changed. One question tells, each half a minute.
look() {
  root_sql 'CHECKSUM TABLE mysql.user, mysql.db, mysql.tables_priv, mysql.columns_priv, mysql.procs_priv, mysql.global_grants, mysql.role_edges;
    SELECT COUNT(*), SUM(CRC32(SCHEMA_NAME)) FROM information_schema.SCHEMATA' >"$STATE/looked" || return
  readlink "$SECRETS/..data" "$TOPOLOGY/..data" >>"$STATE/looked" || true
}

is_settled() { cmp -s "$STATE/looked" "$STATE/settled"; }

settle() {
  if [[ ! -e $STATE/pending ]]; then mv "$STATE/looked" "$STATE/settled"; fi
}

# usage: change WHAT STATEMENTS. A set that has lost those who acknowledge since the last statement waits for them first.
change() {
  touch "$STATE/pending"
  if ! acknowledgers_are_there; then return 1; fi
  if root_sql "$2"; then say "$1"; else say_once "could not do this, and everything stays as it was: $1: $(upkeep_error)"; return 1; fi
}

is_changed() { [[ $SECRETS/..data -nt $STATE/upkeep || $TOPOLOGY/..data -nt $STATE/upkeep ]]; }

# Beside the loop, as a change may have to wait for replicas.
keep_accounts() {
  if [[ $WRITABLE != yes ]]; then return 0; fi
  if [[ $UPKEEP_JOB ]] && kill -0 "$UPKEEP_JOB" 2>/dev/null; then return 0; fi
  if [[ $UPKEEP_AT ]] && ((SECONDS - UPKEEP_AT < UPKEEP_EVERY)) && ! is_changed; then return 0; fi
  if is_changed; then rm -f "$STATE/settled"; fi
  touch "$STATE/upkeep"
  UPKEEP_AT=$SECONDS
  upkeep &
  UPKEEP_JOB=$!
}

# mysqld lets nobody log in while a change of accounts waits for acknowledgements, the replica that it waits for neither.
# usage: acknowledgers_are_there [HOW-TO-ASK]
acknowledgers_are_there() {
  if [[ $DURABILITY != LOSSLESS ]]; then return; fi
  [[ $("${1:-sql}" "SELECT VARIABLE_VALUE >= @@rpl_semi_sync_source_wait_for_replica_count FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients'") == 1 ]]
}

# Where all pods have started with a changed Secret, replicas can acknowledge nothing before this primary takes it. What is not logged
# waits for nobody; it is done again, and logged, once they are there. The agent's is for a new server that is filled from this one.
let_replicas_in() {
  local password
  password=$(derived_password replication)
  if takes cdk8s_replication % "$password"; then return; fi
  if run_sql 10 "SET SESSION sql_log_bin = 0; ALTER USER 'cdk8s_replication'@'%' IDENTIFIED BY '$password' RETAIN CURRENT PASSWORD,
    'cdk8s_agent'@'localhost' IDENTIFIED BY '$(derived_password agent)' RETAIN CURRENT PASSWORD" 2>"$STATE/upkeep.err"; then
    say "replicas are let in by the root password in the Secret"
    rm -f "$STATE/upkeep" # the rest as soon as they are there
  else
    say_once "could not let replicas in by the root password in the Secret: $(upkeep_error)"
  fi
}

upkeep() {
  trap - ERR
  rm -f "$STATE/pending" "$STATE/telling"
  if [[ ! $(secret root-password) ]]; then
    say_once "the Secret has an empty text for the root password, and the former one stays"
    return 0
  fi
  if ! acknowledgers_are_there; then
    let_replicas_in
    return 0
  fi
  if ! root_comes_in || is_settled; then return 0; fi
  root_sql "SELECT CONCAT_WS('|', IFNULL(JSON_UNQUOTE(JSON_EXTRACT(User_attributes, '$.metadata.\"$FINGERPRINT\"')), ''),
    IFNULL(JSON_CONTAINS_PATH(User_attributes, 'one', '$.additional_password'), 0),
    IFNULL(TIMESTAMPDIFF(SECOND, password_last_changed, NOW()), 0), ssl_type, Host, User) FROM mysql.user" >"$STATE/accounts" || return 0
  keep_all
  forget_what_is_over
  settle
}

# Root's password is the first to change, by the agent's own account.
root_comes_in() {
  write_root_file
  if look; then return; fi
  if ! grep -q 'ERROR 1045' "$STATE/upkeep.err"; then return 1; fi
  if run_sql 10 "SET SESSION sql_mode = ''; $(change_password root localhost "$(secret root-password)")" 2>"$STATE/upkeep.err"; then
    say "root's password is now the one in the Secret, the former one stays good for $DISCARD_AFTER s"
    look
  else
    say_once "could not give root the password in the Secret, the former one stays: $(upkeep_error)"
    return 1
  fi
}

# What is known of the accounts that exist: FACTS[name@host] is fingerprint|has a former password|seconds since the last change|TLS.
read_facts() {
  local print old age tls host name
  FACTS=()
  while IFS='|' read -r print old age tls host name; do FACTS[$name@$host]="$print|$old|$age|$tls"; done <"$STATE/accounts"
}

# Those whom clients wait for come first.
keep_all() {
  local -A FACTS SEEN=()
  local name rest
  read_facts
  keep_databases
  while IFS='|' read -r name rest; do keep_declared "$name" "$rest"; done < <(declared accounts)
  while IFS='|' read -r name rest; do keep_row "$name" "$rest"; done < <(own_accounts)
  name_undeclared
}

# Nobody is taken away: an application may still use the account.
name_undeclared() {
  local who undeclared='' strange=''
  for who in "${!FACTS[@]}"; do
    if [[ ${SEEN[$who]:-} ]]; then continue; fi
    if [[ ${FACTS[$who]} != '|'* ]]; then undeclared+=" $who"; elif [[ $who == root@* || $who == @* ]]; then strange+=" '${who%@*}'@'${who##*@}'"; fi
  done
  if [[ $undeclared ]]; then say_once "no longer declared, and kept: the accounts$undeclared"; fi
  if [[ $strange ]]; then say_once "somebody has made these accounts, which may be a way in, and are kept:$strange"; fi
}

# usage: keep_declared NAME ROW
keep_declared() {
  local name
  name=$(name_of "$1")
  if [[ ! $name ]]; then
    say_once "an account waits for its name: this pod has been started without it, or the Secret has an empty text"
  elif is_reserved_user "$1"; then
    say_once "the account $name is not made: the name is one of the server's or of the set's"
  elif is_odd_name "$name"; then
    say_once "an account is not made: its name in the Secret has a line end, or a blank at an end"
  elif is_taken "$1"; then
    say_once "the name $name in the Secret is that of another account that is declared, which stays as it is"
  elif [[ ${SEEN[$name@%]:-} ]]; then
    say_once "the account $name is declared twice: the first one counts"
  else
    keep_row "$name" "$2"
  fi
}

# usage: keep_row NAME 'host|password|tls|grants'
keep_row() {
  local host password tls grants text
  IFS='|' read -r host password tls grants <<<"$2"
  SEEN[$1@$host]=yes
  if ! text=$(text_of "$password"); then
    say_once "the account $1 waits for its password: this pod has been started without it, or the Secret has an empty text"
  elif [[ ! ${FACTS[$1@$host]:-} ]]; then
    change "made the account $1" "$(create_account "$1" "$host" "$text" "$tls" "$grants")" || true
  else
    keep_password "$1" "$host" "$text" "${FACTS[$1@$host]}" || true
    if [[ $grants == keep ]]; then return 0; fi
    keep_usable "$1" "$host" || true
    keep_requirement "$1" "$host" "$tls" "${FACTS[$1@$host]##*|}" || true
    keep_grants "$1" "$host" "$grants" || true
  fi
}
