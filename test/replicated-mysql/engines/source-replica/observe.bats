#!/usr/bin/env bats
# What is known of this server and its peers, and since when a peer has been unreachable.
# shellcheck disable=SC2329,SC2030,SC2031,SC2100 # functions take the place of those that ask a server; each test has a shell of its own
load ../../helper

setup() {
  set_up_agent mysql-1
  DESIRED_PRIMARY=mysql-0
  stop_clock 230
  UNREACHABLE_SINCE=100 AUTH_FAILED_SINCE=100 GTID_EXECUTED=a:1
  forget_peers
}

# usage: answers_with ERROR. A peer that has been queried.
answers_with() {
  echo "$1" >"$STATE/peer-0.err"
  note_unreachable 0
  measure_unreachable
  [ "$UNREACHABLE_PEERS" = '0 ' ]
}

@test "a peer without a connection is unreachable" { answers_with "ERROR 2003 (HY000): Can't connect to MySQL server (110)"; [ "$UNREACHABLE_FOR" = 130 ]; }
@test "a peer that did not answer in time is unreachable" { answers_with ''; [ "$UNREACHABLE_FOR" = 130 ]; }
@test "a peer with too many connections is not gone" { answers_with 'ERROR 1040 (HY000): Too many connections'; [ "$UNREACHABLE_FOR" = 0 ]; }
@test "a peer that rejects the password is not gone" { answers_with 'ERROR 1045 (28000): Access denied'; [ "$UNREACHABLE_FOR" = 0 ] && [ "$AUTH_FAILED_PEERS" = '0 ' ] && [ "$AUTH_FAILED_FOR" = 130 ]; }
@test "a peer whose certificate cannot be verified is not gone, one that no longer answers is" {
  answers_with 'ERROR 2026 (HY000): SSL connection error'
  [ "$UNREACHABLE_FOR" = 0 ]
  forget_peers
  SECONDS=260
  answers_with 'ERROR 2003 (HY000)'
  [ "$UNREACHABLE_FOR" = 30 ]
}
# usage: answer ORDINAL UUID UUID-OF-SOURCE
answer() { printf 'no|a:1-9|||||%s|%s|2\n' "$2" "$3" >"$STATE/peer-$1"; }

@test "a source of a peer that does not answer is known" {
  SERVER_UUID=own SOURCE_UUID=''
  answer 2 two zero
  sort_peers '0 2 '
  [ "$UNREACHABLE_SOURCES" = 'zero ' ] && [ "$UNREACHABLE_PEERS" = '0 ' ]
}
@test "so is that of this server" {
  SERVER_UUID=own SOURCE_UUID=zero
  answer 2 two ''
  sort_peers '0 2 '
  [ "$UNREACHABLE_SOURCES" = 'zero ' ]
}
@test "so is one that a peer would follow, but not this server itself" {
  SERVER_UUID=own SOURCE_UUID=''
  printf 'no|a:1-9|||||two||2|%s\n' "$(host_of 0)" >"$STATE/peer-2"
  sort_peers '0 2 '
  [ "$UNREACHABLE_SOURCES" = "$(host_of 0) " ]
  printf 'no|a:1-9|||||two||2|%s\n' "$(host_of "$(ordinal)")" >"$STATE/peer-2"
  sort_peers '0 2 '
  [ -z "$UNREACHABLE_SOURCES" ]
}
@test "what a peer has received counts, applied or not" {
  peer_sql() { printf '%s' "$2" >"$LOG"; }
  query_peer 0
  [[ $(<"$LOG") == *"@received = (SELECT IFNULL(MAX(RECEIVED_TRANSACTION_SET), '')"* ]]
  [[ $(<"$LOG") == *"GTID_SUBTRACT(CONCAT(@theirs, ',', @received), 'a:1')"* ]]
}
@test "an agent that did not run for a while queries all peers, even the primary's" {
  WRITABLE=yes IS_DESIRED_PRIMARY=yes OBSERVED_AT=$((SECONDS - FROZEN_AFTER))
  [ -z "$(peers_to_query)" ]
  OBSERVED_AT=$((SECONDS - FROZEN_AFTER - 1))
  [ "$(peers_to_query)" = "$(peers)" ]
}
@test "the number of acknowledgements for which the primary waits is known" {
  SERVER_UUID=own SOURCE_UUID=zero
  printf 'yes|a:1-9|||||zero||2\n' >"$STATE/peer-0"
  sort_peers '0 '
  [ "$PRIMARY_ACKNOWLEDGEMENTS" = 2 ] && [ -z "$UNREACHABLE_SOURCES" ]
}
@test "a source that answers, or is this server, is not unreachable" {
  SERVER_UUID=own SOURCE_UUID=''
  answer 0 zero ''
  answer 2 two zero
  answer 3 three own
  sort_peers '0 2 3 '
  [ -z "$UNREACHABLE_SOURCES" ]
}
@test "no peer counts as unreachable while none is queried" {
  read_data_state() { printf verified; }
  observe_desired_state() { :; }
  observe_self() { SERVER_STATE=down; }
  observe
  [ "$UNREACHABLE_SINCE" = 230 ]
}
# A peer that accepts the password in the file $ACCEPTED, and does not grant SELECT on its source.
fake_peer() {
  if [[ ${PEER_CREDENTIALS:-replication} != "$ACCEPTED" ]]; then echo 'ERROR 1045 (28000): Access denied' >&2; return 1; fi
  if [[ $2 == *replication_connection_status* ]]; then echo 'ERROR 1142 (42000): SELECT command denied' >&2; return 1; fi
  echo 'no|a:1-9||||||'
}

