#!/usr/bin/env bats
# How long members have been silent, which decides who counts as gone.
# shellcheck disable=SC2329,SC2031 # the functions take the place of those that ask a server; each test has a STATE of its own

setup() {
  export STATE=$BATS_TEST_TMPDIR POD_NAME=mysql-1
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/observe.sh"
  unset SECONDS # no clock, so that it stands still
  SECONDS=230 SILENT_SINCE=100 REFUSED_SINCE=100
  forget_peers
}

# usage: silence_of ERROR. How long a member is silent that has answered so.
silence_of() {
  echo "$1" >"$STATE/peer-0.err"
  note_silent 0
  measure_silence
  [ "$SILENT" = '0 ' ]
}

@test "who cannot be reached is silent" { silence_of "ERROR 2003 (HY000): Can't connect to MySQL server (110)"; [ "$SILENT_FOR" = 130 ]; }
@test "who is killed before an answer is silent" { silence_of ''; [ "$SILENT_FOR" = 130 ]; }
@test "who has too many connections is there" { silence_of 'ERROR 1040 (HY000): Too many connections'; [ "$SILENT_FOR" = 0 ]; }
@test "who refuses the password is there" { silence_of 'ERROR 1045 (28000): Access denied'; [ "$SILENT_FOR" = 0 ] && [ "$REFUSED_BY" = ' mysql-0' ] && [ "$REFUSED_FOR" = 130 ]; }
# usage: answer ORDINAL UUID UUID-OF-SOURCE
answer() { printf 'no|a:1-9|||||%s|%s|2\n' "$2" "$3" >"$STATE/peer-$1"; }

@test "a source of others that does not answer is known to send" {
  UUID=own SENDER_UUID=''
  answer 2 two zero
  sort_peers '0 2 '
  [ "$SENDING" = 'zero ' ] && [ "$SILENT" = '0 ' ]
}
@test "so is this server's own" {
  UUID=own SENDER_UUID=zero
  answer 2 two ''
  sort_peers '0 2 '
  [ "$SENDING" = 'zero ' ]
}
@test "the acknowledgements that the primary waits for are known" {
  UUID=own SENDER_UUID=zero SERVICE=mysql
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  printf 'yes|a:1-9|||||zero||2\n' >"$STATE/peer-0"
  sort_peers '0 '
  [ "$PRIMARY_ACKNOWLEDGE" = 2 ] && [ -z "$SENDING" ]
}
@test "a source that answers, or that is this server, is no secret" {
  UUID=own SENDER_UUID=''
  answer 0 zero ''
  answer 2 two zero
  answer 3 three own
  sort_peers '0 2 3 '
  [ -z "$SENDING" ]
}
@test "nobody counts as silent while nobody was asked" {
  read_mark() { printf member; }
  observe_topology() { :; }
  observe_self() { SELF=down; }
  observe
  [ "$SILENT_SINCE" = 230 ]
}
# A server that takes the password in the file $TAKES, and does not let see whom it receives from.
peer_sql() {
  if [[ ${PEER:-peer} != "$TAKES" ]]; then echo 'ERROR 1045 (28000): Access denied' >&2; return 1; fi
  if [[ $2 == *replication_connection_status* ]]; then echo 'ERROR 1142 (42000): SELECT command denied' >&2; return 1; fi
  echo 'no|a:1-9||||||'
}

@test "a member that does not let see whom it receives from answers all the same" {
  TAKES=peer
  ask_peer 0
  [ "$(<"$STATE/peer-0")" = 'no|a:1-9||||||' ] && [[ $SENDER == *SOURCE_UUID* ]]
}
@test "so does one that takes the former password" {
  TAKES=former
  touch "$STATE/former.cnf"
  ask_peer 0
  [ ! -e "$STATE/peer-0" ]
  echo x >"$STATE/former.cnf"
  ask_peer 0
  [ -s "$STATE/peer-0" ]
}
