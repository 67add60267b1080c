#!/usr/bin/env bash
# Reads the state of this server, of its peers and of the manifests into variables. Sourced, never run.
# shellcheck disable=SC2034 # the variables are read by lag, decide and act

# Lists are ordinals, each followed by a space.
#   SERVER_STATE        down (no answer), auth_failed, sql_error, empty (no transactions) or data
#   DATA_STATE          see common.sh; CLONE_STATE says whether a clone that it names is complete
#   UNREACHABLE_PEERS   no answer to the query: no connection, no time, or an error
#   ERROR_PEERS         those of them that have answered with an error, so that they are not gone
#   AUTH_FAILED_PEERS   those of them that reject the password
#   EMPTY_PEERS, DATA_PEERS     answered, without and with transactions
#   PEERS_AHEAD         which transactions of which peer this server does not have
#   LOST_GTIDS          the same, made by this very server before
#   UNREACHABLE_SOURCES servers from which somebody receives (UUID), or a peer would when it can (host), and which are
#                       not among those that have answered
#   DESIRED_PRIMARY_SOURCE      UUID of the server from which the desired primary receives
#   WRITABLE_PEER       the peer that accepts writes; PRIMARY_STATE (unknown, empty, data) and PRIMARY_* are about it
#   ERRANT_GTIDS        transactions of this server that the primary does not have
#   PURGED_GTIDS        transactions that this server needs and the primary has purged
#   DONOR               the peer to clone from
#   DONOR_TABLES        its tables whose rows CLONE does not copy; `unknown` if it does not tell
SOURCE_UUID_QUERY="(SELECT IFNULL(MAX(SOURCE_UUID), '') FROM performance_schema.replication_connection_status
  WHERE CHANNEL_NAME = '' AND SERVICE_STATE = 'ON')"
PEER_SOURCE_QUERY="SET @source = $SOURCE_UUID_QUERY,
  @received = (SELECT IFNULL(MAX(RECEIVED_TRANSACTION_SET), '') FROM performance_schema.replication_connection_status
    WHERE CHANNEL_NAME = ''),
  @following = (SELECT IFNULL(MAX(HOST), '') FROM performance_schema.replication_connection_configuration
    WHERE CHANNEL_NAME = '')"
SWITCHOVER_LOCK=cdk8s-stateful/switchover # held on the primary by the server that is ready to replace it
QUORUM=$SERVER/quorum # number of replicas of which a majority has acknowledged the writes that this server has

FROZEN_AFTER=8 # seconds between two observations; a steady agent observes every 4 s
LAST_WRITABLE_PEER='' OBSERVED_AT=$SECONDS UNREACHABLE_SINCE=$SECONDS UNREACHABLE_FOR=0
AUTH_FAILED_SINCE=$SECONDS AUTH_FAILED_FOR=0

# With TLS_* set: whether mysqld has started without TLS, as it does with a certificate that it cannot use; and whether
# replication has the settings of now. CLONE verifies the CA only.
TLS_MISSING_QUERY="'no'"
SOURCE_TLS='SOURCE_SSL = 1'
SOURCE_TLS_CHECK="SSL_VERIFY_SERVER_CERTIFICATE = 'NO'"
if has_tls; then
  TLS_MISSING_QUERY="(SELECT IF(COUNT(*) > 0, 'yes', 'no') FROM performance_schema.tls_channel_status
    WHERE CHANNEL = 'mysql_main' AND PROPERTY = 'Enabled' AND VALUE = 'No')"
fi
if verifies_peers; then
  SOURCE_TLS="SOURCE_SSL = 1, SOURCE_SSL_CA = '$TLS/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 1"
  SOURCE_TLS_CHECK="SSL_VERIFY_SERVER_CERTIFICATE = 'YES' AND SSL_CA_FILE = '$TLS/ca.pem'"
fi

# One line: read_only|gtid_executed|source|receiver|applier|all applied|lag target reached|switchover requested|
# server_uuid|UUID of the source|no TLS|last error
query_self() {
  local p=performance_schema channel="WHERE CHANNEL_NAME = ''"
  sql "SELECT CONCAT_WS('|', IF(@@read_only, 'no', 'yes'), REPLACE(@@GLOBAL.gtid_executed, '\\n', ''),
    (SELECT IFNULL(MAX(IF($SOURCE_TLS_CHECK, HOST, CONCAT(HOST, ' with old TLS settings'))), '')
      FROM $p.replication_connection_configuration $channel),
    (SELECT IFNULL(MAX(SERVICE_STATE), 'OFF') FROM $p.replication_connection_status $channel),
    (SELECT IFNULL(MAX(SERVICE_STATE), 'OFF') FROM $p.replication_applier_status $channel),
    (SELECT IF(IFNULL(MIN(GTID_SUBSET(RECEIVED_TRANSACTION_SET, @@GLOBAL.gtid_executed)), 1), 'yes', 'no')
      FROM $p.replication_connection_status $channel),
    GTID_SUBSET('$LAG_TARGET', @@GLOBAL.gtid_executed), IF(IS_USED_LOCK('$SWITCHOVER_LOCK') IS NULL, 'no', 'yes'),
    @@server_uuid, $SOURCE_UUID_QUERY, $TLS_MISSING_QUERY,
    REPLACE(COALESCE(
      (SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_applier_status_by_worker $channel AND LAST_ERROR_NUMBER <> 0),
      (SELECT LAST_ERROR_MESSAGE FROM $p.replication_applier_status_by_coordinator $channel AND LAST_ERROR_NUMBER <> 0),
      (SELECT MAX(LAST_ERROR_MESSAGE) FROM $p.replication_connection_status $channel AND LAST_ERROR_NUMBER <> 0),
      ''), '\\n', ' '))"
}

