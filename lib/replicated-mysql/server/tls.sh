#!/usr/bin/env bash
# Copies the certificate of the Secret, and gives mysqld the copy only when it is valid: mysqld never reads half a
# change. Sourced, never run.

TLS=$RUN/tls # a link to the copy in use
TLS_MOUNT=${TLS_MOUNT:-/etc/mysql-tls}
TLS_COPIES=(ca.pem cert.pem key.pem) # in the order of TLS_FILES

has_tls() { [[ ${TLS_SECRET_NAME:-} ]]; }
verifies_peers() { has_tls && [[ $TLS_VERIFY == yes ]]; }

# Options of mysqld. CLONE verifies the CA only, never the host name.
init_tls() {
  local file
  SERVER_TLS=()
  if ! has_tls; then return; fi
  for file in ca cert key; do SERVER_TLS+=("--ssl-$file=$TLS/$file.pem"); done
  if [[ $TLS_REQUIRE == yes ]]; then SERVER_TLS+=(--require-secure-transport=ON); fi
  if verifies_peers; then SERVER_TLS+=("--clone-ssl-ca=$TLS/ca.pem"); fi
}
init_tls

# Prints the directory of a new copy. The kubelet changes all files of a volume at once, by the link ..data: the
# directory behind it is one version.
copy_certificate() {
  local from to n names
  from=$(readlink -f "$TLS_MOUNT/..data") to=$(mktemp -d "$RUN/tls.XXXXXX")
  read -r -a names <<<"$TLS_FILES"
  for n in "${!names[@]}"; do
    if [[ -s $from/${names[n]} ]]; then (umask 077 && cat "$from/${names[n]}" >"$to/${TLS_COPIES[n]}"); fi
  done
  if [[ -e $to/ca.pem && -e $to/cert.pem ]]; then add_intermediates "$to"; fi
  printf '%s' "$to"
}

# RELOAD TLS verifies the certificate by ssl-ca alone, without the intermediate CAs in the certificate file, and would
# reject it: they are added to the CA file. That trusts no other CA, because a chain must end in a self-signed
# certificate, and none of those is added.
add_intermediates() {
  local line text='' n=0
  while IFS= read -r line || [[ $line ]]; do
    if [[ $line == -----BEGIN* ]]; then text=''; fi
    text+=$line$'\n'
    if [[ $line == -----END* ]] && ((++n > 1)) && is_signed_by_another "$text"; then
      printf '\n%s' "$text" >>"$1/ca.pem"
    fi
  done <"$1/cert.pem"
}

is_signed_by_another() {
  local names
  mapfile -t names < <(openssl x509 -noout -subject_hash -issuer_hash <<<"$1" 2>/dev/null)
  [[ ${#names[@]} == 2 && ${names[0]} != "${names[1]}" ]]
}

# usage: use_certificate DIRECTORY. The link leads to that copy from now on.
use_certificate() {
  ln -sfn "$1" "$TLS.new"
  mv -T "$TLS.new" "$TLS"
}

# Copies that are not in use, left by a rejected certificate or a kill.
delete_unused_copies() {
  local copy used
  used=$(readlink "$TLS" || true)
  for copy in "$RUN"/tls.??????; do
    if [[ -d $copy && $copy != "$used" ]]; then rm -rf "$copy"; fi
  done
}

# For the start of the pod: uses the certificate, or prints why it cannot be used.
unusable_certificate() {
  local copy error
  delete_unused_copies
  copy=$(copy_certificate)
  error=$(certificate_error "$copy")
  if [[ $error ]]; then printf '%s' "$error"; else use_certificate "$copy"; fi
}
