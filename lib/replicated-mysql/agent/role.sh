#!/usr/bin/env bash
# Keeps the role label of the pods, on which the Service of the primary selects. Sourced, never run.

ROLE_INTERVAL=30 # seconds until the label is sent again: the agent of another primary may have changed it
ROLE_RETRY=2
CURRENT_ROLE='' ROLE_SENT_AT=0 TRIED_ROLE='' ROLE_TRIED_AT=-9

report_role() {
  local role
  role=$(role)
  if [[ ! $role ]]; then return; fi
  if [[ $role == "$CURRENT_ROLE" ]] && ((SECONDS - ROLE_SENT_AT < ROLE_INTERVAL)); then return; fi
  if ((SECONDS - ROLE_TRIED_AT < ROLE_RETRY)) && [[ $role == "$TRIED_ROLE" ]]; then return; fi
  TRIED_ROLE=$role ROLE_TRIED_AT=$SECONDS
  if label_pod "$(ordinal)" "$role"; then
    CURRENT_ROLE=$role ROLE_SENT_AT=$SECONDS
  else
    log "the API server has not accepted the role $role of this pod"
  fi
}

# usage: label_as_replicas ORDINALS. An unreachable primary cannot give up the label of its pod.
label_as_replicas() {
  local n
  for n in $1; do label_pod "$n" replica || true; done
}
