#!/usr/bin/env bash
# Certificates. What the Secret offers is copied, judged, and only then served: mysqld never reads half a change. Sourced, never run.

TLS=$RUN/tls # a link to the copy that is served
TLS_OFFERED=${TLS_OFFERED:-/etc/mysql-tls}
TLS_COPIES=(ca.pem cert.pem key.pem) # in the order of TLS_FILES
TLS_RETRY=10                         # seconds until what was refused is judged again
TLS_TAKEN='' TLS_REFUSED='' TLS_TRIED=0 TLS_SAID='' UNVERIFIED=''

has_tls() { [[ ${TLS_FROM:-} ]]; }
verifies_peers() { has_tls && [[ $TLS_VERIFY == yes ]]; }

# What mysqld, the client that asks peers, and replication are told; and how one sees that replication was told so,
# and that mysqld has started without TLS, as it does with a certificate that it cannot use.
# CLONE verifies the CA alone, whatever it is told.
tell_tls() {
  local file
  SERVER_TLS=() PEER_TLS=(--ssl-mode=REQUIRED) SOURCE_TLS='SOURCE_SSL = 1' TOLD_TLS="SSL_VERIFY_SERVER_CERTIFICATE = 'NO'" IS_PLAIN="'no'"
  if ! has_tls; then return; fi
  IS_PLAIN="(SELECT IF(COUNT(*) > 0, 'yes', 'no') FROM performance_schema.tls_channel_status WHERE CHANNEL = 'mysql_main' AND PROPERTY = 'Enabled' AND VALUE = 'No')"
  for file in ca cert key; do SERVER_TLS+=("--ssl-$file=$TLS/$file.pem"); done
  if [[ $TLS_REQUIRE == yes ]]; then SERVER_TLS+=(--require-secure-transport=ON); fi
  if ! verifies_peers; then return; fi
  SERVER_TLS+=("--clone-ssl-ca=$TLS/ca.pem")
  PEER_TLS=(--ssl-mode=VERIFY_IDENTITY "--ssl-ca=$TLS/ca.pem")
  SOURCE_TLS="SOURCE_SSL = 1, SOURCE_SSL_CA = '$TLS/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT = 1"
  TOLD_TLS="SSL_VERIFY_SERVER_CERTIFICATE = 'YES' AND SSL_CA_FILE = '$TLS/ca.pem'"
}
tell_tls

# The kubelet changes all files of a volume at once, by a link: the folder behind it is one version.
copy_offered() {
  local from to n names
  from=$(readlink -f "$TLS_OFFERED/..data") to=$(mktemp -d "$RUN/tls.XXXXXX")
  read -r -a names <<<"$TLS_FILES"
  for n in "${!names[@]}"; do
    if [[ -s $from/${names[n]} ]]; then (umask 077 && cat "$from/${names[n]}" >"$to/${TLS_COPIES[n]}"); fi
  done
  if [[ -e $to/ca.pem && -e $to/cert.pem ]]; then add_intermediates "$to"; fi
  printf '%s' "$to"
}

# RELOAD TLS verifies the certificate by ssl-ca alone, without the intermediate CAs that stand behind it, and refuses it: they go there as well.
# That trusts nobody else, as a chain must end in a self-signed certificate, and none of those is added.
add_intermediates() {
  local line text='' n=0
  while IFS= read -r line || [[ $line ]]; do
    if [[ $line == -----BEGIN* ]]; then text=''; fi
    text+=$line$'\n'
    if [[ $line == -----END* ]] && ((++n > 1)) && is_signed_by_another "$text"; then printf '\n%s' "$text" >>"$1/ca.pem"; fi
  done <"$1/cert.pem"
}

is_signed_by_another() {
  local names
  mapfile -t names < <(openssl x509 -noout -subject_hash -issuer_hash <<<"$1" 2>/dev/null)
  [[ ${#names[@]} == 2 && ${names[0]} != "${names[1]}" ]]
}

# usage: serve FOLDER. From now on the link leads to it.
serve() {
  ln -sfn "$1" "$TLS.new"
  mv -T "$TLS.new" "$TLS"
}

# Copies that are not served, which a refusal or a kill has left.
forget_copies() {
  local folder served
  served=$(readlink "$TLS" || true)
  for folder in "$RUN"/tls.??????; do
    if [[ -d $folder && $folder != "$served" ]]; then rm -rf "$folder"; fi
  done
}

# For the first start: says why nothing can be served, or serves.
unservable() {
  local copy fault
  forget_copies
  copy=$(copy_offered)
  fault=$(certificate_fault "$copy")
  if [[ $fault ]]; then printf '%s' "$fault"; else serve "$copy"; fi
}

# What the kubelet has mounted anew is served without a restart. What cannot be is refused, and the former certificate stays.
watch_certificate() {
  local offered
  if ! has_tls || [[ ! $SELF =~ ^(blank|data)$ ]]; then return; fi
  offered=$(readlink "$TLS_OFFERED/..data") || return 0
  if [[ $offered == "$TLS_TAKEN" ]]; then return; fi
  if [[ $offered == "$TLS_REFUSED" ]] && ((SECONDS - TLS_TRIED < TLS_RETRY)); then return; fi
  TLS_TRIED=$SECONDS
  if take_certificate; then TLS_TAKEN=$offered TLS_REFUSED='' TLS_SAID=''; else TLS_TAKEN='' TLS_REFUSED=$offered; fi
}

take_certificate() {
  local copy former fault
  forget_copies
  copy=$(copy_offered) former=$(readlink "$TLS")
  fault=$(certificate_fault "$copy")
  if [[ ! $fault ]]; then
    serve "$copy"
    if sql "ALTER INSTANCE RELOAD TLS" 2>"$STATE/tls.err"; then
      say "serves the certificate in the Secret $TLS_FROM: $(described "$copy")"
      return
    fi
    serve "$former"
    fault="mysqld: $(grep -v Warning "$STATE/tls.err" | tail -n 1)"
  fi
  if [[ $fault != "$TLS_SAID" ]]; then say "the Secret $TLS_FROM is refused, and the former certificate stays: $fault"; fi
  TLS_SAID=$fault
  return 1
}

described() { openssl x509 -in "$1/cert.pem" -noout -serial -enddate | sed 'N; s/serial=\(.*\)\nnotAfter=/serial number \1, valid until /'; }

# A member whose certificate cannot be verified is silent, and would be waited for without a hint.
report_unverified() {
  local n found=''
  if ! verifies_peers; then return; fi
  for n in $SILENT; do
    if grep -qs 'ERROR 2026' "$STATE/peer-$n.err"; then found+=" ${POD_NAME%-*}-$n"; fi
  done
  if [[ $found && $found != "$UNVERIFIED" ]]; then
    say "the certificates of these members cannot be verified by the CA in the Secret $TLS_FROM:$found. Where they run without it, the set is first rolled out with tls.verify: false; after a change of the CA all have it within 90 s"
  fi
  UNVERIFIED=$found
}
