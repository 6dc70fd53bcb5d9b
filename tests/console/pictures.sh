#!/bin/sh
# pictures.sh [--keep] [LANGUAGE-DPI...]: pictures of every node and property page of the snap-in,
# as the console's window shows them for the demonstration machine, in build/console/pictures.
# English at 96 DPI and Japanese at 192 if nothing else is asked for. --keep puts the overviews
# at 96 DPI into docs/images.
set -eu
cd "$(dirname "$0")/../.."
. tests/tally.sh
. tests/console/screen.sh

limit=240
root=$PWD
bin=$root/build/windows/bin
out=$root/build/console
pictures=$out/pictures
class='{27D00209-F8BC-48A3-A7D6-DB425B0794F1}'
mkdir -p "$pictures"

# The machine as drive M, so that no picture shows where it was taken.
lay_out() {
    [ -d "$out/machine" ] || sh tests/fixtures/machine.sh "$out/machine" all
    sh tests/wine.sh cmd /c ver >/dev/null 2>&1 </dev/null
    ln -sfn "$out/machine" "$root/build/wine/dosdevices/m:"
    python3 tests/console/snapin/state.py "$out/pictures.state" 'server=M:\Apex One' \
        'agent=M:\Security Agent' 'list=M:\agents.csv' 'store=M:\stores' 'state=M:\state' \
        at=2026-11-01T00:00:00Z
}

set_value() {
    wine_on_screen reg add "$1" /v "$2" /t "$3" /d "$4" /f >/dev/null 2>&1 </dev/null
}

# Wine's own fonts have no Japanese: this one has.
set_fonts() {
    for font in Tahoma 'MS Shell Dlg' 'MS UI Gothic' 'Segoe UI'; do
        if [ "$1" = ja ]; then
            set_value 'HKCU\Software\Wine\Fonts\Replacements' "$font" REG_SZ 'VL PGothic'
        else
            wine_on_screen reg delete 'HKCU\Software\Wine\Fonts\Replacements' /v "$font" /f \
                >/dev/null 2>&1 </dev/null || true
        fi
    done
}

# The nodes stand in the tree in this order, whatever they are called.
nodes='overview required-certificates installed-roots agent-certificate renamed-files
    signature-checks mismatched-agents history'

# script LANGUAGE: what to do; a line "picture NAME" takes one.
script() {
    case $1 in ja) read='行数:' ;; de) read='Zeilen:' ;; *) read='Rows:' ;; esac
    echo "open $class \"Z:$out/pictures.state\""
    echo 'expand-all'
    echo 'select 0'
    echo 'picture root'
    number=0
    for node in $nodes; do
        echo "select 0/$number"
        echo "wait status $read 30000"
        echo "picture $node"
        number=$((number + 1))
    done
    for sheet in 0-2 1-4 4-3; do
        echo "select 0/${sheet%-*}"
        echo "wait status $read 30000"
        echo 'activate 0'
        for page in $(seq 0 $((${sheet#*-} - 1))); do
            echo "page $page"
            echo 'wait 300'
            echo "picture sheet-${sheet%-*}-page-$page"
        done
        echo 'close-sheets'
    done
    echo 'close'
}

# The console reads a line when it has done the one before, and so waits while a picture is taken.
take() {
    set_fonts "${1%-*}"
    set_value 'HKCU\Control Panel\Desktop' LogPixels REG_DWORD "${1#*-}"
    rm -f "$out/lines" "$out/$1.json"
    mkfifo "$out/lines"
    wine_on_screen "$bin/console-host.exe" --show --language "${1%-*}" <"$out/lines" \
        >"$out/$1.json" 2>/dev/null &
    host=$!
    script "${1%-*}" | while read -r word name; do
        if [ "$word" != picture ]; then
            echo "$word $name"
            continue
        fi
        echo "say $name"
        for _ in $(seq 300); do
            ! grep -q "\"type\":\"remark\",\"text\":\"$name\"" "$out/$1.json" || break
            sleep 0.1
        done
        sleep 0.3
        DISPLAY=$screen import -window root -trim "$pictures/$1-$name.png" </dev/null || true
    done >"$out/lines"
    code=0
    wait "$host" || code=$?
    rm -f "$out/lines"
    if [ "$code" -eq 0 ]; then pass; else fail "$1: exit code $code"; fi
    grep -E '"type":"(breach|error)"' "$out/$1.json" | cut -c 1-400 | head -5 || true
    for name in $(script "${1%-*}" | sed -n 's/^picture //p'); do
        if [ -s "$pictures/$1-$name.png" ]; then pass; else fail "there is no picture $1-$name"; fi
    done
}

# keep KIND...: the overview at 96 DPI, small enough for the documents.
keep() {
    for kind in "$@"; do
        case $kind in
        *-96)
            convert "$pictures/$kind-overview.png" -strip -dither None -colors 48 \
                -define png:compression-level=9 "png8:docs/images/console-$kind.png"
            ;;
        esac
    done
}

keeps=
if [ "${1:-}" = --keep ]; then
    keeps=yes
    shift
fi
[ $# -gt 0 ] || set -- en-96 ja-192
lay_out
start_screen
for kind in "$@"; do
    take "$kind"
done
[ -z "$keeps" ] || keep "$@"
set_fonts en
set_value 'HKCU\Control Panel\Desktop' LogPixels REG_DWORD 96
rm -f "$root/build/wine/dosdevices/m:"
tally pictures
