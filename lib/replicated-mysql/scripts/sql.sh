#!/usr/bin/env bash
# How the agent talks to its own server and to the others: SQL on standard input, passwords in files. Sourced, never run.

PORT=3306

# usage: run_sql SECONDS STATEMENTS
run_sql() {
  timeout -k 1 "$1" mysql --defaults-file="$STATE/self.cnf" --protocol=socket --socket="$SOCKET" -N -B <<<"$2"
}

sql() { run_sql 10 "$1"; }

# usage: peer_sql ORDINAL STATEMENTS
peer_sql() {
  timeout -k 1 "${PEER_LIMIT:-4}" mysql --defaults-file="$STATE/${PEER:-peer}.cnf" --host="$(host_of "$1")" --port="$PORT" --protocol=tcp \
    "${PEER_TLS[@]}" --connect-timeout=3 -N -B <<<"$2"
}

