#!/usr/bin/env bash
# CHAOS_DRIVER for a kind cluster, whose nodes are Docker containers.
#   partition|heal|power-off|power-on NODE   kill|pause|resume POD CONTAINER NAMESPACE   wipe CLAIM NAMESPACE   stop|start api|dns
# fill and unfill are missing: kind's volumes share the disk of the host. Linted, and not yet run by a test.
set -Eeuo pipefail

MANIFESTS=/etc/kubernetes/manifests

control_plane() { kubectl get nodes -l node-role.kubernetes.io/control-plane -o 'jsonpath={.items[0].metadata.name}'; }

# usage: field OBJECT PATH NAMESPACE
field() { kubectl -n "$3" get "$1" -o "jsonpath=$2"; }

# usage: task 'kill --signal SIGKILL'|pause|resume POD CONTAINER NAMESPACE
task() {
  local id action
  read -ra action <<<"$1"
  id=$(field "pod/$2" "{.status.containerStatuses[?(@.name=='$3')].containerID}{.status.initContainerStatuses[?(@.name=='$3')].containerID}" "$4")
  docker exec "$(field "pod/$2" '{.spec.nodeName}' "$4")" ctr -n k8s.io task "${action[@]}" "${id#containerd://}"
}

# usage: wipe CLAIM NAMESPACE
wipe() {
  local volume node directory
  volume=$(field "pvc/$1" '{.spec.volumeName}' "$2")
  node=$(field "pv/$volume" '{.spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]}' "$2")
  directory=$(field "pv/$volume" '{.spec.hostPath.path}{.spec.local.path}' "$2")
  docker exec "$node" find "$directory" -mindepth 1 -delete
}

# The kubelet runs the static pods in this directory, and stops those that are removed from it.
move_api_server() { docker exec "$1" mv "$2/kube-apiserver.yaml" "$3/"; }

scale_dns() { kubectl -n kube-system scale deployment coredns --replicas="$1"; }

main() {
  case ${1:-} in
    partition) docker network disconnect kind "$2" ;;
    heal) docker network connect kind "$2" ;;
    power-off) docker kill "$2" ;;
    power-on) docker start "$2" && kubectl wait "node/$2" --for=condition=Ready --timeout=180s ;;
    kill) task 'kill --signal SIGKILL' "${@:2}" ;;
    pause | resume) task "$@" ;;
    wipe) wipe "${@:2}" ;;
    # the node's name is read while the API server still answers
    stop)
      if [[ $2 == dns ]]; then scale_dns 0; else
        control_plane >/tmp/chaos-control-plane
        move_api_server "$(</tmp/chaos-control-plane)" "$MANIFESTS" /root
      fi ;;
    start)
      if [[ $2 == dns ]]; then scale_dns 2; else
        move_api_server "$(</tmp/chaos-control-plane)" /root "$MANIFESTS"
        timeout 180 bash -c 'until kubectl get --raw /readyz; do sleep 1; done'
      fi ;;
    *) sed -n 2,4p "$0" >&2; exit 2 ;;
  esac
}

main "$@" >/dev/null
