#!/usr/bin/env bats
# Which certificates can be used, and why others cannot.
# shellcheck disable=SC2030,SC2031 # each test has a shell of its own
load ../helper
load ../certificates

@test "an intermediate CA is no CA that verifies" {
  mount middle.crt chain.crt mysql-1.key
  [ "$(unusable_certificate)" = 'tls.crt cannot be verified by ca.crt: unable to get issuer certificate' ]
}
@test "what is missing is named" {
  mount ca.crt mysql-1.crt -
  [ "$(unusable_certificate)" = 'tls.key is missing' ]
  mount - - -
  [ "$(unusable_certificate)" = 'the Secret does not exist, or has none of ca.crt tls.crt tls.key' ]
  [ ! -e "$TLS" ]
}
@test "an empty file is a missing one, by the key in the user's Secret" {
  TLS_FILES='ca.crt tls.crt server-key.pem'
  mount ca.crt mysql-1.crt mysql-1.key
  : >"$TLS_MOUNT/..data/server-key.pem"
  [ "$(unusable_certificate)" = 'server-key.pem is missing' ]
}
@test "a key of another certificate is rejected" {
  mount ca.crt mysql-1.crt mysql-2.key
  [ "$(unusable_certificate)" = 'tls.crt and tls.key do not match' ]
}
@test "a key with a passphrase is rejected, and nobody is asked for it" {
  mount ca.crt mysql-1.crt locked.key
  [ "$(unusable_certificate)" = 'tls.key is not a private key, or has a passphrase' ]
}
@test "text that is not a certificate is rejected" {
  mount ca.crt mysql-1.key mysql-1.key
  [ "$(unusable_certificate)" = 'tls.crt is not a certificate' ]
}
@test "an expired certificate is rejected" {
  mount ca.crt expired.crt mysql-1.key
  [ "$(unusable_certificate)" = 'tls.crt cannot be verified by ca.crt: certificate has expired' ]
}
@test "a certificate of another CA is rejected" {
  mount other.crt mysql-1.crt mysql-1.key
  [[ $(unusable_certificate) == 'tls.crt cannot be verified by ca.crt: unable to get local issuer certificate' ]]
}
@test "a certificate without this server's name is rejected if peers verify names" {
  mount ca.crt mysql-2.crt mysql-2.key
  [ "$(unusable_certificate)" = 'tls.crt cannot be verified by ca.crt: it does not have the name mysql-1.mysql' ]
  TLS_VERIFY=no
  [ -z "$(unusable_certificate)" ]
}
@test "a certificate without the names by which clients connect is rejected, and all of them are named" {
  TLS_HOSTS='mysql-primary mysql-read mysql-primary.shop.svc db.example.com *.example.com'
  mount ca.crt mysql-1.crt mysql-1.key
  [ -z "$(unusable_certificate)" ]
  mount ca.crt rsa.crt rsa.key
  [ "$(unusable_certificate)" = "tls.crt cannot be verified by ca.crt: it does not have the names: ${TLS_HOSTS// /, }" ]
  TLS_HOSTS='mysql-read'
  [ "$(unusable_certificate)" = 'tls.crt cannot be verified by ca.crt: it does not have the name mysql-read' ]
  TLS_VERIFY=no
  [ -z "$(unusable_certificate)" ]
}
@test "a key with which mysqld would start without TLS is rejected" {
  mount ca.crt rsa.crt rsa.key
  [ -z "$(unusable_certificate)" ]
  mount ca.crt weak.crt weak.key
  for TLS_VERIFY in yes no; do
    [ "$(unusable_certificate)" = 'the key of tls.crt is too weak for mysqld, which would start without TLS: RSA needs 2048 bits, an elliptic curve 224' ]
  done
}
@test "a signature that no peer would accept is rejected if peers verify" {
  mount ca.crt sha1.crt rsa.key
  [ "$(unusable_certificate)" = 'tls.crt cannot be verified by ca.crt: CA signature digest algorithm too weak' ]
  TLS_VERIFY=no
  [ -z "$(unusable_certificate)" ]
}
@test "a certificate for clients is none for a server" {
  mount ca.crt client.crt mysql-1.key
  [[ $(unusable_certificate) == 'tls.crt cannot be verified by ca.crt: '*' certificate purpose' ]]
}
@test "a wildcard before a single label is no name of a server" {
  mount ca.crt wildcard.crt mysql-1.key
  [ "$(unusable_certificate)" = 'tls.crt cannot be verified by ca.crt: it does not have the name mysql-1.mysql' ]
}
