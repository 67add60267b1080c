#!/usr/bin/env bash
# What a decision means for clients. Sourced, never run.

is_serving() { [[ $ACTION == steady || $ACTION == request_switchover ]]; }

role() {
  if [[ $WRITABLE == yes && $ACTION == steady ]]; then
    printf 'primary'
  elif is_serving || [[ $ACTION == blocked || $ACTION == step_down ]]; then
    printf 'replica'
  fi
}