observe_self() {
  local line
  SERVER_STATE=down WRITABLE=no GTID_EXECUTED='' SOURCE='' RECEIVER=OFF APPLIER=OFF ALL_APPLIED=no LAG_TARGET_REACHED=0
  SWITCHOVER_REQUESTED=no SERVER_UUID='' SOURCE_UUID='' TLS_MISSING=no LAST_ERROR=''
  if ! line=$(query_self 2>"$STATE/self.err"); then
    note_own_error
    return
  fi
  IFS='|' read -r WRITABLE GTID_EXECUTED SOURCE RECEIVER APPLIER ALL_APPLIED LAG_TARGET_REACHED SWITCHOVER_REQUESTED \
    SERVER_UUID SOURCE_UUID TLS_MISSING LAST_ERROR <<<"$line"
  SERVER_STATE=empty
  if [[ $GTID_EXECUTED ]]; then SERVER_STATE=data; fi
}

observe_desired_state() {
  DESIRED_PRIMARY=${POD_NAME%-*}-$(desired_state primary) IS_DESIRED_PRIMARY=no API_CONNECTED=no MAINTENANCE=no
  ALLOW_BOOTSTRAP=$(desired_state allowBootstrap) ACKNOWLEDGEMENTS=$(desired_state acknowledgements)
  if [[ $DESIRED_PRIMARY == "$POD_NAME" ]]; then IS_DESIRED_PRIMARY=yes; fi
  if desired_state_is_fresh; then API_CONNECTED=yes; fi
  if [[ -e $RUN/maintenance ]]; then MAINTENANCE=yes; fi
  observe_quorum
}

# After scaling, a majority of the old number of replicas may have acknowledged the last writes. REMOVED_PEERS are the
# ordinals that the manifests no longer have.
observe_quorum() {
  local n
  REPLICAS=$(desired_state replicas)
  OLD_REPLICAS=$REPLICAS REMOVED_PEERS=''
  if [[ $DURABILITY != LOSSLESS || ! -s $QUORUM ]]; then return; fi
  if [[ $(<"$QUORUM") =~ ^[1-9][0-9]*$ ]]; then OLD_REPLICAS=$(<"$QUORUM"); fi
  for ((n = REPLICAS; n < OLD_REPLICAS; n++)); do REMOVED_PEERS+="$n "; done
}

# A steady primary queries nobody, a steady replica only the primary. All others query all peers; so does an agent that
# did not run for a while, as its server may have been replaced meanwhile.
peers_to_query() {
  if ((SECONDS - OBSERVED_AT > FROZEN_AFTER)); then peers; return; fi
  if [[ $WRITABLE == yes && $IS_DESIRED_PRIMARY == yes ]]; then return; fi
  if [[ $WRITABLE == yes ]]; then desired_state primary; else printf '%s' "$LAST_WRITABLE_PEER"; fi
}

follows_primary() { [[ $WRITABLE_PEER && ${SOURCE%% *} == "$PRIMARY_HOST" && $DATA_STATE == verified ]]; }

observe() {
  DATA_STATE=$(read_data_state) CLONE_STATE=incomplete DONOR='' DONOR_TABLES=''
  forget_peers
  observe_desired_state
  observe_self
  if [[ ! $SERVER_STATE =~ ^(empty|data)$ ]]; then
    UNREACHABLE_SINCE=$SECONDS AUTH_FAILED_SINCE=$SECONDS # nobody was queried
    return
  fi
  if [[ $DATA_STATE == cloning* && $SERVER_STATE == data ]]; then observe_clone; fi
  observe_peers "$(peers_to_query)"
  OBSERVED_AT=$SECONDS
  if [[ $WRITABLE == no ]] && ! follows_primary; then observe_peers "$(peers)"; fi
  LAST_WRITABLE_PEER=$WRITABLE_PEER
  measure_unreachable
  find_donor
  observe_donor
}

other_writable() {
  observe_peers "$(peers)"
  [[ $WRITABLE_PEER ]]
}
