#!/usr/bin/env bash
# The agent's own passwords. They follow from the root password in the Secret, which may change while the servers still know the former
# one: the primary's agent moves the accounts over, replication carries that to the others, and each agent goes over when its server has it. Sourced, never run.

KEY=$SERVER/agent-key # what this server was last known to take of its agent, for one that starts with another Secret

# usage: write_client_file USER PASSWORD FILE
write_client_file() { (umask 077 && printf '[client]\nuser=%s\npassword=%s\n' "$1" "$2" >"$3"); }

write_self() {
  write_client_file cdk8s_agent "$1" "$STATE/self.cnf"
  KNOWN_SELF=$1
}

write_peer() {
  write_client_file cdk8s_replication "$1" "$STATE/peer.cnf"
  KNOWN_PEER=$1
}

key() { cat "$KEY" 2>/dev/null || true; }

# usage: known_password self|peer. What this agent goes on with, whatever the Secret has become.
known_password() { sed -n 's/^password=//p' "$STATE/$1.cnf"; }

read_secret() {
  local text
  text=$(<"$SECRETS/root-password")
  if [[ ! $text || $text == "$SECRET_TEXT" ]]; then return; fi # an empty text is no password
  SECRET_TEXT=$text SECRET_SELF=$(derived_password agent) SECRET_PEER=$(derived_password replication)
}

# An agent that was restarted alone goes on with what it knew.
prepare_credentials() {
  SECRET_TEXT='' SECRET_SELF='' SECRET_PEER='' SECRET_CHANGED=no KEPT=''
  read_secret
  if [[ ! -s $STATE/self.cnf ]]; then write_self "$SECRET_SELF"; fi
  if [[ ! -s $STATE/peer.cnf ]]; then write_peer "$SECRET_PEER"; fi
  KNOWN_SELF=$(known_password self) KNOWN_PEER=$(known_password peer)
}

# usage: accepts PASSWORD. Whether this server takes it of its agent.
accepts() {
  write_client_file cdk8s_agent "$1" "$STATE/try.cnf"
  timeout -k 1 5 mysql --defaults-file="$STATE/try.cnf" --protocol=socket --socket="$SOCKET" -N -B -e 'DO 0' 2>/dev/null
}

watch_secret() {
  read_secret
  if [[ $REFUSED_BY && $SECRET_PEER && $SECRET_PEER != "$KNOWN_PEER" ]]; then take_peer; fi # some know the new one only
  case $SELF in
    refused) if find_way_in || repair_self; then observe; fi ;;
    hindered) if repair_self; then observe; fi ;;
    blank | data) follow_secret && keep_key ;;
  esac
}

# What this agent knew may be gone by two changes in a short time: the one in the Secret is tried first, then the one on the volume.
find_way_in() {
  local kept
  kept=$(key)
  if [[ $SECRET_SELF && $SECRET_SELF != "$KNOWN_SELF" ]] && accepts "$SECRET_SELF"; then
    go_over
  elif [[ $kept && $kept != "$KNOWN_SELF" ]] && accepts "$kept"; then
    write_self "$kept"
  else
    return 1
  fi
}

follow_secret() {
  if [[ ! $SECRET_SELF ]]; then return; fi
  if [[ $SECRET_SELF == "$KNOWN_SELF" ]]; then
    take_peer
    if [[ $SECRET_CHANGED == yes ]]; then say "the Secret has the former root password again"; fi
    SECRET_CHANGED=no
  elif accepts "$SECRET_SELF"; then
    go_over
  elif [[ $SECRET_CHANGED == no ]]; then
    say "the root password in the Secret has changed: this server goes on with the former one until the primary's agent has changed the accounts"
    SECRET_CHANGED=yes
  fi
}

# Servers that have not received the change yet take the former password only.
take_peer() {
  if [[ $KNOWN_PEER == "$SECRET_PEER" ]]; then return; fi
  cp "$STATE/peer.cnf" "$STATE/former.cnf"
  write_peer "$SECRET_PEER"
}

go_over() {
  take_peer
  write_self "$SECRET_SELF"
  keep_key # at once: the Secret may change again, and end the former password
  SECRET_CHANGED=no
  say "this server takes the root password that the Secret has now"
}

# A bare server that is made anew costs nothing; the key is for data.
keep_key() {
  if [[ $MARK != member && $MARK != primary || $KEPT == "$KNOWN_SELF" ]]; then return; fi
  if [[ $(key) != "$KNOWN_SELF" ]] && ! (umask 077 && printf '%s' "$KNOWN_SELF" | write_durably "$KEY"); then
    say "could not write $KEY"
    return
  fi
  KEPT=$KNOWN_SELF
}
