#!/usr/bin/env bats
# A table of situations: what the agent sees, and what it must do.

SCRIPTS="$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts"

# A settled replica of a set of three; each test says what is different.
setup() {
  RUN=/run POD_NAME=mysql-1
  SELF=data MARK=member COPY=unfinished HOLD=no WRITABLE=no APPOINTED=no NEXT=mysql-0 CREATE=yes CONNECTED=yes ASKED=no DURABILITY=ASYNC ACKNOWLEDGE=1
  GTIDS=a:1-9 SOURCE=mysql-0.mysql IO=ON APPLIER=ON APPLIED=yes ERROR=''
  SILENT='' SILENT_FOR=0 BLANK='' FULL='0 2 ' LOST='' AHEAD='' BEST=2 REFUSED_BY=''
  OPEN=0 PRIMARY=data PRIMARY_HOST=mysql-0.mysql EXTRA='' PURGED=''
  SERVER=$BATS_TEST_TMPDIR SENDING='' REPLICAS=3 FORMER_REPLICAS=3 SCALED_AWAY='' REFUSED_FOR=30
  source "$SCRIPTS/decide.sh"
  source "$SCRIPTS/silence.sh"
}

# usage: expect ACTION [PART OF THE REASON]
expect() {
  decide
  [[ $ACTION == "$1" ]] || { echo "decided $ACTION ($REASON), expected $1"; return 1; }
  [[ $REASON == *"${2:-}"* ]] || { echo "reason: $REASON, expected: $2"; return 1; }
}

nobody_open() { OPEN='' PRIMARY=silent PRIMARY_HOST=''; }
appointed() { APPOINTED=yes NEXT=$POD_NAME; }
empty() { SELF=blank MARK=new GTIDS='' SOURCE='' IO=OFF APPLIER=OFF; }
primary() { MARK=primary WRITABLE=yes SOURCE='' IO=OFF APPLIER=OFF; nobody_open; }

@test "waits while mysqld does not answer" { SELF=down; expect wait "does not answer"; }
@test "says that the Secret has changed when its password is refused" { SELF=refused; expect refuse "neither by the root password in the Secret nor by the one of before"; }
@test "an empty server of another password can be made anew" { SELF=refused MARK=new; expect refuse "delete its claim and its pod"; }
@test "a mark that cannot be read is refused, and the data kept" { MARK=''; expect refuse "the mark of this server says ''"; nobody_open; appointed; MARK=none; expect refuse "the mark"; }
@test "a mark that cannot be read keeps nobody open" { primary; MARK=''; expect close; }
@test "waits while a person holds the server, even as the primary" { primary; appointed; HOLD=yes; expect wait "/run/hold"; }

# --- a new or emptied server that is to be the primary ---
@test "makes a new database when all others answer and are empty" { empty; appointed; nobody_open; FULL='' BLANK='0 2 '; expect create; }
@test "makes no new database while one member is silent" { empty; appointed; nobody_open; FULL='' BLANK='0 ' SILENT='2 '; expect wait "2"; }
@test "makes no new database when none is wanted" { empty; appointed; nobody_open; FULL='' BLANK='0 2 ' CREATE=no; expect refuse "createDatabase"; }
@test "a single server has nobody to ask" { empty; appointed; nobody_open; FULL=''; expect create; }
@test "a single server that lost its volume refuses when told so" { empty; appointed; nobody_open; FULL='' CREATE=no; expect refuse; }
@test "an emptied primary is filled from those who have data" { empty; appointed; nobody_open; expect copy; }
@test "an emptied primary does not copy while one member is silent" { empty; appointed; nobody_open; FULL='2 ' SILENT='0 '; expect wait "0"; }
@test "an emptied primary refuses members that contradict each other" { empty; appointed; nobody_open; BEST=''; expect refuse "contradict"; }
@test "a copy that was cut off begins again" { empty; appointed; nobody_open; MARK='copying 2 a:1-9'; expect copy; }
@test "a complete copy is marked" { appointed; nobody_open; MARK='copying 2 a:1-9' COPY=complete; expect adopt; }
@test "data that no verified step has made is refused" { nobody_open; appointed; MARK=new; expect refuse "no verified step"; }
@test "a newcomer refuses such data as well" { MARK=new; expect refuse "no verified step"; }

