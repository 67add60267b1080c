#!/usr/bin/env bash
# Paths, log lines, data state, desired state and derived passwords. Sourced by every script of a pod, never run.

VOLUME=${VOLUME:-/var/lib/mysql}
SERVER=$VOLUME/server
RUN=${RUN:-/var/run/mysqld}
SECRETS=${SECRETS:-/etc/mysql-secrets}
SOCKET=$RUN/mysqld.sock
AGENT_KEY=$SERVER/agent-key # the password that this server accepted last from its agent
STATE=${STATE:-/run/agent}
DESIRED_STATE=${DESIRED_STATE:-/etc/mysql/desired-state}
PBKDF2_ROUNDS=${PBKDF2_ROUNDS:-100000} # every pod must use the same number; only tests set another

log() { printf '%(%Y-%m-%dT%H:%M:%SZ)T %s: %s\n' -1 "${POD_NAME:-mysql}" "$*" >&2; }

ordinal() { printf '%s' "${POD_NAME##*-}"; }

# usage: pods ORDINALS. The names of these pods.
pods() {
  local n names=''
  for n in $1; do names+="${names:+ }${POD_NAME%-*}-$n"; done
  printf '%s' "$names"
}

host_of() { printf '%s-%s.%s' "${POD_NAME%-*}" "$1" "$SERVICE"; }

# usage: desired_state primary|replicas|allowBootstrap|acknowledgements
# The value that the API server sent last, else the mounted one. The kubelet may update the mount 90 s late.
desired_state() {
  if [[ -s $STATE/desired-state-$1 ]]; then
    printf '%s' "$(<"$STATE/desired-state-$1")"
  else
    printf '%s' "$(<"$DESIRED_STATE/$1")"
  fi
}

# A group may prefer nobody.
desired_primary() {
  local primary
  primary=$(desired_state primary)
  if [[ $primary == any ]]; then printf 'any server'; else pods "$primary"; fi
}

# usage: write_durably FILE, with the text on standard input.
# After a crash or on a full disk the file has the old text or the new one. The steps are chained by &&, because
# `set -e` is off in a function whose failure the caller handles.
write_durably() { cat >"$1.tmp" && sync "$1.tmp" && mv "$1.tmp" "$1" && sync "$(dirname "$1")"; }

# The data state of the volume:
#   initialized            mysqld --initialize has run, no data yet
#   cloning ORDINAL GTIDS  a clone from that server was started; the donor had these transactions
#   verified               the data was cloned completely or replicated
#   primary                like verified, and this server was the last to accept writes
# It prints `none` if there is no file.
read_data_state() {
  local state=none
  if [[ -e $SERVER/data_state ]]; then state=$(<"$SERVER/data_state"); fi
  printf '%s' "$state"
}
write_data_state() { printf '%s' "$*" | write_durably "$SERVER/data_state"; }

# usage: secret NAME. The text of a mounted Secret, without a final newline.
secret() { printf '%s' "$(<"$SECRETS/$1")"; }

# usage: derive PURPOSE, with a text on standard input. 128 bits by PBKDF2; the text cannot be found from them.
derive() {
  local salt
  salt=$(printf '%s' "cdk8s-stateful/$1" | sha256sum)
  sha256sum |
    openssl enc -aes-256-cbc -pbkdf2 -iter "$PBKDF2_ROUNDS" -md sha256 -S "${salt:0:16}" -P -pass stdin |
    sed -n 's/^key *= *\(.\{32\}\).*/\1/p'
}

# usage: derived_password PURPOSE
# The passwords of the cdk8s_* accounts follow from the root password and the place of the cluster, so that every pod
# computes the same ones, and no other cluster does. The fixed characters satisfy a password policy: capitals, small
# letters, digits and others, each twice. A replication password has at most 32 characters.
derived_password() {
  local key
  key=$(secret root-password | derive "$POD_NAMESPACE/${POD_NAME%-*}/$1" | sed 's/../\\x&/g')
  if ((${#key} != 64)); then return 1; fi
  printf 'Aa1-%s-2Bb' "$(printf '%b' "$key" | base64 | tr -d '=' | tr '+/' '._')"
}
