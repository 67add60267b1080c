#!/usr/bin/env bats
# shellcheck disable=SC2329 # what is under test calls what is defined
load ../helper

setup() {
  set_up_pod shop-db-12
  export SERVICE=shop
  source "$SCRIPTS/server/common.sh"
}

@test "the ordinal is what stands behind the last hyphen" { [ "$(ordinal)" = 12 ]; }
@test "the hosts and pods of peers follow from the pod's own name" { [ "$(host_of 3)" = shop-db-3.shop ] && [ "$(pods '0 2 ')" = 'shop-db-0 shop-db-2' ]; }

@test "a data state that was never written is none" { [ "$(read_data_state)" = none ]; }
@test "a data state is read as it was written" {
  write_data_state "cloning 2 a:1-9,b:1"
  [ "$(read_data_state)" = "cloning 2 a:1-9,b:1" ]
  [ ! -e "$SERVER/data_state.tmp" ]
}
# usage: fails COMMAND. As where a disk is full.
fails() { eval "$1() { return 1; }"; }

@test "a data state that cannot be written stays as it was, and that is a failure" {
  write_data_state verified
  fails cat
  run ! write_data_state primary
  if write_data_state primary; then false; fi # a caller that handles it, where bash goes on after a failure
  unset -f cat
  fails sync
  if write_data_state primary; then false; fi
  [ "$(read_data_state)" = verified ]
}

@test "the desired state is the mounted one until the API server has sent one" {
  printf '0\n' >"$DESIRED_STATE/primary"
  [ "$(desired_state primary)" = 0 ]
  printf '2' >"$STATE/desired-state-primary"
  [ "$(desired_state primary)" = 2 ]
}

@test "a derived password satisfies a password policy, and has at most the 32 characters that replication allows" {
  printf 'root password' >"$SECRETS/root-password"
  [[ $(derived_password agent) =~ ^Aa1-[A-Za-z0-9._]{22}-2Bb$ ]]
}
@test "there is no password without a key" {
  derive() { return 0; }
  run ! derived_password agent
  [ -z "$output" ]
}
@test "clusters that share a root password have different derived passwords, the servers of one have the same" {
  printf 'root password' >"$SECRETS/root-password"
  local password
  password=$(derived_password agent)
  POD_NAME=shop-db-0
  [ "$(derived_password agent)" = "$password" ]
  POD_NAME=shop-0
  [ "$(derived_password agent)" != "$password" ]
  POD_NAME=shop-db-0 POD_NAMESPACE=staging
  [ "$(derived_password agent)" != "$password" ]
}
@test "purposes and root passwords have different derived passwords, and the same ones each time" {
  printf 'one' >"$SECRETS/root-password"
  local agent
  agent=$(derived_password agent)
  [ "$agent" = "$(derived_password agent)" ]
  [ "$agent" != "$(derived_password replication)" ]
  printf 'two' >"$SECRETS/root-password"
  [ "$agent" != "$(derived_password agent)" ]
}
@test "a final newline of a Secret is not part of the password" {
  printf 'pass word' >"$SECRETS/root-password"
  local without
  without=$(derived_password agent)
  printf 'pass word\n' >"$SECRETS/root-password"
  [ "$without" = "$(derived_password agent)" ]
}
@test "a password is derived by 100,000 rounds of PBKDF2 unless a test sets another number" {
  local password salt key
  password=$(printf 'root text' | sha256sum)
  salt=$(printf 'cdk8s-stateful/default/shop-db/agent' | sha256sum | cut -c 1-16)
  unset PBKDF2_ROUNDS
  source "$SCRIPTS/server/common.sh"
  key=$(openssl kdf -binary -keylen 16 -kdfopt digest:SHA2-256 -kdfopt pass:"$password" -kdfopt hexsalt:"$salt" \
    -kdfopt iter:100000 PBKDF2 | base64)
  [ "$(derived_password agent)" = "Aa1-$(tr '+/' '._' <<<"${key%==}")-2Bb" ]
}
