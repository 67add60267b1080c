#!/usr/bin/env bats
# What the agent logs, and when it finds a server ready.
# shellcheck disable=SC2329 # report_ready calls lag_cause
load ../helper

setup() {
  set_up_agent mysql-1
  ACTION=steady SERVER_STATE=data WRITABLE=no LAST_ERROR='' TLS_MISSING=no LAG=0 AUTH_FAILED_PEERS=''
  lag_cause() { :; }
}

@test "a steady server without lag is ready" { report_ready; [ "$READY" = yes ] && [ $((EPOCHSECONDS - $(<"$RUN/ready"))) -lt 5 ]; }
@test "a server whose lag is unknown is not found ready, and what was found before stays until it is too old" {
  LAG=unknown
  report_ready
  [ "$READY" = no ] && [ ! -e "$RUN/ready" ]
  echo 7 >"$RUN/ready"
  report_ready
  [ "$(<"$RUN/ready")" = 7 ]
}
@test "a server with more lag than maxLag is not ready, and that is logged now and then" {
  touch "$RUN/ready"
  LAG=60; report_ready
  [ "$READY" = yes ]
  LAG=61 LAST_ERROR='an error'
  run report_ready
  [ ! -e "$RUN/ready" ] && [[ $output == *"not ready: 61 s behind the primary, maxLag is 60 s; an error" ]]
  report_ready 2>/dev/null
  [ "$READY" = no ]
  run report_ready
  [ -z "$output" ]
}
@test "the connections for which a replica waits are named" {
  LAG=61
  lag_cause() { printf 'app@10.0.0.7 (connection 9, Sleep for 70 s: LOCK TABLES t READ)'; }
  run report_ready
  [[ $output == *"maxLag is 60 s; waits for app@10.0.0.7 (connection 9, Sleep for 70 s: LOCK TABLES "* ]]
}
@test "a server without the TLS that it should have is not ready, and that is logged" {
  touch "$RUN/ready"
  WRITABLE=yes TLS_MISSING=yes TLS_SECRET_NAME=shop-tls
  run report_ready
  [ ! -e "$RUN/ready" ]
  [[ $output == *"not ready: mysqld has no TLS, because it cannot use the certificate in the Secret shop-tls" ]]
}
@test "a blocked server is not ready, however small its lag" {
  touch "$RUN/ready"
  ACTION=blocked
  run report_ready
  [ -z "$output" ] && [ ! -e "$RUN/ready" ]
}

@test "a decision is logged once, and again when its reason changes" {
  REASON=one; log_decision 2>"$LOG"
  log_decision 2>>"$LOG"
  REASON=two; log_decision 2>>"$LOG"
  [ "$(wc -l <"$LOG")" = 2 ]
}
@test "peers that reject the password are named, once" {
  AUTH_FAILED_PEERS='0 2 '
  run log_auth_failed_peers
  [[ $output == *"these peers reject the root password in the Secret: mysql-0 mysql-2. If"* ]]
  log_auth_failed_peers 2>/dev/null
  run log_auth_failed_peers
  [ -z "$output" ]
}
used_up() { ACTION=wait SERVER_STATE=sql_error LAST_ERROR='ERROR 1040 (HY000): Too many connections'; report_ready; }
@test "a replica whose connections are used up was ready a moment ago" {
  report_ready
  echo 7 >"$RUN/ready"
  used_up
  [ "$READY" = no ] && [ "$(<"$RUN/ready")" = 7 ]
  LAST_ERROR='ERROR 1142 (42000)'
  report_ready
  [ ! -e "$RUN/ready" ]
}
@test "a primary whose connections are used up stays ready, until its agent finds something else" {
  WRITABLE=yes report_ready
  echo 7 >"$RUN/ready"
  WRITABLE=no used_up
  [ "$(<"$RUN/ready")" != 7 ]
  ACTION=blocked SERVER_STATE=data
  report_ready
  used_up
  [ ! -e "$RUN/ready" ]
}
