#!/usr/bin/env bash
# Runs changed scripts of the agent and its engine without a restart of the pod. Sourced, never run.
#
# The kubelet updates the mounted ConfigMaps one by one, up to 90 s late. So the agent's ConfigMap has the file
# `versions`: the checksums of all three script directories that belong together. When it differs from the one that
# was loaded, the mounted directories have these checksums, and `main.sh check` succeeds, the agent replaces itself by
# exec, between two reconciles: same process, same container, mysqld does not notice.

VERSIONS=$AGENT_SCRIPTS/versions
SCRIPTS_TIMEOUT=120 # seconds; after that a start uses what is mounted, as somebody may have patched a ConfigMap
RELOAD_RETRY=10     # seconds
MOUNTED_VERSIONS='' RELOAD_TRIED_AT=-99 RELOAD_LOGGED='' WATCH_PID='' ENGINE_WATCH_PID=''
INCOMPLETE_VERSIONS='' INCOMPLETE_SINCE=0

# Once in every reconcile, so it starts no process. Outside a pod there is no such file.
read_versions() { if [[ -e $VERSIONS ]]; then IFS= read -r -d '' MOUNTED_VERSIONS <"$VERSIONS" || true; fi; }

# usage: version_in VERSIONS agent|engine|server
version_in() { sed -n "s/^$2 //p" <<<"$1"; }

# usage: checksum DIRECTORY
checksum() {
  local LC_ALL=C # the order of the files
  cat "$1"/* | sha256sum | cut -d ' ' -f 1
}

# The agent's directory and the file `versions` arrive together.
scripts_are_complete() {
  [[ $MOUNTED_VERSIONS ]] &&
    [[ $(version_in "$MOUNTED_VERSIONS" server) == "$(checksum "$SERVER_SCRIPTS")" ]] &&
    [[ $(version_in "$MOUNTED_VERSIONS" engine) == "$(checksum "$ENGINE_SCRIPTS")" ]]
}

# Before the other scripts are read.
read_versions
LOADED_VERSIONS=$MOUNTED_VERSIONS WERE_COMPLETE=no
if scripts_are_complete; then WERE_COMPLETE=yes; fi

# After the other scripts were read. If a directory was incomplete before, or is another one now, all are read again.
await_scripts() {
  local before
  read_versions
  if [[ ! $MOUNTED_VERSIONS ]]; then return; fi
  if [[ $WERE_COMPLETE == yes && $MOUNTED_VERSIONS == "$LOADED_VERSIONS" ]] && scripts_are_complete; then
    unset SCRIPTS_AWAITED_SINCE
    return
  fi
  export SCRIPTS_AWAITED_SINCE=${SCRIPTS_AWAITED_SINCE:-$EPOCHSECONDS}
  before=$((EPOCHSECONDS - SCRIPTS_AWAITED_SINCE))
  if ((before >= SCRIPTS_TIMEOUT)); then
    log "the scripts in $SERVER_SCRIPTS or $ENGINE_SCRIPTS are not those of this agent, and are used as they are"
    unset SCRIPTS_AWAITED_SINCE
    return
  fi
  if ((before == 0)); then log "waiting: the kubelet has not delivered all scripts yet"; fi
  sleep 1 &
  wait $!
  exec bash "$AGENT_SCRIPTS/main.sh"
}

# usage: log_reload TEXT. Once for each version.
log_reload() {
  if [[ $RELOAD_LOGGED != "$* $MOUNTED_VERSIONS" ]]; then log "$*"; fi
  RELOAD_LOGGED="$* $MOUNTED_VERSIONS"
}

# No clone, no change of accounts, no request for a switchover.
has_no_jobs() {
  local job
  for job in $(jobs -pr); do
    if [[ $job != "$WATCH_PID" && $job != "$ENGINE_WATCH_PID" ]]; then return 1; fi
  done
}

# The kubelet may need 90 s to deliver the other directory. After that, one of the ConfigMaps was not applied.
log_incomplete() {
  if [[ $INCOMPLETE_VERSIONS != "$MOUNTED_VERSIONS" ]]; then
    INCOMPLETE_VERSIONS=$MOUNTED_VERSIONS INCOMPLETE_SINCE=$SECONDS
  elif ((SECONDS - INCOMPLETE_SINCE >= SCRIPTS_TIMEOUT)); then
    log_reload "the scripts of the agent have changed, but those in $ENGINE_SCRIPTS are of another version, and the" \
      "old ones stay: apply all ConfigMaps of one version"
  fi
}

reload_scripts() {
  local error status
  read_versions
  if [[ $MOUNTED_VERSIONS == "$LOADED_VERSIONS" ]] || ((SECONDS - RELOAD_TRIED_AT < RELOAD_RETRY)); then return; fi
  if ! has_no_jobs; then return; fi
  RELOAD_TRIED_AT=$SECONDS
  if [[ ! $(version_in "$MOUNTED_VERSIONS" server) || ! $(version_in "$MOUNTED_VERSIONS" engine) ]]; then
    log_reload "the scripts of the agent have changed, but their file versions cannot be read, and the old ones stay"
  elif [[ $(version_in "$MOUNTED_VERSIONS" server) != "$(version_in "$LOADED_VERSIONS" server)" ]]; then
    log_reload "the scripts have changed, also those of the server: they are used when this pod restarts"
  elif ! scripts_are_complete; then
    log_incomplete
  elif error=$(timeout 10 bash "$AGENT_SCRIPTS/main.sh" check 2>&1); then
    log "the scripts of the agent have changed: loading them"
    kill "$WATCH_PID" ${ENGINE_WATCH_PID:+"$ENGINE_WATCH_PID"} 2>/dev/null || true
    RELOADED=yes exec bash "$AGENT_SCRIPTS/main.sh"
  else
    status=$?
    if ((status == 124)); then error='no decision within 10 s'; fi
    error=${error:-they exit with code $status}
    log_reload "the scripts of the agent have changed, but fail, and the old ones stay: ${error##*$'\n'}"
  fi
}

# In a process of its own: whether all scripts can be read, have what they require, and reach a decision.
check_scripts() {
  local name
  for name in "${ENVIRONMENT[@]}"; do
    if [[ ! -v $name ]]; then echo "the pod does not have the variable $name"; return 1; fi
  done
  for name in "${ENGINE_FUNCTIONS[@]}"; do
    if ! declare -F "$name" >/dev/null; then echo "the engine does not have the function $name"; return 1; fi
  done
  init_credentials
  observe
  decide
  [[ $ACTION ]]
}
