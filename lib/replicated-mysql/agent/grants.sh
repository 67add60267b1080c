#!/usr/bin/env bash
# On the primary: the privileges of an account are those that are declared. Sourced, never run.

ALL_OF_DATABASE='SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,REFERENCES,INDEX,ALTER,CREATE TEMPORARY TABLES,LOCK TABLES'
ALL_OF_DATABASE+=',EXECUTE,CREATE VIEW,SHOW VIEW,CREATE ROUTINE,ALTER ROUTINE,EVENT,TRIGGER'

# usage: privileges OBJECT LIST. One OBJECT|PRIVILEGE a line.
privileges() {
  local privilege list=${2//, /,} privileges=()
  if [[ $list == ALL || $list == 'ALL PRIVILEGES' ]]; then list=$ALL_OF_DATABASE; fi
  IFS=',' read -ra privileges <<<"$list"
  for privilege in "${privileges[@]}"; do
    if [[ $privilege != USAGE ]]; then printf '%s|%s\n' "$1" "$privilege"; fi
  done
}

# usage: declared_privileges GRANTS
declared_privileges() {
  local grant grants=()
  IFS=';' read -ra grants <<<"$1"
  for grant in "${grants[@]}"; do privileges "$(grant_object "${grant##* ON }")" "${grant% ON *}"; done
}

# Reads the output of SHOW GRANTS. Roles and privileges on columns are not declared, and stay.
actual_privileges() {
  local line rest object
  while IFS= read -r line; do
    rest=${line#GRANT }
    if [[ $line != *' ON '* || ${rest%% ON *} == *'('* ]]; then continue; fi
    object=${rest#* ON }
    object=${object%% TO \`*}
    privileges "$object" "${rest%% ON *}"
    if [[ $line == *' WITH GRANT OPTION' ]]; then privileges "$object" 'GRANT OPTION'; fi
  done
}

# usage: reconcile_grants NAME HOST GRANTS. Grants what is missing before it revokes anything.
reconcile_grants() {
  local account declared actual line revoke='' missing
  account=$(account "$1" "$2")
  actual=$(root_sql "SHOW GRANTS FOR $account" | actual_privileges | LC_ALL=C sort -u) || { mark_dirty; return 1; }
  declared=$(declared_privileges "$3" | LC_ALL=C sort -u)
  missing=$(LC_ALL=C comm -23 <(cat <<<"$declared") <(cat <<<"$actual"))
  if [[ $missing ]]; then
    change "account $1" "missing privileges granted: ${missing//$'\n'/, }" "$(grant_statements "$account" "$3")" ||
      return 1
  fi
  while IFS= read -r line; do
    if [[ $line ]]; then revoke+="REVOKE ${line##*|} ON ${line%|*} FROM $account; "; fi
  done < <(LC_ALL=C comm -13 <(cat <<<"$declared") <(cat <<<"$actual"))
  if [[ $revoke ]]; then change "account $1" "undeclared privileges revoked: $revoke" "$revoke"; fi
}

# usage: reconcile_limits NAME HOST
# A lock or a limit of the library's own accounts would keep replicas out. On an application's account it is intended.
reconcile_limits() {
  local found
  if [[ $1 != cdk8s_* ]]; then return; fi
  found=$(root_sql "SELECT 1 FROM mysql.user WHERE User = $(quoted "$1") AND Host = $(quoted "$2") AND (
    account_locked = 'Y' OR max_questions + max_updates + max_connections > 0
    OR max_user_connections <> $MOST_CONNECTIONS)") || return
  if [[ $found ]]; then
    change "account $1" "lock and limits removed" "ALTER USER $(account "$1" "$2") WITH $LIMITS ACCOUNT UNLOCK"
  fi
}

# usage: reconcile_tls NAME HOST tls|'' ACTUAL
# A stricter requirement, such as a client certificate, stays; but the library's own accounts have no certificate.
reconcile_tls() {
  if [[ $3 == tls && ! $4 || $3 != tls && $4 == ANY || $1 == cdk8s_* && $4 =~ ^(X509|SPECIFIED)$ ]]; then
    change "account $1" "now $(tls_requirement "$3")" "ALTER USER $(account "$1" "$2") $(tls_requirement "$3")"
  fi
}

# Databases are created, never dropped.
reconcile_databases() {
  local database actual undeclared='' name
  local -A declared=()
  if ! actual=$(root_sql "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA"); then
    mark_dirty
    return 0
  fi
  while IFS= read -r database; do
    name=$(resolve_name "$database")
    if [[ ! $name ]] || is_reserved_database "$name"; then continue; fi
    declared[$name]=yes
    if ! grep -qxF "$name" <<<"$actual"; then
      change "database $name" "created" "CREATE DATABASE IF NOT EXISTS $(identifier "$name")" || true
    fi
  done < <(declared databases)
  while IFS= read -r name; do
    if [[ ! ${declared[$name]:-} ]] && ! is_reserved_database "$name"; then undeclared+=" $name"; fi
  done <<<"$actual"
  if [[ $undeclared && ${#declared[@]} != 0 ]]; then log_once "databases not declared, and kept:$undeclared"; fi
}
