#!/usr/bin/env bash
# What the scripts of a pod share: paths, log lines, marks and credentials. Sourced, never run.

VOLUME=${VOLUME:-/var/lib/mysql}
SERVER=$VOLUME/server
RUN=${RUN:-/var/run/mysqld}
SECRETS=${SECRETS:-/etc/mysql-secrets}
SOCKET=$RUN/mysqld.sock
STATE=${STATE:-/run/agent}
TOPOLOGY=${TOPOLOGY:-/etc/mysql/topology}

say() { printf '%(%Y-%m-%dT%H:%M:%SZ)T %s: %s\n' -1 "${POD_NAME:-mysql}" "$*" >&2; }

ordinal() { printf '%s' "${POD_NAME##*-}"; }

# usage: topology primary|replicas|create|acknowledgements. What the manifests say of the whole set: as the API server said it last, or
# as the kubelet has mounted it, which may be 90 s late. Neither restarts a pod.
topology() {
  if [[ -s $STATE/topology-$1 ]]; then printf '%s' "$(<"$STATE/topology-$1")"; else printf '%s' "$(<"$TOPOLOGY/$1")"; fi
}

host_of() { printf '%s-%s.%s' "${POD_NAME%-*}" "$1" "$SERVICE"; }

# usage: write_durably FILE, with the text on standard input. After a crash, and where the disk is full, the file holds the old text or
# the new one. Each step asks for the one before: callers that handle a failure switch `set -e` off in here.
write_durably() { cat >"$1.tmp" && sync "$1.tmp" && mv "$1.tmp" "$1" && sync "$(dirname "$1")"; }

# The mark says what is known about the data: "new" (a bare server), "copying ORDINAL GTIDS", "member" (verified), or
# "primary" (verified, and the last to accept writes).
read_mark() {
  local mark=none
  if [[ -e $SERVER/mark ]]; then mark=$(<"$SERVER/mark"); fi
  printf '%s' "$mark"
}
write_mark() { printf '%s' "$*" | write_durably "$SERVER/mark"; }

# usage: secret NAME. The text of a mounted Secret, without a final newline.
secret() { printf '%s' "$(<"$SECRETS/$1")"; }

# usage: derive PURPOSE, with a text on standard input. 128 bits that follow from the text by PBKDF2; nobody finds the text from them.
derive() {
  local salt
  salt=$(printf '%s' "cdk8s-stateful/$1" | sha256sum)
  sha256sum |
    openssl enc -aes-256-cbc -pbkdf2 -iter 100000 -md sha256 -S "${salt:0:16}" -P -pass stdin |
    sed -n 's/^key *= *\(.\{32\}\).*/\1/p' # replication takes at most 32 characters
}

# usage: derived_password PURPOSE
# The accounts of the set itself need no Secret of their own: their passwords follow from the root password,
# so that every pod finds the same ones.
derived_password() { secret root-password | derive "$1"; }
