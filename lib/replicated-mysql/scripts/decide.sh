#!/usr/bin/env bash
# From what was observed to one action and its reason: no server, no clock, no file. Sourced, never run.
#
# Reads what observe.sh sets. Sets ACTION and REASON. An action is one of
#   wait     not Ready until something changes      refuse    not Ready until a person decides
#   create   this is a new database: open it        open      accept writes, as the primary
#   close    stop accepting writes                  yield     the same, to let another one be the primary
#   copy     fill this server from another one      adopt     a copy is complete: mark it
#   follow   replicate from the primary             resume    start stopped threads
#   retry    start them now and then, not Ready     ask       serve, and ask the primary to yield
#   serve    nothing to do
# shellcheck disable=SC2034 # agent.sh reads them

FENCE_AFTER=15   # seconds without the appointed primary, after which the present one stops accepting writes
PROMOTE_AFTER=30 # seconds without an answer, after which a member counts as gone; longer than FENCE_AFTER

NO_ROOM='[Dd]isk (is )?full|is full|errno: 28|error number 28'

decision() { ACTION=$1 REASON=$2; }

decide() {
  if [[ $SELF == down ]]; then
    decision wait "mysqld does not answer yet"
  elif [[ $SELF == hindered ]]; then
    decision wait "mysqld answers the agent with an error: $ERROR"
  elif [[ $SELF == refused && $MARK == new ]]; then
    decision refuse "this empty server was made with another root password than the Secret has: restore that one, or delete its claim and its pod, and it is made anew"
  elif [[ $SELF == refused ]]; then
    decision refuse "mysqld does not know the agent's password, neither by the root password in the Secret nor by the one of before. Put the former one back there, and change it while this server is Ready"
  elif [[ $HOLD == yes ]]; then
    decision wait "a person holds this server: remove $RUN/hold to let it go"
  elif [[ $MARK == copying* && $COPY == complete ]]; then
    decision adopt "the copy is complete"
  elif [[ $WRITABLE == yes ]]; then
    decide_writable
  elif [[ ! $MARK =~ ^(new|member|primary|copying .*)$ ]]; then
    decision refuse "the mark of this server says '$MARK', and should say new, member, primary or copying: its data is kept and not served. Delete its claim and its pod, and it is filled anew"
  elif [[ $SELF == data && $MARK == new ]]; then
    decision refuse "there are transactions ($GTIDS) on a volume that no verified step has filled. They are kept; delete its claim and its pod to discard them"
  elif [[ $OPEN ]]; then
    decide_under_primary
  elif [[ $APPOINTED == yes ]]; then
    decide_appointed
  else
    decide_without_primary
  fi
}

decide_writable() {
  if [[ $MARK != primary ]]; then
    decision close "only the primary accepts writes"
  elif [[ $OPEN ]]; then
    decision yield "${PRIMARY_HOST%%.*} accepts writes as well"
  elif [[ $APPOINTED == yes ]]; then
    decision serve "accepts writes"
  elif [[ $ASKED == yes ]]; then
    decision yield "$NEXT is to be the primary, and is ready for it"
  elif [[ $SILENT ]] && ((SILENT_FOR >= FENCE_AFTER)); then
    decision yield "$NEXT is to be the primary, and has not answered for $FENCE_AFTER s"
  else
    decision serve "accepts writes until $NEXT, which is to be the primary, is ready for it"
  fi
}

# Nobody accepts writes, and this server is the one that should.
decide_appointed() {
  case $MARK in
    primary) decide_former_primary ;;
    member) decide_promotion ;;
    *) decide_empty ;;
  esac
}

decide_former_primary() {
  if [[ $LOST ]]; then
    decision refuse "others have transactions that this primary has lost ($LOST); an older volume may have been attached. It is kept and not served; delete its claim and its pod, and it is filled from them"
  elif [[ $CONNECTED == no && $SILENT && ! $FULL$BLANK$REFUSED_BY ]]; then
    decision wait "cut off: neither the other members nor the API server answer"
  elif [[ $SENDING ]]; then
    decide_fed
  elif [[ $REFUSED_BY ]] && ((REFUSED_FOR < PROMOTE_AFTER)); then
    decision wait "these members do not know the root password in the Secret, and may have another primary by now:$REFUSED_BY; asked for $PROMOTE_AFTER s"
  elif silent_may_know_more; then
    decide_unsure
  elif [[ $AHEAD ]] && no_witness; then
    decision wait "another member has transactions that this primary has not ($AHEAD), and nobody else answers who could tell whether they count: start the others, or appoint that one, or delete its claim and its pod"
  else
    decision open "this server is the primary and has its data"
  fi
}

