#!/usr/bin/env bash
# What those may know, or do, that do not answer. Sourced, never run.
# shellcheck disable=SC2034 # the variables are what decide.sh reads

QUORUM=$SERVER/quorum # "REPLICAS ACKNOWLEDGEMENTS" by which the writes that this server has were acknowledged

# usage: read_quorum. A set that is scaled while nobody accepts writes is asked by the numbers of before as well: SCALED_AWAY are the
# ordinals that the manifests no longer have.
read_quorum() {
  local n replicas=0 acknowledge
  ACKNOWLEDGE=$(topology acknowledgements) SCALED_AWAY=''
  if [[ $DURABILITY != LOSSLESS || ! -s $QUORUM ]]; then return; fi
  read -r replicas acknowledge <"$QUORUM" || true
  if ((acknowledge < ACKNOWLEDGE)); then ACKNOWLEDGE=$acknowledge; fi
  for ((n = $(topology replicas); n < replicas; n++)); do SCALED_AWAY+="$n "; done
}

present_quorum() { printf '%s %s' "$(topology replicas)" "$(topology acknowledgements)"; }

# usage: keep_quorum NUMBERS. Once this server has every write that was acknowledged before they came.
keep_quorum() {
  if [[ $DURABILITY != LOSSLESS || $1 == "$QUORUM_KEPT" ]]; then return; fi
  printf '%s' "$1" | write_durably "$QUORUM" && QUORUM_KEPT=$1
}

is_silent() { [[ " $SILENT$SCALED_AWAY" == *" $1 "* ]]; }

source_ordinal() {
  local source=${SOURCE%%.*}
  printf '%s' "${source##*-}"
}

# A source that still sends is not gone, whatever else it does not answer, and whomever it sends to.
silent_one_sends() {
  if [[ $SENDING ]]; then return; fi
  [[ $IO == ON ]] && is_silent "$(source_ordinal)"
}

# A LOSSLESS write is on the primary and on as many more as acknowledge it: so many silent ones may be all that know it. Those that only
# refuse the password wait for this server to change it.
silent_may_know_more() {
  local silent refused away=()
  read -ra silent <<<"$SILENT"
  read -ra refused <<<"$REFUSED_BY"
  if ! last_primary_answers; then read -ra away <<<"$SCALED_AWAY"; fi
  [[ $DURABILITY == LOSSLESS ]] && ((${#silent[@]} - ${#refused[@]} + ${#away[@]} > ACKNOWLEDGE))
}

# It has all that those have who were scaled away since.
last_primary_answers() {
  if [[ $MARK == primary ]]; then [[ ! $SILENT ]]; else [[ $SOURCE ]] && ! is_silent "$(source_ordinal)"; fi
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
