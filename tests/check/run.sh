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

trustmend=$*
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
    lists=
    [ ! -e agents.csv ] || lists="$lists --mismatched agents.csv"
    [ ! -e authroot.stl ] || lists="$lists --trust-list authroot.stl"
    # shellcheck disable=SC2086
    "$@" $lists --store stores --at 2026-11-01 --installation 'Apex One' \
        --installation "Security Agent" --state ../state --format json \
        >"$work/out" 2>"$work/err" </dev/null || code=$?
    cd "$work"
}

# found: what was found, one id a line, and how often if not once.
found() {
    sed -nE 's/^\{"type":"finding".*"id":"([a-z-]+)".*/\1/p' "$work/out" | sort | uniq -c |
        sed -E 's/^ +1 //; s/^ +([0-9]+) (.*)/\2*\1/'
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

look well "$@" check
expect 'a machine that is well' ''
valid 'a machine that is well'
[ "$code" -eq 0 ] && pass || fail "a machine that is well: exit code $code"

for fault in $(sh "$machine" --list); do
    if grep -qw -e "$fault" "$here/faults.txt" "$here/run.sh"; then pass; else fail "no test of $fault"; fi
done
while read -r fault ids; do
    case $fault in '' | '#') continue ;; esac
    rm -rf broken
    cp -a well broken
    sh "$machine" broken "$fault"
    look broken "$@" check
    # shellcheck disable=SC2086
    expect "$fault" $ids
done <"$here/faults.txt"

# All faults at once: what can be mended is, the rest is left, and every byte comes back.
# snapshot FOLDER: names, times and contents. Undo edits a file of settings rather than to put an
# old copy in its place, so that its time is that of undo.
snapshot() {
    (cd "$1" && find . -type f ! -name ofcscan.ini -printf '%p %T@\n' &&
        find . -type f -exec sha256sum {} +) | sort
}

rm -rf broken state
cp -a well broken
sh "$machine" broken all
snapshot broken >before
look broken "$@" check
valid 'all faults at once'
found >all
files=$(sed -nE 's/^\{"type":"summary".*"files":([0-9]+).*/\1/p' out)
(cd broken && "$@" check --store stores --at 2026-11-01 --installation 'Apex One' --state ../state |
    grep -q "^[1-9] of them can be mended from here: '--fix") && pass ||
    fail 'it is not said what can be mended'
look broken "$@" check --fix --dry-run --from certificates
valid 'what would be mended'
snapshot broken | cmp -s - before && pass || fail 'a dry run changes something'
look broken "$@" check --fix --enforce-checks --from certificates --yes
valid 'mending'
[ "$(sed -nE 's/^\{"type":"summary".*"files":([0-9]+).*/\1/p' out)" -le "$files" ] && pass ||
    fail 'mending does not count the files of the last look'
sed -i '/"when":"before"/d' "$work/out"
# shellcheck disable=SC2046
expect 'what is left after mending' $(grep -v '^#' "$here/left.txt")
look broken "$@" check --fix --enforce-checks --from certificates --yes
if grep -q '"type":"mended"' "$work/out"; then
    fail 'mending again changes something'
else
    pass
fi
(cd broken && "$@" undo --last --yes --state ../state >"$work/out" 2>&1) ||
    fail "undo: $(tail -n 1 "$work/out")"
if snapshot broken | diff before - >"$work/why"; then
    pass
else
    fail 'undo does not bring every byte back'
    head -n 5 "$work/why" | sed 's/^/    /'
fi
look broken "$@" check
found | cmp -s - all && pass || fail 'after undo, what is found is not what was found'

# The commands of findings are typed as they stand, but for what nobody here can know.
rm -rf broken state
cp -a well broken
sh "$machine" broken all
look broken "$@" check
# shellcheck disable=SC2016
sed -nE 's/.*"command":"(([^"\\]|\\.)*)".*/\1/p' "$work/out" |
    sed 's/\\\(.\)/\1/g; s/--from PATH/--from certificates/; s/port PORT/port 4343/g' >commands
mkdir bin
{
    echo '#!/bin/sh'
    printf 'exec'
    printf " '%s'" "$@"
    echo ' "$@"'
} >bin/trustmend
chmod +x bin/trustmend
while IFS= read -r command; do
    code=0
    (cd broken && PATH=$work/bin:$PATH sh -c "$command" >"$work/why" 2>&1 </dev/null) || code=$?
    case $command:$code in
    *:0 | *' restore '*:1 | *' mismatched '*:1) pass ;;
    *) fail "$command: exit code $code: $(tail -n 1 "$work/why")" ;;
    esac
done <commands
[ "$(wc -l <commands)" -ge 9 ] && pass || fail "there are $(wc -l <commands) commands only"

