#!/usr/bin/env bats
# A table of situations: what was observed, and which action follows. "It" is mysql-1, a replica of a set of three.
load ../../helper
load decisions

@test "waits while mysqld does not answer" { SERVER_STATE=down; expect wait "does not answer"; }
@test "a rejected password is blocked, and the Secret is named" { SERVER_STATE=auth_failed; expect blocked "that of the Secret and the one before"; }
@test "an empty server with another password can be initialized again" { SERVER_STATE=auth_failed DATA_STATE=initialized; expect blocked "delete its claim and its pod"; }
@test "an unknown data state is blocked, and the data kept" {
  DATA_STATE=''; expect blocked "the data state of this server is ''"
  no_primary; desired; DATA_STATE=none; expect blocked "the data state"
}
@test "an unknown data state accepts no writes" { primary; DATA_STATE=''; expect demote; }
@test "waits during maintenance, even as the primary" { primary; desired; MAINTENANCE=yes; expect wait "/run/maintenance"; }

# --- a new or emptied server that is the desired primary ---
@test "begins a new database when all peers answer and are empty" { empty; desired; no_primary; DATA_PEERS='' EMPTY_PEERS='0 2 '; expect bootstrap; }
@test "begins no new database while a peer is unreachable" { empty; desired; no_primary; DATA_PEERS='' EMPTY_PEERS='0 ' UNREACHABLE_PEERS='2 '; expect wait "mysql-2"; }
@test "begins no new database when that is not allowed" { empty; desired; no_primary; DATA_PEERS='' EMPTY_PEERS='0 2 ' ALLOW_BOOTSTRAP=no; expect blocked "allowBootstrap"; }
@test "a single server has no peer to ask" { empty; desired; no_primary; DATA_PEERS=''; expect bootstrap; }
@test "a single server that lost its volume is blocked when a new database is not allowed" { empty; desired; no_primary; DATA_PEERS='' ALLOW_BOOTSTRAP=no; expect blocked; }
@test "an emptied primary is cloned from peers with data" { empty; desired; no_primary; expect clone; }
@test "an emptied primary does not clone while a peer is unreachable" { empty; desired; no_primary; DATA_PEERS='2 ' UNREACHABLE_PEERS='0 '; expect wait "mysql-0"; }
@test "an emptied primary is blocked when the peers have diverged" { empty; desired; no_primary; DONOR=''; expect blocked "mysql-0 mysql-2 has diverged"; }
@test "no server is cloned while the donor has tables that CLONE does not copy" {
  empty; DONOR_TABLES='shop.a (MyISAM)'; expect blocked "tables of mysql-2: shop.a (MyISAM)"
  DATA_STATE='cloning 2 a:1-9'; expect blocked "shop.a (MyISAM)"
  desired; no_primary; expect blocked "shop.a (MyISAM)"
}
@test "nor an outdated one" { PURGED_GTIDS=a:1; DONOR_TABLES='shop.a (MyISAM)'; expect blocked "shop.a (MyISAM)"; }
@test "nor while the donor does not tell" { empty; DONOR_TABLES=unknown; expect wait "mysql-2 does not tell"; }
@test "an interrupted clone starts again" { empty; desired; no_primary; DATA_STATE='cloning 2 a:1-9'; expect clone; }
@test "a complete clone is finished" { desired; no_primary; DATA_STATE='cloning 2 a:1-9' CLONE_STATE=complete; expect finish_clone; }
@test "data that was neither cloned nor replicated is blocked" { no_primary; desired; DATA_STATE=initialized; expect blocked "neither cloned nor replicated"; }
@test "so is that of a new replica" { DATA_STATE=initialized; expect blocked "neither cloned nor replicated"; }

