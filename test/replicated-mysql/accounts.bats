#!/usr/bin/env bats
# The statements that make accounts.
# shellcheck disable=SC2016 # the backquotes are SQL's
bats_require_minimum_version 1.5.0

setup() {
  export SECRETS=$BATS_TEST_TMPDIR/secrets TOPOLOGY=$BATS_TEST_TMPDIR/topology
  mkdir -p "$SECRETS" "$TOPOLOGY"
  printf 'root text' >"$SECRETS/root-password"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/accounts.sh"
}

@test "text is quoted for SQL whatever it has" {
  [ "$(quoted "it's a \\ \" \$x %")" = "'it''s a \\\\ \" \$x %'" ]
}
@test "names are quoted for SQL" { [ "$(identifier 'my`db')" = '`my``db`' ]; }
@test "patterns in a database's name match themselves only" { [ "$(database_pattern 'a_b%')" = '`a\_b\%`' ]; }

@test "an account is made with its password, its requirement and what it may do" {
  run create_account "o'hara" % "pa'ss" tls 'ALL ON my_shop;PROCESS, REPLICATION CLIENT ON *'
  [[ ${lines[0]} =~ ^"CREATE USER 'o''hara'@'%' IDENTIFIED BY 'pa''ss' REQUIRE SSL ATTRIBUTE '{\"cdk8s-stateful\": \""[0-9A-F]{32}"\"}';"$ ]]
  [ "${lines[1]}" = "GRANT ALL ON \`my\\_shop\`.* TO 'o''hara'@'%';" ]
  [ "${lines[2]}" = "GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'o''hara'@'%';" ]
}
@test "a changed password leaves the former one good" {
  [[ $(change_password shop % new) == "ALTER USER 'shop'@'%' IDENTIFIED BY 'new' RETAIN CURRENT PASSWORD ATTRIBUTE "* ]]
}
@test "a fingerprint tells texts and names apart, and is no password of the set" {
  [ "$(fingerprint a one)" = "$(fingerprint a one)" ]
  [ "$(fingerprint a one)" != "$(fingerprint a two)" ]
  [ "$(fingerprint a one)" != "$(fingerprint b one)" ]
  [ "$(fingerprint cdk8s_agent 'root text')" != "$(derived_password agent)" ]
}
@test "what is declared may have its name in a Secret" {
  printf 'shop' >"$SECRETS/database"
  printf "o'hara" >"$SECRETS/user"
  printf 'text' >"$SECRETS/user-password"
  echo 'secret:database' >"$TOPOLOGY/databases"
  echo 'secret:user|%|user-password||ALL ON secret:database' >"$TOPOLOGY/accounts"
  run first_statements
  [[ $output == *'CREATE DATABASE `shop`;'* ]]
  [[ $output == *"ALTER USER 'root'@'localhost' IDENTIFIED BY 'root text' PASSWORD EXPIRE NEVER ATTRIBUTE"* ]]
  [[ $output == *"CREATE USER 'o''hara'@'%' IDENTIFIED BY 'text' REQUIRE NONE"* ]]
  [[ $output == *"GRANT ALL ON \`shop\`.* TO 'o''hara'@'%';"* ]]
}
@test "nothing is made without a name or a password" {
  printf 'shop' >"$SECRETS/user-password.app"
  : >"$SECRETS/empty"
  printf 'secret:gone\nshop\n' >"$TOPOLOGY/databases"
  printf '%s\n' 'bob|%|user-password.bob||ALL ON shop' 'secret:gone|%|user-password.app||ALL ON shop' 'eve|%|empty||ALL ON shop' \
    'app|%|user-password.app||ALL ON secret:gone;SELECT ON shop' >"$TOPOLOGY/accounts"
  run first_statements
  [ "$status" = 0 ]
  [[ $output != *bob* && $output != *eve* && $output != *"''@"* && $output != *"BY ''"* && $output != *'``'* ]]
  [[ $output == *"CREATE USER 'app'@'%'"* && $output == *"GRANT SELECT ON \`shop\`.* TO 'app'@'%'"* && $output == *'CREATE DATABASE `shop`;'* ]]
}
@test "without root's password nothing is made at all" {
  : >"$SECRETS/root-password"
  run ! first_statements
}
@test "an account whose Secret is not there has no text" {
  run ! text_of user-password
  : >"$SECRETS/user-password"
  run ! text_of user-password
}
