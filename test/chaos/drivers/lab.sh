#!/usr/bin/env bash
# CHAOS_DRIVER for the lab beside this repository (LAB_DIR): its fault.sh, and two components of the control plane.
#   partition|heal|power-off|power-on NODE   kill|pause|resume POD CONTAINER NAMESPACE   wipe|fill|unfill CLAIM NAMESPACE
#   stop|start api|dns
set -Eeuo pipefail

LAB_DIR=${LAB_DIR:-$(dirname "${BASH_SOURCE[0]}")/../../../../shared/lab}
STATE=${LAB:-${TMPDIR:-/tmp}/k8s-lab}
declare -A PROCESS=([api]=apiserver [dns]=coredns)

# power-on and start return only when the Kubernetes cluster is complete again
case ${1:-} in
  partition) "$LAB_DIR/fault.sh" cut "${2#node-}" ;;
  heal | power-off | power-on) "$LAB_DIR/fault.sh" "$1" "${2#node-}" ;;
  kill | wipe | fill | unfill) "$LAB_DIR/fault.sh" "$@" ;;
  pause | resume) "$LAB_DIR/fault.sh" "$@" || "$LAB_DIR/fault.sh" "$@" ;; # a process that it found may have ended
  stop) kill -KILL "$(<"$STATE/run/${PROCESS[$2]}.pid")" ;;
  start) "$LAB_DIR/up.sh" ;;
  *) sed -n 2,4p "$0" >&2; exit 2 ;;
esac
