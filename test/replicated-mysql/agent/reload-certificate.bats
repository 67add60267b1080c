#!/usr/bin/env bats
# How a renewed certificate is loaded, and how connections to peers are verified.
# shellcheck disable=SC2329,SC2030,SC2031 # the functions call what a test puts in their place; each test has a shell of its own
load ../helper
load ../certificates

@test "a renewal without the names by which clients connect is rejected, and the old certificate stays" {
  TLS_HOSTS='mysql-primary mysql-read'
  mount ca.crt mysql-1.crt mysql-1.key
  reload_certificate 2>/dev/null
  mount ca.crt rsa.crt rsa.key
  run reload_certificate
  [[ $output == *'the old one stays: tls.crt cannot be verified by ca.crt: it does not have the names: mysql-primary, mysql-read' ]]
  cmp "$TLS/cert.pem" "$PKI/mysql-1.crt"
}
@test "a renewed certificate is loaded at once, and logged" {
  mount ca.crt expired.crt mysql-1.key
  use_certificate "$(copy_certificate)"
  mount ca.crt mysql-1.crt mysql-1.key
  reload_certificate 2>"$LOG"
  reload_certificate 2>>"$LOG"
  cmp "$RELOADED" "$PKI/mysql-1.crt"
  [ "$(wc -l <"$LOG")" = 1 ] && [ "$(copies)" = 2 ]
  grep -q 'loaded the certificate in the Secret shop-tls: serial number A1, valid until ' "$LOG"
  reload_certificate
  delete_unused_copies
  [ "$(copies)" = 1 ]
}
@test "an invalid renewal is rejected once, and the old certificate stays" {
  mount ca.crt mysql-1.crt mysql-1.key
  reload_certificate 2>/dev/null
  rm "$RELOADED"
  mount ca.crt mysql-1.crt mysql-2.key
  reload_certificate 2>"$LOG"
  CERTIFICATE_TRIED_AT=$((SECONDS - CERTIFICATE_RETRY))
  reload_certificate 2>>"$LOG"
  [ "$(cut -d' ' -f2- "$LOG")" = 'mysql-1: rejected the certificate in the Secret shop-tls, the old one stays: tls.crt and tls.key do not match' ]
  cmp "$TLS/key.pem" "$PKI/mysql-1.key" && [ ! -e "$RELOADED" ]
}
@test "a certificate that mysqld rejects is not used, and tried again" {
  mount ca.crt mysql-1.crt mysql-1.key
  reload_certificate 2>/dev/null
  sql() { echo 'ERROR 3888 (HY000): Failed to set up SSL' >&2; return 1; }
  mount other.crt mysql-1.crt mysql-1.key
  certificate_error() { :; }
  run reload_certificate
  [[ $output == *'the old one stays: mysqld: ERROR 3888 (HY000): Failed to set up SSL' ]]
  cmp "$TLS/ca.pem" "$PKI/ca.crt"
  reload_certificate 2>/dev/null
  sql() { touch "$RELOADED"; }
  CERTIFICATE_TRIED_AT=$((SECONDS - CERTIFICATE_RETRY))
  reload_certificate 2>/dev/null
  cmp "$TLS/ca.pem" "$PKI/other.crt"
}
@test "the return of the old certificate is loaded as well" {
  mount ca.crt mysql-1.crt mysql-1.key
  reload_certificate 2>/dev/null
  mount ca.crt mysql-1.crt -
  reload_certificate 2>/dev/null
  mount ca.crt mysql-1.crt mysql-1.key
  run reload_certificate
  [[ $output == *'loaded the certificate'* ]]
}
@test "nothing is loaded while mysqld does not answer" {
  mount ca.crt mysql-1.crt mysql-1.key
  SERVER_STATE=down
  run reload_certificate
  [ -z "$output" ] && [ ! -e "$RELOADED" ]
}
@test "connections to peers and to the source are verified if they have to" {
  [ "${PEER_TLS[*]}" = "--ssl-mode=VERIFY_IDENTITY --ssl-ca=$TLS/ca.pem" ]
  [ "$SOURCE_TLS" = "SOURCE_SSL = 1, SOURCE_SSL_CA = '$TLS/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 1" ]
}
@test "they are encrypted only otherwise" {
  TLS_REQUIRE=no TLS_VERIFY=no set_up_agent mysql-1
  [ "${PEER_TLS[*]}" = --ssl-mode=REQUIRED ] && [ "$SOURCE_TLS" = 'SOURCE_SSL = 1' ]
}
@test "without a certificate nothing is loaded" {
  unset TLS_SECRET_NAME
  set_up_agent mysql-1
  [ "${PEER_TLS[*]}" = --ssl-mode=REQUIRED ]
  run reload_certificate
  [ "$status" = 0 ] && [ -z "$output" ]
}
@test "peers that cannot be verified are named, once" {
  UNREACHABLE_PEERS='0 2 '
  echo 'ERROR 2026 (HY000): SSL connection error' >"$STATE/peer-0.err"
  echo 'ERROR 2003 (HY000)' >"$STATE/peer-2.err"
  run log_unverified_peers
  [[ $output == *'cannot be verified by the CA in the Secret shop-tls: mysql-0. If'* ]]
  log_unverified_peers 2>/dev/null
  run log_unverified_peers
  [ -z "$output" ]
}
