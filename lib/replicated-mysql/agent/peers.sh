#!/usr/bin/env bash
# Queries of this server and the others, as every engine does them. Sourced, never run.
# shellcheck disable=SC2034 # the engines read the variables

NO_CONNECTION='ERROR (2002|2003|2005|2013) ' # no address, no connection, or a broken one

# No connection, or no answer in time, is `down`.
note_own_error() {
  LAST_ERROR=$(grep -s ERROR "$STATE/self.err" | tail -n 1) || true
  if [[ $LAST_ERROR == *'ERROR 1045 '* ]]; then
    SERVER_STATE=auth_failed
  elif [[ $LAST_ERROR && ! $LAST_ERROR =~ $NO_CONNECTION ]]; then
    SERVER_STATE=sql_error
  fi
}

# The ordinals of all other servers in the manifests.
peers() {
  local n own all
  own=$(ordinal) all=$(desired_state replicas)
  for ((n = 0; n < all; n++)); do
    if ((n != own)); then printf '%s ' "$n"; fi
  done
}

# usage: query_with_any_password FUNCTION ORDINAL
# A peer that has not received a change of the password yet accepts the old one.
query_with_any_password() {
  if "$1" "$2"; then return; fi
  if [[ -s $STATE/old-replication.cnf ]] && grep -q 'ERROR 1045' "$STATE/peer-$2.err" &&
    PEER_CREDENTIALS=old-replication "$1" "$2"; then return; fi
  rm -f "$STATE/peer-$2"
}

# usage: query_peers FUNCTION ORDINALS. FUNCTION writes the answer of a peer into $STATE/peer-ORDINAL, errors into
# $STATE/peer-ORDINAL.err. In parallel, so that one that does not answer does not delay the others.
query_peers() {
  local n jobs=()
  rm -f "$STATE"/peer-[0-9]*
  for n in $2; do
    query_with_any_password "$1" "$n" &
    jobs+=($!)
  done
  if [[ ${jobs[*]} ]]; then wait "${jobs[@]}"; fi
}

gtids_of_peer() { cut -d'|' -f2 "$STATE/peer-$1"; }

# usage: note_unreachable ORDINAL
note_unreachable() {
  UNREACHABLE_PEERS+="$1 "
  if grep -s ERROR "$STATE/peer-$1.err" | grep -qvE "$NO_CONNECTION"; then ERROR_PEERS+="$1 "; fi
  if grep -qs 'ERROR 1045' "$STATE/peer-$1.err"; then AUTH_FAILED_PEERS+="$1 "; fi
}
