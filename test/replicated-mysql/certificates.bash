#!/usr/bin/env bash
# The set-up of tests of certificates: certificates, and a Secret that a kubelet mounts.
# shellcheck disable=SC2329,SC2034 # tests call the functions, and the scripts read the variables

setup_file() {
  export PKI=$BATS_FILE_TMPDIR
  cd "$PKI" || return
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
  for ca in ca other; do openssl req -x509 "${key[@]}" -keyout "$ca.key" -out "$ca.crt" -days 9 -subj "/CN=$ca"; done
  for name in mysql-1 mysql-2; do openssl req "${key[@]}" -keyout "$name.key" -out "$name.csr" -subj "/CN=$name"; done
  sign mysql-1 mysql-1.mysql,DNS:mysql-primary,DNS:mysql-read,DNS:mysql-primary.shop.svc,DNS:*.example.com -set_serial 0xA1 -days 9
  sign mysql-2 mysql-2.mysql -set_serial 0xA2 -days 9
  for name in expired wildcard client; do cp mysql-1.csr "$name.csr"; done
  sign wildcard '*.mysql' -set_serial 0xA4 -days 9
  sign client $'mysql-1.mysql\nextendedKeyUsage=clientAuth' -set_serial 0xA8 -days 9
  sign expired mysql-1.mysql -set_serial 0xA3 -days 0
  while openssl x509 -in expired.crt -noout -checkend 0; do sleep 0.2; done
  openssl req "${key[@]}" -keyout middle.key -out middle.csr -subj /CN=middle
  openssl x509 -req -in middle.csr -CA ca.crt -CAkey ca.key -set_serial 2 -days 9 -extfile <(echo basicConstraints=critical,CA:TRUE) -out middle.crt
  openssl x509 -req -in mysql-1.csr -CA middle.crt -CAkey middle.key -set_serial 0xA5 -days 9 -extfile <(echo subjectAltName=DNS:mysql-1.mysql) -out leaf.crt
  cat leaf.crt middle.crt other.crt >chain.crt
  openssl req -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.csr -subj /CN=rsa
  openssl req -newkey rsa:1024 -nodes -keyout weak.key -out weak.csr -subj /CN=weak
  for name in rsa weak; do sign "$name" mysql-1.mysql -set_serial 0xA6 -days 9; done
  cp rsa.csr sha1.csr && sign sha1 mysql-1.mysql -set_serial 0xA7 -days 9 -sha1
  openssl pkey -in mysql-1.key -aes256 -passout pass:x -out locked.key
} 2>/dev/null

# usage: sign NAME HOST OPTION...
sign() { openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -extfile <(echo "subjectAltName=DNS:$2") -out "$1.crt" "${@:3}"; }

setup() {
  export TLS_SECRET_NAME=shop-tls TLS_FILES='ca.crt tls.crt tls.key' TLS_REQUIRE=yes TLS_VERIFY=yes
  set_up_agent mysql-1
  SERVER_STATE=data UNREACHABLE_PEERS='' RELOADED=$BATS_TEST_TMPDIR/reloaded
  sql() { [[ $1 == "ALTER INSTANCE RELOAD TLS" ]] && cp "$TLS/cert.pem" "$RELOADED"; }
}

# usage: mount CA CERTIFICATE KEY. As the kubelet does it; without '-'.
mount() {
  local directory file names=(ca.crt tls.crt tls.key)
  directory=$(mktemp -d "$TLS_MOUNT/..XXXXXX")
  for file in "$@"; do
    if [[ $file != - ]]; then cp "$PKI/$file" "$directory/${names[0]}"; fi
    names=("${names[@]:1}")
  done
  ln -sfn "${directory##*/}" "$TLS_MOUNT/..data"
}

copies() { find "$RUN" -maxdepth 1 -name 'tls.*' | wc -l; }
