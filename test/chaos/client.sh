#!/usr/bin/env bash
# The client of a run: writes and reads without a pause, and asks every member how it is. What it prints is the record.
#   ack TIME ROW | fail TIME WHY | read TIME ID ROWS | unread TIME WHY | member TIME N WRITABLE ROWS | silent TIME N WHY
# usage: client.sh PRIMARY_HOST READ_HOST MEMBER_PREFIX MEMBER_SUFFIX MEMBERS
set -Eeuo pipefail
trap '' PIPE

CONNECTIONS=4
STOP=/tmp/stop
LIFE=$HOSTNAME-$EPOCHSECONDS

say() { printf '%s %s %s\n' "$1" "$EPOCHREALTIME" "$2"; }

running() { [[ ! -e $STOP ]]; }

# usage: rest SECONDS, without a process of its own
exec {idle}<> <(:)
rest() { read -rt "$1" -u "$idle" || true; }

session() { exec mysql --host="$PRIMARY" --user=app --connect-timeout=2 --unbuffered --skip-column-names --batch 2>&1; }

# A row counts when the server has said so; one without an answer may or may not be there.
write_row() {
  local answer=''
  if ! { printf "INSERT INTO shop.acknowledged VALUES ('%s', %d); SELECT 'done';\n" "$2" "$1" >&"$in"; } 2>/dev/null; then return 1; fi
  if ! read -r -t 2 -u "$out" answer || [[ $answer != 'done' ]]; then
    say fail "${answer:-no answer}"
    return 1
  fi
  say ack "$2:$1"
}

write_rows() {
  local writer=$LIFE-$1 n=0 in out process
  while running; do
    coproc CLIENT { session; }
    process=$CLIENT_PID
    exec {in}>&"${CLIENT[1]}" {out}<&"${CLIENT[0]}"
    while running && n=$((n + 1)) && write_row "$n" "$writer"; do rest 0.1; done
    exec {in}>&- {out}<&-
    kill -KILL "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    rest 0.1
  done
}

# usage: ask HOST QUERY
ask() { timeout 3 mysql --host="$1" --user=app --connect-timeout=2 --skip-column-names --batch -e "$2" 2>&1 | tr '\t\n' '  '; }

read_rows() {
  local answer
  while running; do
    if answer=$(ask "$READ" 'SELECT @@server_id, COUNT(*) FROM shop.acknowledged'); then say read "$answer"; else say unread "${answer:-no answer}"; fi
    rest 1
  done
}

watch_member() {
  local answer
  while running; do
    if answer=$(ask "$MEMBER$1$DOMAIN" "SELECT IF(@@read_only, 'no', 'yes'), COUNT(*) FROM shop.acknowledged"); then
      say member "$1 $answer"
    else
      say silent "$1 ${answer:-no answer}"
    fi
    rest 1
  done
}

main() {
  PRIMARY=$1 READ=$2 MEMBER=$3 DOMAIN=$4
  local n
  for ((n = 0; n < CONNECTIONS; n++)); do write_rows "$n" & done
  read_rows &
  for ((n = 0; n < $5; n++)); do watch_member "$n" & done
  wait
  say end ''
  while sleep 3600; do :; done
}

main "$@"
