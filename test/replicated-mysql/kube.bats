#!/usr/bin/env bats

setup() {
  export STATE=$BATS_TEST_TMPDIR/state ACCOUNT=$BATS_TEST_TMPDIR/account POD_NAME=mysql-1 KUBERNETES_SERVICE_HOST=10.0.0.1 KUBERNETES_SERVICE_PORT=443
  mkdir -p "$STATE" "$ACCOUNT"
  printf 'the-token' >"$ACCOUNT/token"
  printf 'shop' >"$ACCOUNT/namespace"
  source "$BATS_TEST_DIRNAME/../../lib/replicated-mysql/scripts/kube.sh"
}

EVENT='{"type":"MODIFIED","object":{"metadata":{"annotations":{"last":"{\"data\":{\"primary\":\"9\\n\"}}"},"managedFields":[{"f:data":{"f:primary":{}}}]},"data":{"create":"no\n","primary":"2\n","replicas":"5\n"}}}'

@test "an event says what the topology is, whatever its annotations say" {
  keep_topology "$EVENT"
  [ "$(cat "$STATE/topology-primary")" = 2 ]
  [ "$(cat "$STATE/topology-replicas")" = 5 ]
  [ "$(cat "$STATE/topology-create")" = no ]
}
@test "an event without data leaves what is known" {
  keep_topology "$EVENT"
  keep_topology '{"type":"DELETED","object":{"metadata":{}}}'
  [ "$(cat "$STATE/topology-primary")" = 2 ]
}
@test "news are fresh for a watch's length, and not without news" {
  run topology_is_fresh
  [ "$status" -ne 0 ]
  keep fresh "$EPOCHSECONDS"
  topology_is_fresh
  keep fresh $((EPOCHSECONDS - 80))
  run topology_is_fresh
  [ "$status" -ne 0 ]
}
@test "the address of an IPv6 cluster is put in brackets" {
  [ "$(api_address)" = 10.0.0.1:443 ]
  KUBERNETES_SERVICE_HOST=fd00::1
  [ "$(api_address)" = '[fd00::1]:443' ]
}
@test "a patch goes to this set's pod, and counts only when it is taken" {
  local status_line='HTTP/1.0 200 OK'
  api() { printf '%s\n' "$*" >"$BATS_TEST_TMPDIR/call"; printf '%s\r\n\r\n{}' "$status_line"; }
  label_pod 2 primary
  [ "$(cat "$BATS_TEST_TMPDIR/call")" = '5 PATCH /api/v1/namespaces/shop/pods/mysql-2 {"metadata":{"labels":{"cdk8s-stateful/role":"primary"}}}' ]
  status_line='HTTP/1.0 403 Forbidden'
  run label_pod 2 primary
  [ "$status" -ne 0 ]
}
@test "a request says its length" {
  run request PATCH /x '{"a":1}'
  [[ $output == *"Content-Length: 7"* && $output == *'{"a":1}' && $output == *"Bearer the-token"* ]]
}
