#!/usr/bin/env bash
# Tables of other engines than InnoDB: CLONE creates them without their rows. Sourced, never run.

TABLES_INTERVAL=600 # seconds between two looks of the primary at its tables
TABLES_LISTED=5     # tables that a log line names
TABLES_AT='' LOGGED_TABLES=''

# The names of the tables, one a line. MySQL's own logs are CSV, and each server has its own. Without SHOW VIEW not
# even MySQL's tables are visible: then the answer is unknown.
UNCLONED_TABLES_QUERY="SELECT IF(COUNT(*) = 0, 'unknown', '') FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'user';
  SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, ' (', ENGINE, ')') FROM information_schema.TABLES
    WHERE TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB'
    AND TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema')
    AND (TABLE_SCHEMA <> 'mysql' OR TABLE_NAME NOT IN ('general_log', 'slow_log'))"

# usage: uncloned_tables FUNCTION [ARGUMENT]. FUNCTION runs SQL. Prints `unknown`, nothing, or `shop.a (MyISAM), …`.
uncloned_tables() {
  local tables
  tables=$("$@" "$UNCLONED_TABLES_QUERY" 2>/dev/null) || { printf 'unknown'; return; }
  join_lines "$TABLES_LISTED" <<<"$tables"
}

# On the primary, before a replica needs a clone. It must not wait long for that.
log_uncloned_tables() {
  local tables
  if [[ $TABLES_AT ]] && ((SECONDS - TABLES_AT < TABLES_INTERVAL)); then return; fi
  TABLES_AT=$SECONDS
  tables=$(uncloned_tables run_sql 3)
  if [[ $tables && $tables != unknown && $tables != "$LOGGED_TABLES" ]]; then
    log "a new or emptied server cannot be cloned because of these tables, whose rows CLONE does not copy: $tables." \
      "Convert them: ALTER TABLE … ENGINE = InnoDB"
  fi
  LOGGED_TABLES=$tables
}
