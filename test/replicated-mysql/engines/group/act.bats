#!/usr/bin/env bats
# The steps of the actions of a group member. "It" is mysql-1.
# shellcheck disable=SC2030,SC2031,SC2034,SC2329 # the actions read the variables, and call what setup puts in their place
load ../../helper

setup() {
  ENGINE=group set_up_agent mysql-1
  printf '5\n' >"$DESIRED_STATE/replicas"
  DATA_STATE=verified WRITABLE=no MEMBER_STATE=ONLINE MEMBERS='0 1 2 ' DESIRED_PRIMARY=any ACTION=steady GROUP_NAME=name
  act_sql() { printf '%s\n' "$1" >>"$DONE"; }
  run_sql() { printf '%s\n' "$2" >>"$DONE"; }
  sql() { case $1 in *set_as_primary*) printf '%s\n' "$1" >>"$DONE"; echo 1 ;; *) echo random ;; esac; }
  end_clients() { echo 'clients end' >>"$DONE"; }
  label_pod() { echo "label $1 $2" >>"$DONE"; }
  write_data_state() { echo "state $1" >>"$DONE"; }
  password_in() { echo secret; }
  log_uncloned_tables() { :; }
  start_accounts_job() { :; }
  keep_watching_group() { :; }
  touch "$STATE/replication.cnf"
}

steps() { cut -c 1-40 "$DONE"; }

@test "a group begins under the name on the volume, or a random one, and the option is off again" {
  bootstrap; wait "$MEMBERSHIP_JOB"
  [ "$(<"$GROUP_FILE")" = random ]
  [[ $(<"$DONE") == *"bootstrap_group = ON; START GROUP_REPLICATION"*"bootstrap_group = OFF" ]]
  rm "$DONE"; printf 'known' >"$GROUP_FILE"
  bootstrap; wait "$MEMBERSHIP_JOB"
  [[ $(<"$DONE") == *"group_name = 'known'"*"mysql-0.mysql:3306,mysql-1.mysql:3306,mysql-2.mysql:3306,mysql-3.mysql:3306,mysql-4.mysql:3306"* ]]
}
@test "a server that joins begins no group, even if an agent was killed while it began one" {
  join; wait "$MEMBERSHIP_JOB"
  [ "$(head -n 1 "$DONE")" = 'SET GLOBAL group_replication_bootstrap_group = OFF' ]
  [[ $(<"$DONE") != *'= ON'* && $(<"$DONE") == *"group_name = 'name'"* ]]
}
@test "no membership is started if the data state cannot be written" {
  write_data_state() { return 1; }
  run join; [ "$status" -ne 0 ]
  run bootstrap; [ "$status" -ne 0 ]
  [[ $(<"$DONE") != *START* ]]
}
@test "the preferred server has the larger weight in elections" {
  configure name; [[ $(<"$DONE") == *'member_weight = 50'* ]]
  rm "$DONE"; DESIRED_PRIMARY=1; configure name; [[ $(<"$DONE") == *'member_weight = 80'* ]]
}
@test "a server that is no longer the primary ends the connections of its clients, once" {
  WAS_WRITABLE=yes; act; act
  [ "$(steps)" = 'clients end' ]
}
@test "the primary takes the label from pods that are no members, once" {
  WRITABLE=yes; act; wait; act; wait
  [ "$(steps)" = $'label 3 replica\nlabel 4 replica' ]
  MEMBERS='1 2 '; act; wait
  [ "$(tail -n 3 "$DONE")" = $'label 0 replica\nlabel 3 replica\nlabel 4 replica' ]
}
@test "a secondary changes no label of another pod" {
  act
  [ ! -e "$DONE" ]
}
@test "a primary whose mysqld is to stop hands over, then leaves" {
  observe_self() { :; }
  stop_event_scheduler() { :; }
  WRITABLE=yes; drain
  [[ $(steps) == 'SELECT group_replication_set_as_primary('*$'clients end\nSTOP GROUP_REPLICATION' ]]
  [[ $(<"$DONE") == *"MEMBER_HOST = 'mysql-0.mysql'"* ]]
}
@test "if nobody can take over, it leaves all the same" {
  observe_self() { :; }
  stop_event_scheduler() { :; }
  hand_over() { echo 'ERROR 3910' >"$STATE/act.err"; return 1; }
  WRITABLE=yes; drain 2>"$LOG"
  [[ $(<"$LOG") == *'no other member could take over: ERROR 3910'* ]]
  [ "$(steps)" = 'STOP GROUP_REPLICATION' ]
}
@test "a primary that joins again hands over first, and stays if it cannot" {
  WRITABLE=yes ACTION=rejoin; act
  [[ $(steps) == 'SELECT group_replication_set_as_primary('*$'clients end\nSTOP GROUP_REPLICATION' ]]
  rm "$DONE"; hand_over() { return 1; }
  run act; [ "$status" -ne 0 ] && [ ! -e "$DONE" ]
}
@test "the preferred server is waited for until it has caught up" {
  ACTION=hand_over DESIRED_PRIMARY=2; act
  [[ $(<"$DONE") == *"MEMBER_HOST = 'mysql-2.mysql' AND COUNT_TRANSACTIONS_REMOTE_IN_APPLIER_QUEUE < 100"* ]]
  sql() { echo 0; }
  act
}
@test "a server that is not ONLINE has nothing to hand over" {
  observe_self() { MEMBER_STATE=RECOVERING; }
  drain
  [ ! -e "$DONE" ]
}
