#!/usr/bin/env bash
# The little that the agent says to the API server: which role its pod has; and what it hears: who is to be the primary.
# openssl speaks TLS, because the official image has no curl. Sourced, never run.

ACCOUNT=${ACCOUNT:-/var/run/secrets/kubernetes.io/serviceaccount}
ROLE_LABEL=cdk8s-stateful/role
WATCH_SECONDS=60

api_address() {
  local host=$KUBERNETES_SERVICE_HOST
  if [[ $host == *:* ]]; then host="[$host]"; fi
  printf '%s:%s' "$host" "$KUBERNETES_SERVICE_PORT"
}

# usage: request METHOD PATH [BODY]
request() {
  printf '%s %s HTTP/1.0\r\nHost: kubernetes.default.svc\r\nAuthorization: Bearer %s\r\nAccept: application/json\r\n' "$1" "$2" "$(<"$ACCOUNT/token")"
  if [[ ${3:-} ]]; then printf 'Content-Type: application/merge-patch+json\r\nContent-Length: %s\r\n' "${#3}"; fi
  printf '\r\n%s' "${3:-}"
}

# usage: api SECONDS METHOD PATH [BODY]. Prints the answer, header and all.
api() {
  request "${@:2}" | timeout "$1" openssl s_client -quiet -connect "$(api_address)" -servername kubernetes.default.svc \
    -CAfile "$ACCOUNT/ca.crt" -verify_return_error -verify_hostname kubernetes.default.svc 2>/dev/null
}

namespace_path() { printf '/api/v1/namespaces/%s' "$(<"$ACCOUNT/namespace")"; }

# usage: label_pod ORDINAL ROLE. Fails unless the API server has taken it.
label_pod() {
  local answer
  answer=$(api 5 PATCH "$(namespace_path)/pods/${POD_NAME%-*}-$1" "{\"metadata\":{\"labels\":{\"$ROLE_LABEL\":\"$2\"}}}" | head -n 1) || true
  [[ $answer == *" 200 "* ]]
}

# Every watch begins with what there is, and lasts a minute: older news may be outdated.
topology_is_fresh() {
  local said
  if [[ ! -s $STATE/topology-fresh ]]; then return 1; fi
  said=$(<"$STATE/topology-fresh")
  ((EPOCHSECONDS - said < WATCH_SECONDS + 15))
}

keep() {
  printf '%s' "$2" >"$STATE/topology-$1.tmp"
  mv "$STATE/topology-$1.tmp" "$STATE/topology-$1"
}

keep_topology() {
  local key value
  for key in primary replicas create acknowledgements; do
    value=$(sed -n "s/.*\"$key\":\"\([a-z0-9]*\)\\\\n\".*/\1/p" <<<"$1")
    if [[ $value ]]; then keep "$key" "$value"; fi
  done
}

# While it runs, $STATE/topology-* is what the API server says.
watch_topology() {
  local line path
  path="$(namespace_path)/configmaps?watch=1&resourceVersion=0&fieldSelector=metadata.name%3D$TOPOLOGY_NAME&timeoutSeconds=$WATCH_SECONDS"
  while true; do
    while IFS= read -r line; do
      if [[ $line != '{"type":'* || $line == '{"type":"ERROR"'* ]]; then continue; fi
      keep_topology "$line"
      keep fresh "$EPOCHSECONDS"
    done < <(api $((WATCH_SECONDS + 10)) GET "$path" || true)
    if ! topology_is_fresh; then sleep 5; else sleep 0.5; fi
  done
}
