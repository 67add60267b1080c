#!/usr/bin/env bash
# Looks, decides and acts, again and again: gives an empty server its data, follows the primary, opens the primary
# for writes, and refuses what is unsafe. Its log says what it decided and why.
set -Eeuo pipefail
HERE=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=lib/replicated-mysql/scripts/common.sh
source "$HERE/common.sh"
# shellcheck source=lib/replicated-mysql/scripts/tls.sh
source "$HERE/tls.sh"
# shellcheck source=lib/replicated-mysql/scripts/certificate.sh
source "$HERE/certificate.sh"
# shellcheck source=lib/replicated-mysql/scripts/sql.sh
source "$HERE/sql.sh"
# shellcheck source=lib/replicated-mysql/scripts/accounts.sh
source "$HERE/accounts.sh"
# shellcheck source=lib/replicated-mysql/scripts/identity.sh
source "$HERE/identity.sh"
# shellcheck source=lib/replicated-mysql/scripts/upkeep.sh
source "$HERE/upkeep.sh"
# shellcheck source=lib/replicated-mysql/scripts/rotation.sh
source "$HERE/rotation.sh"
# shellcheck source=lib/replicated-mysql/scripts/grants.sh
source "$HERE/grants.sh"
# shellcheck source=lib/replicated-mysql/scripts/repair.sh
source "$HERE/repair.sh"
# shellcheck source=lib/replicated-mysql/scripts/kube.sh
source "$HERE/kube.sh"
# shellcheck source=lib/replicated-mysql/scripts/observe.sh
source "$HERE/observe.sh"
# shellcheck source=lib/replicated-mysql/scripts/silence.sh
source "$HERE/silence.sh"
# shellcheck source=lib/replicated-mysql/scripts/decide.sh
source "$HERE/decide.sh"
# shellcheck source=lib/replicated-mysql/scripts/act.sh
source "$HERE/act.sh"
# shellcheck source=lib/replicated-mysql/scripts/report.sh
source "$HERE/report.sh"

# shellcheck disable=SC2034 # read by the sourced files
prepare() {
  rm -f "$STATE"/topology-*
  COPY_JOB='' COPIED=0 COPY_MOVED=0 COPY_SAID=0 COPY_STALL=30
  GOAL='' GOAL_SET=0 GOAL_OF='' GOAL_REPLICAS='' FRESH='' SAID='' LAG=unknown LAG_SAID=0 READY=no
  LAST_OPEN='' SILENT_SINCE=$SECONDS SILENT_FOR=0 REFUSED_SINCE=$SECONDS REFUSED_FOR=0 ASKING=''
  ACKNOWLEDGEMENTS='' ACKNOWLEDGES='' LABELLED='' LABELLED_AT=0 LABEL_WANTED='' LABEL_TRIED=-9
  SELF=down DENIED='' UPKEEP_JOB='' UPKEEP_AT='' REPAIR_AT=-9
  prepare_credentials
}

choose_best() {
  BEST=''
  if [[ ! $FULL || $MARK == primary ]]; then return; fi
  if [[ $OPEN ]]; then BEST=$(choose_donor) || BEST=''; else BEST=$(most_advanced "$FULL" | tail -n 1) || BEST=''; fi
}

act() {
  case $ACTION in
    create) open_server && PAUSE=0 ;;
    open) open_server && take_role_from_silent && PAUSE=0 ;;
    close) close_server ;;
    yield) yield_server ;;
    ask) ask_to_yield ;;
    adopt) write_mark member && PAUSE=0 ;;
    copy) start_copy "$BEST" ;;
    follow) follow && PAUSE=0 ;;
    resume) resume_replication ;;
    retry) PAUSE=10 && resume_replication ;;
    serve) keep_acknowledgements && keep_accounts ;;
  esac
}

round() {
  if [[ $COPY_JOB ]]; then
    SILENT_SINCE=$SECONDS REFUSED_SINCE=$SECONDS # nobody is asked meanwhile
    if copy_runs; then watch_copy; return; fi
    end_copy
  fi
  observe
  watch_secret
  watch_certificate
  choose_best
  decide
  measure_lag
  report
  report_denied
  report_unverified
  act || say "could not $ACTION: $(grep -v Warning "$STATE/act.err" | tail -n 1)"
  report_role
  report_ready
}

pause() {
  if [[ $ACTION == serve && $READY == yes ]]; then
    if [[ $WRITABLE == yes ]]; then PAUSE=3; else PAUSE=4; fi # a replica asks two servers
  elif [[ $ACTION == refuse ]]; then
    PAUSE=5
  fi
  sleep "$PAUSE" &
  wait $! # so that a signal is answered at once
}

# Where mysqld is to stop as well, as it is when its pod ends, it goes more quickly when nobody is connected.
stop() {
  local tenths
  trap '' TERM INT
  for ((tenths = 0; tenths < 10; tenths++)); do
    if [[ -e $RUN/stopping ]]; then
      if [[ $(read_mark) == primary ]]; then stand_down || say "mysqld may take 10 s to stop: $(tail -n 1 "$STATE/act.err")"; fi
      touch "$RUN/quiet"
      break
    fi
    sleep 0.1
  done
  exit 0
}

main() {
  trap stop TERM INT
  trap 'say "failed in ${FUNCNAME[0]:-main}, line $LINENO: $BASH_COMMAND"' ERR
  prepare
  watch_topology &
  say "agent of a set whose primary is to be ${POD_NAME%-*}-$(topology primary)"
  while true; do
    ACTION=wait REASON='' PAUSE=0.5
    round
    pause
  done
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then main "$@"; fi
