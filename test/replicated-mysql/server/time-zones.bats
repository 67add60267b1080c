#!/usr/bin/env bats
# What a new server takes from its image and its settings before it has any data.
# shellcheck disable=SC2329 # tests call what they define
load ../helper
load ../mysqld

setup() {
  set_up_pod mysql-1
  rmdir "$VOLUME/server"
  printf 'r' >"$SETTINGS/replica.cnf"
  source "$SCRIPTS/server/init-server.sh"
}

# usage: has_zones NAME... In place of mysql_tzinfo_to_sql.
has_zones() {
  export ZONEINFO=$BATS_TEST_TMPDIR
  { echo '#!/bin/sh'; printf "echo \"INSERT INTO time_zone_name (Name, Time_zone_id) VALUES ('%s', @time_zone_id);\"\n" "$@"; } \
    >"$BATS_TEST_TMPDIR/bin/mysql_tzinfo_to_sql"
  chmod +x "$BATS_TEST_TMPDIR/bin/mysql_tzinfo_to_sql"
}
@test "a server has the time zones of its image, before anything else" {
  fake_mysqld
  has_zones Europe/Berlin
  bash "$SCRIPTS/server/init-server.sh"
  [ "$(head -n 2 "$BATS_TEST_TMPDIR/statements.sql" | cut -c 1-26)" = $'USE mysql;\nINSERT INTO time_zone_name' ]
  grep -q 'ALTER USER' "$BATS_TEST_TMPDIR/statements.sql"
}
@test "a time zone that the image does not have is named" {
  fake_mysqld
  has_zones Europe/Berlin UTC
  option() { echo "default-time-zone     $1" >"$BATS_TEST_TMPDIR/options"; }
  for zone in europe/berlin UTC SYSTEM +02:00 '(No default value)'; do option "$zone"; [ -z "$(unknown_time_zone)" ]; done
  for zone in Europe/Berln Berlin; do
    option "$zone"
    [ "$(rejected_settings)" = "default-time-zone '$zone' is none of the time zones of the image" ]
  done
}
@test "a corrected time zone is used" {
  fake_mysqld
  has_zones UTC
  echo 'default-time-zone     Berlin' >"$BATS_TEST_TMPDIR/options"
  [ -n "$(rejected_settings)" ]
  printf 'corrected' >"$SETTINGS/replica.cnf"
  rm "$BATS_TEST_TMPDIR/options"
  [ -z "$(rejected_settings)" ] && [ "$(cat "$CONF/replica.cnf")" = corrected ]
}
@test "an image whose time zones cannot be read keeps no server from starting" {
  fake_mysqld
  has_zones UTC
  echo 'exit 1' >>"$BATS_TEST_TMPDIR/bin/mysql_tzinfo_to_sql"
  run bash "$SCRIPTS/server/init-server.sh"
  [ "$status" = 0 ] && [[ $output == *'the time zones of the image cannot be read, and are not loaded'* ]]
  run ! grep -q time_zone "$BATS_TEST_TMPDIR/statements.sql"
}
@test "databases are created with the collation of the settings" {
  fake_mysqld
  printf 'character-set-server  latin1\ncollation-server      latin1_bin\n' >"$BATS_TEST_TMPDIR/options"
  bash "$SCRIPTS/server/init-server.sh"
  grep -A 1 "^SET SESSION collation_server = 'latin1_bin';" "$BATS_TEST_TMPDIR/statements.sql" | grep -q 'ALTER USER'
}