@test "a peer that does not grant SELECT on its source answers all the same" {
  ACCEPTED=replication
  peer_sql() { fake_peer "$@"; }
  query_peers query_peer_of_any_version 0
  [ "$(<"$STATE/peer-0")" = 'no|a:1-9||||||' ] && [[ $PEER_SOURCE_QUERY == *SOURCE_UUID* ]]
}
@test "so does one that accepts the old password" {
  ACCEPTED=old-replication
  peer_sql() { fake_peer "$@"; }
  touch "$STATE/old-replication.cnf"
  query_peers query_peer_of_any_version 0
  [ ! -e "$STATE/peer-0" ]
  echo x >"$STATE/old-replication.cnf"
  query_peers query_peer_of_any_version 0
  [ -s "$STATE/peer-0" ]
}
@test "a server that cannot be reached is down, and one that answers with an error says which" {
  sql() { echo "$ANSWER" >&2; return 1; }
  own_state() { ANSWER=$1; observe_self; printf '%s' "$SERVER_STATE"; }
  LAG_TARGET=''
  [ "$(own_state "ERROR 2002 (HY000): Can't connect to local MySQL server")" = down ]
  [ "$(own_state '')" = down ]
  [ "$(own_state 'ERROR 1045 (28000): Access denied')" = auth_failed ]
  [ "$(own_state 'ERROR 1142 (42000): SELECT command denied')" = sql_error ]
  ANSWER='ERROR 1142 (42000): SELECT command denied' MAINTENANCE=no
  observe_self
  decide
  [ "$ACTION" = wait ] && [[ $REASON == *'with an error: ERROR 1142 (42000): SELECT command denied' ]]
}
@test "a server is asked whether it has TLS if it should, and not otherwise" {
  # usage: own_query. Loads the scripts anew, and prints the query.
  own_query() {
    source "$SCRIPTS/agent/main.sh"
    sql() { printf '%s' "$1" >"$LOG"; echo 'no|a:1||ON|ON|yes|1|no|own|other|yes|an error | with a bar'; }
    observe_self
    cat "$LOG"
  }
  [[ $(own_query) != *tls_channel_status* ]]
  export TLS_SECRET_NAME=shop-tls TLS_REQUIRE=yes TLS_VERIFY=yes
  own_query >/dev/null
  grep -q "tls_channel_status" "$LOG" && grep -q "CHANNEL = 'mysql_main'" "$LOG"
  [ "$SOURCE_UUID|$TLS_MISSING|$LAST_ERROR" = 'other|yes|an error | with a bar' ]
}
