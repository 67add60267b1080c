#!/usr/bin/env bash
# The accounts that a set must have, and the statements that make them. Sourced, never run.

FINGERPRINT=cdk8s-stateful # key in an account's attributes: which text of the Secret it was given

# A literal for SQL, whatever bytes the text has.
quoted() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\'\'}"
}

# shellcheck disable=SC2016 # the backquotes are SQL's
identifier() { printf '`%s`' "${1//\`/\`\`}"; }

# In GRANT, _ and % in a database's name are patterns.
database_pattern() {
  local name=${1//_/\\_}
  identifier "${name//%/\\%}"
}

# Accounts, one a line: name|host|password|tls|grants. A name `secret:FILE` is the text of a mounted Secret; a password is the name of
# such a file, or `derived:PURPOSE`; grants are `PRIVILEGES ON DATABASE;…` where * is everything, or `keep`: they are not looked at.
own_accounts() {
  cat <<'ROWS'
root|localhost|root-password||keep
cdk8s_agent|localhost|derived:agent||RELOAD, PROCESS, REPLICATION CLIENT, CREATE USER, BACKUP_ADMIN, CLONE_ADMIN, CONNECTION_ADMIN, REPLICATION_SLAVE_ADMIN, SYSTEM_USER, SYSTEM_VARIABLES_ADMIN ON *;SELECT ON performance_schema
cdk8s_replication|%|derived:replication|tls|REPLICATION SLAVE, BACKUP_ADMIN ON *;SELECT ON performance_schema.replication_connection_status
ROWS
}

# usage: declared accounts|databases. The lines that the manifests have, if any.
declared() { if [[ -s $TOPOLOGY/$1 ]]; then cat "$TOPOLOGY/$1"; fi; }

name_of() { case $1 in secret:*) secret "${1#secret:}" ;; *) printf '%s' "$1" ;; esac; }

# usage: text_of PASSWORD. Fails where there is none, as before a pod has started anew with the Secret of a new account.
text_of() {
  case $1 in
    derived:*) derived_password "${1#derived:}" ;;
    *) [[ -s $SECRETS/$1 ]] && secret "$1" ;;
  esac
}

# usage: is_reserved_user NAME, as it is declared. An account of the server or of the set is not the application's, whatever a Secret
# says. Two of the set's own are declared like others.
is_reserved_user() {
  case $1 in cdk8s_monitoring | cdk8s_backup) return 1 ;; esac
  case $(name_of "$1") in root | cdk8s_* | mysql.*) ;; *) return 1 ;; esac
}

# usage: is_taken NAME-AS-DECLARED. What the manifests say counts before what a Secret says.
is_taken() { [[ $1 == secret:* ]] && declared accounts | cut -d '|' -f 1 | grep -xF -- "$(name_of "$1")" >/dev/null; }

# A line end, or a blank at an end, is a slip in a Secret: nobody would log in with it.
is_odd_name() { [[ $1 == *[[:cntrl:]]* || $1 == ' '* || $1 == *' ' ]]; }

is_reserved_database() { [[ ${1,,} =~ ^(mysql|sys|information_schema|performance_schema)$ ]]; }

# What is kept in the account itself, so that whoever is the primary knows which text it was given last. Nobody finds the text from it.
fingerprint() { printf '%s' "$2" | derive "fingerprint/$1"; }

# usage: attribute NAME TEXT
attribute() { printf "ATTRIBUTE '{\"%s\": \"%s\"}'" "$FINGERPRINT" "$(fingerprint "$1" "$2")"; }

account() { printf '%s@%s' "$(quoted "$1")" "$(quoted "$2")"; }

# A password of the set's own accounts follows from the Secret, however old it is.
expiry() { if [[ $1 == root || $1 == cdk8s_* ]]; then printf 'PASSWORD EXPIRE NEVER '; fi; }

NO_LIMITS='MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 MAX_USER_CONNECTIONS 0'

requirement() { if [[ $1 == tls ]]; then printf 'REQUIRE SSL'; else printf 'REQUIRE NONE'; fi; }

# No declared database has this prefix.
object() {
  case $1 in
    '*') printf '*.*' ;;
    performance_schema.*) printf '%s.%s' "$(identifier performance_schema)" "$(identifier "${1#*.}")" ;;
    *) printf '%s.*' "$(database_pattern "$(name_of "$1")")" ;;
  esac
}

# usage: grant_statements ACCOUNT GRANTS
grant_statements() {
  local grant grants=() object
  IFS=';' read -ra grants <<<"$2"
  for grant in "${grants[@]}"; do
    object=$(object "${grant##* ON }" 2>/dev/null)
    # shellcheck disable=SC2016 # a database whose name this pod does not have
    if [[ $object != '``.*' ]]; then printf 'GRANT %s ON %s TO %s;\n' "${grant% ON *}" "$object" "$1"; fi
  done
}

# usage: create_account NAME HOST TEXT TLS GRANTS
create_account() {
  local account
  account=$(account "$1" "$2")
  printf 'CREATE USER %s IDENTIFIED BY %s %s %s%s;\n' "$account" "$(quoted "$3")" "$(requirement "$4")" "$(expiry "$1")" "$(attribute "$1" "$3")"
  grant_statements "$account" "$5"
}

# usage: change_password NAME HOST TEXT. The former one stays good, so that nobody is locked out.
change_password() {
  printf 'ALTER USER %s IDENTIFIED BY %s RETAIN CURRENT PASSWORD %s;\n' "$(account "$1" "$2")" "$(quoted "$3")" "$(attribute "$1" "$3")"
}

# usage: first_account NAME HOST TEXT TLS GRANTS. Root is there already.
first_account() {
  if [[ $1 == root ]]; then
    printf 'ALTER USER %s IDENTIFIED BY %s %s%s;\n' "$(account root localhost)" "$(quoted "$3")" "$(expiry root)" "$(attribute root "$3")"
  else
    create_account "$@"
  fi
}

# All that a bare server begins with. What this pod has no name or no password for, as it is older than the declaration, is made later by
# the primary's agent: never without a password, or for nobody.
first_statements() {
  local name host password tls grants database text
  while IFS= read -r database; do
    database=$(name_of "$database" 2>/dev/null) || true
    if [[ $database ]]; then printf 'CREATE DATABASE %s;\n' "$(identifier "$database")"; fi
  done < <(declared databases)
  while IFS='|' read -r name host password tls grants; do
    name=$(name_of "$name" 2>/dev/null) || true
    text=$(text_of "$password") || text=''
    if [[ $name && $text ]]; then
      first_account "$name" "$host" "$text" "$tls" "$grants"
    elif [[ $name == root || $password == derived:* ]]; then
      return 1
    fi
  done < <(own_accounts; declared accounts)
}
