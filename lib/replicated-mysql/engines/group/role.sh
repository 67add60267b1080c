#!/usr/bin/env bash
# What a decision means for clients. Sourced, never run.

is_serving() { [[ $ACTION == steady || $ACTION == hand_over ]]; }

role() {
  if [[ $WRITABLE == yes ]] && is_serving; then
    printf 'primary'
  elif [[ $SERVER_STATE =~ ^(empty|data)$ ]]; then
    printf 'replica'
  fi
}
