#!/bin/sh
# run.sh: whether the console host finds what is wrong, and nothing else. Each variant of
# console-variants.dll breaks one rule, or is strange and yet correct.
set -eu
cd "$(dirname "$0")/../../.."
. tests/tally.sh
. tests/console/screen.sh

limit=180
root=$PWD
bin=$root/build/windows/bin
out=$root/build/console-variants
definitions=tests/console/mutants/mutants.def
rm -rf "$out"
mkdir -p "$out"

on_screen() {
    wine_on_screen "$@" </dev/null
}

windows_path() {
    echo "Z:$1" | tr / '\\'
}

# host NAME OPTION...: runs $out/NAME.txt; what a breach or an error says is shown if it fails.
host() {
    name=$1
    shift
    on_screen "$bin/console-host.exe" "$@" "$(windows_path "$out/$name.txt")" \
        >"$out/$name.json" 2>"$out/$name.complaints" || true
    ! grep 'console fault' "$out/$name.complaints" || fail "$name: the console goes wrong"
}

# Each variant's `only` says whether the host found just what it had to.
check_level() {
    level=$1
    sh tests/console/mutants/script.sh "$definitions" "$level" >"$out/$level.txt"
    host "$level" --level "$level" --limit 20
    wanted=$(grep -c '^only' "$out/$level.txt")
    found=$(grep -c '"command":"only","ok":' "$out/$level.json" || true)
    [ "$found" -eq "$wanted" ] || fail "$level: $found of $wanted variants were looked at"
    passed=$((passed + $(grep -c '"command":"only","ok":true' "$out/$level.json" || true)))
    awk '/"type":"remark"/ { name = $0; sub(/.*"text":"/, "", name); sub(/".*/, "", name) }
        /"type":"error".*"command":"only"/ {
            text = $0; sub(/.*"text":"/, "", text); sub(/"}.*/, "", text); print name ": " text
        }' "$out/$level.json" >"$out/$level.failed"
    while read -r line; do
        fail "$level: $line"
    done <"$out/$level.failed"
}

# check_alone NAME CHECK LIMIT: who keeps the console from going on is found by its last words.
check_alone() {
    sh tests/console/mutants/script.sh "$definitions" alone "$1" >"$out/$1.txt"
    host "$1" --limit "$3"
    if grep '"type":"summary"' "$out/$1.json" | grep -q "\"broken\":{\"$2\":[0-9]*}"; then
        pass
    else
        fail "$1: $2 was not found, or not alone"
        tail -n 2 "$out/$1.json" | cut -c 1-300
    fi
}

# An extension of the name space has no static node, and is not asked for one.
check_extension() {
    sh tests/console/mutants/script.sh "$definitions" alone EXTENDS_NAME_SPACE >"$out/extension.txt"
    class=$(sed -n 's/^open //p' "$out/extension.txt")
    on_screen reg delete "HKLM\\Software\\Microsoft\\MMC\\SnapIns\\$class\\StandAlone" /f \
        >/dev/null 2>&1 || true
    host extension --level tolerated
    if grep -q '"type":"error".*extends other snap-ins' "$out/extension.json" &&
        grep -q '"type":"summary".*"broken":{}' "$out/extension.json"; then
        pass
    else
        fail 'an extension of the name space is opened as if it had a tree of its own'
    fi
}

# What is saved, opened and saved again is the same, and XML.
check_file() {
    printf '%s\n' 'open {7D1C5A00-6C0E-4B5B-9B5E-3A1152D00000}' 'select 0/1' 'new-window 0/0' \
        "save $(windows_path "$out/first.msc")" close "open $(windows_path "$out/first.msc")" \
        "save $(windows_path "$out/second.msc")" close only >"$out/file.txt"
    host file
    if xmllint --noout "$out/first.msc" && cmp "$out/first.msc" "$out/second.msc" &&
        grep -q '"command":"only","ok":true' "$out/file.json"; then
        pass
    else
        fail 'a console file is another one when it was opened and saved'
        tail -n 3 "$out/file.json" | cut -c 1-300
    fi
}

# What a person may do, in orders that seeds give: those that once found something, and a new one.
seeds='1 2 3 4 5'
check_orders() {
    new=$(date +%s)
    for seed in $seeds "$((new % 100000))"; do
        printf '%s\n' 'open {7D1C5A00-6C0E-4B5B-9B5E-3A1152D00000}' "random $seed 200" close only
    done >"$out/orders.txt"
    host orders
    for line in $(grep -o '"command":"only","ok":[a-z]*' "$out/orders.json"); do
        if [ "${line##*:}" = true ]; then pass; else fail "random orders: seeds $seeds $new"; fi
    done
    grep -E '"type":"(breach|error)"' "$out/orders.json" | head -5 || true
    [ "$(grep -c '"type":"random"' "$out/orders.json")" -eq 6 ] || fail 'an order did not end'
}

# check_wrong WAY COMPLAINT: a console that goes wrong is noticed by who knows what is due.
check_wrong() {
    printf '%s\n' 'open {7D1C5A00-6C0E-4B5B-9B5E-3A1152D00000}' 'select 0' 'select 0/0' \
        'select-rows 2' 'select-rows 3' close >"$out/wrong.txt"
    on_screen "$bin/console-host.exe" --limit 20 --wrong "$1" \
        "$(windows_path "$out/wrong.txt")" 2>"$out/$1.complaints" >/dev/null || true
    if grep -q "console fault: $2" "$out/$1.complaints"; then
        pass
    else
        fail "a console that goes wrong by $1 is not told apart"
    fi
}

# The page has a row for each check, as the host lists them.
check_page() {
    on_screen "$bin/console-host.exe" --checks 2>/dev/null |
        sed -nE 's/.*"check":"([^"]*)","tolerated":"([a-z]*)","strict":"([a-z]*)".*/\1 \2 \3/p' |
        sed 's/ nothing/ —/g; s/ failure/ fails/g' >"$out/checks"
    sed -nE 's/^\| `([a-z0-9.-]+)` \| [^|]* \| ([^ ]*) \| ([^ ]*) \|.*/\1 \2 \3/p' \
        docs/console-host.md >"$out/page"
    if [ -s "$out/checks" ] && diff "$out/checks" "$out/page"; then
        pass
    else
        fail 'docs/console-host.md and the checks of the host are not the same'
    fi
}

start_screen
# Without a window manager Wine waits two seconds for one whenever a window goes.
on_screen reg add 'HKCU\Software\Wine\X11 Driver' /v Managed /d N /f >/dev/null 2>&1
on_screen regsvr32 /s /u "$(windows_path "$bin/console-variants.dll")" >/dev/null 2>&1 || true
on_screen regsvr32 /s "$(windows_path "$bin/console-variants.dll")" >/dev/null 2>&1
check_page
check_level strict
check_level tolerated
if grep -q '"by":"extension"' "$out/tolerated.json"; then pass; else fail 'no menu is extended'; fi
check_alone HANGS call.returns 3
check_alone CRASHES call.survives 20
check_alone ASKS_UNASKED call.no-modal-without-click 20
check_extension
check_file
check_orders
check_wrong without-bars 'selected before SetControlbar'
check_wrong stuck 'GetNextItem comes to no end'
check_wrong images-late 'shown before ADD_IMAGES'
check_wrong expands-twice 'expanded twice'
check_wrong never-hides 'destroyed while shown'
on_screen regsvr32 /s /u "$(windows_path "$bin/console-variants.dll")" >/dev/null 2>&1
on_screen reg delete 'HKCU\Software\Wine\X11 Driver' /f >/dev/null 2>&1
tally 'console host'
