#!/bin/sh
# wine.sh PROGRAM [ARGUMENT...]: runs a Windows program in the tests' own Wine
# prefix, which the first run makes; no display is needed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)

export WINEPREFIX="$root/build/wine"
export WINEDEBUG=-all
export PATH="$PATH:/usr/lib/wine"
export WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe,winedbg.exe='
unset DISPLAY WAYLAND_DISPLAY

if [ ! -e "$WINEPREFIX/complete" ]; then
    mkdir -p "$root/build"
    exec 9>"$root/build/wine.lock"
    flock 9
    if [ ! -e "$WINEPREFIX/complete" ]; then
        wine wineboot -i >/dev/null 2>&1 9>&-
        wineserver -w
        touch "$WINEPREFIX/complete"
    fi
    exec 9>&-
fi
# Wine's server stays between programs: one that is about to end refuses the next program, and
# forgets what it copied of the host's certificates.
wineserver -p60 >/dev/null 2>&1 || true
exec wine "$@"
