#!/usr/bin/env bash
# The set-up of tests of changed scripts: copies of the mounted directories in $MOUNTS, as a kubelet delivers them.
# shellcheck disable=SC2329 # the scripts call exec and mysql

checksum_of() { cat "$MOUNTS/$1"/*.* | sha256sum | cut -d ' ' -f 1; }

# Writes `versions` as the construct does.
deliver() {
  rm -f "$MOUNTS/agent/versions"
  local name
  for name in agent engine server; do echo "$name $(checksum_of $name)"; done >"$BATS_TEST_TMPDIR/versions"
  mv "$BATS_TEST_TMPDIR/versions" "$MOUNTS/agent/versions"
}

# usage: change_script FILE. Another comment.
change_script() { echo '# changed' >>"$MOUNTS/$1"; }

# Looks again, however recent the last look is.
look() { RELOAD_TRIED_AT=-99; reload_scripts; }

loaded() { [ "$(cat "$DONE" 2>/dev/null)" = "exec bash $MOUNTS/agent/main.sh" ]; }

# An agent in a pod whose directories of scripts are copies.
set_up_mounts() {
  set_up_pod mysql-0
  MOUNTS=$BATS_TEST_TMPDIR/scripts
  mkdir "$MOUNTS"
  cp -r "$SCRIPTS/server" "$SCRIPTS/agent" "$MOUNTS"
  cp -r "$SCRIPTS/engines/source-replica" "$MOUNTS/engine"
  unset ENGINE_SCRIPTS
  deliver
  source "$MOUNTS/agent/main.sh"
  exec() { echo "exec $*" >>"$DONE"; }
  mysql() { return 1; }
  export -f mysql # for the new agent that is checked
}
