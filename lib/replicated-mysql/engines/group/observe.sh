#!/usr/bin/env bash
# Reads the state of this server, of its group and of its peers into variables. Sourced, never run.
# shellcheck disable=SC2034 # the variables are read by lag, decide and act

# Lists are ordinals, each followed by a space.
#   SERVER_STATE        down (no answer), auth_failed, sql_error, empty (no transactions) or data
#   DATA_STATE          see common.sh; CLONE_STATE says whether a clone that it names is complete
#   MEMBER_STATE        OFFLINE (in no group), RECOVERING, ONLINE or ERROR; MEMBER_ROLE: PRIMARY, SECONDARY or empty
#   HAS_MAJORITY        whether this server is in a group that can commit
#   MEMBERS             the members of this group that are ONLINE, this server included
#   MUST_REJOIN         whether the membership was begun with an older password, and it is the turn of this server
#   OWN_GTIDS           transactions that this server has applied or received
# Asked of the peers unless this server is a member of a group that can commit:
#   UNREACHABLE_PEERS   no answer to the query: no connection, no time, or an error
#   ERROR_PEERS, AUTH_FAILED_PEERS      those of them that have answered with an error, or reject the password
#   GROUP_PEERS         ONLINE in a group that can commit; PRIMARY_PEER is its primary, GROUP_NAME its name
#   JOINING_PEERS       in a group, and not ONLINE, or without a majority
#   EMPTY_PEERS, DATA_PEERS     answered, without and with transactions
#   PEERS_AHEAD         ordinals of those that have transactions that this server does not have
#   DIVERGED_PEERS      ordinals of those that also lack transactions of this server
#   EQUAL_PEERS         ordinals of those that have the same transactions
#   COUNTS_AS_MEMBER    whether the group counts this server as a member, perhaps of before a restart
#   ERRANT_GTIDS        transactions of this server that no member of the group has
#   PURGED_GTIDS        transactions that this server needs and the group has purged
#   MISSING_GTIDS       transactions of the group that this server does not have
#   DONOR, DONOR_TABLES the peer to clone from, and its tables whose rows CLONE does not copy
APPLIER=group_replication_applier
MEMBERSHIP_CREDENTIALS=$STATE/membership.cnf # those of the last START GROUP_REPLICATION
TURN=20                                      # seconds
OBSERVED_AT=$SECONDS
FROZEN_AFTER=8 # seconds between two observations, after which this server may have been expelled

TLS_MISSING_QUERY="'no'"
if has_tls; then
  TLS_MISSING_QUERY="(SELECT IF(COUNT(*) > 0, 'yes', 'no') FROM performance_schema.tls_channel_status
    WHERE CHANNEL = 'mysql_main' AND PROPERTY = 'Enabled' AND VALUE = 'No')"
fi

RECEIVED_QUERY="(SELECT IFNULL(REPLACE(MAX(RECEIVED_TRANSACTION_SET), '\\n', ''), '')
  FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = '$APPLIER')"

# Of a member: its state, its role, whether its group can commit, and the hosts of the members that are ONLINE.
MEMBER_QUERY="SELECT
    IFNULL(MAX(IF(MEMBER_ID = @@server_uuid, MEMBER_STATE, NULL)), 'OFFLINE'),
    IFNULL(MAX(IF(MEMBER_ID = @@server_uuid, MEMBER_ROLE, NULL)), ''),
    IF(2 * SUM(MEMBER_STATE IN ('ONLINE', 'RECOVERING')) > COUNT(*), 'yes', 'no'),
    IFNULL(GROUP_CONCAT(IF(MEMBER_STATE = 'ONLINE', MEMBER_HOST, NULL)), '')
  INTO @member, @role, @majority, @members FROM performance_schema.replication_group_members"

