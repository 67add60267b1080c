#!/usr/bin/env bash
# Whether mysqld, its peers and its clients will accept a certificate. Sourced, never run.

# usage: certificate_error DIRECTORY. Why a copy cannot be used; nothing if it can.
certificate_error() {
  local n names missing=() ca=$1/ca.pem cert=$1/cert.pem private=$1/key.pem
  read -r -a names <<<"$TLS_FILES"
  for n in "${!names[@]}"; do
    if [[ ! -e $1/${TLS_COPIES[n]} ]]; then missing+=("${names[n]}"); fi
  done
  if ((${#missing[@]} == ${#names[@]})); then
    printf 'the Secret does not exist, or has none of %s' "${missing[*]}"
  elif [[ ${missing[*]} ]]; then
    printf '%s is missing' "${missing[*]}"
  elif ! openssl x509 -in "$cert" -noout 2>/dev/null; then
    printf '%s is not a certificate' "${names[1]}"
  elif ! public_key "$private" >/dev/null; then
    printf '%s is not a private key, or has a passphrase' "${names[2]}"
  elif [[ $(openssl x509 -in "$cert" -noout -pubkey) != "$(public_key "$private")" ]]; then
    printf '%s and %s do not match' "${names[1]}" "${names[2]}"
  elif has_weak_key "$cert"; then
    printf 'the key of %s is too weak for mysqld, which would start without TLS: %s' "${names[1]}" \
      'RSA needs 2048 bits, an elliptic curve 224'
  else
    verification_error "$cert" "$ca" "${names[1]} cannot be verified by ${names[0]}"
  fi
}

# -passin, so that openssl does not ask for the passphrase on the terminal.
public_key() { openssl pkey -in "$1" -passin env:POD_NAME -pubout 2>/dev/null; }

# Security level 2 is that of mysqld and of its clients. The certificate is trusted here, so that only its key counts.
has_weak_key() {
  local result
  result=$(openssl verify -auth_level 2 -no-CApath -no-CAstore -partial_chain -trusted "$1" "$1" 2>&1) || true
  [[ $result == *key\ too\ weak* ]]
}

# usage: verification_error CERTIFICATE CA PREFIX
# Verifies as peers and clients do: no other CA is trusted, and the names must be in the certificate. The copy of the
# CA file has the intermediate CAs as well.
verification_error() {
  local error level=()
  if verifies_peers; then level=(-auth_level 2); fi
  if error=$(openssl verify -CAfile "$2" -no-CApath -no-CAstore -purpose sslserver "${level[@]}" "$1" 2>&1); then
    if verifies_peers; then error=$(missing_names "$1"); else error=''; fi
    if [[ ! $error ]]; then return; fi
  else
    error=$(sed -n 's/.* lookup: *//p' <<<"$error" | head -n 1)
  fi
  printf '%s: %s' "$3" "${error:-it cannot be read}"
}

# The name of this server, and those by which clients connect to any server. Peers may have other certificates.
missing_names() {
  local host names missing=''
  read -r -a names <<<"$(host_of "$(ordinal)") ${TLS_HOSTS:-}"
  for host in "${names[@]}"; do
    if [[ $(openssl x509 -in "$1" -noout -checkhost "$host") == *NOT* ]]; then missing+="${missing:+, }$host"; fi
  done
  if [[ $missing == *,* ]]; then
    printf 'it does not have the names: %s' "$missing"
  elif [[ $missing ]]; then
    printf 'it does not have the name %s' "$missing"
  fi
}
