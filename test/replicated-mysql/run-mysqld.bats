#!/usr/bin/env bats

setup() {
  export RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state POD_NAME=mysql-0 PATH=$BATS_TEST_TMPDIR/bin:$PATH
  mkdir -p "$RUN" "$BATS_TEST_TMPDIR/bin"
  SCRIPT=$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/run-mysqld.sh
}

# usage: mysqld_is <<'SH' (a script in its place)
mysqld_is() { { echo '#!/usr/bin/env bash'; cat; } >"$BATS_TEST_TMPDIR/bin/mysqld"; chmod +x "$BATS_TEST_TMPDIR/bin/mysqld"; }

@test "mysqld is started again when it asks for that, with no word left of its former life" {
  mysqld_is <<SH
    echo x >>$BATS_TEST_TMPDIR/starts
    [ -e $RUN/answered ] && exit 3
    touch $RUN/answered
    [ \$(wc -l <$BATS_TEST_TMPDIR/starts) = 3 ] || exit 16
SH
  run bash "$SCRIPT"
  [ "$status" = 0 ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/starts")" = 3 ]
}
@test "any other end is the container's end, with the same code" {
  mysqld_is <<<'exit 7'
  run bash "$SCRIPT"
  [ "$status" = 7 ]
}
@test "mysqld knows that it has a supervisor" {
  # shellcheck disable=SC2016 # the script's own variables
  mysqld_is <<<'[ "$MYSQLD_PARENT_PID" = $PPID ]'
  run bash "$SCRIPT"
  [ "$status" = 0 ]
}
@test "a request to stop reaches mysqld, and its end is awaited" {
  mysqld_is <<SH
    trap 'echo stopped >$BATS_TEST_TMPDIR/stopped; exit 0' TERM
    touch $BATS_TEST_TMPDIR/up
    while true; do sleep 0.05; done
SH
  bash "$SCRIPT" 3>&- &
  local supervisor=$!
  until [ -e "$BATS_TEST_TMPDIR/up" ]; do sleep 0.05; done
  kill -TERM "$supervisor"
  wait "$supervisor"
  [ "$(cat "$BATS_TEST_TMPDIR/stopped")" = stopped ]
}