# --- the primary ---
@test "the primary serves" { primary; appointed; expect serve "accepts writes"; }
@test "the primary opens again after a restart" { primary; appointed; WRITABLE=no; expect open; }
@test "it opens though nobody else is there" { primary; appointed; WRITABLE=no FULL='' SILENT='0 2 '; expect open; }
@test "it opens though the API server is away" { primary; appointed; WRITABLE=no CONNECTED=no; expect open; }
@test "LOSSLESS, it opens with as many silent ones as acknowledge a write" { primary; appointed; WRITABLE=no DURABILITY=LOSSLESS FULL='0 ' SILENT='2 '; expect open; }
@test "LOSSLESS, it does not open with more of them" { primary; appointed; WRITABLE=no DURABILITY=LOSSLESS FULL='' SILENT='0 2 '; expect wait "do not answer: 0 2"; }
@test "LOSSLESS, it opens when they only refuse its password" { primary; appointed; WRITABLE=no DURABILITY=LOSSLESS FULL='' SILENT='0 2 ' REFUSED_BY=' mysql-0 mysql-2'; expect open; }
@test "it does not open beside one that has more, while others who could tell are silent" {
  primary; appointed; WRITABLE=no AHEAD='mysql-2: c:1-3 ' FULL='2 ' SILENT='0 '; expect wait "c:1-3"
  SILENT='' FULL='0 2 '; expect open
}
@test "LOSSLESS, it does not open when those who were scaled away and one silent member may know more" {
  primary; appointed; WRITABLE=no DURABILITY=LOSSLESS FULL='2 ' FORMER_REPLICAS=5 SCALED_AWAY='3 4 '; expect open
  SILENT='0 '; expect wait "scaled away since: 3 4"
}
@test "it does not open beside one that still sends to others" { primary; appointed; WRITABLE=no SILENT='0 ' FULL='2 ' SENDING='uuid-0 '; expect wait "still sends"; }
@test "it waits a while for members that refuse its password, who may have another primary" { primary; appointed; WRITABLE=no SILENT='0 2 ' REFUSED_BY=' mysql-0 mysql-2' REFUSED_FOR=29; expect wait "another primary"; }
@test "an empty member is no witness" { primary; appointed; WRITABLE=no AHEAD='mysql-0: c:1-3 ' FULL='0 ' BLANK='2 '; expect wait "c:1-3"; }
@test "it does not open beside the only other one, which has more" { primary; appointed; WRITABLE=no AHEAD='mysql-0: c:1-3 ' FULL='0 '; expect wait "c:1-3"; }
@test "it does not open where it sees nobody at all" { primary; appointed; WRITABLE=no CONNECTED=no FULL='' SILENT='0 2 '; expect wait "cut off"; }
@test "it opens though the others take another password yet" { primary; appointed; WRITABLE=no CONNECTED=no FULL='' SILENT='0 2 ' REFUSED_BY=' mysql-2'; expect open; }
@test "it does not open on an older volume than its replicas'" { primary; appointed; WRITABLE=no LOST='mysql-2: a:10 '; expect refuse "a:10"; }
@test "two primaries: the one that sees the other yields" { primary; appointed; OPEN=2 PRIMARY_HOST=mysql-2.mysql; expect yield; }
@test "a replica that accepts writes is closed" { WRITABLE=yes; expect close; }

