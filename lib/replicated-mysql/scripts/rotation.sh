#!/usr/bin/env bash
# On the primary: an account has the password in its Secret, and the former one as long as it is to be good. Sourced, never run.

# In an option file, between quotes.
option_text() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# The fingerprint tells the text that was given last; one that was never given any, or was changed by hand, tells by what it takes.
keep_password() {
  local print old age tls wanted
  IFS='|' read -r print old age tls <<<"$4"
  wanted=$(remembered_fingerprint "$1" "$3")
  if [[ $print && $print != "$wanted" ]]; then
    give_password "$1" "$2" "$3"
  elif ! takes "$1" "$2" "$3"; then
    give_password_again "$1" "$2" "$3" "$STATE/refused-$wanted" "${print:+$old}"
  else
    rm -f "$STATE/refused-$wanted"
    if [[ ! $print ]]; then remember "$1" "$2" "$3"; elif ((old == 1)); then end_former "$1" "$2" "$age"; fi
  fi
}

remember() {
  touch "$STATE/pending"
  root_sql "ALTER USER $(account "$1" "$2") $(attribute "$1" "$3")"
}

# usage: end_former NAME HOST AGE
end_former() {
  touch "$STATE/pending"
  if (($3 >= DISCARD_AFTER)); then change "the former password of the account $1 is good no longer" "ALTER USER $(account "$1" "$2") DISCARD OLD PASSWORD"; fi
}

give_password() { change "the account $1 has the password in the Secret, the former one stays good for $DISCARD_AFTER s" "$(change_password "$1" "$2" "$3")"; }

# usage: give_password_again NAME HOST TEXT FILE 1-IF-A-FORMER-ONE-OF-OURS-IS-GOOD. Once. What somebody has put in the place of the text is
# not kept then, as it would end the former one; of an account that is taken over it is, as clients use it.
give_password_again() {
  if [[ -e $4 ]]; then return; fi
  if [[ $5 == 1 ]]; then put_password_back "$1" "$2" "$3" || return; else give_password "$1" "$2" "$3" || return; fi
  if ! takes "$1" "$2" "$3"; then
    touch "$4"
    say "the account $1 is refused with it all the same: there may be another account of that name, for 127.0.0.1, or it asks for more than TLS"
  fi
}

put_password_back() {
  change "the account $1 has the password in the Secret again, and the former one stays good" "ALTER USER $(account "$1" "$2") IDENTIFIED BY $(quoted "$3") $(attribute "$1" "$3")"
}

# usage: takes NAME HOST TEXT. Only a refusal counts, no other trouble. By the socket, an account for localhost would be meant.
takes() {
  local way=(--protocol=tcp --host=127.0.0.1 --port="$PORT" --connect-timeout=3)
  if [[ $2 == localhost ]]; then way=(--protocol=socket --socket="$SOCKET"); fi
  (umask 077 && printf '[client]\nuser=%s\npassword=%s\n' "$(option_text "$1")" "$(option_text "$3")" >"$STATE/try-account.cnf")
  if timeout -k 1 5 mysql --defaults-file="$STATE/try-account.cnf" "${way[@]}" --default-character-set=utf8mb4 --ssl-mode=REQUIRED -e 'DO 0' 2>"$STATE/try.err"; then return 0; fi
  if grep -q 'ERROR 1045' "$STATE/try.err"; then return 1; fi
  touch "$STATE/pending"
}

# It takes a tenth of a second to find out.
remembered_fingerprint() {
  local file
  file=$STATE/print-$(printf '%s\n%s' "$1" "$2" | sha256sum | cut -c 1-64)
  if [[ ! -s $file ]]; then fingerprint "$1" "$2" >"$file"; fi
  cat "$file"
}
