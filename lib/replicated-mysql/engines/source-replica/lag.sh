#!/usr/bin/env bash
# How old the data of this server may be. Sourced, never run.

LAG=unknown LAG_TARGET='' LAG_TARGET_AT=0 LAG_TARGET_HOST='' LAG_TARGET_REPLICAS='' CAUGHT_UP_AT=''
PROVEN_REPLICAS='' # this server has all writes that were acknowledged before there were so many replicas

# The transactions of the primary at one moment are the target. When this server has them, its data is as old as that
# moment. So the lag grows while replication is stopped or the primary cannot be reached.
lag() {
  LAG=0 PROVEN_REPLICAS=''
  if [[ $PRIMARY_HOST && $PRIMARY_HOST != "$LAG_TARGET_HOST" ]]; then
    LAG_TARGET='' # transactions of another primary may never come
  fi
  if [[ $WRITABLE == yes || ! $SERVER_STATE =~ ^(empty|data)$ ]]; then return; fi
  if [[ $LAG_TARGET && $LAG_TARGET_REACHED == 1 ]]; then
    CAUGHT_UP_AT=$LAG_TARGET_AT LAG_TARGET='' PROVEN_REPLICAS=$LAG_TARGET_REPLICAS
  fi
  if [[ $PRIMARY_STATE != unknown && ! $LAG_TARGET ]]; then set_lag_target; fi
  if [[ $PRIMARY_STATE != unknown && ! $LAG_TARGET ]]; then CAUGHT_UP_AT=$SECONDS; fi # the primary is empty
  LAG=unknown
  if [[ $CAUGHT_UP_AT ]]; then LAG=$((SECONDS - CAUGHT_UP_AT)); fi
}

# Primary and replica may hear of a new number of replicas at different times.
set_lag_target() {
  LAG_TARGET=$PRIMARY_GTID_EXECUTED LAG_TARGET_AT=$SECONDS LAG_TARGET_HOST=$PRIMARY_HOST LAG_TARGET_REPLICAS=''
  if [[ $PRIMARY_ACKNOWLEDGEMENTS == "$ACKNOWLEDGEMENTS" ]]; then LAG_TARGET_REPLICAS=$REPLICAS; fi
}
