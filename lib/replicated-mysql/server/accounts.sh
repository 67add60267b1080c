#!/usr/bin/env bash
# The accounts that every server must have, and the statements that create them. Sourced, never run.

FINGERPRINT_KEY=cdk8s-stateful # key in the attributes of an account: the fingerprint of its password

# One account a line: name|host|password|tls|grants
#   name      a name, or `secret:FILE`: the text of a mounted Secret
#   password  a file with the mounted Secret, or `derived:PURPOSE`
#   tls       `tls`, or empty
#   grants    `PRIVILEGES ON DATABASE;…` where * is every database, or `keep`: grants are not compared
own_accounts() {
  local agent replication
  # SHOW VIEW: whoever has it sees the names and engines of all tables in information_schema
  agent='RELOAD, PROCESS, SHOW VIEW, REPLICATION CLIENT, CREATE USER, BACKUP_ADMIN, CLONE_ADMIN, CONNECTION_ADMIN'
  agent+=', GROUP_REPLICATION_ADMIN, REPLICATION_SLAVE_ADMIN, SYSTEM_USER, SYSTEM_VARIABLES_ADMIN ON *'
  agent+=';SELECT ON performance_schema'
  replication='SHOW VIEW, REPLICATION SLAVE, BACKUP_ADMIN, SERVICE_CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *'
  replication+=';SELECT ON performance_schema.replication_connection_status'
  replication+=';SELECT ON performance_schema.replication_connection_configuration'
  replication+=';SELECT ON performance_schema.replication_group_members'
  printf '%s\n' 'root|localhost|root-password||keep' "cdk8s_agent|localhost|derived:agent||$agent" \
    "cdk8s_replication|%|derived:replication|tls|$replication"
}

# usage: declared accounts|databases. The lines of the manifests; nothing if there are none.
declared() { if [[ -s $DESIRED_STATE/$1 ]]; then cat "$DESIRED_STATE/$1"; fi; }

resolve_name() { case $1 in secret:*) secret "${1#secret:}" ;; *) printf '%s' "$1" ;; esac; }

# usage: password_of PASSWORD-AS-DECLARED
# Fails if there is none: a pod has the Secret of a new account only after a restart.
password_of() {
  case $1 in
    derived:*) derived_password "${1#derived:}" ;;
    *) [[ -s $SECRETS/$1 ]] && secret "$1" ;;
  esac
}

# usage: is_reserved_user NAME-AS-DECLARED
# An application's account must not replace one of MySQL or of this library. Two of the library's own are declared.
is_reserved_user() {
  case $1 in cdk8s_monitoring | cdk8s_backup) return 1 ;; esac
  case $(resolve_name "$1") in root | cdk8s_* | mysql.*) ;; *) return 1 ;; esac
}

# usage: is_declared_by_name NAME-AS-DECLARED
# Whether a name from a Secret is that of an account that the manifests declare by name. The manifests win.
is_declared_by_name() {
  [[ $1 == secret:* ]] && declared accounts | cut -d '|' -f 1 | grep -xF -- "$(resolve_name "$1")" >/dev/null
}

# A line end, or a space at an end, in a Secret is a mistake: no client would use that name.
is_invalid_name() { [[ $1 == *[[:cntrl:]]* || $1 == ' '* || $1 == *' ' ]]; }

is_reserved_database() { [[ ${1,,} =~ ^(mysql|sys|information_schema|performance_schema)$ ]]; }

# Stored in the account itself, so that any primary knows which password was set last.
fingerprint() { printf '%s' "$2" | derive "fingerprint/$1"; }

# usage: attribute NAME PASSWORD
attribute() { printf "ATTRIBUTE '{\"%s\": \"%s\"}'" "$FINGERPRINT_KEY" "$(fingerprint "$1" "$2")"; }

account() { printf '%s@%s' "$(quoted "$1")" "$(quoted "$2")"; }

# The passwords of the library's own accounts follow from the Secret: they do not expire by age, and may be used again.
password_rules() {
  if [[ $1 == root || $1 == cdk8s_* ]]; then printf 'PASSWORD EXPIRE NEVER '; fi
  if [[ $1 == cdk8s_* ]]; then printf 'PASSWORD HISTORY 0 PASSWORD REUSE INTERVAL 0 DAY '; fi
}

# With 0, `max_user_connections` in the settings would count, which may be less than replication needs.
MOST_CONNECTIONS=1000
LIMITS="MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 MAX_USER_CONNECTIONS $MOST_CONNECTIONS"

limits() { if [[ $1 == cdk8s_* ]]; then printf 'WITH %s ' "$LIMITS"; fi; }

tls_requirement() { if [[ $1 == tls ]]; then printf 'REQUIRE SSL'; else printf 'REQUIRE NONE'; fi; }

# usage: grant_object DATABASE-AS-DECLARED. A declared database never begins with performance_schema.
grant_object() {
  case $1 in
    '*') printf '*.*' ;;
    performance_schema.*) printf '%s.%s' "$(identifier performance_schema)" "$(identifier "${1#*.}")" ;;
    *) printf '%s.*' "$(database_pattern "$(resolve_name "$1")")" ;;
  esac
}

# usage: grant_statements ACCOUNT GRANTS
grant_statements() {
  local grant grants=() object
  IFS=';' read -ra grants <<<"$2"
  for grant in "${grants[@]}"; do
    object=$(grant_object "${grant##* ON }" 2>/dev/null)
    # shellcheck disable=SC2016 # this pod does not have the name of the database
    if [[ $object != '``.*' ]]; then printf 'GRANT %s ON %s TO %s;\n' "${grant% ON *}" "$object" "$1"; fi
  done
}

# usage: create_account NAME HOST PASSWORD TLS GRANTS
create_account() {
  local account
  account=$(account "$1" "$2")
  printf 'CREATE USER %s IDENTIFIED BY %s %s %s%s%s;\n' "$account" "$(quoted "$3")" "$(tls_requirement "$4")" \
    "$(limits "$1")" "$(password_rules "$1")" "$(attribute "$1" "$3")"
  grant_statements "$account" "$5"
}

# usage: change_password NAME HOST PASSWORD. The old one stays valid, so that no client is locked out.
change_password() {
  printf 'ALTER USER %s IDENTIFIED BY %s RETAIN CURRENT PASSWORD %s;\n' "$(account "$1" "$2")" "$(quoted "$3")" \
    "$(attribute "$1" "$3")"
}

# usage: initial_account NAME HOST PASSWORD TLS GRANTS. mysqld --initialize has created root.
initial_account() {
  if [[ $1 == root ]]; then
    printf 'ALTER USER %s IDENTIFIED BY %s %s%s;\n' "$(account root localhost)" "$(quoted "$3")" \
      "$(password_rules root)" "$(attribute root "$3")"
  else
    create_account "$@"
  fi
}

# Statements for mysqld --initialize. An account whose name or password this pod does not have yet is created later
# by the primary's agent. Fails if one of the library's own accounts would have no password.
initial_statements() {
  local name host password tls grants database text
  while IFS= read -r database; do
    database=$(resolve_name "$database" 2>/dev/null) || true
    if [[ $database ]]; then printf 'CREATE DATABASE %s;\n' "$(identifier "$database")"; fi
  done < <(declared databases)
  while IFS='|' read -r name host password tls grants; do
    name=$(resolve_name "$name" 2>/dev/null) || true
    text=$(password_of "$password") || text=''
    if [[ $name && $text ]]; then
      initial_account "$name" "$host" "$text" "$tls" "$grants"
    elif [[ $name == root || $password == derived:* ]]; then
      return 1
    fi
  done < <(own_accounts; declared accounts)
}
