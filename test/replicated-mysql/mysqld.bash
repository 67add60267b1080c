#!/usr/bin/env bash

# In place of mysqld: creates a data directory, and exits with $EXIT.
fake_mysqld() {
  export PATH=$BATS_TEST_TMPDIR/bin:$PATH BATS_TEST_TMPDIR
  mkdir -p "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/mysqld" <<'SH'
#!/usr/bin/env bash
for option in "$@"; do
  case $option in
    --help) cat "$BATS_TEST_TMPDIR/options" 2>/dev/null; exit ;;
    --validate-config) if [[ -e $BATS_TEST_TMPDIR/rejected ]]; then cat "$BATS_TEST_TMPDIR/rejected"; exit 1; fi; exit ;;
    --datadir=*) mkdir -p "${option#*=}/mysql" ;;
    --init-file=*) cp "${option#*=}" "$BATS_TEST_TMPDIR/statements.sql" ;;
  esac
done
exit "${EXIT:-0}"
SH
  chmod +x "$BATS_TEST_TMPDIR/bin/mysqld"
}
