#!/usr/bin/env bats
# How root repairs the agent's account after it was changed by hand. Statements go to a file, in place of a server.
# shellcheck disable=SC2218,SC2329,SC2031,SC2034 # the functions call what tests put in their place; scripts read the variables
load ../helper

setup() {
  set_up_agent mysql-0
  AGENT_PASSWORD=used DATA_STATE=primary WRITABLE_PEER='' WRITABLE_BY_ROOT=1 AUTH_FAILED_PEERS=''
  root_sql() { case $1 in SELECT*) echo "$WRITABLE_BY_ROOT" ;; *) printf '%s\n' "$1" >>"$DONE" ;; esac; }
  observe_peers() { :; }
  repair() { REPAIR_TRIED_AT=-9; repair_account; }
  : >"$DONE"
  answers 'ERROR 1045 (28000): Access denied'
}

# usage: answers ERROR. How mysqld answers its agent.
answers() {
  echo "$1" >"$STATE/self.err"
  sql() { echo "$ANSWER" >&2; return 1; }
  ANSWER=$1
  observe_self
}

nothing_was_done() { [ ! -s "$DONE" ]; }

@test "an account that was changed by hand on the writable primary is repaired" {
  run repair_account
  [ "$status" = 0 ] && [[ $output == *"account cdk8s_agent: changed by hand, repaired: ERROR 1045"* ]]
  grep -q "^CREATE USER IF NOT EXISTS 'cdk8s_agent'@'localhost' IDENTIFIED BY 'used';" "$DONE"
  grep -q "^ALTER USER 'cdk8s_agent'@'localhost' IDENTIFIED BY 'used' REQUIRE NONE WITH MAX_QUERIES_PER_HOUR 0 .* ACCOUNT UNLOCK;" "$DONE"
  grep -q '^GRANT RELOAD, .* SYSTEM_VARIABLES_ADMIN ON \*\.\* TO' "$DONE" && grep -q "^GRANT SELECT ON .performance.*schema.* TO 'cdk8s_agent'" "$DONE"
  run ! grep -q 'RETAIN' "$DONE"
}
@test "a read-only server is never written to" {
  WRITABLE_BY_ROOT=0
  run ! repair_account
  nothing_was_done
}
@test "nor is one whose data state is not primary" {
  DATA_STATE=verified
  run ! repair_account
  nothing_was_done
}
@test "nor is one while a peer accepts writes" {
  observe_peers() { WRITABLE_PEER=1; }
  run ! repair_account
  nothing_was_done
}
@test "nor is one while nothing can be committed" {
  DURABILITY=LOSSLESS
  can_commit() { [[ $1 != root_sql ]]; }
  run ! repair_account
  [[ $output == *"repaired as soon as enough replicas acknowledge: ERROR 1045"* ]] && nothing_was_done
}
@test "nor is one into which root cannot log in" {
  root_sql() { return 1; }
  run ! repair_account
  nothing_was_done
}
@test "the password in the Secret is tried if that of the last reconcile is rejected" {
  printf 'old' >"$STATE/root.cnf"
  root_sql() { if grep -q 'root text' "$STATE/root.cnf"; then case $1 in SELECT*) echo 1 ;; *) printf '%s\n' "$1" >>"$DONE" ;; esac; else return 1; fi; }
  repair
  [ -s "$DONE" ]
}
@test "a lock, an expired password and a missing privilege are errors of the account, others are not" {
  for error in '3118 (HY000): Access denied. Account is locked.' '1862 (HY000): Your password has expired' '1142 (42000): SELECT command denied'; do
    answers "ERROR $error"
    [ "$SERVER_STATE" = sql_error ]
    repair
  done
  : >"$DONE"
  answers 'ERROR 1040 (HY000): Too many connections'
  run ! repair
  nothing_was_done
}
@test "a repair is retried after three seconds, not in every reconcile" {
  repair_account
  : >"$DONE"
  SECONDS=$((REPAIR_TRIED_AT + 1))
  run ! repair_account
  nothing_was_done
  SECONDS=$((REPAIR_TRIED_AT + 3))
  repair_account
  [ -s "$DONE" ]
}
@test "an agent observes again after the repair" {
  repair_account() { return 0; }
  recover_login() { return 1; }
  read_secret() { :; }
  observe() { SERVER_STATE=data; }
  for SERVER_STATE in auth_failed sql_error; do reconcile_credentials; [ "$SERVER_STATE" = data ]; done
}
