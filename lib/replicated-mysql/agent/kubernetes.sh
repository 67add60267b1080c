#!/usr/bin/env bash
# Requests to the API server: label a pod, and watch the desired state. openssl does TLS, because the official image
# has no curl. Sourced, never run.

ENVIRONMENT+=(KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT DESIRED_STATE_CONFIG_MAP)
ACCOUNT=${ACCOUNT:-/var/run/secrets/kubernetes.io/serviceaccount}
ROLE_LABEL=cdk8s-stateful/role
WATCH_SECONDS=60
WATCH_RETRY=10 # seconds
WATCHED_AT=''

# What an agent before this one was sent may be outdated, unless that was a moment ago.
init_kubernetes() { if [[ ! ${RELOADED:-} ]]; then rm -f "$STATE"/desired-state-*; fi; }

api_address() {
  local host=$KUBERNETES_SERVICE_HOST
  if [[ $host == *:* ]]; then host="[$host]"; fi
  printf '%s:%s' "$host" "$KUBERNETES_SERVICE_PORT"
}

# usage: request METHOD PATH [BODY]
request() {
  printf '%s %s HTTP/1.0\r\nHost: kubernetes.default.svc\r\n' "$1" "$2"
  printf 'Authorization: Bearer %s\r\nAccept: application/json\r\n' "$(<"$ACCOUNT/token")"
  if [[ ${3:-} ]]; then printf 'Content-Type: application/merge-patch+json\r\nContent-Length: %s\r\n' "${#3}"; fi
  printf '\r\n%s' "${3:-}"
}

# usage: api SECONDS METHOD PATH [BODY]. Prints the response with its headers.
api() {
  request "${@:2}" | timeout "$1" openssl s_client -quiet -connect "$(api_address)" \
    -servername kubernetes.default.svc -CAfile "$ACCOUNT/ca.crt" -verify_return_error \
    -verify_hostname kubernetes.default.svc 2>/dev/null
}

namespace_path() { printf '/api/v1/namespaces/%s' "$(<"$ACCOUNT/namespace")"; }

# usage: label_pod ORDINAL ROLE. Fails unless the API server has accepted it.
label_pod() {
  local response body="{\"metadata\":{\"labels\":{\"$ROLE_LABEL\":\"$2\"}}}"
  response=$(api 5 PATCH "$(namespace_path)/pods/${POD_NAME%-*}-$1" "$body" | head -n 1) || true
  [[ $response == *" 200 "* ]]
}

# Each watch begins with the present state and lasts a minute: an older answer may be outdated.
desired_state_is_fresh() {
  local received
  if [[ ! -s $STATE/desired-state-received ]]; then return 1; fi
  received=$(<"$STATE/desired-state-received")
  ((EPOCHSECONDS - received < WATCH_SECONDS + 15))
}

# usage: store KEY VALUE
store() {
  printf '%s' "$2" >"$STATE/desired-state-$1.tmp"
  mv "$STATE/desired-state-$1.tmp" "$STATE/desired-state-$1"
}

# usage: store_desired_state EVENT
store_desired_state() {
  local key value
  for key in primary replicas allowBootstrap acknowledgements; do
    value=$(sed -n "s/.*\"$key\":\"\([a-z0-9]*\)\\\\n\".*/\1/p" <<<"$1")
    if [[ $value ]]; then store "$key" "$value"; fi
  done
}

# In the background: $STATE/desired-state-* have what the API server sent last.
watch_desired_state() {
  local line path selector="fieldSelector=metadata.name%3D$DESIRED_STATE_CONFIG_MAP"
  path="$(namespace_path)/configmaps?watch=1&resourceVersion=0&$selector&timeoutSeconds=$WATCH_SECONDS"
  while true; do
    while IFS= read -r line; do
      if [[ $line != '{"type":'* || $line == '{"type":"ERROR"'* ]]; then continue; fi
      store_desired_state "$line"
      store received "$EPOCHSECONDS"
    done < <(api $((WATCH_SECONDS + 10)) GET "$path" || true)
    if ! desired_state_is_fresh; then sleep 5; else sleep 0.5; fi
  done
}

# The watch is a process of its own, which a full disk or a kill may end.
keep_watching() {
  if [[ $WATCH_PID ]]; then
    if kill -0 "$WATCH_PID" 2>/dev/null || ((SECONDS - WATCHED_AT < WATCH_RETRY)); then return 0; fi
    log "the watch of the ConfigMap $DESIRED_STATE_CONFIG_MAP has ended: it is started again"
  fi
  watch_desired_state &
  WATCH_PID=$! WATCHED_AT=$SECONDS
}
