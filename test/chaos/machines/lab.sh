#!/usr/bin/env bash
# CHAOS_MACHINE for the lab beside this repository (LAB_DIR): its fault.sh, with node names, and two parts of the control plane.
#   cut|heal|power-off|power-on NODE   kill POD CONTAINER NAMESPACE   wipe|fill|unfill CLAIM NAMESPACE   stop|start api|dns
set -Eeuo pipefail

LAB_DIR=${LAB_DIR:-$(dirname "${BASH_SOURCE[0]}")/../../../../shared/lab}
STATE=${LAB:-${TMPDIR:-/tmp}/k8s-lab}
declare -A PROCESS=([api]=apiserver [dns]=coredns)

# power-on and start answer only when the cluster is whole again
case ${1:-} in
  cut | heal | power-off | power-on) "$LAB_DIR/fault.sh" "$1" "${2#node-}" ;;
  kill | wipe | fill | unfill) "$LAB_DIR/fault.sh" "$@" ;;
  stop) kill -KILL "$(<"$STATE/run/${PROCESS[$2]}.pid")" ;;
  start) "$LAB_DIR/up.sh" ;;
  *) sed -n 2,3p "$0" >&2; exit 2 ;;
esac
