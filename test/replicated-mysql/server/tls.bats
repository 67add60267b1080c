#!/usr/bin/env bats
# How the certificate of the Secret is copied, and what mysqld is started with.
# shellcheck disable=SC2030,SC2031 # each test has a shell of its own
load ../helper
load ../certificates

@test "a valid certificate is used, readable by its owner alone" {
  mount ca.crt mysql-1.crt mysql-1.key
  [ -z "$(unusable_certificate)" ]
  cmp "$TLS/ca.pem" "$PKI/ca.crt" && cmp "$TLS/cert.pem" "$PKI/mysql-1.crt" && cmp "$TLS/key.pem" "$PKI/mysql-1.key"
  [ "$(stat -c %a "$TLS/" "$TLS/key.pem" | paste -sd ' ')" = '700 600' ]
}
@test "intermediate CAs are used, and added for the check of mysqld, which trusts no other CA for it" {
  mount ca.crt chain.crt mysql-1.key
  [ -z "$(unusable_certificate)" ]
  cmp "$TLS/cert.pem" "$PKI/chain.crt"
  openssl verify -CAfile "$TLS/ca.pem" -no-CApath -no-CAstore "$PKI/leaf.crt"
  [ "$(grep -c BEGIN "$TLS/ca.pem")" = 2 ]
  run openssl verify -CAfile "$TLS/ca.pem" -no-CApath -no-CAstore "$PKI/other.crt"
  [ "$status" -ne 0 ]
}
@test "mysqld and CLONE verify if they have to" {
  [[ ${SERVER_TLS[*]} == *"--ssl-key=$TLS/key.pem --require-secure-transport=ON --clone-ssl-ca=$TLS/ca.pem" ]]
}
@test "clients may do without TLS if it is not required" {
  TLS_REQUIRE=no TLS_VERIFY=no init_tls
  [ "${SERVER_TLS[*]}" = "--ssl-ca=$TLS/ca.pem --ssl-cert=$TLS/cert.pem --ssl-key=$TLS/key.pem" ]
}
@test "without a certificate mysqld has no option of it" {
  unset TLS_SECRET_NAME
  init_tls
  [ ${#SERVER_TLS[@]} = 0 ]
}
