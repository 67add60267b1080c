#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2218,SC2329 # the backquotes are SQL's; tests call what scripts or other tests define
bats_require_minimum_version 1.5.0

setup() {
  export VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run SECRETS=$BATS_TEST_TMPDIR/secrets STATE=$BATS_TEST_TMPDIR/state
  export TOPOLOGY=$BATS_TEST_TMPDIR/topology CONF=$BATS_TEST_TMPDIR/conf SETTINGS=$BATS_TEST_TMPDIR/settings POD_NAME=mysql-1 SERVICE=mysql
  export PRIMARY_SETTINGS=primary.cnf REPLICA_SETTINGS=replica.cnf SERVER_ID_BASE=100
  mkdir -p "$VOLUME/lost+found" "$RUN" "$SECRETS" "$STATE" "$TOPOLOGY" "$CONF" "$SETTINGS"
  printf '0\n' >"$TOPOLOGY/primary"
  printf 'p' >"$SETTINGS/primary.cnf"
  printf 'r' >"$SETTINGS/replica.cnf"
  printf 'secret' >"$SECRETS/root-password"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/init-server.sh"
}

# In place of mysqld: makes a data directory, and ends with $EXIT.
fake_mysqld() {
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH BATS_TEST_TMPDIR
  mkdir -p "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/mysqld" <<'SH'
#!/usr/bin/env bash
for option in "$@"; do
  case $option in
    --validate-config) if [[ -e $BATS_TEST_TMPDIR/refusal ]]; then cat "$BATS_TEST_TMPDIR/refusal"; exit 1; fi; exit ;;
    --datadir=*) mkdir -p "${option#*=}/mysql" ;;
    --init-file=*) cp "${option#*=}" "$BATS_TEST_TMPDIR/statements.sql" ;;
  esac
done
exit "${EXIT:-0}"
SH
  chmod +x "$BATS_TEST_TMPDIR/bin/mysqld"
}

script() { bash "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/init-server.sh"; }

@test "a replica gets its server-id and its role's settings alone" {
  write_settings
  grep -qx 'server-id=101' "$CONF/server-id.cnf"
  grep -qx 'report-host=mysql-1.mysql' "$CONF/server-id.cnf"
  [ -e "$CONF/replica.cnf" ] && [ ! -e "$CONF/primary.cnf" ]
}
@test "a server that has become the primary gets the primary's settings instead" {
  write_settings
  printf '1\n' >"$TOPOLOGY/primary"
  write_settings
  [ -e "$CONF/primary.cnf" ] && [ ! -e "$CONF/replica.cnf" ]
}

