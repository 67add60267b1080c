#!/usr/bin/env bash
# Named time zones, from those of the image. Sourced, never run.

ZONEINFO=${ZONEINFO:-/usr/share/zoneinfo}

# usage: server_option NAME. The value that mysqld takes from its option files.
server_option() {
  mysqld --defaults-file=/scripts/server/server.cnf --tmpdir=/tmp --verbose --help 2>/dev/null |
    sed -n "s/^$1  *//p" || true
}

# Statements that fill the tables of time zones; nothing if the image has none.
time_zone_statements() {
  local zones
  if [[ ! -d $ZONEINFO ]] || ! type -P mysql_tzinfo_to_sql >/dev/null; then return; fi
  if zones=$(mysql_tzinfo_to_sql "$ZONEINFO" 2>/dev/null); then
    printf 'USE mysql;\n%s\n' "$zones"
  else
    log "the time zones of the image cannot be read, and are not loaded"
  fi
}

# MySQL takes the name in any case, and does not look for it before it runs.
unknown_time_zone() {
  local zone
  zone=$(server_option default-time-zone)
  if [[ $zone =~ ^(|\(No default value\)|SYSTEM|[+-][0-9]{1,2}:[0-9]{2})$ ]]; then return; fi
  if ! grep -qiF "INSERT INTO time_zone_name (Name, Time_zone_id) VALUES ('$zone'," < <(time_zone_statements); then
    printf "default-time-zone '%s' is none of the time zones of the image" "$zone"
  fi
}
