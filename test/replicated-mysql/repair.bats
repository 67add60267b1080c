#!/usr/bin/env bats
# What root does for an agent whose account was changed by hand. Statements go to a file, in place of a server.
# shellcheck disable=SC2218,SC2329,SC2031,SC2034 # the functions call what tests put in their place, and the scripts read the variables
bats_require_minimum_version 1.5.0

setup() {
  export VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state SECRETS=$BATS_TEST_TMPDIR/secrets
  export TOPOLOGY=$BATS_TEST_TMPDIR/topology POD_NAME=mysql-0 SERVICE=mysql DONE=$BATS_TEST_TMPDIR/done
  mkdir -p "$VOLUME/server" "$RUN" "$STATE" "$SECRETS" "$TOPOLOGY"
  printf 'root text' >"$SECRETS/root-password"
  printf '2' >"$TOPOLOGY/replicas"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/agent.sh"
  KNOWN_SELF=known MARK=primary OPEN='' DURABILITY=ASYNC REPAIR_AT=-9 OPEN_BY_ROOT=1 GOAL='' REFUSED_BY=''
  root_sql() { case $1 in SELECT*) echo "$OPEN_BY_ROOT" ;; *) printf '%s\n' "$1" >>"$DONE" ;; esac; }
  observe_peers() { :; }
  repair() { REPAIR_AT=-9; repair_self; }
  : >"$DONE"
  answers 'ERROR 1045 (28000): Access denied'
}

# usage: answers ERROR. What mysqld says to its agent.
answers() {
  echo "$1" >"$STATE/self.err"
  sql() { echo "$ANSWER" >&2; return 1; }
  ANSWER=$1
  observe_self
}

nothing_was_done() { [ ! -s "$DONE" ]; }

@test "an account that was changed by hand on the open primary is as declared again" {
  run repair_self
  [ "$status" = 0 ] && [[ $output == *"the agent's account was changed by hand, and is as declared again: ERROR 1045"* ]]
  grep -q "^CREATE USER IF NOT EXISTS 'cdk8s_agent'@'localhost' IDENTIFIED BY 'known';" "$DONE"
  grep -q "^ALTER USER 'cdk8s_agent'@'localhost' IDENTIFIED BY 'known' REQUIRE NONE WITH MAX_QUERIES_PER_HOUR 0 .* ACCOUNT UNLOCK;" "$DONE"
  grep -q '^GRANT RELOAD, .* SYSTEM_VARIABLES_ADMIN ON \*\.\* TO' "$DONE" && grep -q "^GRANT SELECT ON .performance.*schema.* TO 'cdk8s_agent'" "$DONE"
  run ! grep -q 'RETAIN' "$DONE"
}
@test "a server that is read only is never written to" {
  OPEN_BY_ROOT=0
  run ! repair_self
  nothing_was_done
}
@test "nor is one that is not marked as the primary" {
  MARK=member
  run ! repair_self
  nothing_was_done
}
@test "nor is one beside another that accepts writes" {
  observe_peers() { OPEN=1; }
  run ! repair_self
  nothing_was_done
}
@test "nor is one that nobody could acknowledge it to" {
  DURABILITY=LOSSLESS
  acknowledgers_are_there() { [[ $1 != root_sql ]]; }
  run ! repair_self
  [[ $output == *"when enough replicas are there to acknowledge it: ERROR 1045"* ]] && nothing_was_done
}
@test "nor is one that root does not come into" {
  root_sql() { return 1; }
  run ! repair_self
  nothing_was_done
}
@test "the Secret's password is tried where the one of the last look is none" {
  printf 'former' >"$STATE/root.cnf"
  root_sql() { if grep -q 'root text' "$STATE/root.cnf"; then case $1 in SELECT*) echo 1 ;; *) printf '%s\n' "$1" >>"$DONE" ;; esac; else return 1; fi; }
  repair
  [ -s "$DONE" ]
}
@test "a lock, an end and a privilege that is missing are of the account, other trouble is not" {
  for error in '3118 (HY000): Access denied. Account is locked.' '1862 (HY000): Your password has expired' '1142 (42000): SELECT command denied'; do
    answers "ERROR $error"
    [ "$SELF" = hindered ]
    repair
  done
  : >"$DONE"
  answers 'ERROR 1040 (HY000): Too many connections'
  run ! repair
  nothing_was_done
}
@test "root looks again after three seconds, not in every round" {
  repair_self
  : >"$DONE"
  SECONDS=$((REPAIR_AT + 1))
  run ! repair_self
  nothing_was_done
  SECONDS=$((REPAIR_AT + 3))
  repair_self
  [ -s "$DONE" ]
}
@test "who cannot be reached is down, and who answers with an error says which" {
  answers "ERROR 2002 (HY000): Can't connect to local MySQL server"
  [ "$SELF" = down ]
  answers ''
  [ "$SELF" = down ]
  answers 'ERROR 1045 (28000): Access denied'
  [ "$SELF" = refused ]
  answers 'ERROR 1142 (42000): SELECT command denied'
  HOLD=no
  decide
  [ "$ACTION" = wait ] && [[ $REASON == *'with an error: ERROR 1142 (42000): SELECT command denied' ]]
}
@test "an agent that is refused or hindered looks again after the repair" {
  repair_self() { return 0; }
  find_way_in() { return 1; }
  read_secret() { :; }
  observe() { SELF=data; }
  for SELF in refused hindered; do watch_secret; [ "$SELF" = data ]; done
}
