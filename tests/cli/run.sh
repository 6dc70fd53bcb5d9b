#!/bin/sh
# run.sh [COMMAND...]: end-to-end tests of the command line, such as
# `run.sh build/linux/bin/trustmend` or `run.sh wine build/windows/bin/trustmend.exe`; without
# COMMAND, the words of $TRUSTMEND. $FIXTURES is the folder that fixtures/make.sh made.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2086
    set -- ${TRUSTMEND:-$root/build/linux/bin/trustmend}
fi
. "$here/../tally.sh"
. "$here/../command.sh"

fixtures=$(cd "${FIXTURES:-$root/build/fixtures}" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work" && rm -rf "$work"' EXIT
mkdir "$work/run"
chmod 755 "$work"
case "$*" in *wine*) is_wine=yes ;; *) is_wine= ;; esac

# The command as one program, whatever words it has.
# What it changes is kept in a journal of the tests' own.
{
    printf '#!/bin/sh\n'
    printf 'case ${1:-} in check | restore | undo | history | checks | import | transfer) set -- "$@" --state state ;; esac\n'
    printf 'exec'
    for word in "$@"; do
        printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"
    done
    printf ' "$@"\n'
} >"$work/trustmend"
chmod +x "$work/trustmend"

# check WHAT CODE ARGUMENT...: the command ends with this code. Leaves $work/out and $work/err.
check() {
    what=$1 wanted=$2
    shift 2
    code=0
    "$work/trustmend" "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
    is "$code" "$wanted" 'exit code'
}

# is ACTUAL EXPECTED OF: both are the same.
is() {
    if [ "$1" = "$2" ]; then
        pass
    else
        fail "$what: $3 is '$1', not '$2'"
        sed 's/^/    /' "$work/out" "$work/err" | head -n 20
    fi
}

# seen: standard output, with one kind of separator in paths.
seen() {
    if [ -n "$is_wine" ]; then tr '\\' / <"$work/out"; else cat "$work/out"; fi
}

# says TEXT...: standard output contains each.
says() {
    for text in "$@"; do
        if seen | grep -qF -e "$text"; then
            pass
        else
            fail "$what: does not say '$text'"
            sed 's/^/    /' "$work/out" "$work/err" | head -n 20
        fi
    done
}

# never_says TEXT: standard output does not contain it.
never_says() {
    if seen | grep -qF -e "$1"; then
        fail "$what: says '$1'"
    else
        pass
    fi
}

# complains [TEXT]: standard error is this line alone, or nothing.
complains() {
    is "$(tr -d '\r' <"$work/err")" "${1:-}" 'standard error'
}

# complains_once TEXT: standard error is one line, and contains TEXT.
complains_once() {
    if [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q '^trustmend: ' "$work/err" &&
        grep -qF -e "$1" "$work/err"; then
        pass
    else
        fail "$what: standard error is not one line with '$1'"
        sed 's/^/    /' "$work/err" | head -n 20
    fi
}

# valid SCHEMA: each line of standard output is as the schema in docs/ says, the last a summary.
valid() {
    if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
        skip "$what: no python3-jsonschema to hold the output against $1"
    elif /usr/bin/python3 "$here/validate.py" "$root/docs/$1" <"$work/out" >"$work/why" 2>&1; then
        pass
    else
        fail "$what: not as docs/$1 says"
        sed 's/^/    /' "$work/why" | head -n 20
    fi
}

# line_with TEXT: the first line of standard output with it.
line_with() {
    grep -F -e "$1" "$work/out" | head -n 1
}

cd "$work/run"
for file in sha256 unsigned sha1; do
    cp "$fixtures/pe/$file.exe" .
done
cp "$fixtures/certs/root.pem" "$fixtures/certs/tsa-root.pem" .
cp sha256.exe changed.exe
printf X | dd of=changed.exe bs=1 seek=600 conv=notrunc 2>/dev/null
printf 'just a text\n' >readme.txt

for case in "$here"/cases/*.sh; do
    # shellcheck source=/dev/null
    . "$case"
done
tally cli
