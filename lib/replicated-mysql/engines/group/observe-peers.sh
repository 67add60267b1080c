#!/usr/bin/env bash
# Queries the peers, and sorts their answers into the variables of observe.sh. Sourced, never run.
# shellcheck disable=SC2034 # the variables are read by decide and act

# What a peer has, compared with OWN_GTIDS. One line:
# member state|transactions that it has applied or received|role|majority|only here|only there|
# purged there and not here|name of the group|whether this server is a member of its group
# shellcheck disable=SC2153 # STATE is a directory
query_peer() {
  peer_sql "$1" "$MEMBER_QUERY; SET @theirs = CONCAT(REPLACE(@@GLOBAL.gtid_executed, '\\n', ''), ',', $RECEIVED_QUERY);
    SELECT REPLACE(CONCAT_WS('|', @member, TRIM(BOTH ',' FROM @theirs), @role, @majority,
    GTID_SUBTRACT('$OWN_GTIDS', @theirs), GTID_SUBTRACT(@theirs, '$OWN_GTIDS'),
    GTID_SUBTRACT(@@GLOBAL.gtid_purged, '$OWN_GTIDS'), @@GLOBAL.group_replication_group_name, IF((SELECT COUNT(*)
      FROM performance_schema.replication_group_members WHERE MEMBER_ID = '$SERVER_UUID') = 0, 'no', 'yes')),
    '\\n', '')" \
    >"$STATE/peer-$1" 2>"$STATE/peer-$1.err"
}

forget_peers() {
  UNREACHABLE_PEERS='' ERROR_PEERS='' AUTH_FAILED_PEERS='' GROUP_PEERS='' PRIMARY_PEER='' GROUP_NAME='' JOINING_PEERS=''
  EMPTY_PEERS='' DATA_PEERS='' PEERS_AHEAD='' DIVERGED_PEERS='' EQUAL_PEERS='' ERRANT_GTIDS='' PURGED_GTIDS=''
  MISSING_GTIDS='' COUNTS_AS_MEMBER=no
}

observe_peers() {
  query_peers query_peer "$(peers)"
  sort_peers "$(peers)"
  find_donor
}

# usage: sort_peers ORDINALS
sort_peers() {
  local n state gtids role majority errant missing purged group counts
  forget_peers
  for n in $1; do
    if [[ ! -s $STATE/peer-$n ]]; then note_unreachable "$n"; continue; fi
    IFS='|' read -r state gtids role majority errant missing purged group counts <"$STATE/peer-$n"
    if [[ $gtids ]]; then DATA_PEERS+="$n "; else EMPTY_PEERS+="$n "; fi
    if [[ $missing && $errant ]]; then DIVERGED_PEERS+="$n "; fi
    if [[ $missing ]]; then PEERS_AHEAD+="$n "; fi
    if [[ ! $missing && ! $errant ]]; then EQUAL_PEERS+="$n "; fi
    if [[ $state == ONLINE && $majority == yes ]]; then
      note_group_peer
    elif [[ $state != OFFLINE && $state != ERROR ]]; then
      JOINING_PEERS+="$n "
    fi
  done
}

# Each member has received what the group has committed, so that what one of them has is in the group.
note_group_peer() {
  if [[ ! $GROUP_PEERS || ! $errant ]]; then ERRANT_GTIDS=$errant; fi
  if [[ $counts == yes ]]; then COUNTS_AS_MEMBER=yes; fi
  GROUP_PEERS+="$n " PURGED_GTIDS=$purged MISSING_GTIDS=$missing GROUP_NAME=$group
  if [[ $role == PRIMARY ]]; then PRIMARY_PEER=$n; fi
}

# A secondary, if there is one: the copying takes its disk, and not that of the primary.
find_donor() {
  local n secondaries=()
  DONOR=$PRIMARY_PEER DONOR_TABLES=''
  for n in $GROUP_PEERS; do
    if [[ $n != "$PRIMARY_PEER" ]]; then secondaries+=("$n"); fi
  done
  if ((${#secondaries[@]} > 0)); then DONOR=${secondaries[$(ordinal) % ${#secondaries[@]}]}; fi
  if [[ $DONOR ]] && needs_clone; then DONOR_TABLES=$(PEER_TIMEOUT=30 uncloned_tables peer_sql "$DONOR"); fi
}
