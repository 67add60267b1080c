#!/usr/bin/env bash
# What the agent tells others: its log, whether the server is fit to serve, and the role of its pod. Sourced, never run.

report() {
  local line="$ACTION: $REASON"
  if [[ $line != "$SAID" ]]; then say "$line"; SAID=$line; fi
}

# A member that knows another password is silent, and would be waited for without a hint.
report_denied() {
  if [[ $REFUSED_BY && $REFUSED_BY != "$DENIED" ]]; then
    say "refused, as these members do not know the root password in the Secret:$REFUSED_BY. Where it was changed, the primary's agent takes it over"
  fi
  DENIED=$REFUSED_BY
}

# How old this server's data may be, measured so that a stopped or cut-off replica cannot look fresh: a set of the
# primary's transactions is the goal; reaching it proves that this server is as fresh as the goal was when it was set.
measure_lag() {
  LAG=0
  if [[ $PRIMARY_HOST && $PRIMARY_HOST != "$GOAL_OF" ]]; then GOAL=''; fi # what another one had may be lost with it
  if [[ $WRITABLE == yes && $ACTION == serve ]]; then keep_quorum "$REPLICAS"; fi
  if [[ $WRITABLE == yes || ! $SELF =~ ^(blank|data)$ ]]; then return; fi
  if [[ $GOAL && $GOAL_REACHED == 1 ]]; then
    FRESH=$GOAL_SET GOAL=''
    keep_quorum "$GOAL_REPLICAS"
  fi
  if [[ $PRIMARY != silent && ! $GOAL ]]; then set_goal; fi
  if [[ $PRIMARY != silent && ! $GOAL ]]; then FRESH=$SECONDS; fi
  LAG=unknown
  if [[ $FRESH ]]; then LAG=$((SECONDS - FRESH)); fi
}

# The primary may have heard of another number of replicas later than this server.
set_goal() {
  GOAL=$PRIMARY_GTIDS GOAL_SET=$SECONDS GOAL_OF=$PRIMARY_HOST GOAL_REPLICAS=''
  if [[ $PRIMARY_ACKNOWLEDGE == "$ACKNOWLEDGE" ]]; then GOAL_REPLICAS=$REPLICAS; fi
}

serves() { [[ $ACTION == serve || $ACTION == ask ]]; }

report_ready() {
  if serves && [[ $PLAIN == no && $LAG != unknown ]] && ((LAG <= MAX_LAG)); then
    printf '%s' "$EPOCHSECONDS" >"$RUN/ready.tmp"
    mv "$RUN/ready.tmp" "$RUN/ready"
    READY=yes
  else
    if serves; then report_unfit; fi
    rm -f "$RUN/ready"
    READY=no
  fi
}

report_unfit() {
  if ((SECONDS - LAG_SAID < 10)); then return; fi
  if [[ $PLAIN == yes ]]; then
    say "not ready: mysqld has no TLS, as it cannot use the certificate in the Secret $TLS_FROM"
  elif [[ $LAG != unknown ]]; then
    say "not ready: behind the primary by $LAG s, allowed are $MAX_LAG s${ERROR:+; $ERROR}"
  fi
  LAG_SAID=$SECONDS
}

role() {
  if [[ $WRITABLE == yes && $ACTION == serve ]]; then
    printf 'primary'
  elif serves || [[ $ACTION == refuse || $ACTION == yield ]]; then
    printf 'replica'
  fi
}

# Said again now and then, whatever was said before: the label may have been taken away by another agent in the meantime.
report_role() {
  local role
  role=$(role)
  if [[ ! $role ]] || [[ $role == "$LABELLED" ]] && ((SECONDS - LABELLED_AT < 30)); then return; fi
  if ((SECONDS - LABEL_TRIED < 2)) && [[ $role == "$LABEL_WANTED" ]]; then return; fi
  LABEL_WANTED=$role LABEL_TRIED=$SECONDS
  if label_pod "$(ordinal)" "$role"; then
    LABELLED=$role LABELLED_AT=$SECONDS
  else
    say "the API server has not taken the role $role of this pod"
  fi
}

# A member that cannot speak cannot give back its role itself.
take_role_from_silent() {
  local n
  for n in $SILENT; do label_pod "$n" replica || true; done
}
