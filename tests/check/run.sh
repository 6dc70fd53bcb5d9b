#!/bin/sh
# run.sh COMMAND...: `check` on the demonstration machine (tests/fixtures/machine.sh). On one that
# is well it finds nothing; of each fault that is planted it finds what faults.txt says, and
# nothing else. COMMAND may be `wine build/windows/bin/trustmend.exe`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
[ $# -gt 0 ] || {
    echo "usage: $0 COMMAND..." >&2
    exit 2
}
. "$root/tests/tally.sh"
. "$root/tests/command.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
machine=$root/tests/fixtures/machine.sh
sh "$machine" "$work/well"
cd "$work"

# look FOLDER ARGUMENT...: `check` of the machine in FOLDER. Leaves $work/out, $work/err and $code.
look() {
    cd "$1"
    shift
    code=0
    "$@" check --store stores --at 2026-11-01 --installation 'Apex One' \
        --installation 'Security Agent' --state ../state --format json \
        >"$work/out" 2>"$work/err" </dev/null || code=$?
    cd "$work"
}

# found: what was found, one id a line, and how often if not once.
found() {
    sed -nE 's/^\{"type":"finding".*"id":"([a-z-]+)".*/\1/p' "$work/out" | sort | uniq -c |
        sed -E 's/^ +1 //; s/^ +([0-9]+) (.*)/\2 x\1/'
}

# expect FAULT ID...: no other findings than these.
expect() {
    fault=$1
    shift
    wanted=$(printf '%s\n' "$@" | sort)
    if [ "$(found)" = "$wanted" ]; then
        pass
    else
        fail "$fault: found '$(found | tr '\n' ' ')', not '$(echo "$wanted" | tr '\n' ' ')'"
        head -n 3 "$work/err" | sed 's/^/    /'
    fi
}

valid() {
    if /usr/bin/python3 "$root/tests/cli/validate.py" "$root/docs/check.schema.json" \
        <"$work/out" >"$work/why" 2>&1; then
        pass
    else
        fail "$1: not as docs/check.schema.json says"
        head -n 3 "$work/why" | sed 's/^/    /'
    fi
}

look well "$@"
expect 'a machine that is well' ''
valid 'a machine that is well'
[ "$code" -eq 0 ] && pass || fail "a machine that is well: exit code $code"

while read -r fault ids; do
    case $fault in '' | '#') continue ;; esac
    rm -rf broken
    cp -a well broken
    sh "$machine" broken "$fault"
    look broken "$@"
    # shellcheck disable=SC2086
    expect "$fault" $ids
done <"$here/faults.txt"

cp -a well broken-all
sh "$machine" broken-all all
look broken-all "$@"
valid 'all faults at once'
tally check
