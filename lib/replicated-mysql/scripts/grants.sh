#!/usr/bin/env bash
# On the primary: what an account may do is what is declared, no less and no more. Sourced, never run.

ALL_OF_DATABASE='SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,REFERENCES,INDEX,ALTER,CREATE TEMPORARY TABLES,LOCK TABLES,EXECUTE,CREATE VIEW,SHOW VIEW,CREATE ROUTINE,ALTER ROUTINE,EVENT,TRIGGER'

# usage: privileges OBJECT LIST. One OBJECT|PRIVILEGE a line.
privileges() {
  local privilege list=${2//, /,} privileges=()
  if [[ $list == ALL || $list == 'ALL PRIVILEGES' ]]; then list=$ALL_OF_DATABASE; fi
  IFS=',' read -ra privileges <<<"$list"
  for privilege in "${privileges[@]}"; do
    if [[ $privilege != USAGE ]]; then printf '%s|%s\n' "$1" "$privilege"; fi
  done
}

# usage: wanted_privileges GRANTS
wanted_privileges() {
  local grant grants=()
  IFS=';' read -ra grants <<<"$1"
  for grant in "${grants[@]}"; do privileges "$(object "${grant##* ON }")" "${grant% ON *}"; done
}

# What SHOW GRANTS says, from standard input. Roles and columns are not declared, and left alone.
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

# usage: keep_grants NAME HOST GRANTS. Nothing is taken away before what is missing is there.
keep_grants() {
  local account wanted actual line revoke='' missing
  account=$(account "$1" "$2")
  actual=$(root_sql "SHOW GRANTS FOR $account" | actual_privileges | LC_ALL=C sort -u) || { touch "$STATE/pending"; return 1; }
  wanted=$(wanted_privileges "$3" | LC_ALL=C sort -u)
  missing=$(LC_ALL=C comm -23 <(cat <<<"$wanted") <(cat <<<"$actual"))
  if [[ $missing ]]; then change "the account $1 may do what is declared: it lacked ${missing//$'\n'/, }" "$(grant_statements "$account" "$3")" || return 1; fi
  while IFS= read -r line; do
    if [[ $line ]]; then revoke+="REVOKE ${line##*|} ON ${line%|*} FROM $account; "; fi
  done < <(LC_ALL=C comm -13 <(cat <<<"$wanted") <(cat <<<"$actual"))
  if [[ $revoke ]]; then change "the account $1 may do no more than is declared: $revoke" "$revoke"; fi
}

# usage: keep_usable NAME HOST. A lock or a limit of the set's own accounts helps nobody, and keeps replicas out. An application's may be meant.
keep_usable() {
  local found
  if [[ $1 != cdk8s_* ]]; then return; fi
  found=$(root_sql "SELECT 1 FROM mysql.user WHERE User = $(quoted "$1") AND Host = $(quoted "$2")
    AND (account_locked = 'Y' OR max_questions + max_updates + max_connections + max_user_connections > 0)") || return
  if [[ $found ]]; then change "the account $1 has no lock and no limits" "ALTER USER $(account "$1" "$2") WITH $NO_LIMITS ACCOUNT UNLOCK"; fi
}

# usage: keep_requirement NAME HOST tls|'' PRESENT. What a person asks for beyond TLS, such as a certificate, stays;
# but the set's own accounts have none, and would be locked out.
keep_requirement() {
  if [[ $3 == tls && ! $4 || $3 != tls && $4 == ANY || $1 == cdk8s_* && $4 =~ ^(X509|SPECIFIED)$ ]]; then
    change "the account $1 has: $(requirement "$3")" "ALTER USER $(account "$1" "$2") $(requirement "$3")"
  fi
}

# Databases are made, never dropped.
keep_databases() {
  local database present undeclared='' name
  local -A wanted=()
  if ! present=$(root_sql "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA"); then
    touch "$STATE/pending"
    return 0
  fi
  while IFS= read -r database; do
    name=$(name_of "$database")
    if [[ ! $name ]] || is_reserved_database "$name"; then continue; fi
    wanted[$name]=yes
    if ! grep -qxF "$name" <<<"$present"; then change "made the database $name" "CREATE DATABASE IF NOT EXISTS $(identifier "$name")" || true; fi
  done < <(declared databases)
  while IFS= read -r name; do
    if [[ ! ${wanted[$name]:-} ]] && ! is_reserved_database "$name"; then undeclared+=" $name"; fi
  done <<<"$present"
  if [[ $undeclared && ${#wanted[@]} != 0 ]]; then say_once "not declared, and kept: the databases$undeclared"; fi
}
