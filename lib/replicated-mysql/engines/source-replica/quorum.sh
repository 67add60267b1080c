#!/usr/bin/env bash
# What servers that do not answer may have. Called by decide: no server, no clock, no file. Sourced, never run.

# A LOSSLESS write is on a majority of the servers. If as many are unreachable, they may be the only ones that have it.
# After scaling, each number between the old and the new one counts. A peer that only rejects the password waits for
# the primary to change it, and does not count.
unreachable_may_have_more() {
  local n size unreachable least=$REPLICAS most=$OLD_REPLICAS
  if [[ $DURABILITY != LOSSLESS ]]; then return 1; fi
  if ((least > most)); then least=$OLD_REPLICAS most=$REPLICAS; fi
  for ((size = least; size <= most; size++)); do
    unreachable=0
    for n in $UNREACHABLE_PEERS $REMOVED_PEERS; do
      if ((n < size)) && [[ " $AUTH_FAILED_PEERS" != *" $n "* ]]; then unreachable=$((unreachable + 1)); fi
    done
    if ((unreachable > size / 2)); then return; fi
  done
  return 1
}

# A transaction that only one server has was never acknowledged. That is known if all answer, and another one has data:
# an empty server may have had the transaction before.
is_acknowledgement_unknown() {
  local with_data
  read -ra with_data <<<"$DATA_PEERS"
  [[ $UNREACHABLE_PEERS ]] || ((${#with_data[@]} < 2))
}
