#!/usr/bin/env bash
# How old the data of this server may be. Sourced, never run.

LAG=unknown LAG_TARGET='' LAG_TARGET_AT=0 CAUGHT_UP_AT=''

# What a member has received at one moment is the target: the group commits nothing that a majority has not received,
# and expels those that do not. When this server has applied that, its data is as old as that moment.
lag() {
  LAG=unknown
  if [[ $MEMBER_STATE != ONLINE || $HAS_MAJORITY == no ]]; then
    LAG_TARGET='' CAUGHT_UP_AT=''
    return
  fi
  if [[ $WRITABLE == yes ]]; then
    LAG=0 LAG_TARGET='' CAUGHT_UP_AT=$SECONDS # a target of before would make it old when it is a secondary again
    return
  fi
  if [[ $LAG_TARGET && $LAG_TARGET_REACHED == 1 ]]; then CAUGHT_UP_AT=$LAG_TARGET_AT LAG_TARGET=''; fi
  if [[ ! $LAG_TARGET ]]; then LAG_TARGET=$RECEIVED LAG_TARGET_AT=$SECONDS; fi
  if [[ ! $LAG_TARGET ]]; then CAUGHT_UP_AT=$SECONDS; fi # it has received nothing
  if [[ $CAUGHT_UP_AT ]]; then LAG=$((SECONDS - CAUGHT_UP_AT)); fi
}
