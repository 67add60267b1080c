#!/usr/bin/env bash
# What the agent knows before it decides: this server, the others, the mark. It only looks. Sourced, never run.
# shellcheck disable=SC2034 # the variables are what decide.sh reads

SENDER="(SELECT IFNULL(MAX(SOURCE_UUID), '') FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = '' AND SERVICE_STATE = 'ON')"
LOCK=cdk8s-stateful/yield # held on the primary by the server that is to follow it

# One line, without the line ends of GTID sets: writable|gtids|source|io|applier|all received is applied|goal reached|asked to yield|uuid|uuid of whom it receives from|no TLS, though it should|error
ask_self() {
  local p=performance_schema
  sql "SELECT CONCAT_WS('|', IF(@@read_only, 'no', 'yes'), REPLACE(@@GLOBAL.gtid_executed, '\\n', ''),
    (SELECT IFNULL(MAX(IF($TOLD_TLS, HOST, CONCAT(HOST, ' with former TLS settings'))), '') FROM $p.replication_connection_configuration WHERE CHANNEL_NAME = ''),
    (SELECT IFNULL(MAX(SERVICE_STATE), 'OFF') FROM $p.replication_connection_status WHERE CHANNEL_NAME = ''),
    (SELECT IFNULL(MAX(SERVICE_STATE), 'OFF') FROM $p.replication_applier_status WHERE CHANNEL_NAME = ''),
    (SELECT IF(IFNULL(MIN(GTID_SUBSET(RECEIVED_TRANSACTION_SET, @@GLOBAL.gtid_executed)), 1), 'yes', 'no') FROM $p.replication_connection_status WHERE CHANNEL_NAME = ''),
    GTID_SUBSET('$GOAL', @@GLOBAL.gtid_executed), IF(IS_USED_LOCK('$LOCK') IS NULL, 'no', 'yes'), @@server_uuid, $SENDER, $IS_PLAIN,
    REPLACE(IFNULL((SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_applier_status_by_worker WHERE CHANNEL_NAME = '' AND LAST_ERROR_NUMBER <> 0),
      IFNULL((SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_connection_status WHERE CHANNEL_NAME = '' AND LAST_ERROR_NUMBER <> 0), '')), '\\n', ' '))"
}

observe_self() {
  local line
  SELF=down WRITABLE=no GTIDS='' SOURCE='' IO=OFF APPLIER=OFF APPLIED=no GOAL_REACHED=0 ASKED=no UUID='' SENDER_UUID='' PLAIN=no ERROR=''
  if ! line=$(ask_self 2>"$STATE/self.err"); then
    note_own_error
    return
  fi
  IFS='|' read -r WRITABLE GTIDS SOURCE IO APPLIER APPLIED GOAL_REACHED ASKED UUID SENDER_UUID PLAIN ERROR <<<"$line"
  SELF=blank
  if [[ $GTIDS ]]; then SELF=data; fi
}

# Only one that cannot be reached does not answer; one that is asked too long neither.
note_own_error() {
  ERROR=$(grep -s ERROR "$STATE/self.err" | tail -n 1) || true
  if [[ $ERROR == *'ERROR 1045 '* ]]; then SELF=refused; elif [[ $ERROR && ! $ERROR =~ $UNREACHABLE ]]; then SELF=hindered; fi
}

# Who should be the primary, what else the manifests say of the whole set, and whether the API server confirms it.
observe_topology() {
  APPOINTED=no NEXT=${POD_NAME%-*}-$(topology primary) CREATE=$(topology create) ACKNOWLEDGE=$(topology acknowledgements) CONNECTED=no HOLD=no
  if [[ $NEXT == "$POD_NAME" ]]; then APPOINTED=yes; fi
  if topology_is_fresh; then CONNECTED=yes; fi
  if [[ -e $RUN/hold ]]; then HOLD=yes; fi
  read_quorum
}

others() {
  local n me all
  me=$(ordinal) all=$(topology replicas)
  for ((n = 0; n < all; n++)); do
    if ((n != me)); then printf '%s ' "$n"; fi
  done
}

# What a peer says of itself, and of its transactions beside ours. Ours were read before, so what it lacks is real. One line:
# writable|gtids|only we have|purged there and we have not|only it has, made by a third|only it has|uuid|uuid of whom it receives from|acknowledgements it waits for
query_peer() {
  local theirs=@@GLOBAL.gtid_executed
  peer_sql "$1" "SELECT REPLACE(CONCAT_WS('|', IF(@@read_only, 'no', 'yes'), $theirs,
    GTID_SUBTRACT('$GTIDS', $theirs), GTID_SUBTRACT(@@GLOBAL.gtid_purged, '$GTIDS'),
    GTID_SUBTRACT($theirs, CONCAT('$GTIDS,', @@server_uuid, ':1-9223372036854775806')), GTID_SUBTRACT($theirs, '$GTIDS'),
    @@server_uuid, $SENDER, @@GLOBAL.rpl_semi_sync_source_wait_for_replica_count), '\\n', '')" \
    >"$STATE/peer-$1" 2>"$STATE/peer-$1.err"
}

