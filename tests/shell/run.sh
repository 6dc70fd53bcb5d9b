#!/bin/sh
# run.sh: looks at the menu DLL as Explorer does (tests/shell), in Wine. The DLL is
# registered by its own entry points, and the registry is compared from before and after.
set -eu
cd "$(dirname "$0")/../.."
. tests/tally.sh

limit=240
root=$PWD
stage=$root/build/windows/tests/shell/stage
dll=$stage/trustmend-menu.dll
out=$root/build/shell
mkdir -p "$out"

wine() {
    timeout "$limit" sh tests/wine.sh "$@"
}

windows_path() {
    echo "Z:$1" | tr / '\\'
}

# expect WHAT COMMAND...
expect() {
    what=$1
    shift
    if "$@" >"$out/log" 2>&1; then
        pass
    else
        fail "$what"
        sed 's/^/    /' "$out/log"
    fi
}

# dump FILE: every place of the registry that a registration could touch, as text.
dump() {
    for key in 'HKLM\Software\Classes' 'HKLM\Software\Microsoft\Windows\CurrentVersion' \
        'HKCU\Software\Classes' 'HKCU\Software\Microsoft'; do
        rm -f "$out/key.reg"
        wine reg export "$key" "$(windows_path "$out/key.reg")" /y >/dev/null 2>&1
        cat "$out/key.reg"
    done >"$1"
}

# check_traces NAME REGISTER-ARGUMENTS UNREGISTER-ARGUMENTS: twice each, for neither minds.
check_traces() {
    name=$1 register=$2 unregister=$3
    wine reg add 'HKCU\Software\Classes' /f >/dev/null 2>&1 # every Windows has it
    dump "$out/before"
    for times in 1 2; do
        # shellcheck disable=SC2086
        expect "register $name, time $times" wine regsvr32 /s $register "$(windows_path "$dll")"
    done
    dump "$out/between"
    for times in 1 2; do
        # shellcheck disable=SC2086
        expect "unregister $name, time $times" wine regsvr32 /s $unregister "$(windows_path "$dll")"
    done
    dump "$out/after"
    expect "unregistering leaves what was there before ($name)" cmp "$out/before" "$out/after"
    if cmp -s "$out/before" "$out/between"; then
        fail "registering wrote nothing ($name)"
    else
        pass
    fi
}

check_size() {
    size=$(wc -c <"$root/build/windows/bin/trustmend-menu.dll")
    if [ "$size" -lt 131072 ]; then
        pass
    else
        fail "the DLL has $size bytes, and shall have less than 128 KiB"
    fi
}

# Between the two lines that the client writes, no file is opened, looked for or looked at.
check_no_file_access() {
    timeout "$limit" strace -f -qq -s 32 -e trace=%file,write,writev,pwrite64,getdents64 \
        -o "$out/trace" sh tests/wine.sh "$client" "$(windows_path "$dll")" trace >"$out/log" 2>&1 ||
        true
    sed -n '/queries begin/,/queries end/p' "$out/trace" >"$out/queries"
    if [ ! -s "$out/queries" ] || ! grep -q 'queries end' "$out/queries"; then
        skip 'file access: strace shows nothing here'
    elif touched=$(grep -E '(open|openat|stat|lstat|newfstatat|statx|access|readlink|getdents64)[a-z0-9]*\(' \
        "$out/queries"); then
        fail 'a file is touched while menus are asked for'
        echo "$touched" | head -5
    else
        pass
    fi
}

# A run that was broken off may have left something; and every Windows user has this key.
for arguments in '/u' '/u /n /i:user'; do
    # shellcheck disable=SC2086
    wine regsvr32 /s $arguments "$(windows_path "$dll")" >/dev/null 2>&1 || true
done
wine reg add 'HKCU\Software\Classes' /f >/dev/null 2>&1

client=build/windows/bin/trustmend-shell-tests.exe
check_size
check_traces 'for the machine' '' '/u'
check_traces 'for one user' '/n /i:user' '/u /n /i:user'

# run_client DLL [ARGUMENT...]: adds what the client counts.
run_client() {
    wine "$client" "$@" >"$out/client" 2>&1 || true
    cat "$out/client"
    counts=$(sed -nE 's/^shell: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped.*/\1 \2 \3/p' \
        "$out/client")
    if [ -z "$counts" ]; then
        fail 'the shell client did not come to its end'
        return
    fi
    # shellcheck disable=SC2086
    set -- $counts
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

expect 'register' wine regsvr32 /s "$(windows_path "$dll")"
run_client "$(windows_path "$dll")"
check_no_file_access
expect 'unregister' wine regsvr32 /s /u "$(windows_path "$dll")"

# A client that finds fault with what others made well is no measure: 7-Zip's handler, as it is.
foreign=$(windows_path "$root/build/corpus/files/npm+7zip@0.0.6/package/7zip-lite/7-zip.dll")
if [ -e "$root/build/corpus/files/npm+7zip@0.0.6/package/7zip-lite/7-zip.dll" ]; then
    expect 'register 7-Zip' wine regsvr32 /s "$foreign"
    run_client "$foreign" handler '{23170F69-40C1-278A-1000-000100020000}'
    expect 'unregister 7-Zip' wine regsvr32 /s /u "$foreign"
else
    skip "7-Zip's handler: its package was not fetched"
fi

sparse=build/windows/installer/sparse
expect 'the manifest of the sparse package is XML' xmllint --noout "$sparse/AppxManifest.xml"
expect 'the manifest of the sparse package' python3 tests/shell/manifest.py "$sparse"
tally shell
