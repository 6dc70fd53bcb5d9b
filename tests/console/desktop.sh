#!/bin/sh
# desktop.sh [FILE.msc]: the management console of the tests, with the snap-in in it, on this
# display and for a person. It looks at a machine made for it in build/desktop, which may be mended
# and broken at will; with FILE.msc at what that says.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
bin=$root/build/windows/bin
out=$root/build/desktop
class='{27D00209-F8BC-48A3-A7D6-DB425B0794F1}'

[ -n "${DISPLAY:-}" ] || {
    echo 'desktop: there is no display' >&2
    exit 3
}

windows_path() {
    echo "Z:$1" | tr / '\\'
}

# As in tests/wine.sh, but on the display.
wine_here() {
    WINEPREFIX="$root/build/wine" WINEDEBUG=-all PATH="$PATH:/usr/lib/wine" \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe,winedbg.exe=' wine "$@"
}

make_machine() {
    sh tests/fixtures/machine.sh "$out/machine" all
    mkdir -p "$out/state"
    python3 tests/console/snapin/state.py "$out/machine.state" \
        "server=$(windows_path "$out/machine/Apex One")" \
        "agent=$(windows_path "$out/machine/Security Agent")" \
        "list=$(windows_path "$out/machine/agents.csv")" \
        "store=$(windows_path "$out/machine/stores")" \
        "sources[]=$(windows_path "$out/machine/certificates")" \
        "state=$(windows_path "$out/state")" at=2026-11-01T00:00:00Z
}

mkdir -p "$out"
if [ $# -gt 0 ]; then
    echo "open \"$(windows_path "$(realpath "$1")")\"" >"$out/script.txt"
else
    [ -e "$out/machine.state" ] || make_machine
    {
        printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
        echo 'expand 0'
        echo 'select 0/0'
    } >"$out/script.txt"
fi

[ -e build/wine/complete ] || sh tests/wine.sh cmd /c ver >/dev/null
# Wine's desktop, which the first program starts, is on a display or on none.
WINEPREFIX="$root/build/wine" PATH="$PATH:/usr/lib/wine" wineserver -k >/dev/null 2>&1 || true
wine_here regsvr32 /s "$(windows_path "$bin/trustmend-snapin.dll")"
echo 'desktop: what the snap-in breaks of the rules of consoles is said here:'
wine_here "$bin/console-host.exe" --stay "$(windows_path "$out/script.txt")" |
    grep --line-buffered -E '"type":"(breach|error|summary)"'
