# shellcheck shell=sh
# Counting for the checks: sourced; `tally NAME` prints the counts and exits.
passed=0 failed=0 skipped=0

pass() {
    passed=$((passed + 1))
}

fail() {
    failed=$((failed + 1))
    echo "  FAILED: $*"
}

skip() {
    skipped=$((skipped + 1))
    echo "  skipped: $*"
}

tally() {
    echo "$1: $passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit $?
}