@test "a bare server is made with its mark" {
  fake_mysqld
  script
  [ "$(read_mark)" = new ]
  [ -d "$SERVER/data/mysql" ] && [ ! -e "$STAGING" ]
  [ ! -e "$RUN/first-start.sql" ]
}
@test "every account has a password, and nobody may grant" {
  fake_mysqld
  printf 'shop' >"$SECRETS/database"
  printf 'shop' >"$SECRETS/user"
  printf "pa'ss" >"$SECRETS/user-password"
  echo 'secret:database' >"$TOPOLOGY/databases"
  echo 'secret:user|%|user-password||ALL ON secret:database' >"$TOPOLOGY/accounts"
  script
  [ "$(grep -c '^CREATE USER' "$BATS_TEST_TMPDIR/statements.sql")" = 3 ]
  [ "$(grep -c "^CREATE USER.*IDENTIFIED BY '." "$BATS_TEST_TMPDIR/statements.sql")" = 3 ]
  run ! grep -i 'grant option' "$BATS_TEST_TMPDIR/statements.sql"
  grep -q "GRANT ALL ON \`shop\`.\* TO 'shop'@'%'" "$BATS_TEST_TMPDIR/statements.sql"
}
@test "killed before the end, nothing counts as made, and the next start begins anew" {
  fake_mysqld
  EXIT=137 run script
  [ "$status" -ne 0 ] && [ ! -e "$SERVER" ]
  touch "$STAGING/left-over"
  script
  [ "$(read_mark)" = new ] && [ ! -e "$SERVER/left-over" ]
}
@test "a server that is there is left as it is" {
  fake_mysqld
  script
  write_mark member
  EXIT=1 script
  [ "$(read_mark)" = member ]
}

@test "another tool's data is named" {
  touch "$VOLUME/ibdata1"
  [ "$(foreign_data)" = "$VOLUME/ibdata1" ]
}
@test "lost+found is nobody's data" { [ -z "$(foreign_data)" ]; }
@test "an empty Secret is named" {
  : >"$SECRETS/user-password"
  [ "$(empty_secret)" = user-password ]
}
@test "what mysqld refuses of the settings is told in its own words" {
  fake_mysqld
  [ -z "$(refused_settings)" ]
  printf '%s\n' "2026-01-01T00:00:00Z 0 [ERROR] [MY-000067] [Server] unknown variable 'foo=bar'." '2026-01-01T00:00:00Z 0 [ERROR] [MY-010119] [Server] Aborting' \
    >"$BATS_TEST_TMPDIR/refusal"
  [ "$(refused_settings)" = "unknown variable 'foo=bar'." ]
}
@test "settings that were mended are taken" {
  fake_mysqld
  refused_settings
  printf 'mended' >"$SETTINGS/replica.cnf"
  refused_settings
  [ "$(cat "$CONF/replica.cnf")" = mended ]
}
@test "an application does not get the name of an account of the server" {
  echo 'shop|%|user-password||' >"$TOPOLOGY/accounts"
  [ -z "$(reserved_user)" ]
  echo 'secret:user|%|user-password||' >"$TOPOLOGY/accounts"
  printf 'root' >"$SECRETS/user"
  [ -n "$(reserved_user)" ]
  printf 'cdk8s_agent' >"$SECRETS/user"
  [ -n "$(reserved_user)" ]
}
@test "an application does not get the name of a database of the server" {
  echo 'secret:database' >"$TOPOLOGY/databases"
  printf 'shop' >"$SECRETS/database"
  [ -z "$(reserved_database)" ]
  printf 'MySQL' >"$SECRETS/database"
  [ -n "$(reserved_database)" ]
}
@test "a name that is there twice, or too long, is told before mysqld ends with it" {
  printf 'shop|%%|user-password||\nsecret:user|%%|user-password||\n' >"$TOPOLOGY/accounts"
  printf 'shop\nsecret:database\n' >"$TOPOLOGY/databases"
  printf 'web' >"$SECRETS/user"
  printf 'orders' >"$SECRETS/database"
  [ -z "$(declared_twice)$(too_long)" ]
  printf 'shop' >"$SECRETS/user"
  [ "$(declared_twice)" = 'a user' ]
  printf '%033d' 0 >"$SECRETS/user"
  [ "$(declared_twice)" = '' ] && [[ $(too_long) == 'a user of 33'* ]]
  printf 'web' >"$SECRETS/user"
  printf 'shop' >"$SECRETS/database"
  [ "$(declared_twice)" = 'a database' ]
  printf '%065d' 0 >"$SECRETS/database"
  [[ $(too_long) == 'a database of 65'* ]]
}
@test "a name with a line end, or a blank at an end, is told" {
  echo 'secret:user|%|user-password||' >"$TOPOLOGY/accounts"
  printf 'web' >"$SECRETS/user"
  [ -z "$(odd_name)" ]
  printf 'web ' >"$SECRETS/user"
  [ -n "$(odd_name)" ]
  printf 'w\neb' >"$SECRETS/user"
  [ -n "$(odd_name)" ]
}
@test "a hold says why once, and ends when the cause is gone" {
  local rounds=0
  touch "$BATS_TEST_TMPDIR/cause"
  cause() { if [[ -e $BATS_TEST_TMPDIR/cause ]]; then echo found; fi; }
  sleep() { rm "$BATS_TEST_TMPDIR/cause"; }
  run hold_while cause "the reason"
  [ "$status" = 0 ]
  [ "${#lines[@]}" = 1 ]
  [[ ${lines[0]} == *"the reason: found"* ]]
}

@test "settings are looked at before the folder of temporary files that they name is there" {
  write_settings() { :; }
  mysqld() { printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/options"; }
  refused_settings
  grep -qx -- '--tmpdir=/tmp' "$BATS_TEST_TMPDIR/options"
}
@test "nothing is made before the certificate can be served" {
  fake_mysqld
  TLS_FROM=shop-tls TLS_FILES='ca.crt tls.crt tls.key' TLS_VERIFY=yes TLS_OFFERED=$BATS_TEST_TMPDIR/offered
  hold_while() { if [[ $1 == unservable ]]; then echo "$2: $("$1")"; exit 9; fi; }
  run main
  [ "$status" = 9 ] && [ ! -e "$SERVER" ]
  [ "$output" = 'the certificate in the Secret shop-tls cannot be served: it does not exist, or has none of ca.crt tls.crt tls.key' ]
}
@test "nothing is made before names and passwords in the Secret can be used" {
  write_settings() { :; }
  refused_settings() { :; }
  hold_while() { held+=" $1"; }
  make_server() { echo "made after$held"; }
  run main
  [[ $output == *'made after refused_settings foreign_data empty_secret reserved_user reserved_database odd_name declared_twice too_long'* ]]
}
