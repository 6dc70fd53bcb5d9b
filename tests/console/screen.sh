# shellcheck shell=sh disable=SC2154
# screen.sh: for scripts that show windows in Wine. Wants $root, $out and $limit; a script that
# includes it has the screen until it ends.

# As in tests/wine.sh, but on the screen.
wine_on_screen() {
    WINEPREFIX="$root/build/wine" WINEDEBUG=-all PATH="$PATH:/usr/lib/wine" \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe,winedbg.exe=' \
        DISPLAY=$screen timeout -k 5 "$limit" wine "$@"
}

# Ends what runs in the prefix. Wine keeps to the screen that it saw first, or to having none.
end_wine() {
    WINEPREFIX="$root/build/wine" PATH="$PATH:/usr/lib/wine" wineserver -k 2>/dev/null || true
}

leave_screen() {
    end_wine
    kill "$xvfb" 2>/dev/null || true
}

# Xvfb takes the first screen that is free, and says which.
start_screen() {
    end_wine
    Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3>"$out/screen" >"$out/xvfb.log" 2>&1 &
    xvfb=$!
    trap leave_screen EXIT
    for _ in $(seq 100); do
        [ ! -s "$out/screen" ] || break
        sleep 0.1
    done
    screen=:$(cat "$out/screen")
}
