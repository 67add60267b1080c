#!/usr/bin/env bash
# A client that writes and reads without a pause, and asks every server for its state. Its output is the record:
#   ack TIME ROW | write-error TIME ERROR | read TIME ID ROWS | read-error TIME ERROR
#   server TIME N WRITABLE ROWS | server-error TIME N ERROR | end TIME
# usage: client.sh PRIMARY_HOST READ_HOST SERVER_PREFIX SERVER_SUFFIX SERVERS
set -Eeuo pipefail
trap '' PIPE

CONNECTIONS=4
STOP=/tmp/stop
INSTANCE=$HOSTNAME-$EPOCHSECONDS

record() { printf '%s %s %s\n' "$1" "$EPOCHREALTIME" "$2"; }

running() { [[ ! -e $STOP ]]; }

# usage: pause SECONDS, without a process
exec {idle}<> <(:)
pause() { read -rt "$1" -u "$idle" || true; }

session() { exec mysql --host="$PRIMARY" --user=app --connect-timeout=2 --unbuffered --skip-column-names --batch 2>&1; }

# A row counts when the server has acknowledged it; one without an answer may or may not exist.
write_row() {
  local answer=''
  if ! { printf "INSERT INTO shop.acknowledged VALUES ('%s', %d); SELECT 'done';\n" "$2" "$1" >&"$in"; } 2>/dev/null; then return 1; fi
  if ! read -r -t 2 -u "$out" answer || [[ $answer != 'done' ]]; then
    record write-error "${answer:-no answer}"
    return 1
  fi
  record ack "$2:$1"
}

write_rows() {
  local writer=$INSTANCE-$1 n=0 in out process
  while running; do
    coproc CLIENT { session; }
    process=$CLIENT_PID
    exec {in}>&"${CLIENT[1]}" {out}<&"${CLIENT[0]}"
    while running && n=$((n + 1)) && write_row "$n" "$writer"; do pause 0.1; done
    exec {in}>&- {out}<&-
    kill -KILL "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    pause 0.1
  done
}

# usage: query HOST SQL
query() { timeout 3 mysql --host="$1" --user=app --connect-timeout=2 --skip-column-names --batch -e "$2" 2>&1 | tr '\t\n' '  '; }

read_rows() {
  local answer
  while running; do
    if answer=$(query "$READ" 'SELECT @@server_id, COUNT(*) FROM shop.acknowledged'); then
      record read "$answer"
    else
      record read-error "${answer:-no answer}"
    fi
    pause 1
  done
}

watch_server() {
  local answer
  while running; do
    if answer=$(query "$PREFIX$1$SUFFIX" "SELECT IF(@@read_only, 'no', 'yes'), COUNT(*) FROM shop.acknowledged"); then
      record server "$1 $answer"
    else
      record server-error "$1 ${answer:-no answer}"
    fi
    pause 1
  done
}

main() {
  PRIMARY=$1 READ=$2 PREFIX=$3 SUFFIX=$4
  local n
  for ((n = 0; n < CONNECTIONS; n++)); do write_rows "$n" & done
  read_rows &
  for ((n = 0; n < $5; n++)); do watch_server "$n" & done
  wait
  record end ''
  while sleep 3600; do :; done
}

main "$@"
