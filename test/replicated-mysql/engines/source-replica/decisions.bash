#!/usr/bin/env bash
# The set-up of tests of decisions, and what they have in common. "It" is mysql-1, a replica of a set of three.
# shellcheck disable=SC2034 # decide reads the variables

# A steady replica. Each test sets what is different.
setup() {
  RUN=/run POD_NAME=mysql-1 SERVICE=mysql
  SERVER_STATE=data DATA_STATE=verified CLONE_STATE=incomplete MAINTENANCE=no WRITABLE=no IS_DESIRED_PRIMARY=no
  DESIRED_PRIMARY=mysql-0 ALLOW_BOOTSTRAP=yes API_CONNECTED=yes SWITCHOVER_REQUESTED=no DURABILITY=ASYNC
  GTID_EXECUTED=a:1-9 SOURCE=mysql-0.mysql RECEIVER=ON APPLIER=ON ALL_APPLIED=yes LAST_ERROR=''
  UNREACHABLE_PEERS='' UNREACHABLE_FOR=0 EMPTY_PEERS='' DATA_PEERS='0 2 ' LOST_GTIDS='' PEERS_AHEAD='' DONOR=2 DONOR_TABLES=''
  AUTH_FAILED_PEERS='' ERROR_PEERS='' AUTH_FAILED_FOR=30 UNREACHABLE_SOURCES='' REPLICAS=3 OLD_REPLICAS=3 REMOVED_PEERS=''
  WRITABLE_PEER=0 PRIMARY_STATE=data PRIMARY_HOST=mysql-0.mysql ERRANT_GTIDS='' PURGED_GTIDS='' LAG=4
  PRIMARY_UUID=zero DESIRED_PRIMARY_SOURCE='' PRIMARY_PORT=3306 ADMIN_PORT=33062
  source "$SCRIPTS/engines/source-replica/decide.sh"
  source "$SCRIPTS/engines/source-replica/decide-primary.sh"
  source "$SCRIPTS/engines/source-replica/fence.sh"
  source "$SCRIPTS/engines/source-replica/quorum.sh"
  source "$SCRIPTS/server/common.sh"
}

# usage: expect ACTION [PART OF THE REASON]
expect() {
  decide
  [[ $ACTION == "$1" ]] || { echo "decided $ACTION ($REASON), expected $1"; return 1; }
  [[ $REASON == *"${2:-}"* ]] || { echo "reason: $REASON, expected: $2"; return 1; }
}

no_primary() { WRITABLE_PEER='' PRIMARY_STATE=unknown PRIMARY_HOST=''; }
desired() { IS_DESIRED_PRIMARY=yes DESIRED_PRIMARY=$POD_NAME; }
empty() { SERVER_STATE=empty DATA_STATE=initialized GTID_EXECUTED='' SOURCE='' RECEIVER=OFF APPLIER=OFF; }
primary() { DATA_STATE=primary WRITABLE=yes SOURCE='' RECEIVER=OFF APPLIER=OFF; no_primary; }
