#!/usr/bin/env bats
# What an account may do, compared with what is declared. Statements go to a file, in place of a server.
# shellcheck disable=SC2016,SC2329 # the backquotes are SQL's; the functions call what setup puts in their place
bats_require_minimum_version 1.5.0

setup() {
  export STATE=$BATS_TEST_TMPDIR/state SECRETS=$BATS_TEST_TMPDIR/secrets TOPOLOGY=$BATS_TEST_TMPDIR/topology POD_NAME=mysql-0 DONE=$BATS_TEST_TMPDIR/done
  mkdir -p "$STATE" "$SECRETS" "$TOPOLOGY"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/accounts.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/upkeep.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/rotation.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/grants.sh"
  root_sql() { case $1 in SHOW* | SELECT*) cat "$BATS_TEST_TMPDIR/answer" ;; *) printf '%s\n' "$1" >>"$DONE" ;; esac; }
  : >"$DONE"
}

# usage: has LINES. What SHOW GRANTS says.
has() { printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/answer"; }

@test "what is as declared is left alone" {
  has 'GRANT USAGE ON *.* TO `shop`@`%`' 'GRANT ALL PRIVILEGES ON `my\_shop`.* TO `shop`@`%`' 'GRANT SELECT, SHOW VIEW ON `b`.* TO `shop`@`%`'
  keep_grants shop % 'ALL ON my_shop;SHOW VIEW, SELECT ON b'
  [ ! -s "$DONE" ]
}
@test "static and dynamic privileges are one list" {
  has 'GRANT SELECT, PROCESS ON *.* TO `b`@`%`' 'GRANT BACKUP_ADMIN,FLUSH_TABLES ON *.* TO `b`@`%`'
  keep_grants b % 'PROCESS, SELECT, BACKUP_ADMIN, FLUSH_TABLES ON *'
  [ ! -s "$DONE" ]
}
@test "what is missing is granted" {
  has 'GRANT USAGE ON *.* TO `shop`@`%`' 'GRANT SELECT ON `shop`.* TO `shop`@`%`'
  run keep_grants shop % 'SELECT, INSERT ON shop'
  [[ $output == *'it lacked `shop`.*|INSERT' ]]
  [ "$(<"$DONE")" = "GRANT SELECT, INSERT ON \`shop\`.* TO 'shop'@'%';" ]
}
@test "what is too much is taken away, and named" {
  has 'GRANT ALL PRIVILEGES ON `shop`.* TO `shop`@`%` WITH GRANT OPTION' 'GRANT SELECT ON `mysql`.`user` TO `shop`@`%`'
  run keep_grants shop % 'ALL ON shop'
  [[ $output == *'may do no more than is declared'* ]]
  grep -qF "REVOKE GRANT OPTION ON \`shop\`.* FROM 'shop'@'%';" "$DONE"
  grep -qF "REVOKE SELECT ON \`mysql\`.\`user\` FROM 'shop'@'%';" "$DONE"
  [ "$(grep -o REVOKE "$DONE" | wc -l)" = 2 ]
}
@test "less than all is what is asked for" {
  has 'GRANT ALL PRIVILEGES ON `shop`.* TO `shop`@`%`'
  keep_grants shop % 'SELECT ON shop'
  [ "$(grep -o REVOKE "$DONE" | wc -l)" = 17 ]
  run ! grep -qF 'REVOKE SELECT' "$DONE"
}
@test "nothing is taken away where something could not be given" {
  has 'GRANT SELECT ON `other`.* TO `shop`@`%`'
  change() { return 1; }
  run ! keep_grants shop % 'SELECT ON shop'
  [ ! -s "$DONE" ]
}
@test "roles and columns are nobody's declaration" {
  has 'GRANT `reader`@`%` TO `shop`@`%`' 'GRANT SELECT (`a`, `b`) ON `x`.`y` TO `shop`@`%`' 'GRANT SELECT ON `shop`.* TO `shop`@`%`'
  keep_grants shop % 'SELECT ON shop'
  [ ! -s "$DONE" ]
}
@test "a database may have a bracket in its name" {
  has 'GRANT SELECT ON `a(b)`.* TO `shop`@`%`'
  keep_grants shop % 'SELECT ON a(b)'
  [ ! -s "$DONE" ]
}
@test "one table is enough for who asks whom others receive from" {
  has 'GRANT REPLICATION SLAVE ON *.* TO `r`@`%`' 'GRANT SELECT ON `performance_schema`.`replication_connection_status` TO `r`@`%`'
  keep_grants r % 'REPLICATION SLAVE ON *;SELECT ON performance_schema.replication_connection_status'
  [ ! -s "$DONE" ]
}
@test "grants that cannot be read change nothing" {
  root_sql() { return 1; }
  run ! keep_grants shop % 'SELECT ON shop'
  [ -e "$STATE/pending" ]
  rm "$STATE/pending"
  keep_databases
  [ -e "$STATE/pending" ]
}

@test "TLS is asked for, and no more, but a stricter requirement stays" {
  keep_requirement shop % tls ANY
  keep_requirement shop % '' ''
  keep_requirement shop % tls X509
  keep_requirement shop % '' SPECIFIED
  [ ! -s "$DONE" ]
  keep_requirement shop % tls ''
  keep_requirement shop % '' ANY
  [ "$(<"$DONE")" = $'ALTER USER \'shop\'@\'%\' REQUIRE SSL\nALTER USER \'shop\'@\'%\' REQUIRE NONE' ]
}

@test "a lock and limits of the set's own accounts are taken away, those of others may be meant" {
  has 1
  keep_usable app %
  [ ! -s "$DONE" ]
  keep_usable cdk8s_replication %
  [ "$(<"$DONE")" = $'ALTER USER \'cdk8s_replication\'@\'%\' WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0 MAX_USER_CONNECTIONS 0 ACCOUNT UNLOCK' ]
  : >"$DONE"
  : >"$BATS_TEST_TMPDIR/answer"
  keep_usable cdk8s_replication %
  [ ! -s "$DONE" ]
}

@test "accounts that are a way in are named, and kept" {
  local -A FACTS=([root@%]='|0|9|' [@%]='|0|9|' [root@localhost]='x|0|9|' [friend@%]='|0|9|') SEEN=([root@localhost]=yes)
  run name_undeclared
  [[ $output == *"may be a way in, and are kept:"* && $output == *" 'root'@'%'"* && $output == *" ''@'%'"* && $output != *friend* && $output != *localhost* ]]
}

@test "the set's own accounts are asked for no certificate, as they have none" {
  keep_requirement cdk8s_backup % tls ANY
  [ ! -s "$DONE" ]
  keep_requirement cdk8s_backup % tls X509
  keep_requirement cdk8s_agent localhost '' SPECIFIED
  [ "$(<"$DONE")" = $'ALTER USER \'cdk8s_backup\'@\'%\' REQUIRE SSL\nALTER USER \'cdk8s_agent\'@\'localhost\' REQUIRE NONE' ]
}

@test "a database that is missing is made, others are kept and named" {
  has mysql sys information_schema performance_schema shop left
  printf 'shop\norders\n' >"$TOPOLOGY/databases"
  run keep_databases
  [[ $output == *'made the database orders'*'not declared, and kept: the databases left' ]]
  [ "$(<"$DONE")" = 'CREATE DATABASE IF NOT EXISTS `orders`' ]
}
@test "where none is declared, none is named" {
  has mysql left
  run keep_databases
  [ -z "$output" ]
}
@test "an account that is no longer declared is kept, and named" {
  printf 'print|0|1||%%|former\n|0|1||%%|by hand\n' >"$STATE/accounts"
  has mysql
  own_accounts() { :; }
  run keep_all
  [[ $output == *'no longer declared, and kept: the accounts former@%' ]]
  [ ! -s "$DONE" ]
}
