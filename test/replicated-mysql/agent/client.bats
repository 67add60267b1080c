#!/usr/bin/env bats
# Statements reach a server after what makes them independent of its settings.
load ../helper

setup() {
  set_up_agent mysql-1
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\ncat\n' >"$BATS_TEST_TMPDIR/bin/mysql" # prints the statements
  chmod +x "$BATS_TEST_TMPDIR/bin/mysql"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

# usage: expect_session OUTPUT
expect_session() {
  [[ $1 == "SET SESSION sql_mode = '', autocommit = ON,"*"max_execution_time = 0,"*"sql_safe_updates = OFF;"*'SELECT 1' ]]
}

@test "statements for this server do not depend on its settings" { expect_session "$(sql 'SELECT 1')"; }
@test "nor those for a peer" { expect_session "$(peer_sql 0 'SELECT 1')"; }
@test "nor those of root, which wait 5 s for a lock" {
  expect_session "$(root_sql 'SELECT 1')"
  [[ $(root_sql 'SELECT 1') == *'lock_wait_timeout = 5; SELECT 1' ]]
}
# In place of a peer whose connections on a port are used up.
uses_up() {
  printf '#!/bin/sh\ncase "$*" in *--port=%s*) echo "ERROR 1040 (HY000): Too many connections" >&2; exit 1 ;; esac\necho "$*" | grep -o "port=[0-9]*"\n' \
    "$1" >"$BATS_TEST_TMPDIR/bin/mysql"
}

@test "a peer whose connections are used up is asked on its administrative port" {
  uses_up 3306
  [ "$(peer_sql 0 'SELECT 1')" = port=33062 ] && [ -e "$STATE/port-0" ]
  uses_up none
  [ "$(peer_sql 0 'SELECT 1')" = port=3306 ] && [ ! -e "$STATE/port-0" ]
}
@test "the error of a peer is passed on" {
  printf '#!/bin/sh\necho "ERROR 2003 (HY000)" >&2; exit 1\n' >"$BATS_TEST_TMPDIR/bin/mysql"
  run peer_sql 0 'SELECT 1'
  [ "$status" = 1 ] && [ "$output" = 'ERROR 2003 (HY000)' ]
}
