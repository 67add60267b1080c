#!/usr/bin/env bats
# The statements that create accounts.
# shellcheck disable=SC2016 # the backquotes are SQL's
load ../helper

setup() { set_up_agent mysql-1; }

@test "an account is created with its password, its TLS requirement and its privileges" {
  run create_account "o'hara" % "pa'ss" tls 'ALL ON my_shop;PROCESS, REPLICATION CLIENT ON *'
  [[ ${lines[0]} =~ ^"CREATE USER 'o''hara'@'%' IDENTIFIED BY 'pa''ss' REQUIRE SSL ATTRIBUTE '{\"cdk8s-stateful\": \""[0-9A-F]{32}"\"}';"$ ]]
  [ "${lines[1]}" = "GRANT ALL ON \`my\\_shop\`.* TO 'o''hara'@'%';" ]
  [ "${lines[2]}" = "GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'o''hara'@'%';" ]
}
@test "a changed password leaves the old one valid" {
  [[ $(change_password shop % new) == "ALTER USER 'shop'@'%' IDENTIFIED BY 'new' RETAIN CURRENT PASSWORD ATTRIBUTE "* ]]
}
@test "a fingerprint differs by password and name, and is no derived password" {
  [ "$(fingerprint a one)" = "$(fingerprint a one)" ]
  [ "$(fingerprint a one)" != "$(fingerprint a two)" ]
  [ "$(fingerprint a one)" != "$(fingerprint b one)" ]
  [ "$(fingerprint cdk8s_agent 'root text')" != "$(derived_password agent)" ]
}
@test "a declared account or database may have its name in a Secret" {
  printf 'shop' >"$SECRETS/database"
  printf "o'hara" >"$SECRETS/user"
  printf 'text' >"$SECRETS/user-password"
  echo 'secret:database' >"$DESIRED_STATE/databases"
  echo 'secret:user|%|user-password||ALL ON secret:database' >"$DESIRED_STATE/accounts"
  run initial_statements
  [[ $output == *'CREATE DATABASE `shop`;'* ]]
  [[ $output == *"ALTER USER 'root'@'localhost' IDENTIFIED BY 'root text' PASSWORD EXPIRE NEVER ATTRIBUTE"* ]]
  [[ $output == *"CREATE USER 'o''hara'@'%' IDENTIFIED BY 'text' REQUIRE NONE"* ]]
  [[ $output == *"GRANT ALL ON \`shop\`.* TO 'o''hara'@'%';"* ]]
}
@test "nothing is created without a name or a password" {
  printf 'shop' >"$SECRETS/user-password.app"
  : >"$SECRETS/empty"
  printf 'secret:gone\nshop\n' >"$DESIRED_STATE/databases"
  printf '%s\n' 'bob|%|user-password.bob||ALL ON shop' 'secret:gone|%|user-password.app||ALL ON shop' 'eve|%|empty||ALL ON shop' \
    'app|%|user-password.app||ALL ON secret:gone;SELECT ON shop' >"$DESIRED_STATE/accounts"
  run initial_statements
  [ "$status" = 0 ]
  [[ $output != *bob* && $output != *eve* && $output != *"''@"* && $output != *"BY ''"* && $output != *'``'* ]]
  [[ $output == *"CREATE USER 'app'@'%'"* && $output == *"GRANT SELECT ON \`shop\`.* TO 'app'@'%'"* && $output == *'CREATE DATABASE `shop`;'* ]]
}
@test "without the password of root nothing is created" {
  : >"$SECRETS/root-password"
  run ! initial_statements
}
@test "an account without its Secret has no password" {
  run ! password_of user-password
  : >"$SECRETS/user-password"
  run ! password_of user-password
}
