#!/usr/bin/env bats
# shellcheck disable=SC2016 # the backquotes are SQL's
load ../helper

setup() { set_up_agent mysql-1; }

@test "text is quoted for SQL whatever it has" {
  [ "$(quoted "it's a \\ \" \$x %")" = "'it''s a \\\\ \" \$x %'" ]
}
@test "names are quoted for SQL" { [ "$(identifier 'my`db')" = '`my``db`' ]; }
@test "wildcards in the name of a database match themselves only" { [ "$(database_pattern 'a_b%')" = '`a\_b\%`' ]; }
