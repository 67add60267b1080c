#!/usr/bin/env bash
# Queries the peers, and sorts their answers into the variables of observe.sh. Sourced, never run.
# shellcheck disable=SC2034 # the variables are read by lag, decide and act

ENVIRONMENT+=(DURABILITY)

# What a peer has, compared with GTID_EXECUTED. That was read before, so that what the peer lacks is lacking. A write
# that waits for acknowledgements is in the binary log of the primary, and may have been applied here, before it is in
# gtid_executed there. Until then its GTID is owned. That is read first, so that no GTID is missed in between. One line:
# writable|gtid_executed|only here|purged there and not here|only there, made here or there excluded|executed or
# received only there|server_uuid|UUID of its source|number of acknowledgements for which it waits|host of its source
query_peer() {
  peer_sql "$1" "SET @owned = REGEXP_REPLACE(@@GLOBAL.gtid_owned, '#[0-9]+', ''), @theirs = @@GLOBAL.gtid_executed;
    $PEER_SOURCE_QUERY;
    SELECT REPLACE(CONCAT_WS('|', IF(@@read_only, 'no', 'yes'), @theirs,
    GTID_SUBTRACT(GTID_SUBTRACT('$GTID_EXECUTED', @theirs), @owned),
    GTID_SUBTRACT(@@GLOBAL.gtid_purged, '$GTID_EXECUTED'),
    GTID_SUBTRACT(@theirs, CONCAT('$GTID_EXECUTED,', @@server_uuid, ':1-9223372036854775806')),
    GTID_SUBTRACT(CONCAT(@theirs, ',', @received), '$GTID_EXECUTED'),
    @@server_uuid, @source, @@GLOBAL.rpl_semi_sync_source_wait_for_replica_count, @following), '\\n', '')" \
    >"$STATE/peer-$1" 2>"$STATE/peer-$1.err"
}

# The primary grants SELECT on the source of a peer when its pod is updated, after those of the replicas.
query_peer_of_any_version() {
  local nothing="SET @source = '', @received = '', @following = ''"
  query_peer "$1" || { grep -q 'ERROR 1142' "$STATE/peer-$1.err" && PEER_SOURCE_QUERY=$nothing query_peer "$1"; }
}

# usage: observe_peers ORDINALS
observe_peers() {
  query_peers query_peer_of_any_version "$1"
  sort_peers "$1"
}

forget_peers() {
  UNREACHABLE_PEERS='' ERROR_PEERS='' AUTH_FAILED_PEERS='' EMPTY_PEERS='' DATA_PEERS='' LOST_GTIDS='' PEERS_AHEAD=''
  UNREACHABLE_SOURCES='' DESIRED_PRIMARY_SOURCE='' WRITABLE_PEER='' PRIMARY_UUID='' PRIMARY_STATE=unknown
  PRIMARY_HOST='' PRIMARY_PORT=$PORT PRIMARY_GTID_EXECUTED='' PRIMARY_ACKNOWLEDGEMENTS=''
  ERRANT_GTIDS='' PURGED_GTIDS=''
}

# usage: sort_peers ORDINALS
sort_peers() {
  local n writable gtids errant purged lost missing uuid source acknowledgements following hosts=''
  local answered=" $SERVER_UUID " sources=$SOURCE_UUID
  forget_peers
  for n in $1; do
    if [[ ! -s $STATE/peer-$n ]]; then note_unreachable "$n"; continue; fi
    IFS='|' read -r writable gtids errant purged lost missing uuid source acknowledgements following \
      <"$STATE/peer-$n"
    answered+="$uuid " sources+=" $source" hosts+=" $following"
    if [[ $n == "${DESIRED_PRIMARY##*-}" ]]; then DESIRED_PRIMARY_SOURCE=$source; fi
    if [[ $gtids ]]; then DATA_PEERS+="$n "; else EMPTY_PEERS+="$n "; fi
    if [[ $lost ]]; then LOST_GTIDS+="$(pods "$n"): $lost "; fi
    if [[ $missing ]]; then PEERS_AHEAD+="$(pods "$n"): $missing "; fi
    if [[ $writable == yes ]]; then
      WRITABLE_PEER=$n PRIMARY_UUID=$uuid PRIMARY_STATE=empty PRIMARY_HOST=$(host_of "$n") PRIMARY_GTID_EXECUTED=$gtids
      PRIMARY_ACKNOWLEDGEMENTS=$acknowledgements ERRANT_GTIDS=$errant PURGED_GTIDS=$purged
      if [[ $gtids ]]; then PRIMARY_STATE=data; fi
      if [[ -e $STATE/port-$n ]]; then PRIMARY_PORT=$ADMIN_PORT; fi
    fi
  done
  for source in $sources; do
    if [[ $answered != *" $source "* ]]; then UNREACHABLE_SOURCES+="$source "; fi
  done
  for source in $hosts; do
    if [[ $source != "$(host_of "$(ordinal)")" ]] && ! answers_as "$source"; then UNREACHABLE_SOURCES+="$source "; fi
  done
}

# A peer that answers with an error is not gone: wrong password, too many connections, an unverified certificate.
measure_unreachable() {
  if [[ ! $UNREACHABLE_PEERS || $ERROR_PEERS ]]; then UNREACHABLE_SINCE=$SECONDS; fi
  if [[ ! $AUTH_FAILED_PEERS ]]; then AUTH_FAILED_SINCE=$SECONDS; fi
  UNREACHABLE_FOR=$((SECONDS - UNREACHABLE_SINCE)) AUTH_FAILED_FOR=$((SECONDS - AUTH_FAILED_SINCE))
}

# usage: most_advanced ORDINALS. Those that have all transactions of the others, one a line; none if they diverge.
most_advanced() {
  local n m query=''
  for n in $1; do
    query+="${query:+ UNION ALL }SELECT $n FROM DUAL WHERE TRUE"
    for m in $1; do query+=" AND GTID_SUBSET('$(gtids_of_peer "$m")', '$(gtids_of_peer "$n")')"; done
  done
  if [[ $query ]]; then sql "$query"; fi
}

find_donor() {
  DONOR=''
  if [[ ! $DATA_PEERS || $DATA_STATE == primary ]]; then return; fi
  if [[ $WRITABLE_PEER ]]; then
    DONOR=$(donor_under_primary) || DONOR=''
  else
    DONOR=$(most_advanced "$DATA_PEERS" | tail -n 1) || DONOR=''
  fi
}

# Only if this server is to be cloned. A donor with very many tables takes seconds to look through them.
observe_donor() {
  DONOR_TABLES=''
  if [[ $DONOR ]] && [[ $DATA_STATE != verified || $PURGED_GTIDS ]]; then
    DONOR_TABLES=$(PEER_TIMEOUT=30 uncloned_tables peer_sql "$DONOR")
  fi
}

# A replica that has the same transactions as the primary, else the primary. Several new servers use different ones.
donor_under_primary() {
  local n gtids usable=()
  for n in $DATA_PEERS; do
    gtids=$(gtids_of_peer "$n")
    if [[ $n != "$WRITABLE_PEER" && $(sql "SELECT GTID_SUBTRACT('$gtids', '$PRIMARY_GTID_EXECUTED') = ''
      AND GTID_SUBTRACT('$PRIMARY_GTID_EXECUTED', '$gtids') = ''") == 1 ]]; then usable+=("$n"); fi
  done
  if [[ ${#usable[@]} != 0 ]]; then
    printf '%s' "${usable[$(ordinal) % ${#usable[@]}]}"
  elif [[ $PRIMARY_STATE == data ]]; then
    printf '%s' "$WRITABLE_PEER"
  fi
}