# --- the primary ---
@test "the primary is steady" { primary; desired; expect steady "accepts writes"; }
@test "the primary is promoted again after a restart" { primary; desired; WRITABLE=no; expect promote; }
@test "it is promoted though all peers are unreachable" { primary; desired; WRITABLE=no DATA_PEERS='' UNREACHABLE_PEERS='0 2 '; expect promote; }
@test "it is promoted without the API server" { primary; desired; WRITABLE=no API_CONNECTED=no; expect promote; }
@test "LOSSLESS, it is promoted with as many unreachable peers as acknowledge a write" { primary; desired; WRITABLE=no DURABILITY=LOSSLESS DATA_PEERS='0 ' UNREACHABLE_PEERS='2 '; expect promote; }
@test "LOSSLESS, it is not promoted with more of them" { primary; desired; WRITABLE=no DURABILITY=LOSSLESS DATA_PEERS='' UNREACHABLE_PEERS='0 2 '; expect wait "do not answer: mysql-0 mysql-2"; }
@test "LOSSLESS, it is promoted when they only reject its password" { primary; desired; WRITABLE=no DURABILITY=LOSSLESS DATA_PEERS='' UNREACHABLE_PEERS='0 2 ' AUTH_FAILED_PEERS='0 2 '; expect promote; }
@test "it is not promoted while a peer has more, and others who could tell are unreachable" {
  primary; desired; WRITABLE=no PEERS_AHEAD='mysql-2: c:1-3 ' DATA_PEERS='2 ' UNREACHABLE_PEERS='0 '; expect wait "c:1-3"
  UNREACHABLE_PEERS='' DATA_PEERS='0 2 '; expect promote
}
@test "LOSSLESS, it is not promoted when removed servers and an unreachable peer may have more" {
  primary; desired; WRITABLE=no DURABILITY=LOSSLESS DATA_PEERS='2 ' OLD_REPLICAS=5 REMOVED_PEERS='3 4 '; expect promote
  UNREACHABLE_PEERS='0 '; expect wait "removed by scaling: mysql-3 mysql-4"
}
@test "it is not promoted while an unreachable server still sends to replicas" { primary; desired; WRITABLE=no UNREACHABLE_PEERS='0 ' DATA_PEERS='2 ' UNREACHABLE_SOURCES='uuid-0 '; expect wait "replicas still receive"; }
@test "it waits for peers that reject its password, because they may have another primary" {
  primary; desired; WRITABLE=no UNREACHABLE_PEERS='0 2 ' AUTH_FAILED_PEERS='0 2 ' AUTH_FAILED_FOR=29; expect wait "another primary by now: mysql-0 mysql-2"
}
@test "an empty peer cannot tell whether a write was acknowledged" { primary; desired; WRITABLE=no PEERS_AHEAD='mysql-0: c:1-3 ' DATA_PEERS='0 ' EMPTY_PEERS='2 '; expect wait "c:1-3"; }
@test "it is not promoted when the only peer has more" { primary; desired; WRITABLE=no PEERS_AHEAD='mysql-0: c:1-3 ' DATA_PEERS='0 '; expect wait "c:1-3"; }
@test "it is not promoted when it is isolated" { primary; desired; WRITABLE=no API_CONNECTED=no DATA_PEERS='' UNREACHABLE_PEERS='0 2 '; expect wait "isolated"; }
@test "it is promoted though a peer rejects its password" { primary; desired; WRITABLE=no API_CONNECTED=no DATA_PEERS='' UNREACHABLE_PEERS='0 2 ' AUTH_FAILED_PEERS='2 '; expect promote; }
@test "it is not promoted on an older volume than its replicas'" { primary; desired; WRITABLE=no LOST_GTIDS='mysql-2: a:10 '; expect blocked "a:10"; }
@test "of two primaries the one that sees the other steps down" { primary; desired; WRITABLE_PEER=2 PRIMARY_HOST=mysql-2.mysql; expect step_down; }
@test "a replica that accepts writes is demoted" { WRITABLE=yes; expect demote; }

