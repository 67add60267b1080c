#!/usr/bin/env bats
# The privileges of an account, compared with those that are declared. Statements go to a file, in place of a server.
# shellcheck disable=SC2016,SC2329 # the backquotes are SQL's; the functions call what setup puts in their place
load ../helper

setup() {
  set_up_agent mysql-0
  root_sql() { case $1 in SHOW* | SELECT*) cat "$BATS_TEST_TMPDIR/answer" ;; *) printf '%s\n' "$1" >>"$DONE" ;; esac; }
  : >"$DONE"
}

# usage: has LINES. What SHOW GRANTS says.
has() { printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/answer"; }

@test "privileges as declared are left alone" {
  has 'GRANT USAGE ON *.* TO `shop`@`%`' 'GRANT ALL PRIVILEGES ON `my\_shop`.* TO `shop`@`%`' 'GRANT SELECT, SHOW VIEW ON `b`.* TO `shop`@`%`'
  reconcile_grants shop % 'ALL ON my_shop;SHOW VIEW, SELECT ON b'
  [ ! -s "$DONE" ]
}
@test "static and dynamic privileges are one list" {
  has 'GRANT SELECT, PROCESS ON *.* TO `b`@`%`' 'GRANT BACKUP_ADMIN,FLUSH_TABLES ON *.* TO `b`@`%`'
  reconcile_grants b % 'PROCESS, SELECT, BACKUP_ADMIN, FLUSH_TABLES ON *'
  [ ! -s "$DONE" ]
}
@test "missing privileges are granted" {
  has 'GRANT USAGE ON *.* TO `shop`@`%`' 'GRANT SELECT ON `shop`.* TO `shop`@`%`'
  run reconcile_grants shop % 'SELECT, INSERT ON shop'
  [[ $output == *'account shop: missing privileges granted: `shop`.*|INSERT' ]]
  [ "$(<"$DONE")" = "GRANT SELECT, INSERT ON \`shop\`.* TO 'shop'@'%';" ]
}
@test "undeclared privileges are revoked, and named" {
  has 'GRANT ALL PRIVILEGES ON `shop`.* TO `shop`@`%` WITH GRANT OPTION' 'GRANT SELECT ON `mysql`.`user` TO `shop`@`%`'
  run reconcile_grants shop % 'ALL ON shop'
  [[ $output == *'account shop: undeclared privileges revoked: '* ]]
  grep -qF "REVOKE GRANT OPTION ON \`shop\`.* FROM 'shop'@'%';" "$DONE"
  grep -qF "REVOKE SELECT ON \`mysql\`.\`user\` FROM 'shop'@'%';" "$DONE"
  [ "$(grep -o REVOKE "$DONE" | wc -l)" = 2 ]
}
@test "one privilege is declared where the account has all" {
  has 'GRANT ALL PRIVILEGES ON `shop`.* TO `shop`@`%`'
  reconcile_grants shop % 'SELECT ON shop'
  [ "$(grep -o REVOKE "$DONE" | wc -l)" = 17 ]
  run ! grep -qF 'REVOKE SELECT' "$DONE"
}
@test "nothing is revoked if something could not be granted" {
  has 'GRANT SELECT ON `other`.* TO `shop`@`%`'
  change() { printf '%s\n' "$3" >>"$DONE"; return 1; }
  run ! reconcile_grants shop % 'SELECT ON shop'
  [ "$(<"$DONE")" = "GRANT SELECT ON \`shop\`.* TO 'shop'@'%';" ]
}
@test "roles and privileges on columns are left alone" {
  has 'GRANT `reader`@`%` TO `shop`@`%`' 'GRANT SELECT (`a`, `b`) ON `x`.`y` TO `shop`@`%`' 'GRANT SELECT ON `shop`.* TO `shop`@`%`'
  reconcile_grants shop % 'SELECT ON shop'
  [ ! -s "$DONE" ]
}
@test "a database may have a bracket in its name" {
  has 'GRANT SELECT ON `a(b)`.* TO `shop`@`%`'
  reconcile_grants shop % 'SELECT ON a(b)'
  [ ! -s "$DONE" ]
}
@test "SELECT on one table of performance_schema is compared as it is shown" {
  has 'GRANT REPLICATION SLAVE ON *.* TO `r`@`%`' 'GRANT SELECT ON `performance_schema`.`replication_connection_status` TO `r`@`%`'
  reconcile_grants r % 'REPLICATION SLAVE ON *;SELECT ON performance_schema.replication_connection_status'
  [ ! -s "$DONE" ]
}
@test "grants that cannot be read change nothing" {
  root_sql() { return 1; }
  run ! reconcile_grants shop % 'SELECT ON shop'
  [ -e "$STATE/dirty" ]
  rm "$STATE/dirty"
  reconcile_databases
  [ -e "$STATE/dirty" ]
}

@test "TLS is required as declared, but a stricter requirement stays" {
  reconcile_tls shop % tls ANY
  reconcile_tls shop % '' ''
  reconcile_tls shop % tls X509
  reconcile_tls shop % '' SPECIFIED
  [ ! -s "$DONE" ]
  reconcile_tls shop % tls ''
  reconcile_tls shop % '' ANY
  [ "$(<"$DONE")" = $'ALTER USER \'shop\'@\'%\' REQUIRE SSL\nALTER USER \'shop\'@\'%\' REQUIRE NONE' ]
}

@test "a lock and limits of the library's own accounts are removed, those of others are intended" {
  has 1
  reconcile_limits app %
  [ ! -s "$DONE" ]
  reconcile_limits cdk8s_replication %
  [ "$(<"$DONE")" = $'ALTER USER \'cdk8s_replication\'@\'%\' WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 MAX_USER_CONNECTIONS 1000 ACCOUNT UNLOCK' ]
  : >"$DONE"
  : >"$BATS_TEST_TMPDIR/answer"
  reconcile_limits cdk8s_replication %
  [ ! -s "$DONE" ]
}

@test "accounts that may give access are named, and kept" {
  local -A ACCOUNTS=([root@%]='|0|9|' [@%]='|0|9|' [root@localhost]='x|0|9|' [friend@%]='|0|9|') DECLARED=([root@localhost]=yes)
  run log_undeclared
  [[ $output == *"may give access, and are kept:"* && $output == *" 'root'@'%'"* && $output == *" ''@'%'"* && $output != *friend* && $output != *localhost* ]]
}

@test "the library's own accounts require no certificate, because they have none" {
  reconcile_tls cdk8s_backup % tls ANY
  [ ! -s "$DONE" ]
  reconcile_tls cdk8s_backup % tls X509
  reconcile_tls cdk8s_agent localhost '' SPECIFIED
  [ "$(<"$DONE")" = $'ALTER USER \'cdk8s_backup\'@\'%\' REQUIRE SSL\nALTER USER \'cdk8s_agent\'@\'localhost\' REQUIRE NONE' ]
}

@test "a missing database is created, others are kept and named" {
  has mysql sys information_schema performance_schema shop left
  printf 'shop\norders\n' >"$DESIRED_STATE/databases"
  run reconcile_databases
  [[ $output == *'database orders: created'*'databases not declared, and kept: left' ]]
  [ "$(<"$DONE")" = 'CREATE DATABASE IF NOT EXISTS `orders`' ]
}
@test "if no database is declared, none is named" {
  has mysql left
  run reconcile_databases
  [ -z "$output" ]
}
@test "an account that is no longer declared is kept, and named" {
  printf 'fingerprint|0|1||%%|old\n|0|1||%%|by hand\n' >"$STATE/accounts"
  has mysql
  own_accounts() { :; }
  run reconcile_all
  [[ $output == *'accounts no longer declared, and kept: old@%' ]]
  [ ! -s "$DONE" ]
}
