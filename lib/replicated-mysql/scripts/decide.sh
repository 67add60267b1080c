#!/usr/bin/env bash
# From what was observed to one action and its reason: no server, no clock, no file. Sourced, never run.
#
# Reads ROLE SELF MARK COPY WRITABLE GTIDS SOURCE IO APPLIER ERROR SILENT BLANK FULL LOST PRIMARY PRIMARY_WRITABLE
# EXTRA PURGED SINGLE BEST PRIMARY_HOST. Sets ACTION and REASON. An action is one of
#   wait     not Ready until something changes      refuse   not Ready until a person decides
#   create   this is a new database: open it        open     lift read-only, as the primary
#   close    stop accepting writes                  copy     fill this server from another one
#   adopt    a copy is complete: mark it            follow   replicate from the primary
#   resume   start stopped threads                  serve    nothing to do
# shellcheck disable=SC2034 # agent.sh reads them

decision() { ACTION=$1 REASON=$2; }

decide() {
  if [[ $SELF == down ]]; then
    decision wait "mysqld does not answer yet"
  elif [[ $MARK == copying* && $COPY == complete ]]; then
    decision adopt "the copy is complete"
  elif [[ $ROLE == primary ]]; then
    decide_primary
  else
    decide_replica
  fi
}

decide_primary() {
  if [[ $MARK == member && $WRITABLE == yes ]]; then
    decision serve "accepts writes"
  elif [[ $MARK == member && $LOST ]]; then
    decision refuse "others have transactions that this primary has lost ($LOST); an older volume may have been attached. Empty it, and it is filled from them"
  elif [[ $MARK == member ]]; then
    decision open "this server is the primary and has its data"
  elif [[ $SELF == data && $MARK == new ]]; then
    decision refuse "there are transactions ($GTIDS) on a volume that no verified step has filled"
  else
    decide_empty_primary
  fi
}

# An empty primary makes a new database only when it is certain that there is none.
decide_empty_primary() {
  if [[ $SILENT ]]; then
    decision wait "empty, and these members have not said whether they have data: $SILENT"
  elif [[ ! $FULL ]]; then
    decision create "every other member answers and is empty as well"
  elif [[ $BEST ]]; then
    decision copy "empty, and others have the data"
  else
    decision refuse "empty, and the members that have data ($FULL) contradict each other; none has all"
  fi
}

decide_replica() {
  if [[ $WRITABLE == yes ]]; then
    decision close "a replica accepts no writes"
  elif [[ $PRIMARY == silent ]]; then
    decide_without_primary
  elif [[ $PRIMARY_WRITABLE == no ]]; then
    decide_before_primary
  elif [[ $MARK == member ]]; then
    decide_member
  else
    decide_newcomer
  fi
}

# A primary that cannot be seen may come back empty, so nothing is started; what runs goes on.
decide_without_primary() {
  if [[ $MARK == member && $IO != OFF && $APPLIER == ON ]]; then
    decision serve "follows the primary, which does not answer at the moment"
  else
    decision wait "the primary does not answer"
  fi
}

decide_before_primary() {
  if [[ $MARK == member && ! $EXTRA && $SOURCE == "$PRIMARY_HOST" && $IO != OFF && $APPLIER == ON ]]; then
    decision serve "follows the primary, which does not accept writes at the moment"
  else
    decision wait "the primary does not accept writes yet${EXTRA:+; this server keeps what the primary lacks: $EXTRA}"
  fi
}

decide_newcomer() {
  if [[ $SELF == data && $MARK == new ]]; then
    decision refuse "there are transactions ($GTIDS) on a volume that no verified step has filled"
  elif [[ $PRIMARY == blank && $SELF == blank ]]; then
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
  elif [[ $SOURCE != "$PRIMARY_HOST" ]]; then
    decision follow "the primary has all that this server has"
  elif [[ $APPLIER == OFF && $ERROR ]]; then
    decision refuse "replication has stopped: $ERROR"
  elif [[ $IO == OFF || $APPLIER == OFF ]]; then
    decision resume "replication does not run${ERROR:+: $ERROR}"
  else
    decision serve "follows the primary"
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
