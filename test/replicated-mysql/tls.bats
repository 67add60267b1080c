#!/usr/bin/env bats
# How certificates are served and renewed, and what mysqld and members are told of them.
# shellcheck disable=SC2329,SC2030,SC2031 # the functions call what a test puts in their place; each test has a shell of its own
load tls

@test "what belongs together is served, readable by its owner alone" {
  offer ca.crt mysql-1.crt mysql-1.key
  [ -z "$(unservable)" ]
  cmp "$TLS/ca.pem" "$PKI/ca.crt" && cmp "$TLS/cert.pem" "$PKI/mysql-1.crt" && cmp "$TLS/key.pem" "$PKI/mysql-1.key"
  [ "$(stat -c %a "$TLS/" "$TLS/key.pem" | paste -sd ' ')" = '700 600' ]
}
@test "a renewal without names by which clients ask is refused, and the former certificate stays" {
  TLS_HOSTS='mysql-primary mysql-read'
  offer ca.crt mysql-1.crt mysql-1.key
  watch_certificate 2>/dev/null
  offer ca.crt rsa.crt rsa.key
  run watch_certificate
  [[ $output == *'the former certificate stays: tls.crt cannot be verified by ca.crt: it has not the names: mysql-primary, mysql-read' ]]
  cmp "$TLS/cert.pem" "$PKI/mysql-1.crt"
}
@test "a renewed certificate is served at once, and told" {
  offer ca.crt expired.crt mysql-1.key
  serve "$(copy_offered)"
  offer ca.crt mysql-1.crt mysql-1.key
  watch_certificate 2>"$LOG"
  watch_certificate 2>>"$LOG"
  cmp "$RELOADED" "$PKI/mysql-1.crt"
  [ "$(wc -l <"$LOG")" = 1 ] && [ "$(copies)" = 2 ]
  grep -q 'serves the certificate in the Secret shop-tls: serial number A1, valid until ' "$LOG"
  watch_certificate
  forget_copies
  [ "$(copies)" = 1 ]
}
@test "a broken renewal is refused once, and the former certificate stays" {
  offer ca.crt mysql-1.crt mysql-1.key
  watch_certificate 2>/dev/null
  rm "$RELOADED"
  offer ca.crt mysql-1.crt mysql-2.key
  watch_certificate 2>"$LOG"
  TLS_TRIED=$((SECONDS - TLS_RETRY))
  watch_certificate 2>>"$LOG"
  [ "$(cut -d' ' -f2- "$LOG")" = 'mysql-1: the Secret shop-tls is refused, and the former certificate stays: tls.crt and tls.key do not belong together' ]
  cmp "$TLS/key.pem" "$PKI/mysql-1.key" && [ ! -e "$RELOADED" ]
}
@test "what mysqld refuses is not served, and tried again" {
  offer ca.crt mysql-1.crt mysql-1.key
  watch_certificate 2>/dev/null
  sql() { echo 'ERROR 3888 (HY000): Failed to set up SSL' >&2; return 1; }
  offer other.crt mysql-1.crt mysql-1.key
  certificate_fault() { :; }
  run watch_certificate
  [[ $output == *'the former certificate stays: mysqld: ERROR 3888 (HY000): Failed to set up SSL' ]]
  cmp "$TLS/ca.pem" "$PKI/ca.crt"
  watch_certificate 2>/dev/null
  sql() { touch "$RELOADED"; }
  TLS_TRIED=$((SECONDS - TLS_RETRY))
  watch_certificate 2>/dev/null
  cmp "$TLS/ca.pem" "$PKI/other.crt"
}
@test "the return of the former text is served as well" {
  offer ca.crt mysql-1.crt mysql-1.key
  watch_certificate 2>/dev/null
  offer ca.crt mysql-1.crt -
  watch_certificate 2>/dev/null
  offer ca.crt mysql-1.crt mysql-1.key
  run watch_certificate
  [[ $output == *'serves the certificate'* ]]
}
@test "nothing is judged while mysqld does not answer" {
  offer ca.crt mysql-1.crt mysql-1.key
  SELF=down
  run watch_certificate
  [ -z "$output" ] && [ ! -e "$RELOADED" ]
}
@test "members and CLONE verify where they are told to" {
  [ "${PEER_TLS[*]}" = "--ssl-mode=VERIFY_IDENTITY --ssl-ca=$TLS/ca.pem" ]
  [ "$SOURCE_TLS" = "SOURCE_SSL = 1, SOURCE_SSL_CA = '$TLS/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 1" ]
  [[ ${SERVER_TLS[*]} == *"--ssl-key=$TLS/key.pem --require-secure-transport=ON --clone-ssl-ca=$TLS/ca.pem" ]]
}
@test "members encrypt only where they are not, and clients may do without TLS where they may" {
  TLS_REQUIRE=no TLS_VERIFY=no load_scripts
  [ "${PEER_TLS[*]}" = --ssl-mode=REQUIRED ] && [ "$SOURCE_TLS" = 'SOURCE_SSL = 1' ]
  [ "${SERVER_TLS[*]}" = "--ssl-ca=$TLS/ca.pem --ssl-cert=$TLS/cert.pem --ssl-key=$TLS/key.pem" ]
}
@test "a server is asked whether it has TLS where it should, and not where it need not" {
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/observe.sh"
  sql() { printf '%s' "$1" >"$LOG"; echo 'no|a:1||ON|ON|yes|1|no|own|other|yes|an error | with a bar'; }
  observe_self
  grep -q "tls_channel_status WHERE CHANNEL = 'mysql_main'" "$LOG"
  [ "$SENDER_UUID|$PLAIN|$ERROR" = 'other|yes|an error | with a bar' ]
  unset TLS_FROM
  tell_tls
  observe_self
  [[ $(<"$LOG") != *tls_channel_status* ]]
}
@test "without certificates mysqld is told nothing of them" {
  unset TLS_FROM
  load_scripts
  [ ${#SERVER_TLS[@]} = 0 ] && [ "${PEER_TLS[*]}" = --ssl-mode=REQUIRED ]
  run watch_certificate
  [ "$status" = 0 ] && [ -z "$output" ]
}
@test "members that cannot be verified are named, once" {
  SILENT='0 2 '
  echo 'ERROR 2026 (HY000): SSL connection error' >"$STATE/peer-0.err"
  echo 'ERROR 2003 (HY000)' >"$STATE/peer-2.err"
  run report_unverified
  [[ $output == *'cannot be verified by the CA in the Secret shop-tls: mysql-0. Where'* ]]
  report_unverified 2>/dev/null
  run report_unverified
  [ -z "$output" ]
}
@test "a member that cannot be verified does not count as gone, one that no longer answers does" {
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/observe.sh"
  unset SECONDS
  SILENT='0 ' SILENT_SINCE=100 SECONDS=200
  echo 'ERROR 2026 (HY000): SSL connection error' >"$STATE/peer-0.err"
  forget_peers
  note_silent 0
  measure_silence
  [ "$SILENT_FOR" = 0 ]
  echo 'ERROR 2003 (HY000)' >"$STATE/peer-0.err"
  forget_peers
  note_silent 0
  SECONDS=230
  measure_silence
  [ "$SILENT_FOR" = 30 ]
}
