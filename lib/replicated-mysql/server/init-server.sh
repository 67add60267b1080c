#!/usr/bin/env bash
# Initializes a server with its accounts, unless the volume has one. Whether the server accepts writes or is cloned
# is decided by the agent.
set -Eeuo pipefail
HERE=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=lib/replicated-mysql/server/common.sh
source "$HERE/common.sh"
# shellcheck source=lib/replicated-mysql/server/sql.sh
source "$HERE/sql.sh"
# shellcheck source=lib/replicated-mysql/server/accounts.sh
source "$HERE/accounts.sh"
# shellcheck source=lib/replicated-mysql/server/tls.sh
source "$HERE/tls.sh"
# shellcheck source=lib/replicated-mysql/server/certificate.sh
source "$HERE/certificate.sh"
# shellcheck source=lib/replicated-mysql/server/time-zones.sh
source "$HERE/time-zones.sh"

CONF=${CONF:-/etc/mysql/conf.d}
SETTINGS=${SETTINGS:-/etc/mysql/settings}
STAGING=$VOLUME/server.unfinished

# The server-id, and the settings of the role.
write_settings() {
  local n role=$REPLICA_SETTINGS
  n=$(ordinal)
  if [[ $n == "$(desired_state primary)" ]]; then role=$PRIMARY_SETTINGS; fi
  rm -f "$CONF/$PRIMARY_SETTINGS" "$CONF/$REPLICA_SETTINGS"
  cp "$SETTINGS/$role" "$CONF/$role"
  printf '[mysqld]\nserver-id=%s\nreport-host=%s\n' "$((SERVER_ID_BASE + n))" "$(host_of "$n")" >"$CONF/server-id.cnf"
}

# Data of another tool is never touched, and no second server is put beside it.
foreign_data() {
  local file
  for file in ibdata1 mysql.ibd mysql data; do
    if [[ -e $VOLUME/$file ]]; then printf '%s' "$VOLUME/$file"; return; fi
  done
}

# usage: wait_while CHECK TEXT. Waits as long as CHECK prints a reason, and logs each reason once.
wait_while() {
  local reason logged=
  while reason=$("$1") && [[ $reason ]]; do
    if [[ $reason != "$logged" ]]; then log "waiting: $2: $reason"; logged=$reason; fi
    sleep 2 &
    wait $! # so that a signal is handled at once
  done
}

empty_secret() {
  local file
  for file in "$SECRETS"/*; do
    if [[ ! -s $file ]]; then printf '%s' "${file##*/}"; return; fi
  done
}

# The names that come from a Secret are known only here; the others were validated at synth.
reserved_user() {
  local name rest
  while IFS='|' read -r name rest; do
    if is_reserved_user "$name"; then printf 'root, cdk8s_… and mysql.…'; return; fi
  done < <(declared accounts)
}

reserved_database() {
  local database
  while IFS= read -r database; do
    if is_reserved_database "$(resolve_name "$database")"; then
      printf 'mysql, sys, information_schema and performance_schema'
      return
    fi
  done < <(declared databases)
}

# usage: names_of accounts|databases
names_of() {
  local name rest
  while IFS='|' read -r name rest; do printf '%s\n' "$(resolve_name "$name")"; done < <(declared "$1")
}

declared_twice() {
  if [[ $(names_of accounts | sort | uniq -d) ]]; then
    printf 'a user'
  elif [[ $(names_of databases | sort | uniq -d) ]]; then
    printf 'a database'
  fi
}

invalid_name() {
  local name rest
  while IFS='|' read -r name rest; do
    if is_invalid_name "$(resolve_name "$name")"; then printf 'a user or a database'; return; fi
  done < <(declared accounts; declared databases)
}

# MySQL allows 32 characters for a user, 64 for a database.
too_long_name() {
  local LC_ALL=C.UTF-8 name
  while IFS= read -r name; do
    if ((${#name} > 32)); then printf 'a user of %s characters, at most 32 are allowed' "${#name}"; return; fi
  done < <(names_of accounts)
  while IFS= read -r name; do
    if ((${#name} > 64)); then printf 'a database of %s characters, at most 64 are allowed' "${#name}"; return; fi
  done < <(names_of databases)
}

# The error of mysqld about the settings. They are written again first, because they may have been corrected.
# --tmpdir, because the directory in server.cnf does not exist yet.
rejected_settings() {
  local error
  write_settings
  error=$(mysqld --defaults-file=/scripts/server/server.cnf --tmpdir=/tmp --validate-config 2>&1 |
    sed -n 's/.*\[ERROR\] \[[^]]*\] \[[^]]*\] //p' | grep -v '^Aborting' | head -n 1) || true
  if [[ $error ]]; then printf '%s' "$error"; else unknown_time_zone; fi
}

# Of the declared databases, as of those that are created later.
collation_statement() {
  local collation
  collation=$(server_option collation-server)
  if [[ $collation ]]; then printf 'SET SESSION collation_server = %s;\n' "$(quoted "$collation")"; fi
}

# mysqld runs the statements while it creates its tables, before anybody can connect: root never has no password.
# The directory gets its final name only when all of it is on the disk.
initialize_server() {
  local statements=$RUN/initial-statements.sql
  rm -rf "$STAGING"
  mkdir -p "$STAGING"
  (umask 077 && { time_zone_statements && collation_statement && initial_statements; } >"$statements")
  mysqld --no-defaults --initialize-insecure --datadir="$STAGING/data" --init-file="$statements"
  rm -f "$statements"
  printf 'initialized' >"$STAGING/data_state"
  sync
  mv "$STAGING" "$SERVER"
  sync "$VOLUME"
}

main() {
  trap 'exit 143' TERM # process 1 of a container ignores signals that it does not handle
  write_settings
  wait_while rejected_settings "mysqld rejects the settings"
  if has_tls; then wait_while unusable_certificate "the certificate in the Secret $TLS_SECRET_NAME cannot be used"; fi
  if [[ -d $SERVER ]]; then
    log "found a server, data state: $(read_data_state)"
    return
  fi
  wait_while foreign_data "the volume has data of another installation, which is kept; use an empty volume, or move it"
  wait_while empty_secret "the Secret has an empty value for"
  wait_while reserved_user "the user of the application must not have a reserved name; reserved are"
  wait_while reserved_database "the database of the application must not have a reserved name; reserved are"
  wait_while invalid_name "a name in the Secret has a line break, or begins or ends with a space"
  wait_while declared_twice "a name is declared twice, and one of them is in the Secret"
  wait_while too_long_name "a name in the Secret is too long"
  log "initializing a server"
  initialize_server
  log "initialized a server"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
