#!/usr/bin/env bash
# What those may know, or do, that do not answer. Sourced, never run.
# shellcheck disable=SC2034 # the variables are what decide.sh reads

QUORUM=$SERVER/quorum # of how many replicas a majority has acknowledged the writes that this server has

# A set that is scaled while nobody accepts writes is asked by its former number as well. SCALED_AWAY are the ordinals that the manifests
# no longer have.
read_quorum() {
  local n
  REPLICAS=$(topology replicas) FORMER_REPLICAS=$(topology replicas) SCALED_AWAY=''
  if [[ $DURABILITY != LOSSLESS || ! -s $QUORUM ]]; then return; fi
  if [[ $(<"$QUORUM") =~ ^[1-9][0-9]*$ ]]; then FORMER_REPLICAS=$(<"$QUORUM"); fi
  for ((n = REPLICAS; n < FORMER_REPLICAS; n++)); do SCALED_AWAY+="$n "; done
}

# usage: keep_quorum REPLICAS. Once this server has every write that was acknowledged before there were so many.
keep_quorum() {
  if [[ $DURABILITY != LOSSLESS || ! $1 || $1 == "$FORMER_REPLICAS" && -s $QUORUM ]]; then return; fi
  if printf '%s' "$1" | write_durably "$QUORUM"; then FORMER_REPLICAS=$1; else say "could not write $QUORUM"; fi
}

# Writes of a set of so many are on the primary and on as many more as make a majority: so many silent ones may be all that know one. Those
# that only refuse the password wait for this server to change it.
silent_may_know_more() {
  local n size silent least=$REPLICAS most=$FORMER_REPLICAS
  if [[ $DURABILITY != LOSSLESS ]]; then return 1; fi
  if ((least > most)); then least=$FORMER_REPLICAS most=$REPLICAS; fi
  for ((size = least; size <= most; size++)); do
    silent=0
    for n in $SILENT $SCALED_AWAY; do
      if ((n < size)) && [[ "$REFUSED_BY " != *"-$n "* ]]; then silent=$((silent + 1)); fi
    done
    if ((silent > size / 2)); then return; fi
  done
  return 1
}

# A source that still sends is not gone, whatever else it does not answer, and whomever it sends to.
decide_fed() {
  decision wait "a member that does not answer still sends to others, and may accept writes; silent are: ${SILENT:-those that were scaled away}"
}

decide_unsure() {
  local scaled=${SCALED_AWAY:+(scaled away since: $SCALED_AWAY)}
  decision wait "LOSSLESS writes may be known only to members that do not answer: $SILENT$scaled; start them, or choose another durability if they are gone for good"
}

# A transaction of one member alone was never acknowledged by another, if all others say so. It takes one to say it, and one that is
# empty may have had it.
no_witness() {
  local knowing
  read -ra knowing <<<"$FULL"
  [[ $SILENT ]] || ((${#knowing[@]} < 2))
}
