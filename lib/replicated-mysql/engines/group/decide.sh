#!/usr/bin/env bash
# Decides on one action, with its reason, from what was observed: no server, no clock, no file. Sourced, never run.
#
#   wait          not Ready until something changes      blocked       not Ready until a person acts
#   bootstrap     begin the group                        join          become a member of the group
#   demote        stop accepting writes
#   leave         end a membership that has failed       clone         replace the data by a peer's
#   finish_clone  the clone is complete                  hand_over     make the desired primary the primary
#   rejoin        leave the group, to join it again      steady        nothing to do
# shellcheck disable=SC2034 # the agent reads ACTION and REASON

FEW_TRANSACTIONS='^[^,]*:1(-[0-9]{1,2})?$' # fewer than 100, of one source: they are replicated sooner than cloned

# usage: decision ACTION REASON...
decision() { ACTION=$1 REASON=${*:2}; }

decide() {
  if [[ $SERVER_STATE == down ]]; then
    decision wait "mysqld does not answer yet"
  elif [[ $SERVER_STATE == sql_error ]]; then
    decision wait "mysqld answers the agent with an error: $LAST_ERROR"
  elif [[ $SERVER_STATE == auth_failed ]]; then
    decision blocked "mysqld rejects the agent's password, that of the Secret and the one before. Restore the old" \
      "root password in the Secret, and change it when this server is Ready"
  elif [[ $MAINTENANCE == yes ]]; then
    decision wait "maintenance: remove $RUN/maintenance to end it"
  elif [[ $WRITABLE == yes && $MEMBER_STATE != ONLINE ]]; then
    decision demote "only the primary of a group accepts writes"
  elif [[ $DATA_STATE == cloning* && $CLONE_STATE == complete ]]; then
    decision finish_clone "the clone is complete"
  elif [[ ! $DATA_STATE =~ ^(initialized|verified|primary|cloning .*)$ ]]; then
    decision blocked "the data state of this server is '$DATA_STATE', expected is initialized, cloning, verified or" \
      "primary; another version may have written it. Its data is kept and not served. Only if a peer has all data," \
      "delete its claim and its pod to clone it from there"
  else
    case $MEMBER_STATE in
      ONLINE) decide_member ;;
      RECOVERING) decision wait "recovers what it has missed${LAST_ERROR:+: $LAST_ERROR}" ;;
      OFFLINE) decide_offline ;;
      *) decision leave "this server has left its group by an error, and joins again${LAST_ERROR:+: $LAST_ERROR}" ;;
    esac
  fi
}

decide_member() {
  if [[ $HAS_MAJORITY == no ]]; then
    decision wait "most members of the group do not answer, so that it cannot commit; members: $(pods "$MEMBERS")"
  elif [[ $PRIMARY_PEER && $COUNTS_AS_MEMBER == no ]]; then
    decision wait "the group goes on without this server, with $(pods "$PRIMARY_PEER") as its primary"
  elif [[ $MEMBER_ROLE == PRIMARY && $WRITABLE == no ]]; then
    decision wait "elected as the primary, and applies what it has received first"
  elif [[ $MUST_REJOIN == yes ]] && is_whole; then
    decision rejoin "the password of replication has changed, and a member uses that with which it has joined"
  elif [[ $MEMBER_ROLE == PRIMARY ]] && must_hand_over; then
    decision hand_over "$(pods "$DESIRED_PRIMARY") is the desired primary"
  elif [[ $MEMBER_ROLE == PRIMARY ]]; then
    decision steady "the primary of the group of $(pods "$MEMBERS")"
  else
    decision steady "a secondary of the group of $(pods "$MEMBERS")"
  fi
}

