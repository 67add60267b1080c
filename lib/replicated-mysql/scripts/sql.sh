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

# usage: run_sql SECONDS STATEMENTS
run_sql() {
  timeout "$1" mysql --defaults-file="$STATE/self.cnf" --protocol=socket --socket="$SOCKET" -N -B <<<"$2"
}

sql() { run_sql 10 "$1"; }

# usage: peer_sql ORDINAL STATEMENTS
peer_sql() {
  timeout "${PEER_LIMIT:-4}" mysql --defaults-file="$STATE/peer.cnf" --host="$(host_of "$1")" --port="$PORT" --protocol=tcp \
    --ssl-mode=REQUIRED --connect-timeout=3 -N -B <<<"$2"
}

# One line of text without line ends, as bash can read it back.
gtids_of() { printf "REPLACE(@@GLOBAL.%s, '\\\\n', '')" "$1"; }
minus() { printf "REPLACE(GTID_SUBTRACT(%s, %s), '\\\\n', '')" "$1" "$2"; }
