#!/usr/bin/env bash
# On the primary: events run here. Sourced, never run.

# A replica creates every event in a state in which it does not run there, whether it is enabled on the primary or not,
# and keeps that state when it becomes the primary. So the primary records which ones are disabled, where it is
# replicated: in an attribute of the agent's account.
# shellcheck disable=SC2016 # the dollar is JSON's
RECORDED_EVENTS='IFNULL((SELECT JSON_EXTRACT(User_attributes, "$.metadata.disabled_events") FROM mysql.user
  WHERE User = "cdk8s_agent" AND Host = "localhost"), JSON_ARRAY())'
EVENT_SQL='CONCAT(EVENT_SCHEMA, ".", EVENT_NAME)'
IS_OF_REPLICA='STATUS IN ("REPLICA_SIDE_DISABLED", "SLAVESIDE_DISABLED") AND ORIGINATOR <> @@server_id'

# ALTER EVENT stores the definer and the settings of its session, so that they are those of the event. The statements
# run as root: in backquotes a name is safe in any sql_mode, and one with control characters, which could end a line of
# the answer and begin a statement, is passed over (MySQL 9.7 refuses it anyway).
# shellcheck disable=SC2016 # the backquotes are SQL's
EVENTS_QUERY="SELECT IF(recorded, 'disabled', 'enabled'), event,
    CONCAT(statements, IF(recorded, 'DISABLE', 'ENABLE'))
  FROM (SELECT $EVENT_SQL AS event, JSON_CONTAINS($RECORDED_EVENTS, JSON_QUOTE($EVENT_SQL)) AS recorded, CONCAT(
    'SET SESSION sql_mode = ', QUOTE(SQL_MODE), ', time_zone = ', QUOTE(TIME_ZONE),
    ', character_set_client = ', CHARACTER_SET_CLIENT, ', collation_connection = ', COLLATION_CONNECTION,
    '; ALTER DEFINER = \`',
    REPLACE(TRIM(TRAILING CONCAT('@', SUBSTRING_INDEX(DEFINER, '@', -1)) FROM DEFINER), '\`', '\`\`'), '\`@\`',
    REPLACE(SUBSTRING_INDEX(DEFINER, '@', -1), '\`', '\`\`'), '\` EVENT \`', REPLACE(EVENT_SCHEMA, '\`', '\`\`'),
    '\`.\`', REPLACE(EVENT_NAME, '\`', '\`\`'), '\` ') AS statements
  FROM information_schema.EVENTS WHERE $IS_OF_REPLICA) of_replica WHERE statements NOT REGEXP '[[:cntrl:]]'"

# One that could not be changed yet keeps its place in the record.
RECORD_QUERY="SELECT disabled FROM (
  SELECT IFNULL(JSON_ARRAYAGG($EVENT_SQL), JSON_ARRAY()) AS disabled FROM information_schema.EVENTS
  WHERE STATUS = 'DISABLED' OR $IS_OF_REPLICA AND JSON_CONTAINS($RECORDED_EVENTS, JSON_QUOTE($EVENT_SQL))) now
  WHERE JSON_LENGTH(disabled) <> JSON_LENGTH($RECORDED_EVENTS) OR NOT JSON_CONTAINS(disabled, $RECORDED_EVENTS)"

reconcile_events() {
  local events outcome name statements
  events=$(root_sql "$EVENTS_QUERY") || return 0
  while IFS=$'\t' read -r outcome name statements; do
    if [[ $name ]]; then change "event $name" "$outcome, as on the primary before this one" "$statements" || true; fi
  done <<<"$events"
  record_disabled_events
}

record_disabled_events() {
  local disabled
  disabled=$(root_sql "$RECORD_QUERY") || return 0
  if [[ ! $disabled ]]; then return; fi
  change "disabled events" "recorded for the next primary: $disabled" \
    "ALTER USER 'cdk8s_agent'@'localhost' ATTRIBUTE $(quoted "{\"disabled_events\": $disabled}")" || true
}