is_whole() {
  local online
  read -ra online <<<"$MEMBERS"
  ((${#online[@]} == REPLICAS))
}

# Nobody is preferred unless the manifests say so, and one that is not there is not waited for.
must_hand_over() {
  [[ $DESIRED_PRIMARY != any && $DESIRED_PRIMARY != "${POD_NAME##*-}" && " $MEMBERS" == *" $DESIRED_PRIMARY "* ]]
}

decide_offline() {
  if [[ $SERVER_STATE == data && $DATA_STATE == initialized ]]; then
    decision blocked "the volume has transactions ($GTID_EXECUTED) that were neither cloned nor replicated. They are" \
      "kept; delete its claim and its pod to discard them"
  elif [[ $GROUP_PEERS ]]; then
    decide_join
  elif [[ $JOINING_PEERS ]]; then
    decision wait "no group can commit yet; joining or leaving: $(pods "$JOINING_PEERS")"
  elif [[ $UNREACHABLE_PEERS ]]; then
    decision wait "no peer is in a group, and what these have is unknown, as they do not answer:" \
      "$(pods "$UNREACHABLE_PEERS")"
  else
    decide_bootstrap
  fi
}

# All servers answer, and none is in a group. The one with all transactions begins; of equals the lowest ordinal.
decide_bootstrap() {
  local first
  first=$(lowest "${POD_NAME##*-} $EQUAL_PEERS")
  if [[ $DIVERGED_PEERS ]]; then
    decision blocked "the data of this server and of $(pods "$DIVERGED_PEERS") has diverged: each has transactions" \
      "that the other lacks. Choose one, and delete the claim and the pod of the other"
  elif [[ $PEERS_AHEAD ]]; then
    decision wait "these have transactions that this server does not have, and one of them begins the group:" \
      "$(pods "$PEERS_AHEAD")"
  elif [[ $DATA_STATE == cloning* ]]; then
    decision blocked "the clone of this server has not ended, and no peer has its data"
  elif [[ $SERVER_STATE == empty && $ALLOW_BOOTSTRAP == no ]]; then
    decision blocked "all servers are empty, and a new database is not allowed (allowBootstrap: false): restore a" \
      "volume, or allow it"
  elif [[ $first != "${POD_NAME##*-}" ]]; then
    decision wait "$(pods "$first") has the same transactions, and begins the group"
  else
    decision bootstrap "all peers answer, none is in a group, and none has more transactions"
  fi
}

lowest() {
  local n least=''
  for n in $1; do
    if [[ ! $least ]] || ((n < least)); then least=$n; fi
  done
  printf '%s' "$least"
}

decide_join() {
  if [[ $ERRANT_GTIDS ]]; then
    decision blocked "errant transactions, which the group does not have: $ERRANT_GTIDS. They are kept, and this" \
      "server does not serve; delete its claim and its pod to discard them"
  elif [[ $COUNTS_AS_MEMBER == yes ]]; then
    decision wait "the group of $(pods "$GROUP_PEERS") has not noticed yet that this server has left it"
  elif needs_clone; then
    decide_clone
  else
    decision join "the group of $(pods "$GROUP_PEERS") has all transactions of this server"
  fi
}

# A server without data could be filled from the binary logs only if they reach back to the beginning.
needs_clone() {
  [[ $PURGED_GTIDS || $DATA_STATE == cloning* ]] ||
    [[ $SERVER_STATE == empty && $MISSING_GTIDS && ! $MISSING_GTIDS =~ $FEW_TRANSACTIONS ]]
}

decide_clone() {
  if [[ $DONOR_TABLES == unknown ]]; then
    decision wait "this server is to be cloned; but $(pods "$DONOR") does not tell which engines its tables have, and" \
      "CLONE copies only InnoDB"
  elif [[ $DONOR_TABLES ]]; then
    decision blocked "this server is to be cloned; but CLONE does not copy the rows of these tables of" \
      "$(pods "$DONOR"): $DONOR_TABLES. Convert them on the primary: ALTER TABLE … ENGINE = InnoDB"
  else
    decision clone "the group has transactions that this server lacks, and replicating them one by one would take" \
      "long, or its members have purged them${PURGED_GTIDS:+: $PURGED_GTIDS}"
  fi
}