# An empty primary makes a new database only when it is certain that there is none.
decide_empty() {
  if [[ $SILENT ]]; then
    decision wait "empty, and these members have not said whether they have data: $SILENT"
  elif [[ ! $FULL && $CREATE == yes ]]; then
    decision create "every other member answers and is empty as well"
  elif [[ ! $FULL ]]; then
    decision refuse "every member is empty, and a new database is not wanted (createDatabase: false): restore a volume, or allow it"
  elif [[ $BEST ]]; then
    decision copy "empty, and others have the data"
  else
    decision refuse "empty, and the members that have data ($FULL) contradict each other; none has all. Decide which data counts, empty the other members, and appoint that one"
  fi
}

# A replica that a person has appointed.
decide_promotion() {
  if [[ $CONNECTED == no ]]; then
    decision wait "appointed, but the API server does not confirm it"
  elif [[ $SILENT ]] && ((SILENT_FOR < PROMOTE_AFTER)); then
    decision wait "appointed, and these members do not answer: $SILENT; gone after $PROMOTE_AFTER s"
  elif [[ $SENDING ]]; then
    decide_fed
  elif silent_may_know_more; then
    decide_unsure
  elif [[ $AHEAD && $IO == ON && $APPLIER == ON ]]; then
    decision wait "appointed, and still receives what others have: $AHEAD"
  elif [[ $AHEAD ]]; then
    decision refuse "appointed, but others have transactions that this server has not: $AHEAD; appoint one of them"
  elif [[ $APPLIED == no && ! $ERROR ]]; then
    decision wait "appointed, and still applies what it has received"
  elif [[ $APPLIED == no ]]; then
    decision refuse "appointed, but it cannot apply what it has received: $ERROR"
  else
    decision open "appointed, and it has all that the others have"
  fi
}

# The primary cannot be seen, and may come back empty: what runs goes on, nothing is started.
decide_without_primary() {
  if [[ $MARK == member && $SOURCE && $IO != OFF && $APPLIER == ON ]]; then
    decision serve "follows ${SOURCE%%.*}, which does not accept writes at the moment"
  elif [[ $MARK == member || $MARK == primary ]]; then
    decision wait "no member accepts writes; this server keeps its data"
  else
    decision wait "no member accepts writes yet"
  fi
}

decide_under_primary() {
  case $MARK in
    member | primary) decide_member ;;
    *) decide_newcomer ;;
  esac
}

decide_newcomer() {
  if [[ $PRIMARY == blank && $SELF == blank ]]; then
    decision follow "new, and the primary has nothing to copy"
  elif [[ $BEST ]]; then
    decision copy "the primary has data and this server has none"
  else
    decision wait "no member to copy from"
  fi
}

decide_member() {
  if [[ $EXTRA ]]; then
    decision refuse "the primary does not know these transactions: $EXTRA. They are kept and this server does not serve; delete its claim and its pod to discard them"
  elif [[ $PURGED ]]; then
    decide_outdated
  elif [[ $MARK == primary || $SOURCE != "$PRIMARY_HOST" ]]; then
    decision follow "the primary has all that this server has"
  elif [[ $APPLIER == OFF && $ERROR =~ $NO_ROOM ]]; then
    decision retry "replication has stopped for want of room, and is tried again until there is some: $ERROR"
  elif [[ $APPLIER == OFF && $ERROR ]]; then
    decision refuse "replication has stopped: $ERROR. Repair that and START REPLICA SQL_THREAD, or delete its claim and its pod, and it is filled anew"
  elif [[ $IO == OFF || $APPLIER == OFF || $ERROR == *"Access denied"* && $IO == CONNECTING ]]; then
    decision resume "replication does not run${ERROR:+: $ERROR}"
  elif [[ $APPOINTED == yes && $CONNECTED == yes ]]; then
    decision ask "follows ${PRIMARY_HOST%%.*}, and is to be the primary"
  else
    decision serve "follows ${PRIMARY_HOST%%.*}"
  fi
}

# Everything here is known to the primary, so a new copy loses nothing.
decide_outdated() {
  if [[ $BEST ]]; then
    decision copy "the primary has purged what this server would need next: $PURGED"
  else
    decision wait "the primary has purged what this server would need next ($PURGED), and no member can be copied"
  fi
}
