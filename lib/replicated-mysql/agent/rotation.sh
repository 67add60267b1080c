#!/usr/bin/env bash
# On the primary: an account has the password in its Secret, and for a while the old one. Sourced, never run.

password_changed() {
  printf 'changed to the password in the Secret, the old one stays valid for %s s' "$DISCARD_AFTER"
}

# usage: reconcile_password NAME HOST PASSWORD 'fingerprint|has an old password|seconds since the last change|TLS'
# The fingerprint tells which password was set last. An account without one is judged by the password that it accepts.
reconcile_password() {
  local fingerprint old age tls desired
  IFS='|' read -r fingerprint old age tls <<<"$4"
  desired=$(cached_fingerprint "$1" "$3")
  if [[ $fingerprint && $fingerprint != "$desired" ]]; then
    set_password "$1" "$2" "$3"
  elif ! accepts_password "$1" "$2" "$3"; then
    set_rejected_password "$1" "$2" "$3" "$STATE/rejected-$desired" "${fingerprint:+$old}"
  else
    rm -f "$STATE/rejected-$desired"
    if [[ ! $fingerprint ]]; then
      store_fingerprint "$1" "$2" "$3"
    elif ((old == 1)); then
      discard_old_password "$1" "$2" "$age"
    fi
  fi
}

store_fingerprint() {
  mark_dirty
  root_sql "ALTER USER $(account "$1" "$2") $(attribute "$1" "$3")"
}

# usage: discard_old_password NAME HOST AGE
discard_old_password() {
  mark_dirty
  if (($3 >= DISCARD_AFTER)); then
    change "account $1" "old password discarded" "ALTER USER $(account "$1" "$2") DISCARD OLD PASSWORD"
  fi
}

set_password() { change "account $1" "$(password_changed)" "$(change_password "$1" "$2" "$3")"; }

# usage: set_rejected_password NAME HOST PASSWORD FILE 1-IF-IT-HAS-OUR-OLD-PASSWORD
# Once for each password. RETAIN CURRENT PASSWORD would replace our old password by the one that somebody has set, so
# it is only for an account that was not ours before: its clients use that one.
set_rejected_password() {
  if [[ -e $4 ]]; then return; fi
  if [[ $5 == 1 ]]; then set_password_again "$1" "$2" "$3" || return; else set_password "$1" "$2" "$3" || return; fi
  if ! accepts_password "$1" "$2" "$3"; then
    touch "$4"
    log "account $1: still rejected with the password in the Secret: there may be another account of that name, for" \
      "127.0.0.1, or it requires more than TLS"
  fi
}

set_password_again() {
  change "account $1" "changed again to the password in the Secret, the old one stays valid" \
    "ALTER USER $(account "$1" "$2") IDENTIFIED BY $(quoted "$3") $(attribute "$1" "$3")"
}

# usage: accepts_password NAME HOST PASSWORD
# Fails only if the password is rejected, not after another error. By TCP, because by the socket an account for
# localhost would be used.
accepts_password() {
  local way=(--protocol=tcp --host=127.0.0.1 --port="$PORT" --connect-timeout=3)
  if [[ $2 == localhost ]]; then way=(--protocol=socket --socket="$SOCKET"); fi
  write_credentials "$(option_value "$1")" "$(option_value "$3")" "$STATE/try-account.cnf"
  if timeout -k 1 5 mysql --defaults-file="$STATE/try-account.cnf" "${way[@]}" --default-character-set=utf8mb4 \
    --ssl-mode=REQUIRED -e 'DO 0' 2>"$STATE/try.err"; then return 0; fi
  if grep -q 'ERROR 1045' "$STATE/try.err"; then return 1; fi
  mark_dirty
}

# Computing one takes a tenth of a second.
cached_fingerprint() {
  local file
  file=$STATE/fingerprint-$(printf '%s\n%s' "$1" "$2" | sha256sum | cut -c 1-64)
  if [[ ! -s $file ]]; then fingerprint "$1" "$2" >"$file"; fi
  cat "$file"
}
