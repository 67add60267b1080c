#!/usr/bin/env bash
# Whether a certificate can be served, as its server and those who connect to it will judge. Sourced, never run.

# usage: certificate_fault FOLDER. Why a copy cannot be served; nothing if it can.
certificate_fault() {
  local n names missing=() ca=$1/ca.pem cert=$1/cert.pem private=$1/key.pem
  read -r -a names <<<"$TLS_FILES"
  for n in "${!names[@]}"; do
    if [[ ! -e $1/${TLS_COPIES[n]} ]]; then missing+=("${names[n]}"); fi
  done
  if ((${#missing[@]} == ${#names[@]})); then
    printf 'it does not exist, or has none of %s' "${missing[*]}"
  elif [[ ${missing[*]} ]]; then
    printf 'it has no %s' "${missing[*]}"
  elif ! openssl x509 -in "$cert" -noout 2>/dev/null; then
    printf '%s is no certificate' "${names[1]}"
  elif ! public_half "$private" >/dev/null; then
    printf '%s is no private key, or has a passphrase' "${names[2]}"
  elif [[ $(openssl x509 -in "$cert" -noout -pubkey) != "$(public_half "$private")" ]]; then
    printf '%s and %s do not belong together' "${names[1]}" "${names[2]}"
  elif has_weak_key "$cert"; then
    printf 'the key of %s is too weak for mysqld, which would start without TLS: RSA needs 2048 bits, an elliptic curve 224' "${names[1]}"
  else
    verification_fault "$cert" "$ca" "${names[1]} cannot be verified by ${names[0]}"
  fi
}

# A word is given as passphrase, so that nobody is asked for one.
public_half() { openssl pkey -in "$1" -passin env:POD_NAME -pubout 2>/dev/null; }

# Level 2 is that of mysqld in its images, and of clients. Trusted itself, the certificate is judged by its key alone.
has_weak_key() { [[ $(openssl verify -auth_level 2 -no-CApath -no-CAstore -partial_chain -trusted "$1" "$1" 2>&1) == *key\ too\ weak* ]]; }

# usage: verification_fault CERTIFICATE CA TEXT. As a peer and clients will verify it: no other CA is trusted, and the names must be there. Intermediate CAs
# are in the copy of the CA, from where mysqld reads them.
verification_fault() {
  local said level=()
  if verifies_peers; then level=(-auth_level 2); fi
  if said=$(openssl verify -CAfile "$2" -no-CApath -no-CAstore -purpose sslserver "${level[@]}" "$1" 2>&1); then
    if verifies_peers; then said=$(missing_names "$1"); else said=''; fi
    if [[ ! $said ]]; then return; fi
  else
    said=$(sed -n 's/.* lookup: *//p' <<<"$said" | head -n 1)
  fi
  printf '%s: %s' "$3" "${said:-it cannot be read}"
}

# Of this server's name, and those by which clients ask any server. Other servers may have certificates of their own.
missing_names() {
  local host names missing=''
  read -r -a names <<<"$(host_of "$(ordinal)") ${TLS_HOSTS:-}"
  for host in "${names[@]}"; do
    if [[ $(openssl x509 -in "$1" -noout -checkhost "$host") == *NOT* ]]; then missing+="${missing:+, }$host"; fi
  done
  if [[ $missing == *,* ]]; then printf 'it has not the names: %s' "$missing"; elif [[ $missing ]]; then printf 'it has not the name %s' "$missing"; fi
}
