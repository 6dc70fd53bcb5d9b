#!/bin/sh
# documents.sh [TRUSTMEND]: the documents say what there is. Their links lead somewhere, their
# commands are understood, and every name of the program's, be it a finding, a result, an exit code,
# an option or a value in a report, stands in them, and none that it does not have. That the man page
# is made of the help is looked at by tests/cli.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh
program=${1:-$PWD/build/linux/bin/trustmend}
results=$(mktemp)
trap 'rm -f "$results"' EXIT

# A script says "pass", or "FAILED: WHAT", of each thing that it looked at.
for script in links words commands help proofs; do
    python3 -B "tests/documents/$script.py" "$program" >"$results" || fail "$script.py broke off"
    while read -r result what; do
        if [ "$result" = pass ]; then pass; else fail "$what"; fi
    done <"$results"
done

if mandoc -T lint -W warning docs/trustmend.1; then pass; else fail 'docs/trustmend.1'; fi
tally documents
