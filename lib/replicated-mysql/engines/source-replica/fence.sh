#!/usr/bin/env bash
# A primary that does not answer may be alive: frozen, or cut off. Before it is replaced, nobody may receive from it any
# more: without acknowledgements its LOSSLESS writes are not told to clients. docs/decisions/010-fencing.md says how.
# Called by decide and by observe: no server, no clock, no file. Sourced, never run.

# usage: answers_as HOST. Whether one of the peers that have answered has this host.
answers_as() {
  local n
  for n in $DATA_PEERS $EMPTY_PEERS; do
    if [[ $(host_of "$n") == "$1" ]]; then return; fi
  done
  return 1
}

# usage: is_gone HOST. A peer that answers with an error is not gone.
is_gone() {
  local n
  for n in $ERROR_PEERS; do
    if [[ $(host_of "$n") == "$1" ]]; then return 1; fi
  done
  ! answers_as "$1"
}

desired_primary_has_data() { [[ " $DATA_PEERS" == *" ${DESIRED_PRIMARY##*-} "* ]]; }

# Of a replica: its source is to be replaced by another server, which is there.
must_fence() {
  [[ $DATA_STATE == verified && $SOURCE ]] && desired_primary_has_data &&
    [[ ${SOURCE%% *} != "$(host_of "${DESIRED_PRIMARY##*-}")" ]] && is_gone "${SOURCE%% *}"
}

# Of the desired primary: it still may receive from a server that does not answer.
may_receive() { [[ $RECEIVER != OFF && $SOURCE ]] && ! answers_as "${SOURCE%% *}"; }

# A server goes to no other primary than the desired one, which may have replaced that. Unless the desired one itself
# receives from it: that has not replaced it, and would wait for PROMOTE_AFTER before it does.
may_follow() {
  [[ $WRITABLE_PEER == "${DESIRED_PRIMARY##*-}" || $IS_DESIRED_PRIMARY == yes || ${SOURCE%% *} == "$PRIMARY_HOST" ]] ||
    [[ " $EMPTY_PEERS" == *" ${DESIRED_PRIMARY##*-} "* ]] ||
    [[ $PRIMARY_UUID && $DESIRED_PRIMARY_SOURCE == "$PRIMARY_UUID" ]]
}