# The right to see whom another one receives from comes with the roll-out of the primary, which is the last to be rolled.
query_peer_of_any_version() { query_peer "$1" || { grep -q 'ERROR 1142' "$STATE/peer-$1.err" && SENDER="''" query_peer "$1"; }; }

# One that has not received a change of the passwords yet takes the former one.
ask_peer() {
  if query_peer_of_any_version "$1"; then return; fi
  if [[ -s $STATE/former.cnf ]] && grep -q 'ERROR 1045' "$STATE/peer-$1.err" && PEER=former query_peer_of_any_version "$1"; then return; fi
  rm -f "$STATE/peer-$1"
}

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

forget_peers() { SILENT='' ANSWERING='' REFUSED_BY='' BLANK='' FULL='' LOST='' AHEAD='' SENDING='' OPEN='' PRIMARY=silent PRIMARY_HOST='' PRIMARY_GTIDS='' PRIMARY_ACKNOWLEDGE='' EXTRA='' PURGED=''; }

UNREACHABLE='ERROR (2002|2003|2005|2013) ' # no address, no connection, or one that broke

# One that takes another password says nothing, but it is there.
note_silent() {
  SILENT+="$1 "
  if grep -s ERROR "$STATE/peer-$1.err" | grep -qvE "$UNREACHABLE"; then ANSWERING+="$1 "; fi
  if grep -qs 'ERROR 1045' "$STATE/peer-$1.err"; then REFUSED_BY+=" ${POD_NAME%-*}-$1"; fi
}

# usage: sort_peers ORDINALS. Sets SILENT, REFUSED_BY, BLANK, FULL (ordinals), LOST and AHEAD (who has what), SENDING (uuids that they or
# this server receive from, and that nobody who answers has), and the primary's state.
sort_peers() {
  local n writable gtids extra purged lost missing uuid source acknowledgements answered=" $UUID " sources=$SENDER_UUID
  forget_peers
  for n in $1; do
    if [[ ! -s $STATE/peer-$n ]]; then note_silent "$n"; continue; fi
    IFS='|' read -r writable gtids extra purged lost missing uuid source acknowledgements <"$STATE/peer-$n"
    answered+="$uuid " sources+=" $source"
    if [[ $gtids ]]; then FULL+="$n "; else BLANK+="$n "; fi
    if [[ $lost ]]; then LOST+="${POD_NAME%-*}-$n: $lost "; fi
    if [[ $missing ]]; then AHEAD+="${POD_NAME%-*}-$n: $missing "; fi
    if [[ $writable == yes ]]; then
      OPEN=$n PRIMARY=blank EXTRA=$extra PURGED=$purged PRIMARY_GTIDS=$gtids PRIMARY_ACKNOWLEDGE=$acknowledgements PRIMARY_HOST=$(host_of "$n")
      if [[ $gtids ]]; then PRIMARY=data; fi
    fi
  done
  for source in $sources; do
    if [[ $answered != *" $source "* ]]; then SENDING+="$source "; fi
  done
}

# Who answers with an error is not gone: a wrong password, too many connections, a certificate that cannot be verified.
measure_silence() {
  if [[ ! $SILENT || $ANSWERING ]]; then SILENT_SINCE=$SECONDS; fi
  if [[ ! $REFUSED_BY ]]; then REFUSED_SINCE=$SECONDS; fi
  SILENT_FOR=$((SECONDS - SILENT_SINCE)) REFUSED_FOR=$((SECONDS - REFUSED_SINCE))
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

# A settled primary asks nobody, a settled replica only the primary; who is not settled asks all.
whom_to_ask() {
  if [[ $WRITABLE == yes && $APPOINTED == yes ]]; then return; fi
  if [[ $WRITABLE == yes ]]; then topology primary; else printf '%s' "$LAST_OPEN"; fi
}

observe() {
  MARK=$(read_mark) COPY=unfinished
  forget_peers
  observe_topology
  observe_self
  if [[ ! $SELF =~ ^(blank|data)$ ]]; then
    SILENT_SINCE=$SECONDS REFUSED_SINCE=$SECONDS # nobody was asked
    return
  fi
  if [[ $MARK == copying* && $SELF == data ]]; then observe_copy; fi
  observe_peers "$(whom_to_ask)"
  if [[ $WRITABLE == no && ! $OPEN ]] || [[ $MARK != member && $WRITABLE == no ]]; then observe_peers "$(others)"; fi
  LAST_OPEN=$OPEN
  measure_silence
}
