#!/usr/bin/env bats
load ../../helper

setup() { set_up_agent mysql-1; ACTION=steady WRITABLE=no; }

@test "the role follows the decision" {
  [ "$(role)" = replica ]
  WRITABLE=yes; [ "$(role)" = primary ]
  ACTION=step_down; [ "$(role)" = replica ]
  ACTION=blocked; [ "$(role)" = replica ]
  ACTION='wait'; [ -z "$(role)" ]
}
@test "a server serves while it is steady or requests a switchover" {
  is_serving
  ACTION=request_switchover; is_serving
  ACTION=blocked; run ! is_serving
}
