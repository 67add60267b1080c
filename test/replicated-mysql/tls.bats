#!/usr/bin/env bats
# Which certificates are served, and what is said of those that are not.
# shellcheck disable=SC2329 # the functions call what setup puts in their place

setup_file() {
  export PKI=$BATS_FILE_TMPDIR
  cd "$PKI" || return
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  for ca in ca other; do openssl req -x509 "${key[@]}" -keyout "$ca.key" -out "$ca.crt" -days 9 -subj "/CN=$ca"; done
  for name in mysql-1 mysql-2; do openssl req "${key[@]}" -keyout "$name.key" -out "$name.csr" -subj "/CN=$name"; done
  sign mysql-1 mysql-1.mysql -set_serial 0xA1 -days 9
  sign mysql-2 mysql-2.mysql -set_serial 0xA2 -days 9
  for name in expired wildcard; do cp mysql-1.csr "$name.csr"; done
  sign wildcard '*.mysql' -set_serial 0xA4 -days 9
  sign expired mysql-1.mysql -set_serial 0xA3 -days 0
  while openssl x509 -in expired.crt -noout -checkend 0; do sleep 0.2; done
  openssl pkey -in mysql-1.key -aes256 -passout pass:x -out locked.key
} 2>/dev/null

# usage: sign NAME HOST OPTION...
sign() { openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -extfile <(echo "subjectAltName=DNS:$2") -out "$1.crt" "${@:3}"; }

setup() {
  export RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state TLS_OFFERED=$BATS_TEST_TMPDIR/offered POD_NAME=mysql-1 SERVICE=mysql
  export TLS_FROM=shop-tls TLS_FILES='ca.crt tls.crt tls.key' TLS_REQUIRE=yes TLS_VERIFY=yes LOG=$BATS_TEST_TMPDIR/log
  mkdir -p "$RUN" "$STATE" "$TLS_OFFERED"
  load_scripts
  SELF=data SILENT='' RELOADED=$BATS_TEST_TMPDIR/reloaded
  sql() { [[ $1 == "ALTER INSTANCE RELOAD TLS" ]] && cp "$TLS/cert.pem" "$RELOADED"; }
}

load_scripts() {
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/tls.sh"
}

# usage: offer CA CERTIFICATE KEY. As the kubelet does it; '-' is left out.
offer() {
  local folder file names=(ca.crt tls.crt tls.key)
  folder=$(mktemp -d "$TLS_OFFERED/..XXXXXX")
  for file in "$@"; do
    if [[ $file != - ]]; then cp "$PKI/$file" "$folder/${names[0]}"; fi
    names=("${names[@]:1}")
  done
  ln -sfn "${folder##*/}" "$TLS_OFFERED/..data"
}

copies() { find "$RUN" -maxdepth 1 -name 'tls.*' | wc -l; }

@test "what belongs together is served, readable by its owner alone" {
  offer ca.crt mysql-1.crt mysql-1.key
  [ -z "$(unservable)" ]
  cmp "$TLS/ca.pem" "$PKI/ca.crt" && cmp "$TLS/cert.pem" "$PKI/mysql-1.crt" && cmp "$TLS/key.pem" "$PKI/mysql-1.key"
  [ "$(stat -c %a "$TLS/" "$TLS/key.pem" | paste -sd ' ')" = '700 600' ]
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
@test "a wildcard before a single label is no name of a server" {
  offer ca.crt wildcard.crt mysql-1.key
  [ "$(unservable)" = 'tls.crt cannot be verified by ca.crt: it has not the name mysql-1.mysql' ]
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
