#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2218,SC2329 # the backquotes are SQL's; tests call what scripts or other tests define
load ../helper
load ../mysqld

setup() {
  set_up_pod mysql-1
  mkdir "$VOLUME/lost+found"
  rmdir "$VOLUME/server"
  printf 'p' >"$SETTINGS/primary.cnf"
  printf 'r' >"$SETTINGS/replica.cnf"
  source "$SCRIPTS/server/init-server.sh"
}

script() { bash "$SCRIPTS/server/init-server.sh"; }

@test "a replica has its server-id, and the settings of its role only" {
  write_settings
  grep -qx 'server-id=101' "$CONF/server-id.cnf"
  grep -qx 'report-host=mysql-1.mysql' "$CONF/server-id.cnf"
  [ -e "$CONF/replica.cnf" ] && [ ! -e "$CONF/primary.cnf" ]
}
@test "a server that has become the primary has the settings of the primary instead" {
  write_settings
  printf '1\n' >"$DESIRED_STATE/primary"
  write_settings
  [ -e "$CONF/primary.cnf" ] && [ ! -e "$CONF/replica.cnf" ]
}

@test "a server is initialized with its data state" {
  fake_mysqld
  script
  [ "$(read_data_state)" = initialized ]
  [ -d "$SERVER/data/mysql" ] && [ ! -e "$STAGING" ]
  [ ! -e "$RUN/initial-statements.sql" ]
}
@test "every account has a password, and nobody may grant" {
  fake_mysqld
  printf 'shop' >"$SECRETS/database"
  printf 'shop' >"$SECRETS/user"
  printf "pa'ss" >"$SECRETS/user-password"
  echo 'secret:database' >"$DESIRED_STATE/databases"
  echo 'secret:user|%|user-password||ALL ON secret:database' >"$DESIRED_STATE/accounts"
  script
  [ "$(grep -c '^CREATE USER' "$BATS_TEST_TMPDIR/statements.sql")" = 3 ]
  [ "$(grep -c "^CREATE USER.*IDENTIFIED BY '." "$BATS_TEST_TMPDIR/statements.sql")" = 3 ]
  run ! grep -i 'grant option' "$BATS_TEST_TMPDIR/statements.sql"
  grep -q "GRANT ALL ON \`shop\`.\* TO 'shop'@'%'" "$BATS_TEST_TMPDIR/statements.sql"
}
@test "a server whose initialization was killed does not count, and the next start begins again" {
  fake_mysqld
  EXIT=137 run script
  [ "$status" -ne 0 ] && [ ! -e "$SERVER" ]
  touch "$STAGING/left-over"
  script
  [ "$(read_data_state)" = initialized ] && [ ! -e "$SERVER/left-over" ]
}
@test "an existing server is left as it is" {
  fake_mysqld
  script
  write_data_state verified
  EXIT=1 script
  [ "$(read_data_state)" = verified ]
}

@test "another tool's data is named" {
  touch "$VOLUME/ibdata1"
  [ "$(foreign_data)" = "$VOLUME/ibdata1" ]
}
@test "lost+found is not data" { [ -z "$(foreign_data)" ]; }
@test "an empty Secret is named" {
  : >"$SECRETS/user-password"
  [ "$(empty_secret)" = user-password ]
}
@test "settings that mysqld rejects are logged with its error" {
  fake_mysqld
  [ -z "$(rejected_settings)" ]
  printf '%s\n' "2026-01-01T00:00:00Z 0 [ERROR] [MY-000067] [Server] unknown variable 'foo=bar'." '2026-01-01T00:00:00Z 0 [ERROR] [MY-010119] [Server] Aborting' \
    >"$BATS_TEST_TMPDIR/rejected"
  [ "$(rejected_settings)" = "unknown variable 'foo=bar'." ]
}
@test "corrected settings are used" {
  fake_mysqld
  rejected_settings
  printf 'corrected' >"$SETTINGS/replica.cnf"
  rejected_settings
  [ "$(cat "$CONF/replica.cnf")" = corrected ]
}
@test "an application cannot have the name of an account of the server" {
  echo 'shop|%|user-password||' >"$DESIRED_STATE/accounts"
  [ -z "$(reserved_user)" ]
  echo 'secret:user|%|user-password||' >"$DESIRED_STATE/accounts"
  printf 'root' >"$SECRETS/user"
  [ -n "$(reserved_user)" ]
  printf 'cdk8s_agent' >"$SECRETS/user"
  [ -n "$(reserved_user)" ]
}
@test "an application cannot have the name of a database of the server" {
  echo 'secret:database' >"$DESIRED_STATE/databases"
  printf 'shop' >"$SECRETS/database"
  [ -z "$(reserved_database)" ]
  printf 'MySQL' >"$SECRETS/database"
  [ -n "$(reserved_database)" ]
}
@test "a name that is declared twice, or too long, is logged before mysqld fails on it" {
  printf 'shop|%%|user-password||\nsecret:user|%%|user-password||\n' >"$DESIRED_STATE/accounts"
  printf 'shop\nsecret:database\n' >"$DESIRED_STATE/databases"
  printf 'web' >"$SECRETS/user"
  printf 'orders' >"$SECRETS/database"
  [ -z "$(declared_twice)$(too_long_name)" ]
  printf 'shop' >"$SECRETS/user"
  [ "$(declared_twice)" = 'a user' ]
  printf '%033d' 0 >"$SECRETS/user"
  [ "$(declared_twice)" = '' ] && [[ $(too_long_name) == 'a user of 33'* ]]
  printf 'web' >"$SECRETS/user"
  printf 'shop' >"$SECRETS/database"
  [ "$(declared_twice)" = 'a database' ]
  printf '%065d' 0 >"$SECRETS/database"
  [[ $(too_long_name) == 'a database of 65'* ]]
}
@test "a name with a line break, or a space at its begin or end, is logged" {
  echo 'secret:user|%|user-password||' >"$DESIRED_STATE/accounts"
  printf 'web' >"$SECRETS/user"
  [ -z "$(invalid_name)" ]
  printf 'web ' >"$SECRETS/user"
  [ -n "$(invalid_name)" ]
  printf 'w\neb' >"$SECRETS/user"
  [ -n "$(invalid_name)" ]
}
@test "a wait logs its reason once, and ends when it is gone" {
  local rounds=0
  touch "$BATS_TEST_TMPDIR/cause"
  cause() { if [[ -e $BATS_TEST_TMPDIR/cause ]]; then echo found; fi; }
  sleep() { rm "$BATS_TEST_TMPDIR/cause"; }
  run wait_while cause "the reason"
  [ "$status" = 0 ]
  [ "${#lines[@]}" = 1 ]
  [[ ${lines[0]} == *"the reason: found"* ]]
}

@test "settings are validated before the directory of temporary files in them exists" {
  write_settings() { :; }
  mysqld() { printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/options"; }
  rejected_settings
  grep -qx -- '--tmpdir=/tmp' "$BATS_TEST_TMPDIR/options"
}
@test "nothing is initialized before the certificate can be used" {
  fake_mysqld
  TLS_SECRET_NAME=shop-tls TLS_FILES='ca.crt tls.crt tls.key' TLS_VERIFY=yes TLS_MOUNT=$BATS_TEST_TMPDIR/none
  wait_while() { if [[ $1 == unusable_certificate ]]; then echo "$2: $("$1")"; exit 9; fi; }
  run main
  [ "$status" = 9 ] && [ ! -e "$SERVER" ]
  [ "$output" = 'the certificate in the Secret shop-tls cannot be used: the Secret does not exist, or has none of ca.crt tls.crt tls.key' ]
}
@test "nothing is initialized before names and passwords in the Secret can be used" {
  write_settings() { :; }
  rejected_settings() { :; }
  wait_while() { waited+=" $1"; }
  initialize_server() { echo "initialized after$waited"; }
  run main
  [[ $output == *'initialized after rejected_settings foreign_data empty_secret reserved_user reserved_database invalid_name declared_twice too_long_name'* ]]
}
