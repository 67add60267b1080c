#!/usr/bin/env bash
# Looks, decides and acts, again and again: gives an empty server its data, follows the primary, opens the primary
# for writes, and refuses what is unsafe. Its log says what it decided and why.
set -Eeuo pipefail
HERE=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$HERE/common.sh"
# shellcheck source=lib/replicated-mysql/scripts/sql.sh
source "$HERE/sql.sh"
# shellcheck source=lib/replicated-mysql/scripts/observe.sh
source "$HERE/observe.sh"
# shellcheck source=lib/replicated-mysql/scripts/decide.sh
source "$HERE/decide.sh"
# shellcheck source=lib/replicated-mysql/scripts/act.sh
source "$HERE/act.sh"

# shellcheck disable=SC2034 # read by the sourced files
prepare() {
  PRIMARY_ORDINAL=$(primary_ordinal)
  ROLE=replica PRIMARY_HOST=$(host_of "$PRIMARY_ORDINAL") PRIMARY_GTIDS=''
  if (($(ordinal) == PRIMARY_ORDINAL)); then ROLE=primary; fi
  COPY_JOB='' COPIED=0 COPY_MOVED=0 COPY_SAID=0 COPY_STALL=30
  GOAL='' GOAL_SET=0 FRESH='' SAID='' LAG=unknown READY=no
  write_client_files
}

# How old this server's data may be, measured so that a stopped or cut-off replica cannot look fresh: a set of the
# primary's transactions is the goal; reaching it proves that this server is as fresh as the goal was when it was set.
measure_lag() {
  LAG=0
  if [[ $ROLE == primary || $SELF == down ]]; then return; fi
  if [[ $GOAL && $GOAL_REACHED == 1 ]]; then FRESH=$GOAL_SET GOAL=''; fi
  if [[ $PRIMARY != silent && ! $GOAL ]]; then GOAL=$PRIMARY_GTIDS GOAL_SET=$SECONDS; fi
  if [[ $PRIMARY != silent && ! $GOAL ]]; then FRESH=$SECONDS; fi
  LAG=unknown
  if [[ $FRESH ]]; then LAG=$((SECONDS - FRESH)); fi
}

report() {
  local line="$ACTION: $REASON"
  if [[ $line != "$SAID" ]]; then say "$line"; SAID=$line; fi
}

report_ready() {
  if [[ $ACTION == serve && $LAG != unknown ]] && ((LAG <= MAX_LAG)); then
    printf '%(%s)T' -1 >"$RUN/ready.tmp"
    mv "$RUN/ready.tmp" "$RUN/ready"
    READY=yes
  else
    if [[ $ACTION == serve ]]; then report_lag; fi
    rm -f "$RUN/ready"
    READY=no
  fi
}

report_lag() {
  if ((SECONDS % 10 == 0)); then say "not ready: behind the primary by $LAG s, allowed are $MAX_LAG s${ERROR:+; $ERROR}"; fi
}

choose_best() {
  BEST=''
  if [[ $SELF == down || ! ${FULL:-} ]]; then return; fi
  if [[ $ROLE == primary ]]; then BEST=$(most_advanced "$FULL" | tail -n 1) || BEST=''; else BEST=$(choose_donor) || BEST=''; fi
}

act() {
  case $ACTION in
    create | open)
      write_mark member && open_server
      ;;
    close) close_server ;;
    adopt) write_mark member ;;
    copy) start_copy "$BEST" ;;
    follow)
      write_mark member && follow
      ;;
    resume) start_replication ;;
  esac
}

round() {
  if [[ $COPY_JOB ]]; then
    if copy_runs; then watch_copy; return; fi
    end_copy
  fi
  observe
  choose_best
  decide
  measure_lag
  report
  report_ready
  act || say "could not $ACTION: $(grep -v Warning "$STATE/act.err" | tail -n 1)"
}

pause() {
  if [[ $READY == yes ]]; then PAUSE=2; elif [[ $ACTION == refuse ]]; then PAUSE=5; fi
  sleep "$PAUSE" &
  wait $! # so that a signal is answered at once
}

main() {
  trap 'exit 0' TERM INT
  trap 'say "failed in ${FUNCNAME[0]:-main}, line $LINENO: $BASH_COMMAND"' ERR
  prepare
  say "agent of the $ROLE; the primary is $PRIMARY_HOST"
  while true; do
    ACTION=wait REASON='' PAUSE=0.5
    round
    date +%s >"$STATE/alive"
    pause
  done
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
