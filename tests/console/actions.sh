#!/bin/sh
# actions.sh: every action of the snap-in, and every property page, in a strict console in Wine, on
# the demonstration machine; all of it taken back, so that no byte of the machine is another one.
set -eu
cd "$(dirname "$0")/../.."

root=$PWD
bin=$root/build/windows/bin
out=$root/build/console-actions
class='{27D00209-F8BC-48A3-A7D6-DB425B0794F1}'
rm -rf "$out"
mkdir -p "$out"

windows_path() {
    echo "Z:$1" | tr / '\\'
}

contents() {
    (cd "$out/machine" && find . -type f ! -path './state/*' -exec sha256sum {} + | sort)
}

# Property sheets need a display. Xvfb takes the first screen that is free, and says which.
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>"$out/screen" >"$out/xvfb.log" 2>&1 &
server=$!
trap 'wineserver -k || true; kill "$server"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -s "$out/screen" ] || sleep 0.5
done
# As in tests/wine.sh, but on the screen.
DISPLAY=:$(cat "$out/screen")
PATH=$PATH:/usr/lib/wine
WINEPREFIX=$root/build/wine WINEDEBUG=-all
WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe,winedbg.exe='
export DISPLAY PATH WINEPREFIX WINEDEBUG WINEDLLOVERRIDES

sh tests/fixtures/machine.sh "$out/machine" all >/dev/null
contents >"$out/before"
python3 tests/console/snapin/state.py "$out/machine.state" \
    "server=$(windows_path "$out/machine/Apex One")" \
    "agent=$(windows_path "$out/machine/Security Agent")" \
    "server_certificate=$(windows_path "$out/machine/Apex One/PCCSRV/Pccnt/Common/OfcNTCer.dat")" \
    "list=$(windows_path "$out/machine/agents.csv")" \
    "store=$(windows_path "$out/machine/stores")" \
    "sources[]=$(windows_path "$out/machine/certificates")" \
    "state=$(windows_path "$out/machine/state")" at=2026-11-01T00:00:00Z
# Wine's desktop of other tests has no screen. Without a window manager, Wine waits two seconds for
# one whenever a window goes, unless it is told that there is none.
sh tests/wine.sh hostname >/dev/null 2>&1 # which makes the prefix
wineserver -k || true
wine reg add 'HKCU\Software\Wine\AppDefaults\console-host.exe\X11 Driver' /v Managed /d N \
    /f >/dev/null 2>&1
wine regsvr32 /s "$(windows_path "$bin/trustmend-snapin.dll")" >/dev/null 2>&1

code=0
python3 tests/console/snapin/actions.py "$class" "$(windows_path "$out/machine.state")" "$out" \
    wine "$bin/console-host.exe" >"$out/log" 2>&1 || code=$?
contents >"$out/after"
if ! cmp "$out/before" "$out/after"; then
    echo "FAILED: the machine is not what it was"
    code=1
fi
cat "$out/log"
exit $code