# --- another primary is appointed ---
@test "the present primary goes on until the next one asks" { primary; FULL='0 '; expect serve "until mysql-0"; }
@test "it yields when the next one asks" { primary; FULL='0 ' ASKED=yes; expect yield "ready"; }
@test "it goes on when the next one is away for a moment" { primary; FULL='' SILENT='0 ' SILENT_FOR=14; expect serve; }
@test "it yields when the next one is away for long, because that one may take over" { primary; FULL='' SILENT='0 ' SILENT_FOR=15; expect yield; }
@test "the next one asks once it follows without a gap" { appointed; expect ask; }
@test "it does not ask on old news" { appointed; CONNECTED=no; expect serve; }
@test "it opens when all others have no more than it has" { appointed; nobody_open; expect open "appointed"; }
@test "it waits for what the former primary still sends" { appointed; nobody_open; AHEAD='mysql-0: a:10 '; expect wait "a:10"; }
@test "it refuses when another one has more and sends nothing" { appointed; nobody_open; AHEAD='mysql-2: a:10 ' IO=CONNECTING; expect refuse "a:10"; }
@test "it waits for its own applier" { appointed; nobody_open; APPLIED=no; expect wait "applies"; }
@test "it refuses with a stopped applier" { appointed; nobody_open; APPLIED=no ERROR='duplicate key'; expect refuse "duplicate key"; }
@test "it gives a silent former primary time" { appointed; nobody_open; SILENT='0 ' SILENT_FOR=29; expect wait "0"; }
@test "it takes over from one that is gone" { appointed; nobody_open; SILENT='0 ' SILENT_FOR=30 IO=CONNECTING; expect open; }
@test "it takes over though a third one is gone, while the former primary still sends" { appointed; nobody_open; SILENT='2 ' SILENT_FOR=30; expect open; }
@test "it takes over from none who still sends to another" { appointed; nobody_open; SILENT='0 ' SILENT_FOR=99 IO=CONNECTING SENDING='uuid-0 '; expect wait "still sends to others, and may accept writes; silent are: 0"; }
@test "it takes over from none who was scaled away and still sends" { appointed; nobody_open; SENDING='uuid-4 '; expect wait "scaled away"; }
@test "LOSSLESS, it asks by the former number of replicas, and by each in between" {
  appointed; nobody_open; DURABILITY=LOSSLESS SILENT='0 ' SILENT_FOR=30 IO=CONNECTING FULL='2 ' FORMER_REPLICAS=5 SCALED_AWAY='3 4 '; expect wait "scaled away since: 3 4"
  SILENT='' FULL='0 2 '; expect open
}
@test "LOSSLESS, newcomers that do not answer yet have acknowledged nothing" {
  appointed; nobody_open; DURABILITY=LOSSLESS REPLICAS=5 FORMER_REPLICAS=3 SILENT='3 4 ' SILENT_FOR=30; expect open
  SILENT='0 2 '; expect wait "do not answer: 0 2"
}
@test "LOSSLESS, it takes over from one that is gone, not from two" {
  appointed; nobody_open; DURABILITY=LOSSLESS SILENT='0 ' SILENT_FOR=30 IO=CONNECTING; expect open
  SILENT='0 2 '; expect wait "do not answer: 0 2"
}
@test "a present primary yields long before it is taken for gone" { ((FENCE_AFTER + 10 < PROMOTE_AFTER)); }
@test "it takes over from nobody on old news" { appointed; nobody_open; SILENT='0 ' SILENT_FOR=99 CONNECTED=no; expect wait "API server"; }
@test "the former primary follows the new one" { MARK=primary SOURCE='' IO=OFF APPLIER=OFF; expect follow; }
@test "the former primary keeps what the new one lacks, and does not serve" { MARK=primary SOURCE='' EXTRA=a:10; expect refuse "a:10"; }
@test "the former primary waits where nobody is open" { MARK=primary SOURCE=''; nobody_open; expect wait "keeps its data"; }

# --- replicas ---
@test "a replica serves" { expect serve "follows mysql-0"; }
@test "a new replica of a new database follows at once" { empty; PRIMARY=blank; expect follow; }
@test "a new replica copies" { empty; expect copy; }
@test "a new replica without a donor waits" { empty; BEST=''; expect wait; }
@test "a new replica waits for a primary" { empty; nobody_open; expect wait; }
@test "a replica goes on while the primary is away" { nobody_open; IO=CONNECTING; expect serve; }
@test "a replica that does not run starts nothing while no primary is seen" { nobody_open; IO=OFF; expect wait; }
@test "errant transactions are named, kept and not served" { EXTRA=b:1-2; expect refuse "b:1-2"; }
@test "an outdated volume without errant transactions is copied anew" { PURGED=a:10-20; expect copy "a:10-20"; }
@test "an outdated volume with errant transactions is kept" { PURGED=a:10-20 EXTRA=b:1; expect refuse "b:1"; }
@test "an outdated volume waits for a donor" { PURGED=a:10-20 BEST=''; expect wait; }
@test "a replica of another source is pointed to the primary" { SOURCE=mysql-2.mysql; expect follow; }
@test "stopped threads are started" { IO=OFF APPLIER=OFF; expect resume; }
@test "a receiver that is refused is started again, with the password of now" { IO=CONNECTING ERROR="Message: Access denied for user 'cdk8s_replication'"; expect resume "Access denied"; }
@test "a receiver that finds nobody goes on trying" { IO=CONNECTING ERROR="Can't connect"; expect serve; }
@test "a replica whose disk was full tries again, by itself" {
  APPLIER=OFF ERROR="Worker 4 failed: Error 'Create table/tablespace 'large' failed, as disk is full' on query"; expect retry "want of room"
  ERROR="Error writing file './binlog.000001' (errno: 28 - No space left on device)"; expect retry
  ERROR="The table 'orders' is full"; expect retry
}
@test "an applier that failed is not started over and over" { APPLIER=OFF ERROR='error 1062'; expect refuse "1062"; }
