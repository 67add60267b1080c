#!/usr/bin/env bash
# Loads a renewed certificate into the running mysqld. Sourced, never run.

CERTIFICATE_RETRY=10 # seconds until a rejected certificate is tried again
LOADED_CERTIFICATE='' REJECTED_CERTIFICATE='' CERTIFICATE_TRIED_AT=0 CERTIFICATE_LOGGED='' LOGGED_UNVERIFIED=''

# The link ..data names the version that the kubelet has mounted.
reload_certificate() {
  local mounted
  if ! has_tls || [[ ! $SERVER_STATE =~ ^(empty|data)$ ]]; then return; fi
  mounted=$(readlink "$TLS_MOUNT/..data") || return 0
  if [[ $mounted == "$LOADED_CERTIFICATE" ]]; then return; fi
  if [[ $mounted == "$REJECTED_CERTIFICATE" ]] && ((SECONDS - CERTIFICATE_TRIED_AT < CERTIFICATE_RETRY)); then
    return
  fi
  CERTIFICATE_TRIED_AT=$SECONDS
  if load_certificate; then
    LOADED_CERTIFICATE=$mounted REJECTED_CERTIFICATE='' CERTIFICATE_LOGGED=''
  else
    LOADED_CERTIFICATE='' REJECTED_CERTIFICATE=$mounted
  fi
}

load_certificate() {
  local copy old error
  delete_unused_copies
  copy=$(copy_certificate) old=$(readlink "$TLS")
  error=$(certificate_error "$copy")
  if [[ ! $error ]]; then
    use_certificate "$copy"
    if sql "ALTER INSTANCE RELOAD TLS" 2>"$STATE/tls.err"; then
      log "loaded the certificate in the Secret $TLS_SECRET_NAME: $(certificate_info "$copy")"
      return
    fi
    use_certificate "$old"
    error="mysqld: $(grep -v Warning "$STATE/tls.err" | tail -n 1)"
  fi
  if [[ $error != "$CERTIFICATE_LOGGED" ]]; then
    log "rejected the certificate in the Secret $TLS_SECRET_NAME, the old one stays: $error"
  fi
  CERTIFICATE_LOGGED=$error
  return 1
}

certificate_info() {
  openssl x509 -in "$1/cert.pem" -noout -serial -enddate |
    sed 'N; s/serial=\(.*\)\nnotAfter=/serial number \1, valid until /'
}

# A peer whose certificate cannot be verified is unreachable, and the decision does not say why.
log_unverified_peers() {
  local n unverified=''
  if ! verifies_peers; then return; fi
  for n in $UNREACHABLE_PEERS; do
    if grep -qs 'ERROR 2026' "$STATE/peer-$n.err"; then unverified+="$n "; fi
  done
  if [[ $unverified && $unverified != "$LOGGED_UNVERIFIED" ]]; then
    log "the certificates of these peers cannot be verified by the CA in the Secret $TLS_SECRET_NAME:" \
      "$(pods "$unverified"). If they run without it, first roll out tls.verify: false. After a change of the CA all" \
      "servers have it within 90 s"
  fi
  LOGGED_UNVERIFIED=$unverified
}
