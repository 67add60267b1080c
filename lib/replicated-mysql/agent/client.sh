#!/usr/bin/env bash
# SQL for this server and its peers: statements on standard input, passwords in files. Sourced, never run.

ENVIRONMENT+=(POD_NAME SERVICE)
PORT=3306
ADMIN_PORT=33062
PEER_TLS=(--ssl-mode=REQUIRED)
if verifies_peers; then PEER_TLS=(--ssl-mode=VERIFY_IDENTITY "--ssl-ca=$TLS/ca.pem"); fi

# What the statements of the agent mean must not depend on the settings of the server.
SESSION="SET SESSION sql_mode = '', autocommit = ON, sql_select_limit = 18446744073709551615,
  max_join_size = 18446744073709551615, sql_big_selects = ON, max_execution_time = 0, completion_type = NO_CHAIN,
  transaction_read_only = OFF, sql_safe_updates = OFF;"

# CLONE drops databases by names in the character set of its session, so it must be one that has every name.
# usage: run_sql SECONDS STATEMENTS [OPTION...]
run_sql() {
  timeout -k 1 "$1" mysql --defaults-file="$STATE/agent.cnf" --protocol=socket --socket="$SOCKET" -N -B \
    --default-character-set=utf8mb4 "${@:3}" <<<"$SESSION $2"
}

sql() { run_sql 10 "$1"; }

# As part of an action, whose error is logged.
act_sql() { sql "$1" 2>"$STATE/act.err"; }

# usage: peer_sql ORDINAL STATEMENTS
# PEER_TIMEOUT and PEER_CREDENTIALS, a file without its .cnf, replace the defaults. If clients have taken all
# connections of the peer, its administrative port is used.
peer_sql() {
  local errors status=0
  { errors=$(peer_port_sql "$PORT" "$@" 2>&1 >&3) || status=$?; } 3>&1
  if [[ $errors == *'ERROR 1040 '* ]]; then
    printf '%s' "$ADMIN_PORT" >"$STATE/port-$1"
    peer_port_sql "$ADMIN_PORT" "$@"
  else
    if [[ -e $STATE/port-$1 ]]; then rm -f "$STATE/port-$1"; fi
    printf '%s' "$errors" >&2
    return "$status"
  fi
}

# usage: peer_port_sql PORT ORDINAL STATEMENTS
peer_port_sql() {
  timeout -k 1 "${PEER_TIMEOUT:-4}" mysql --defaults-file="$STATE/${PEER_CREDENTIALS:-replication}.cnf" \
    --host="$(host_of "$2")" --port="$1" --protocol=tcp "${PEER_TLS[@]}" --connect-timeout=3 -N -B \
    --default-character-set=utf8mb4 <<<"$SESSION $3"
}

# A value of an option file, in quotes.
option_value() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# usage: write_credentials USER PASSWORD FILE. Values of an option file.
write_credentials() { (umask 077 && printf '[client]\nuser=%s\npassword=%s\n' "$1" "$2" >"$3"); }

# As root. A statement that has to wait for a lock ends after 5 s.
root_sql() {
  timeout -k 1 10 mysql --defaults-file="$STATE/root.cnf" --protocol=socket --socket="$SOCKET" \
    --default-character-set=utf8mb4 -N -B -r 2>"$STATE/root.err" \
    <<<"$SESSION SET SESSION sql_quote_show_create = ON, lock_wait_timeout = 5; $1"
}

# The last error of root_sql. A syntax error would quote the statement, and with it the password.
root_error() { grep -v Warning "$STATE/root.err" | tail -n 1 | sed "s/ near '.*//"; }

# usage: join_lines MOST. Lines of an answer as a list, and how many more there are.
join_lines() {
  local line n=0 list=''
  while IFS= read -r line; do
    if [[ ! $line ]]; then continue; fi
    n=$((n + 1))
    if ((n <= $1)); then list+="${list:+, }$line"; fi
  done
  if ((n > $1)); then list+=" and $((n - $1)) more"; fi
  printf '%s' "$list"
}
