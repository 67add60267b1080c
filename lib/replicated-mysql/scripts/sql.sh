#!/usr/bin/env bash
# How the agent talks to its own server and to the others: SQL on standard input, passwords in files. Sourced, never run.

PORT=3306

# usage: write_client_file USER PURPOSE FILE
write_client_file() {
  (umask 077 && printf '[client]\nuser=%s\npassword=%s\n' "$1" "$(derived_password "$2")" >"$3")
}

write_client_files() {
  write_client_file cdk8s_agent agent "$STATE/self.cnf"
  write_client_file cdk8s_replication replication "$STATE/peer.cnf"
}

# usage: known_password self|peer. What was derived when the agent's files were written, whatever the Secret has become.
known_password() { sed -n 's/^password=//p' "$STATE/$1.cnf"; }

# A changed Secret changes no account: what works is kept, and what is refused is tried with the new text.
watch_secret() {
  local text
  text=$(secret root-password)
  if [[ $text != "$SECRET_TEXT" ]]; then
    SECRET_TEXT=$text
    compare_secret
  fi
  if [[ $SECRET_CHANGED == yes && $SELF == refused ]]; then
    write_client_files
    SECRET_CHANGED=no
  fi
}

compare_secret() {
  local before=$SECRET_CHANGED
  SECRET_CHANGED=no
  if [[ $(derived_password agent) != "$(known_password self)" ]]; then SECRET_CHANGED=yes; fi
  if [[ $SELF == refused ]]; then return; fi
  if [[ $SECRET_CHANGED == yes ]]; then
    say "the root password in the Secret has changed, and no account with it: this server goes on with the former one. Restore it there; a pod that starts without it will not be Ready"
  elif [[ $before == yes ]]; then
    say "the Secret has the former root password again"
  fi
}

# usage: run_sql SECONDS STATEMENTS
run_sql() {
  timeout "$1" mysql --defaults-file="$STATE/self.cnf" --protocol=socket --socket="$SOCKET" -N -B <<<"$2"
}

sql() { run_sql 10 "$1"; }

# usage: peer_sql ORDINAL STATEMENTS
peer_sql() {
  timeout "${PEER_LIMIT:-4}" mysql --defaults-file="$STATE/peer.cnf" --host="$(host_of "$1")" --port="$PORT" --protocol=tcp \
    "${PEER_TLS[@]}" --connect-timeout=3 -N -B <<<"$2"
}

# One line of text without line ends, as bash can read it back.
gtids_of() { printf "REPLACE(@@GLOBAL.%s, '\\\\n', '')" "$1"; }
minus() { printf "REPLACE(GTID_SUBTRACT(%s, %s), '\\\\n', '')" "$1" "$2"; }