# One line: writable|gtid_executed|received|member state|role|majority|hosts of ONLINE members|lag target reached|
# server_uuid|no TLS|last error
query_self() {
  local p=performance_schema
  sql "$MEMBER_QUERY; SELECT CONCAT_WS('|', IF(@@super_read_only, 'no', 'yes'),
    REPLACE(@@GLOBAL.gtid_executed, '\\n', ''), $RECEIVED_QUERY, @member, @role, @majority, @members,
    GTID_SUBSET('$LAG_TARGET', @@GLOBAL.gtid_executed), @@server_uuid, $TLS_MISSING_QUERY,
    REPLACE(COALESCE(
      (SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_applier_status_by_worker WHERE LAST_ERROR_NUMBER <> 0),
      (SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_applier_status_by_coordinator WHERE LAST_ERROR_NUMBER <> 0),
      (SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_connection_status WHERE LAST_ERROR_NUMBER <> 0),
      ''), '\\n', ' '))"
}

observe_self() {
  local line hosts received
  SERVER_STATE=down WRITABLE=no GTID_EXECUTED='' OWN_GTIDS='' MEMBER_STATE=OFFLINE MEMBER_ROLE='' HAS_MAJORITY=no
  MEMBERS='' LAG_TARGET_REACHED=0 SERVER_UUID='' TLS_MISSING=no LAST_ERROR='' RECEIVED=''
  if ! line=$(query_self 2>"$STATE/self.err"); then
    note_own_error
    return
  fi
  IFS='|' read -r WRITABLE GTID_EXECUTED received MEMBER_STATE MEMBER_ROLE HAS_MAJORITY hosts LAG_TARGET_REACHED \
    SERVER_UUID TLS_MISSING LAST_ERROR <<<"$line"
  RECEIVED=$received OWN_GTIDS=$GTID_EXECUTED${received:+,$received}
  MEMBERS=$(ordinals_of "$hosts")
  SERVER_STATE=empty
  if [[ $GTID_EXECUTED ]]; then SERVER_STATE=data; fi
}

# usage: ordinals_of HOST,HOST… as in report_host
ordinals_of() {
  local host hosts
  IFS=',' read -ra hosts <<<"$1"
  for host in "${hosts[@]}"; do
    host=${host%%.*}
    printf '%s ' "${host##*-}"
  done
}

# A member keeps the password with which it has joined. The servers take turns, so that the group stays whole.
observe_turn() {
  MUST_REJOIN=no
  if [[ ! -s $MEMBERSHIP_CREDENTIALS ]] || cmp -s "$MEMBERSHIP_CREDENTIALS" "$STATE/replication.cnf"; then return; fi
  if ((EPOCHSECONDS / TURN % REPLICAS == $(ordinal))); then MUST_REJOIN=yes; fi
}

observe_desired_state() {
  DESIRED_PRIMARY=$(desired_state primary) API_CONNECTED=no MAINTENANCE=no REPLICAS=$(desired_state replicas)
  ALLOW_BOOTSTRAP=$(desired_state allowBootstrap)
  if desired_state_is_fresh; then API_CONNECTED=yes; fi
  if [[ -e $RUN/maintenance ]]; then MAINTENANCE=yes; fi
  observe_turn
}

observe() {
  DATA_STATE=$(read_data_state) CLONE_STATE=incomplete DONOR='' DONOR_TABLES=''
  forget_peers
  observe_desired_state
  observe_self
  if [[ ! $SERVER_STATE =~ ^(empty|data)$ ]]; then return; fi
  if [[ $DATA_STATE == cloning* && $SERVER_STATE == data ]]; then observe_clone; fi
  if must_query_peers; then observe_peers; fi
  OBSERVED_AT=$SECONDS
}

# A member of a group that can commit knows it all. After a freeze its server may not have noticed yet that the group
# goes on without it.
must_query_peers() {
  [[ $MEMBER_STATE != ONLINE || $HAS_MAJORITY == no ]] || ((SECONDS - OBSERVED_AT > FROZEN_AFTER))
}

other_writable() {
  observe_peers
  [[ $PRIMARY_PEER ]]
}
