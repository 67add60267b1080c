#!/usr/bin/env bats
# Which action follows from what was observed. "It" is mysql-1, a secondary of a group of three.
# shellcheck disable=SC2034 # decide reads the variables
load ../../helper

setup() {
  RUN=/run POD_NAME=mysql-1 SERVICE=mysql
  SERVER_STATE=data DATA_STATE=verified CLONE_STATE=incomplete MAINTENANCE=no WRITABLE=no DESIRED_PRIMARY=any
  MEMBER_STATE=ONLINE MEMBER_ROLE=SECONDARY HAS_MAJORITY=yes MEMBERS='0 1 2 ' ALLOW_BOOTSTRAP=yes GTID_EXECUTED=a:1-9
  LAST_ERROR='' UNREACHABLE_PEERS='' GROUP_PEERS='' PRIMARY_PEER='' JOINING_PEERS='' DIVERGED_PEERS='' PEERS_AHEAD=''
  EQUAL_PEERS='' ERRANT_GTIDS='' PURGED_GTIDS='' MISSING_GTIDS='' COUNTS_AS_MEMBER=no MUST_REJOIN=no REPLICAS=3 DONOR=2 DONOR_TABLES=''
  source "$SCRIPTS/engines/group/decide.sh"
  source "$SCRIPTS/server/common.sh"
}

# usage: expect ACTION [PART OF THE REASON]
expect() {
  decide
  [[ $ACTION == "$1" ]] || { echo "decided $ACTION ($REASON), expected $1"; return 1; }
  [[ $REASON == *"${2:-}"* ]] || { echo "reason: $REASON, expected: $2"; return 1; }
}

primary() { MEMBER_ROLE=PRIMARY WRITABLE=yes; }
offline() { MEMBER_STATE=OFFLINE MEMBER_ROLE='' HAS_MAJORITY=no MEMBERS=''; }
empty() { offline; SERVER_STATE=empty DATA_STATE=initialized GTID_EXECUTED=''; }
group_without_it() { offline; GROUP_PEERS='0 2 ' PRIMARY_PEER=0; }
outage() { offline; EQUAL_PEERS='0 2 '; }

