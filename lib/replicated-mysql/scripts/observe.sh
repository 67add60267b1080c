#!/usr/bin/env bash
# What the agent knows before it decides: this server, the others, the mark. It only looks. Sourced, never run.
# shellcheck disable=SC2034 # the variables are what decide.sh reads

# usage: fields of the server itself, one line: writable|gtids|source|io|applier|target reached|error
self_query() {
  cat <<SQL
SELECT CONCAT_WS('|', IF(@@read_only, 'no', 'yes'), $(gtids_of gtid_executed),
  (SELECT IFNULL(MAX(HOST), '') FROM performance_schema.replication_connection_configuration WHERE CHANNEL_NAME = ''),
  (SELECT IFNULL(MAX(SERVICE_STATE), 'OFF') FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = ''),
  (SELECT IFNULL(MAX(SERVICE_STATE), 'OFF') FROM performance_schema.replication_applier_status WHERE CHANNEL_NAME = ''),
  GTID_SUBSET('$GOAL', @@GLOBAL.gtid_executed),
  REPLACE(IFNULL((SELECT MAX(LAST_ERROR_MESSAGE) FROM performance_schema.replication_applier_status_by_worker WHERE CHANNEL_NAME = '' AND LAST_ERROR_NUMBER <> 0),
    IFNULL((SELECT MAX(LAST_ERROR_MESSAGE) FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = '' AND LAST_ERROR_NUMBER <> 0), '')), '\\n', ' '))
SQL
}

observe_self() {
  local line
  SELF=down WRITABLE=no GTIDS='' SOURCE='' IO=OFF APPLIER=OFF GOAL_REACHED=0 ERROR=''
  line=$(sql "$(self_query)" 2>"$STATE/self.err") || return 0
  IFS='|' read -r WRITABLE GTIDS SOURCE IO APPLIER GOAL_REACHED ERROR <<<"$line"
  SELF=blank
  if [[ $GTIDS ]]; then SELF=data; fi
}

# What a peer says of itself, and of its transactions beside ours. Ours were read before, so what it lacks is real.
# one line: writable|gtids|we have and it has not|purged there and we have not|it has, we have not, and others made
peer_query() {
  cat <<SQL
SELECT CONCAT_WS('|', IF(@@read_only, 'no', 'yes'), $(gtids_of gtid_executed),
  $(minus "'$GTIDS'" @@GLOBAL.gtid_executed), $(minus @@GLOBAL.gtid_purged "'$GTIDS'"),
  $(minus @@GLOBAL.gtid_executed "CONCAT('$GTIDS,', @@server_uuid, ':1-9223372036854775806')"))
SQL
}

others() {
  local n me all
  me=$(ordinal) all=$(replicas)
  for ((n = 0; n < all; n++)); do
    if ((n != me)); then printf '%s ' "$n"; fi
  done
}

ask_peer() { peer_sql "$1" "$(peer_query)" >"$STATE/peer-$1" 2>"$STATE/peer-$1.err" || rm -f "$STATE/peer-$1"; }

# All at once, so that one that is gone does not delay the others.
observe_peers() {
  local n asked=()
  rm -f "$STATE"/peer-[0-9]*
  for n in $1; do
    ask_peer "$n" &
    asked+=($!)
  done
  if [[ ${asked[*]} ]]; then wait "${asked[@]}"; fi
  sort_peers "$1"
}

forget_peers() { SILENT='' BLANK='' FULL='' LOST='' PRIMARY=silent PRIMARY_WRITABLE=no PRIMARY_GTIDS='' EXTRA='' PURGED=''; }

# usage: sort_peers ORDINALS. Sets SILENT, BLANK, FULL (ordinals) and LOST ("ordinal: gtids", what only others know).
sort_peers() {
  local n writable gtids extra purged lost
  forget_peers
  for n in $1; do
    if [[ ! -s $STATE/peer-$n ]]; then SILENT+="$n "; continue; fi
    IFS='|' read -r writable gtids extra purged lost <"$STATE/peer-$n"
    if [[ $gtids ]]; then FULL+="$n "; else BLANK+="$n "; fi
    if [[ $lost ]]; then LOST+="${POD_NAME%-*}-$n: $lost "; fi
    if ((n == PRIMARY_ORDINAL)); then
      PRIMARY=blank PRIMARY_WRITABLE=$writable EXTRA=$extra PURGED=$purged PRIMARY_GTIDS=$gtids
      if [[ $gtids ]]; then PRIMARY=data; fi
    fi
  done
}

gtids_of_peer() { cut -d'|' -f2 "$STATE/peer-$1"; }

# usage: most_advanced ORDINALS. The ordinals that have all that the others have, one a line; none if they diverge.
most_advanced() {
  local n m query=''
  for n in $1; do
    query+="${query:+ UNION ALL }SELECT $n FROM DUAL WHERE TRUE"
    for m in $1; do query+=" AND GTID_SUBSET('$(gtids_of_peer "$m")', '$(gtids_of_peer "$n")')"; done
  done
  if [[ $query ]]; then sql "$query"; fi
}

# Whether the copy that the mark speaks of came to its end: "copying ORDINAL GTIDS".
observe_copy() {
  local gtids=${MARK##* }
  COPY=unfinished
  if [[ $(sql "SELECT COUNT(*) FROM performance_schema.clone_status WHERE STATE = 'Completed' AND GTID_SUBSET('$gtids', @@GLOBAL.gtid_executed)") == 1 ]]; then COPY=complete; fi
}

observe() {
  MARK=$(read_mark)
  forget_peers
  observe_self
  if [[ $SELF == down ]]; then return; fi
  if [[ $MARK == copying* && $SELF == data ]]; then observe_copy; else COPY=unfinished; fi
  if [[ $MARK == member && $ROLE == replica ]]; then
    observe_peers "$PRIMARY_ORDINAL"
  elif [[ $MARK != member || $WRITABLE == no ]]; then
    observe_peers "$(others)"
  fi
}