# Nor does a folder's name do anything when it is pasted; on Windows none can hold a quote.
case $* in
*wine*) ;;
*)
    folder="broken/it's \$(touch pwned) \`touch pwned\` \\ \"b\""
    rm -rf broken state
    cp -a well broken
    sh "$machine" broken all
    mkdir -p "$folder"
    cp -a 'broken/Apex One' broken/stores "$folder"
    mv broken/certificates "$folder"
    cd broken
    "$@" check --store "../$folder/stores" --installation "../$folder/Apex One" --state ../state \
        --from "../$folder/certificates" --at 2026-11-01 --format json >"$work/out" 2>&1 || true
    sed -nE 's/.*"command":"(trustmend (import|restore|checks) ([^"\\]|\\.)*)".*/\1/p' "$work/out" |
        sed 's/\\\(.\)/\1/g' >../commands
    while IFS= read -r command; do
        code=0
        PATH=$work/bin:$PATH sh -c "$command" >"$work/why" 2>&1 </dev/null || code=$?
        case $code in 0 | 1) pass ;; *) fail "$command: exit code $code: $(tail -n 1 "$work/why")" ;; esac
    done <../commands
    cd "$work"
    [ "$(wc -l <commands)" -ge 4 ] && pass || fail "there are $(wc -l <commands) commands only"
    if [ -e broken/pwned ]; then fail "a folder's name was carried out"; else pass; fi
    ;;
esac

# Clocks of logs may be hours behind UTC: what was written lately may have been written later.
rm -rf broken state
cp -a well broken
sh "$machine" broken root_missing symptom_japanese
look broken "$@" check --fix --from certificates --yes
look broken "$@" check
grep -q "before Trustmend's last change" out && pass || fail 'an old symptom is not told to be old'
printf 'Info: %s P[1] T[2]\r\nUpdateManager endwith 62 (0): ?\r\n' \
    "$(LC_ALL=C date -u -d '-1 hour' '+%a %b %d %H:%M:%S %Y')" \
    >>'broken/Security Agent/AU_Data/AU_Log/TmuDump.txt'
look broken "$@" check
if grep -q "before Trustmend's last change" out; then
    fail 'a symptom of an hour ago is told to be older than a change of now'
else
    pass
fi

# What may not be read is told as not looked at; root may read all.
what='a program that may not be read'
rm -rf broken
cp -a well broken
chmod 0 'broken/Security Agent/PccNTMon.exe'
chmod 711 "$work"
as_somebody=
! cat 'broken/Security Agent/PccNTMon.exe' >/dev/null 2>&1 ||
    as_somebody='setpriv --reuid=65534 --regid=65534 --clear-groups'
case $* in
*wine*) skip "$what: Wine has its own rights" ;;
*)
    cp "$1" bin/trustmend
    if $as_somebody bin/trustmend --version >/dev/null 2>&1; then
        # shellcheck disable=SC2086
        look broken $as_somebody "$work/bin/trustmend" check
        [ "$code" -eq 3 ] && pass || fail "$what: exit code $code"
        if grep -q '"type":"overlooked".*PccNTMon.exe' out; then pass; else fail "$what: not told"; fi
        valid "$what"
    else
        skip "$what: not without root's rights here"
    fi
    ;;
esac
chmod 700 "$work"

# A change that was interrupted: its row in the journal is open.
rm -rf broken state
cp -a well broken
sh "$machine" broken all
look broken "$@" check --fix --from certificates --yes
/usr/bin/python3 -c 'import sqlite3
journal = sqlite3.connect("state/journal.db")
journal.execute("UPDATE change SET state = 0, closed = 0 WHERE id = (SELECT max(id) FROM change)")
journal.commit()'
look broken "$@" check
if found | grep -qx change-interrupted; then pass; else fail 'an interrupted change is not found'; fi

# disk WHAT MACHINE-FAULTS DISK-FAULTS ID...: the same machine as another system's disk.
disk() {
    what=$1 faults=$2 disk_faults=$3
    shift 3
    wanted=$*
    rm -rf broken disk
    cp -a well broken
    # shellcheck disable=SC2086
    sh "$machine" broken $faults
    # shellcheck disable=SC2086
    sh "$root/tests/fixtures/disk.sh" "$work/broken" "$work/disk" $disk_faults
    code=0
    # shellcheck disable=SC2086
    $trustmend check --system-root disk --at 2026-11-01 --state state-of-disk --format json \
        >"$work/out" 2>"$work/err" </dev/null || code=$?
    # shellcheck disable=SC2086
    expect "$what" $wanted
}
if command -v hivexregedit >/dev/null; then
    disk 'a disk that is well' '' '' ''
    disk 'a disk with an old Windows' '' old_windows windows-too-old
    disk 'a disk whose agent does not upgrade' '' no_upgrade upgrade-off
    disk 'a disk that lacks a root' root_missing root_update_off ca-missing
    grep -q 'automatic root update is switched off' out && pass ||
        fail 'that Windows does not fetch roots is not said'
    disk 'a disk with the wrong certificate of its server' server_mismatched '' \
        agent-certificate-mismatched server-certificate-mismatched
    disk 'a disk with everything else' 'renamed hotfix_check_relaxed upgrade_loop' '' \
        check-relaxed renamed-good upgrade-loop
else
    skip 'disks: hivexregedit is not installed'
fi
tally check