# --- another server is the desired primary ---
@test "the primary continues until the desired one requests the switchover" { primary; DATA_PEERS='0 '; expect steady "until mysql-0"; }
@test "it steps down on request" { primary; DATA_PEERS='0 ' SWITCHOVER_REQUESTED=yes; expect step_down "ready"; }
@test "it continues when the desired one is unreachable for a moment" { primary; DATA_PEERS='' UNREACHABLE_PEERS='0 ' UNREACHABLE_FOR=14; expect steady; }
@test "it steps down when the desired one is unreachable for long, because that one may take over" { primary; DATA_PEERS='' UNREACHABLE_PEERS='0 ' UNREACHABLE_FOR=15; expect step_down; }
@test "replication goes to the administrative port when clients have taken all connections, and stays otherwise" {
  RECEIVER=CONNECTING LAST_ERROR='Message: Too many connections'; expect steady
  PRIMARY_PORT=33062; expect change_source "using its administrative port"
  RECEIVER=ON LAST_ERROR=''; expect steady
}
@test "the desired primary requests the switchover while it replicates" { desired; expect request_switchover; }
@test "but not while it is far behind, as writes would wait for it" { desired; LAG=11; expect steady "at most 10 s behind"; LAG=unknown; expect steady "at most 10 s behind"; }
@test "it does not request it unless the API server confirms" { desired; API_CONNECTED=no; expect steady; }
@test "it is promoted when its peers have no more than it has" { desired; no_primary; expect promote "desired primary"; }
@test "it waits for what the old primary still sends" { desired; no_primary; PEERS_AHEAD='mysql-0: a:10 '; expect apply "a:10"; }
@test "it is blocked when a peer has more and sends nothing" { desired; no_primary; PEERS_AHEAD='mysql-2: a:10 ' RECEIVER=CONNECTING; expect blocked "a:10"; }
@test "it waits for its own applier, and ends what is in its way" { desired; no_primary; ALL_APPLIED=no; expect apply "applies"; }
@test "it is blocked with a stopped applier" { desired; no_primary; ALL_APPLIED=no LAST_ERROR='duplicate key'; expect blocked "duplicate key"; }
@test "it waits for an unreachable old primary" { desired; no_primary; UNREACHABLE_PEERS='0 ' UNREACHABLE_FOR=29; expect wait "mysql-0"; }
@test "it takes over from one that is gone" { desired; no_primary; UNREACHABLE_PEERS='0 ' DATA_PEERS='2 ' UNREACHABLE_FOR=30 RECEIVER=OFF; expect promote; }
@test "it takes over while a third server is gone and the old primary still sends" { desired; no_primary; UNREACHABLE_PEERS='2 ' UNREACHABLE_FOR=30; expect promote; }
@test "it does not take over from one that still sends to another replica" {
  desired; no_primary; UNREACHABLE_PEERS='0 ' DATA_PEERS='2 ' UNREACHABLE_FOR=99 RECEIVER=OFF UNREACHABLE_SOURCES='uuid-0 '
  expect wait "does not answer and may accept writes; unreachable: mysql-0"
}
@test "it does not take over from one that was removed and still sends" { desired; no_primary; UNREACHABLE_SOURCES='uuid-4 '; expect wait "removed by scaling"; }
@test "LOSSLESS, the majority of the old number of replicas counts, and of each in between" {
  desired; no_primary; DURABILITY=LOSSLESS UNREACHABLE_PEERS='0 ' UNREACHABLE_FOR=30 RECEIVER=OFF DATA_PEERS='2 ' OLD_REPLICAS=5 REMOVED_PEERS='3 4 '
  expect wait "removed by scaling: mysql-3 mysql-4"
  UNREACHABLE_PEERS='' DATA_PEERS='0 2 '; expect promote
}
@test "LOSSLESS, new servers that do not answer yet have acknowledged nothing" {
  desired; no_primary; DURABILITY=LOSSLESS REPLICAS=5 OLD_REPLICAS=3 UNREACHABLE_PEERS='3 4 ' UNREACHABLE_FOR=30; expect promote
  UNREACHABLE_PEERS='0 2 '; expect wait "do not answer: mysql-0 mysql-2"
}
@test "LOSSLESS, it takes over from one that is gone, not from two" {
  desired; no_primary; DURABILITY=LOSSLESS UNREACHABLE_PEERS='0 ' DATA_PEERS='2 ' UNREACHABLE_FOR=30 RECEIVER=OFF; expect promote
  UNREACHABLE_PEERS='0 2 ' DATA_PEERS=''; expect wait "do not answer: mysql-0 mysql-2"
}
@test "a primary steps down long before it counts as gone" { ((FENCE_AFTER + 10 < PROMOTE_AFTER)); }
@test "it does not take over unless the API server confirms" { desired; no_primary; UNREACHABLE_PEERS='0 ' UNREACHABLE_FOR=99 API_CONNECTED=no; expect wait "API server"; }
@test "the old primary replicates from the new one" { DATA_STATE=primary SOURCE='' RECEIVER=OFF APPLIER=OFF; expect change_source; }
@test "the old primary keeps what the new one does not have, and does not serve" { DATA_STATE=primary SOURCE='' ERRANT_GTIDS=a:10; expect blocked "a:10"; }
@test "the old primary waits while no server accepts writes" { DATA_STATE=primary SOURCE=''; no_primary; expect wait "keeps its data"; }

# --- replicas ---
@test "a replica is steady" { expect steady "replicates from mysql-0"; }
@test "a new replica of a new database replicates at once" { empty; PRIMARY_STATE=empty; expect change_source; }
@test "a new replica is cloned" { empty; expect clone; }
@test "a new replica without a donor waits" { empty; DONOR=''; expect wait; }
@test "a new replica waits for a primary" { empty; no_primary; expect wait; }
@test "a replica continues without a primary" { no_primary; RECEIVER=CONNECTING; expect steady; }
@test "stopped replication is not started without a primary" { no_primary; RECEIVER=OFF; expect wait; }
@test "errant transactions are named, kept and not served" { ERRANT_GTIDS=b:1-2; expect blocked "b:1-2"; }
@test "an outdated volume without errant transactions is cloned" { PURGED_GTIDS=a:10-20; expect clone "a:10-20"; }
@test "an outdated volume with errant transactions is kept" { PURGED_GTIDS=a:10-20 ERRANT_GTIDS=b:1; expect blocked "b:1"; }
@test "an outdated volume waits for a donor" { PURGED_GTIDS=a:10-20 DONOR=''; expect wait; }
@test "a replica of another source gets the primary as its source" { SOURCE=mysql-2.mysql; expect change_source; }
@test "stopped threads are started" { RECEIVER=OFF APPLIER=OFF; expect start_replica; }
@test "a receiver whose password is rejected is started with the present one" { RECEIVER=CONNECTING LAST_ERROR="Message: Access denied for user 'cdk8s_replication'"; expect start_replica "Access denied"; }
@test "a receiver that cannot connect retries by itself" { RECEIVER=CONNECTING LAST_ERROR="Can't connect"; expect steady; }
@test "a replica whose disk was full retries" {
  APPLIER=OFF LAST_ERROR="Worker 4 failed: Error 'Create table/tablespace 'large' failed, as disk is full' on query"; expect retry_replica "disk is full"
  LAST_ERROR="Error writing file './binlog.000001' (errno: 28 - No space left on device)"; expect retry_replica
  LAST_ERROR="The table 'orders' is full"; expect retry_replica
}
@test "a failed applier is not started over and over" { APPLIER=OFF LAST_ERROR='error 1062'; expect blocked "1062"; }
