#!/usr/bin/env bats

setup() {
  export RUN=$BATS_TEST_TMPDIR/run STATE=$BATS_TEST_TMPDIR/state VOLUME=$BATS_TEST_TMPDIR/volume POD_NAME=mysql-1
  mkdir -p "$RUN" "$STATE" "$VOLUME/server"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/common.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/silence.sh"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/report.sh"
  MAX_LAG=60 DURABILITY=LOSSLESS REPLICAS=5 FORMER_REPLICAS=5 ACKNOWLEDGE=2 PRIMARY_ACKNOWLEDGE=2 PRIMARY_HOST=mysql-0.mysql GOAL_OF='' GOAL_REPLICAS='' ACTION=serve WRITABLE=no SELF=data ERROR='' PLAIN=no SAID='' READY=no
  unset SECONDS # no clock, so that it stands still
  GOAL='' GOAL_SET=0 GOAL_REACHED=0 FRESH='' LAG=unknown LAG_SAID=-99 SECONDS=1000
  PRIMARY=data PRIMARY_GTIDS=a:1-5
}

@test "a replica that has not caught up yet is of unknown age, and not ready" {
  measure_lag; report_ready
  [ "$LAG" = unknown ] && [ ! -e "$RUN/ready" ]
}
@test "reaching the primary's transactions proves freshness of the moment they were seen" {
  measure_lag
  SECONDS=1003 GOAL_REACHED=1
  measure_lag; report_ready
  [ "$LAG" = 3 ] && [ -e "$RUN/ready" ]
}
@test "a replica that never reaches them grows old, whatever the primary does" {
  FRESH=1000
  measure_lag
  SECONDS=1061 PRIMARY_GTIDS=a:1-99
  measure_lag
  run report_ready
  [ "$LAG" = 61 ] && [ ! -e "$RUN/ready" ]
  [[ $output == *"behind the primary by 61 s, allowed are 60 s"* ]]
}
@test "a replica that cannot see the primary grows old as well" {
  FRESH=1000 SECONDS=1070 PRIMARY=silent
  measure_lag; report_ready
  [ "$LAG" = 70 ] && [ ! -e "$RUN/ready" ]
}
@test "the primary is never behind" {
  WRITABLE=yes PRIMARY=silent
  measure_lag; report_ready
  [ "$LAG" = 0 ] && [ -e "$RUN/ready" ]
}
@test "a server that has no TLS where it should is not ready, and says so" {
  WRITABLE=yes PLAIN=yes TLS_FROM=shop-tls
  measure_lag
  run report_ready
  [ ! -e "$RUN/ready" ]
  [[ $output == *"not ready: mysqld has no TLS, as it cannot use the certificate in the Secret shop-tls" ]]
}
@test "a replica keeps the number of replicas that its writes were acknowledged by, once it has those of before" {
  measure_lag
  REPLICAS=3 ACKNOWLEDGE=1 SECONDS=1003 GOAL_REACHED=1; measure_lag
  [ "$(<"$QUORUM")" = 5 ]
  PRIMARY_ACKNOWLEDGE=1; measure_lag # what was asked while the primary waited for two tells nothing
  [ "$(<"$QUORUM")" = 5 ]
  measure_lag
  [ "$(<"$QUORUM")" = 3 ]
}
@test "the primary keeps it at once, and nobody while durability is another" {
  WRITABLE=yes DURABILITY=ASYNC; measure_lag
  [ ! -e "$QUORUM" ]
  DURABILITY=LOSSLESS; measure_lag
  [ "$(<"$QUORUM")" = 5 ]
}
@test "what a former primary had is no goal, as it may be lost" {
  measure_lag
  PRIMARY_HOST=mysql-2.mysql PRIMARY_GTIDS=b:1 SECONDS=1009
  measure_lag
  [ "$GOAL $GOAL_SET" = 'b:1 1009' ]
}
@test "a server that refuses is not ready, however fresh" {
  FRESH=1000 ACTION=refuse GOAL=a:1 GOAL_REACHED=1 GOAL_SET=1000
  touch "$RUN/ready"
  measure_lag; report_ready
  [ ! -e "$RUN/ready" ]
}

@test "a decision is told once, and again when its reason changes" {
  REASON=one; report 2>"$BATS_TEST_TMPDIR/log"
  report 2>>"$BATS_TEST_TMPDIR/log"
  REASON=two; report 2>>"$BATS_TEST_TMPDIR/log"
  [ "$(wc -l <"$BATS_TEST_TMPDIR/log")" = 2 ]
}

@test "the role follows what the server does" {
  [ "$(role)" = replica ]
  WRITABLE=yes; [ "$(role)" = primary ]
  ACTION=yield; [ "$(role)" = replica ]
  ACTION='wait'; [ -z "$(role)" ]
}
@test "members that do not know the password are named, once" {
  DENIED='' REFUSED_BY=' mysql-0 mysql-2'
  run report_denied
  [[ $output == *"do not know the root password in the Secret: mysql-0 mysql-2. Where"* ]]
  report_denied
  run report_denied
  [ -z "$output" ]
}
