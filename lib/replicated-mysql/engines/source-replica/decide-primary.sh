#!/usr/bin/env bash
# Decides for the desired primary while no server accepts writes. A part of decide. Sourced, never run.

decide_desired_primary() {
  case $DATA_STATE in
    primary) decide_old_primary ;;
    verified) decide_promotion ;;
    *) decide_empty ;;
  esac
}

decide_old_primary() {
  if [[ $LOST_GTIDS ]]; then
    decision blocked "peers have transactions of this primary that it has lost (${LOST_GTIDS% }); an older volume may" \
      "be attached. Its data is kept and not served; delete its claim and its pod to clone it from a peer"
  elif [[ $API_CONNECTED == no && $UNREACHABLE_PEERS && ! $DATA_PEERS$EMPTY_PEERS$AUTH_FAILED_PEERS ]]; then
    decision wait "isolated: neither the peers nor the API server answer"
  elif [[ $UNREACHABLE_SOURCES ]]; then
    decide_unreachable_source
  elif [[ $AUTH_FAILED_PEERS ]] && ((AUTH_FAILED_FOR < PROMOTE_AFTER)); then
    decision wait "these peers reject the root password in the Secret, and may have another primary by now:" \
      "$(pods "$AUTH_FAILED_PEERS"); waiting $PROMOTE_AFTER s"
  elif unreachable_may_have_more; then
    decide_unknown_writes
  elif [[ $PEERS_AHEAD ]] && is_acknowledgement_unknown; then
    decision wait "a peer has transactions that this primary does not have (${PEERS_AHEAD% }), and it is unknown" \
      "whether they were acknowledged: start all servers, make that peer the primary, or delete its claim and its pod"
  else
    decision promote "this server is the primary and has its data"
  fi
}

# An empty primary begins a new database only if no other server can have data.
decide_empty() {
  if [[ $UNREACHABLE_PEERS ]]; then
    decision wait "empty, and it is unknown whether these peers have data: $(pods "$UNREACHABLE_PEERS")"
  elif [[ ! $DATA_PEERS && $ALLOW_BOOTSTRAP == yes ]]; then
    decision bootstrap "all peers answer and are empty as well"
  elif [[ ! $DATA_PEERS ]]; then
    decision blocked "all servers are empty, and a new database is not allowed (allowBootstrap: false): restore a" \
      "volume, or allow it"
  elif [[ $DONOR ]]; then
    decide_clone "empty, and peers have data"
  else
    decision blocked "empty, and the data of the peers $(pods "$DATA_PEERS") has diverged: none has all transactions." \
      "Choose one of them, delete the claims and the pods of the others, and make it the primary"
  fi
}

# A replica that is to be the primary.
decide_promotion() {
  if [[ $API_CONNECTED == no ]]; then
    decision wait "desired primary, but the API server does not confirm it"
  elif [[ $UNREACHABLE_PEERS ]] && ((UNREACHABLE_FOR < PROMOTE_AFTER)); then
    decision wait "desired primary, and these peers do not answer: $(pods "$UNREACHABLE_PEERS"); gone after" \
      "$PROMOTE_AFTER s"
  elif may_receive; then
    decision stop_receiver "desired primary: receiving no longer from ${SOURCE%%.*}, which does not answer"
  elif [[ $UNREACHABLE_SOURCES ]]; then
    decide_unreachable_source
  elif unreachable_may_have_more; then
    decide_unknown_writes
  elif [[ $ALL_APPLIED == no && ! $LAST_ERROR ]]; then
    decision apply "desired primary, and still applies the received transactions"
  elif [[ $PEERS_AHEAD && $RECEIVER == ON && $APPLIER == ON ]]; then
    decision apply "desired primary, and still receives transactions that peers have: ${PEERS_AHEAD% }"
  elif [[ $PEERS_AHEAD ]]; then
    decision blocked "desired primary, but peers have transactions that this server does not have: ${PEERS_AHEAD% }." \
      "Make one of them the primary"
  elif [[ $ALL_APPLIED == no ]]; then
    decision blocked "desired primary, but it cannot apply the received transactions: $LAST_ERROR"
  else
    decision promote "desired primary, and has all transactions of its peers"
  fi
}

# A source that still sends transactions is not gone, and may accept writes. One from which a peer still would receive
# may come back; the agent of that peer ends this.
decide_unreachable_source() {
  local unreachable
  unreachable=$(pods "$UNREACHABLE_PEERS")
  decision wait "replicas still receive, or would, from a server that does not answer and may accept writes;" \
    "unreachable: ${unreachable:-servers that were removed by scaling}"
}

decide_unknown_writes() {
  local removed=''
  if [[ $REMOVED_PEERS ]]; then removed=" (removed by scaling: $(pods "$REMOVED_PEERS"))"; fi
  decision wait "LOSSLESS writes may be known only to peers that do not answer: $(pods "$UNREACHABLE_PEERS")$removed." \
    "Start them, or choose another durability if they are gone for good"
}
