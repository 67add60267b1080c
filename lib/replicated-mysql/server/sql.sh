#!/usr/bin/env bash
# Quoting for SQL. Sourced, never run.

# A string literal, whatever bytes the text has.
quoted() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\'\'}"
}

# shellcheck disable=SC2016 # the backquotes are SQL's
identifier() { printf '`%s`' "${1//\`/\`\`}"; }

# In GRANT, _ and % in the name of a database are wildcards.
database_pattern() {
  local name=${1//_/\\_}
  identifier "${name//%/\\%}"
}
