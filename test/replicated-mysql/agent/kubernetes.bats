#!/usr/bin/env bats
# shellcheck disable=SC2329 # functions take the place of those that ask the API server
load ../helper

setup() {
  set_up_agent mysql-1
  printf 'the-token' >"$ACCOUNT/token"
  printf 'shop' >"$ACCOUNT/namespace"
}

EVENT='{"type":"MODIFIED","object":{"metadata":{"annotations":{"last":"{\"data\":{\"primary\":\"9\\n\"}}"},"managedFields":[{"f:data":{"f:primary":{}}}]},"data":{"allowBootstrap":"no\n","primary":"2\n","replicas":"5\n"}}}'

@test "an event has the desired state, whatever its annotations have" {
  store_desired_state "$EVENT"
  [ "$(cat "$STATE/desired-state-primary")" = 2 ]
  [ "$(cat "$STATE/desired-state-replicas")" = 5 ]
  [ "$(cat "$STATE/desired-state-allowBootstrap")" = no ]
}
@test "an event without data leaves what is known" {
  store_desired_state "$EVENT"
  store_desired_state '{"type":"DELETED","object":{"metadata":{}}}'
  [ "$(cat "$STATE/desired-state-primary")" = 2 ]
}
@test "the desired state is fresh for the length of a watch, and not before the first event" {
  run desired_state_is_fresh
  [ "$status" -ne 0 ]
  store received "$EPOCHSECONDS"
  desired_state_is_fresh
  store received $((EPOCHSECONDS - 80))
  run desired_state_is_fresh
  [ "$status" -ne 0 ]
}
@test "the address of an IPv6 cluster is put in brackets" {
  [ "$(api_address)" = 10.0.0.1:443 ]
  KUBERNETES_SERVICE_HOST=fd00::1
  [ "$(api_address)" = '[fd00::1]:443' ]
}
@test "a label is a patch of a pod of this set, and fails unless it is accepted" {
  local status_line='HTTP/1.0 200 OK'
  api() { printf '%s\n' "$*" >"$BATS_TEST_TMPDIR/call"; printf '%s\r\n\r\n{}' "$status_line"; }
  label_pod 2 primary
  [ "$(cat "$BATS_TEST_TMPDIR/call")" = '5 PATCH /api/v1/namespaces/shop/pods/mysql-2 {"metadata":{"labels":{"cdk8s-stateful/role":"primary"}}}' ]
  status_line='HTTP/1.0 403 Forbidden'
  run label_pod 2 primary
  [ "$status" -ne 0 ]
}
@test "a request has its length" {
  run request PATCH /x '{"a":1}'
  [[ $output == *"Content-Length: 7"* && $output == *'{"a":1}' && $output == *"Bearer the-token"* ]]
}
@test "a watch that has ended is started again, at most every ten seconds" {
  stop_clock 100
  watch_desired_state() { echo started >>"$DONE"; }
  keep_watching
  wait "$WATCH_PID"
  SECONDS=109
  keep_watching
  SECONDS=110
  run keep_watching
  [[ $output == *'the watch of the ConfigMap mysql-desired-state has ended: it is started again' ]]
  until [ "$(wc -l <"$DONE")" = 2 ]; do sleep 0.05; done
}
@test "a watch that runs is left alone" {
  sleep 5 & WATCH_PID=$! WATCHED_AT=0
  watch_desired_state() { echo started >>"$DONE"; }
  keep_watching
  kill "$!"
  [ ! -e "$DONE" ]
}
