#!/usr/bin/env bats
# Nobody receives from a primary that does not answer, before another one accepts writes. "It" is mysql-1.
load ../../helper
load decisions

# mysql-0, its source, does not answer; mysql-2 is the desired primary.
replaced() { no_primary; DESIRED_PRIMARY=mysql-2 UNREACHABLE_PEERS='0 ' DATA_PEERS='2 ' RECEIVER=CONNECTING; }

@test "a replica receives no longer from a source that is to be replaced" { replaced; expect fence "from mysql-0, which does not answer, as mysql-2 is to replace it"; }
@test "also when it has stopped, and would start again" { replaced; RECEIVER=OFF; expect fence; }
@test "but not from one that answers" { replaced; DATA_PEERS='0 2 ' UNREACHABLE_PEERS=''; expect steady; }
@test "nor from one that answers with an error" { replaced; ERROR_PEERS='0 '; expect steady; }
@test "nor from the desired primary" { no_primary; UNREACHABLE_PEERS='0 ' DATA_PEERS='2 '; expect steady "replicates from mysql-0"; }
@test "nor while the desired primary does not answer, or has no data" {
  replaced; UNREACHABLE_PEERS='0 2 ' DATA_PEERS=''; expect steady "replicates from mysql-0"
  DATA_PEERS='' EMPTY_PEERS='2 '; expect steady "replicates from mysql-0"
}
@test "without a source, it serves until the desired primary accepts writes" { replaced; SOURCE='' RECEIVER=OFF; expect steady "waits for mysql-2"; }

@test "without a source, it does not return to another primary" {
  SOURCE='' RECEIVER=OFF DESIRED_PRIMARY=mysql-2 DATA_PEERS='0 2 '
  expect wait "mysql-0 accepts writes, but mysql-2 is the desired primary"
  DATA_PEERS='0 ' UNREACHABLE_PEERS='2 '; expect wait "start that server, or make mysql-0 the primary"
}
@test "unless the desired primary receives from there, or is empty, or is that one" {
  SOURCE='' RECEIVER=OFF DESIRED_PRIMARY=mysql-2 DATA_PEERS='0 2 ' DESIRED_PRIMARY_SOURCE=zero; expect change_source
  DESIRED_PRIMARY_SOURCE=other; expect wait
  DATA_PEERS='0 ' EMPTY_PEERS='2 '; expect change_source
  EMPTY_PEERS='' DESIRED_PRIMARY=mysql-0; expect change_source
}
@test "it stays with its source, and leaves it for no other primary" {
  DESIRED_PRIMARY=mysql-2 RECEIVER=OFF; expect start_replica
  DESIRED_PRIMARY=mysql-2 SOURCE=mysql-2.mysql UNREACHABLE_PEERS='2 ' DATA_PEERS='0 '; expect wait "mysql-2 is the desired primary, and may have replaced it"
}

@test "the desired primary receives no longer from the one that it replaces, before it accepts writes" {
  desired; no_primary; UNREACHABLE_PEERS='0 ' DATA_PEERS='2 ' UNREACHABLE_FOR=30 RECEIVER=CONNECTING
  expect stop_receiver "from mysql-0, which does not answer"
  RECEIVER=OFF; expect promote
  UNREACHABLE_FOR=29 RECEIVER=CONNECTING; expect wait
}
@test "it applies what it has received before it looks for more" {
  desired; no_primary; RECEIVER=OFF ALL_APPLIED=no PEERS_AHEAD='mysql-2: a:10 '; expect apply
}

# What act does with it: statements in place of a server.
@test "what was received is applied before its files are deleted" {
  source "$SCRIPTS/engines/source-replica/act.sh"
  act_sql() { printf '%s\n' "$1"; }
  [ "$(RECEIVER=CONNECTING fence)" = 'STOP REPLICA IO_THREAD' ]
  [ -z "$(RECEIVER=OFF ALL_APPLIED=no fence)" ]
  [ "$(RECEIVER=OFF ALL_APPLIED=yes fence)" = 'STOP REPLICA; RESET REPLICA ALL' ]
}
