#!/usr/bin/env bats
# Which certificates can be served, and what is said of those that cannot.
# shellcheck disable=SC2030,SC2031 # each test has a shell of its own
load tls

@test "intermediate CAs are served, and offered to the check of mysqld, which trusts no other CA for it" {
  offer ca.crt chain.crt mysql-1.key
  [ -z "$(unservable)" ]
  cmp "$TLS/cert.pem" "$PKI/chain.crt"
  openssl verify -CAfile "$TLS/ca.pem" -no-CApath -no-CAstore "$PKI/leaf.crt"
  [ "$(grep -c BEGIN "$TLS/ca.pem")" = 2 ]
  run openssl verify -CAfile "$TLS/ca.pem" -no-CApath -no-CAstore "$PKI/other.crt"
  [ "$status" -ne 0 ]
}
@test "an intermediate CA is no CA that verifies" {
  offer middle.crt chain.crt mysql-1.key
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: unable to get issuer certificate' ]
}
@test "what is missing is named" {
  offer ca.crt mysql-1.crt -
  [ "$(unservable)" = 'it has no tls.key' ]
  offer - - -
  [ "$(unservable)" = 'it does not exist, or has none of ca.crt tls.crt tls.key' ]
  [ ! -e "$TLS" ]
}
@test "an empty file is a missing one, by the name that the user has given it" {
  TLS_FILES='ca.crt tls.crt server-key.pem'
  offer ca.crt mysql-1.crt mysql-1.key
  : >"$TLS_OFFERED/..data/server-key.pem"
  [ "$(unservable)" = 'it has no server-key.pem' ]
}
@test "a key of another certificate is refused" {
  offer ca.crt mysql-1.crt mysql-2.key
  [ "$(unservable)" = 'tls.crt and tls.key do not belong together' ]
}
@test "a key with a passphrase is refused, and nobody is asked for it" {
  offer ca.crt mysql-1.crt locked.key
  [ "$(unservable)" = 'tls.key is no private key, or has a passphrase' ]
}
@test "text that is no certificate is refused" {
  offer ca.crt mysql-1.key mysql-1.key
  [ "$(unservable)" = 'tls.crt is no certificate' ]
}
@test "an expired certificate is refused" {
  offer ca.crt expired.crt mysql-1.key
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: certificate has expired' ]
}
@test "a certificate of another CA is refused" {
  offer other.crt mysql-1.crt mysql-1.key
  [[ $(unservable) == 'tls.crt cannot be verified by ca.crt: unable to get local issuer certificate' ]]
}
@test "a certificate without this server's name is refused where members verify names" {
  offer ca.crt mysql-2.crt mysql-2.key
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: it has not the name mysql-1.mysql' ]
  TLS_VERIFY=no
  [ -z "$(unservable)" ]
}
@test "a certificate without names by which clients ask is refused, and all of them are named" {
  TLS_HOSTS='mysql-primary mysql-read mysql-primary.shop.svc db.example.com *.example.com'
  offer ca.crt mysql-1.crt mysql-1.key
  [ -z "$(unservable)" ]
  offer ca.crt rsa.crt rsa.key
  [ "$(unservable)" = "tls.crt cannot be verified by ca.crt: it has not the names: ${TLS_HOSTS// /, }" ]
  TLS_HOSTS='mysql-read'
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: it has not the name mysql-read' ]
  TLS_VERIFY=no
  [ -z "$(unservable)" ]
}
@test "a key that mysqld would refuse, and start without TLS, is refused" {
  offer ca.crt rsa.crt rsa.key
  [ -z "$(unservable)" ]
  offer ca.crt weak.crt weak.key
  for TLS_VERIFY in yes no; do
    [ "$(unservable)" = 'the key of tls.crt is too weak for mysqld, which would start without TLS: RSA needs 2048 bits, an elliptic curve 224' ]
  done
}
@test "a signature that no member would accept is refused where members verify" {
  offer ca.crt sha1.crt rsa.key
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: CA signature digest algorithm too weak' ]
  TLS_VERIFY=no
  [ -z "$(unservable)" ]
}
@test "a certificate for clients is none for a server" {
  offer ca.crt client.crt mysql-1.key
  [[ $(unservable) == 'tls.crt cannot be verified by ca.crt: '*' certificate purpose' ]]
}
@test "a wildcard before a single label is no name of a server" {
  offer ca.crt wildcard.crt mysql-1.key
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: it has not the name mysql-1.mysql' ]
}
