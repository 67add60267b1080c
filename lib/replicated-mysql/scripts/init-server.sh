#!/usr/bin/env bash
# Makes a bare server with its accounts, or finds that there is one. Decides nothing else: whether the server
# may be written to, or has to be filled by a copy, is the agent's affair.
set -Eeuo pipefail
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=lib/replicated-mysql/scripts/accounts.sh
source "$(dirname "${BASH_SOURCE[0]}")/accounts.sh"
# shellcheck source=lib/replicated-mysql/scripts/tls.sh
source "$(dirname "${BASH_SOURCE[0]}")/tls.sh"
# shellcheck source=lib/replicated-mysql/scripts/certificate.sh
source "$(dirname "${BASH_SOURCE[0]}")/certificate.sh"

CONF=${CONF:-/etc/mysql/conf.d}
SETTINGS=${SETTINGS:-/etc/mysql/settings}
STAGING=$VOLUME/server.unfinished

# Which server this is, and the settings of its role.
write_settings() {
  local n role=$REPLICA_SETTINGS
  n=$(ordinal)
  if ((n == $(topology primary))); then role=$PRIMARY_SETTINGS; fi
  rm -f "$CONF/$PRIMARY_SETTINGS" "$CONF/$REPLICA_SETTINGS"
  cp "$SETTINGS/$role" "$CONF/$role"
  printf '[mysqld]\nserver-id=%s\nreport-host=%s\n' "$((SERVER_ID_BASE + n))" "$(host_of "$n")" >"$CONF/server-id.cnf"
}

# Another tool's data is never touched, nor is a second server put beside it.
foreign_data() {
  local file
  for file in ibdata1 mysql.ibd mysql data; do
    if [[ -e $VOLUME/$file ]]; then printf '%s' "$VOLUME/$file"; return; fi
  done
}

# usage: hold_while CHECK TEXT. Waits as long as CHECK prints something, and says why.
hold_while() {
  local found said=
  while found=$("$1") && [[ $found ]]; do
    if [[ $found != "$said" ]]; then say "waiting: $2: $found"; said=$found; fi
    sleep 2 &
    wait $! # so that a signal is answered at once
  done
}

empty_secret() {
  local file
  for file in "$SECRETS"/*; do
    if [[ ! -s $file ]]; then printf '%s' "${file##*/}"; return; fi
  done
}

# A name that comes from a Secret is seen here first.
reserved_user() {
  local name rest
  while IFS='|' read -r name rest; do
    if is_reserved_user "$name"; then printf 'root, cdk8s_… or mysql.…'; return; fi
  done < <(declared accounts)
}

reserved_database() {
  local database
  while IFS= read -r database; do
    if is_reserved_database "$(name_of "$database")"; then printf 'mysql, sys, information_schema or performance_schema'; return; fi
  done < <(declared databases)
}

names_of() {
  local name rest
  while IFS='|' read -r name rest; do printf '%s\n' "$(name_of "$name")"; done < <(declared "$1")
}

declared_twice() {
  if [[ $(names_of accounts | sort | uniq -d) ]]; then printf 'a user'; elif [[ $(names_of databases | sort | uniq -d) ]]; then printf 'a database'; fi
}

odd_name() {
  local name rest
  while IFS='|' read -r name rest; do
    if is_odd_name "$(name_of "$name")"; then printf 'a user or a database'; return; fi
  done < <(declared accounts; declared databases)
}

# Of a user 32 characters, of a database 64.
too_long() {
  local LC_ALL=C.UTF-8 name
  while IFS= read -r name; do
    if ((${#name} > 32)); then printf 'a user of %s characters, 32 are allowed' "${#name}"; return; fi
  done < <(names_of accounts)
  while IFS= read -r name; do
    if ((${#name} > 64)); then printf 'a database of %s characters, 64 are allowed' "${#name}"; return; fi
  done < <(names_of databases)
}

# What mysqld says of the settings, before they stop a server. They are looked up anew, as somebody may mend them. The folder
# that they name for temporary files comes with the server.
refused_settings() {
  write_settings
  mysqld --defaults-file=/scripts/server.cnf --tmpdir=/tmp --validate-config 2>&1 | sed -n 's/.*\[ERROR\] \[[^]]*\] \[[^]]*\] //p' | grep -v '^Aborting' | head -n 1 || true
}

# mysqld runs the statements itself while it makes its tables, before anybody can connect: there is no moment
# at which root has no password. The folder gets its name only when all of it is on the disk.
make_server() {
  local statements=$RUN/first-start.sql
  rm -rf "$STAGING"
  mkdir -p "$STAGING"
  (umask 077 && first_statements >"$statements")
  mysqld --no-defaults --initialize-insecure --datadir="$STAGING/data" --init-file="$statements"
  rm -f "$statements"
  printf 'new' >"$STAGING/mark"
  sync
  mv "$STAGING" "$SERVER"
  sync "$VOLUME"
}

main() {
  trap 'exit 143' TERM # the first process of a container hears only what it asks for
  write_settings
  hold_while refused_settings "mysqld refuses the settings"
  if has_tls; then hold_while unservable "the certificate in the Secret $TLS_FROM cannot be served"; fi
  if [[ -d $SERVER ]]; then
    say "found a server, marked: $(read_mark)"
    return
  fi
  hold_while foreign_data "the volume holds data of another kind, which is left alone; use an empty volume, or move it away"
  hold_while empty_secret "the Secret has an empty text for"
  hold_while reserved_user "the application's user must have a name of its own, not that of an account like"
  hold_while reserved_database "the application's database must have a name of its own, not"
  hold_while odd_name "a name in the Secret has a line end, or a blank at an end, of"
  hold_while declared_twice "a name in the Secret is declared already, of"
  hold_while too_long "a name in the Secret is too long, of"
  say "making a bare server"
  make_server
  say "made a bare server"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