@test "a member of a group that can commit serves" {
  expect steady 'a secondary of the group of mysql-0 mysql-1 mysql-2'
  primary; expect steady 'the primary of the group'
}
@test "a member without a majority does not, whatever it was" {
  HAS_MAJORITY=no MEMBERS='1 '; expect wait 'cannot commit'
  primary; expect wait 'cannot commit'
}
@test "one that was frozen finds that the group goes on without it" {
  primary; PRIMARY_PEER=0; expect wait 'the group goes on without this server, with mysql-0 as its primary'
  COUNTS_AS_MEMBER=yes; expect steady
}
@test "an elected primary is not served before it accepts writes" {
  MEMBER_ROLE=PRIMARY; expect wait 'elected as the primary'
}
@test "the primary hands over to the desired one if that is a member, and to nobody else" {
  primary
  DESIRED_PRIMARY=2; expect hand_over 'mysql-2 is the desired primary'
  DESIRED_PRIMARY=1; expect steady
  DESIRED_PRIMARY=any; expect steady
  DESIRED_PRIMARY=2 MEMBERS='0 1 '; expect steady
  DESIRED_PRIMARY=2 MEMBERS='0 1 2 ' MEMBER_ROLE=SECONDARY WRITABLE=no; expect steady
}
@test "a member joins again with a new password if all others are there" {
  MUST_REJOIN=yes; expect rejoin 'the password of replication has changed'
  primary; DESIRED_PRIMARY=2; expect rejoin
  MEMBERS='0 1 '; expect steady
}
@test "a member that recovers or has failed does not serve" {
  MEMBER_STATE=RECOVERING; expect wait 'recovers'
  MEMBER_STATE=ERROR; expect leave
}
@test "a server that is no member accepts no writes, whoever has allowed them" {
  group_without_it; WRITABLE=yes; expect demote 'only the primary of a group accepts writes'
  MEMBER_STATE=ERROR; expect demote
}
@test "it joins a group that has all its transactions" {
  group_without_it; expect join 'the group of mysql-0 mysql-2'
  UNREACHABLE_PEERS='2 ' GROUP_PEERS='0 '; expect join
}
@test "it does not join while the group counts it as a member" {
  group_without_it; COUNTS_AS_MEMBER=yes; expect wait 'has not noticed yet'
}
@test "transactions that the group does not have are kept" {
  group_without_it; ERRANT_GTIDS=b:1; expect blocked 'errant transactions, which the group does not have: b:1'
}
@test "it is cloned if the group cannot send what it lacks" {
  group_without_it; PURGED_GTIDS=a:1-3; expect clone 'a:1-3'
  DONOR_TABLES='shop.t (MyISAM)'; expect blocked 'shop.t (MyISAM)'
  DONOR_TABLES=unknown; expect wait 'does not tell which engines'
}
@test "an empty server is cloned unless there is little to send" {
  empty; GROUP_PEERS='0 2 ' PRIMARY_PEER=0
  MISSING_GTIDS=a:1-99; expect join
  MISSING_GTIDS=a:1; expect join
  MISSING_GTIDS=a:1-100; expect clone
  MISSING_GTIDS=a:5-9; expect clone
  MISSING_GTIDS=a:1-3,b:1-3; expect clone
  DATA_STATE='cloning 2 a:1-3' MISSING_GTIDS=a:1; expect clone
}
@test "a group begins only if all servers answer and none is in a group" {
  outage; POD_NAME=mysql-0 EQUAL_PEERS='1 2 '; expect bootstrap
  UNREACHABLE_PEERS='2 ' EQUAL_PEERS='1 '; expect wait 'as they do not answer: mysql-2'
  UNREACHABLE_PEERS='' JOINING_PEERS='2 '; expect wait 'joining or leaving: mysql-2'
}
@test "of servers with the same transactions the lowest ordinal begins" {
  outage; expect wait 'mysql-0 has the same transactions, and begins the group'
  EQUAL_PEERS='2 '; expect bootstrap
}
@test "whoever lacks transactions waits for the server that has them" {
  outage; EQUAL_PEERS='' PEERS_AHEAD='2 '; expect wait 'one of them begins the group: mysql-2'
  PEERS_AHEAD='' EQUAL_PEERS=''; expect bootstrap
}
@test "servers that have diverged are left to a person" {
  outage; EQUAL_PEERS='2 ' PEERS_AHEAD='0 ' DIVERGED_PEERS='0 '; expect blocked 'of mysql-0 has diverged'
}
@test "an unfinished clone begins no group" {
  outage; POD_NAME=mysql-0 DATA_STATE='cloning 2 a:1-3'; expect blocked 'the clone of this server has not ended'
}
@test "a new database begins on empty servers only if that is allowed" {
  empty; POD_NAME=mysql-0 EQUAL_PEERS='1 2 '; expect bootstrap
  ALLOW_BOOTSTRAP=no; expect blocked 'allowBootstrap: false'
  SERVER_STATE=data DATA_STATE=verified; expect bootstrap
}
@test "data on a server that is only initialized is not served" {
  offline; DATA_STATE=initialized; expect blocked 'neither cloned nor replicated'
}
@test "a complete clone is finished first" {
  offline; DATA_STATE='cloning 2 a:1-3' CLONE_STATE=complete; expect finish_clone
}
@test "nothing is done to a server that does not answer, or in maintenance" {
  MAINTENANCE=yes; expect wait maintenance
  SERVER_STATE=sql_error LAST_ERROR=why; expect wait why
  SERVER_STATE=auth_failed; expect blocked 'rejects the agent'
  SERVER_STATE=down; expect wait 'does not answer'
}
