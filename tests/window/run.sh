#!/bin/sh
# run.sh: drives the window program by keyboard (tests/window), in Wine on a screen of its own,
# and takes pictures of it. $CHAPTERS names those of the tests that are wanted; else all are done.
# $TRUSTMEND_PICTURES is the language of pictures, $RESOLUTION theirs (screenshots.sh).
set -eu
cd "$(dirname "$0")/../.."
. tests/tally.sh

limit=300
root=$PWD
fixtures=$root/build/fixtures
out=$root/build/window
[ -z "${TRUSTMEND_PICTURES:-}" ] || out=$root/build/wine/drive_c/example
pictures=$out/pictures
chattr -i "$out"/denied/* 2>/dev/null || true
rm -rf "$out"
mkdir -p "$out/install" "$out/denied" "$out/own" "$out/chosen" "$out/few" "$out/many" "$out/huge" "$out/renamed" "$pictures"

windows_path() {
    case $1 in
    "$root"/build/wine/drive_c/*) echo "C:${1#"$root"/build/wine/drive_c}" ;;
    *) echo "Z:$1" ;;
    esac | tr / '\\'
}

# As in tests/wine.sh, but on the screen.
wine_on_screen() {
    WINEPREFIX="$root/build/wine" WINEDEBUG=-all PATH="$PATH:/usr/lib/wine" \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe,winedbg.exe=' \
        DISPLAY=$screen timeout "$limit" wine "$@"
}

lay_out() {
    cat "$fixtures/certs/root.pem" "$fixtures/certs/tsa-root.pem" >"$out/root.pem"
    cp "$fixtures/pe/rfc3161.exe" "$out/few/good.exe"
    cp "$fixtures/pe/rfc3161.exe" "$out/few/日本語.exe"
    cp "$fixtures/pe/no-root.exe" "$out/few/no-root.exe"
    cp "$fixtures/pe/tampered.exe" "$out/few/tampered.exe"
    cp "$fixtures/pe/unsigned.exe" "$out/few/unsigned.exe"
    echo 'No signature is expected here.' >"$out/few/readme.txt"
    for name in good second third fourth; do
        cp "$fixtures/pe/rfc3161.exe" "$out/renamed/$name.exe_invalid"
    done
    cp "$fixtures/pe/tampered.exe" "$out/renamed/tampered.exe_Invalid"
    seq -f '%05.0f' 5000 | while read -r number; do
        ln "$out/few/good.exe" "$out/many/$number.exe"
    done
    cp "$fixtures/pe/sha256.exe" "$out/denied/denied.exe_invalid"
    cp "$fixtures/pe/sha256.exe" "$out/own/own.exe_invalid"
    for name in good.exe_invalid second.dll_INVALID third.exe_invalid fourth.ocx_invalid; do
        cp "$fixtures/pe/sha256.exe" "$out/chosen/$name"
    done
    cp "$fixtures/pe/tampered.exe" "$out/chosen/tampered.exe_invalid"
    real="$root/build/corpus/files/npm+node-notifier@10.0.1/package/vendor/snoreToast/snoretoast-x64.exe"
    [ ! -e "$real" ] || cp "$real" "$out/install/real.exe"
    /usr/bin/python3 tests/huge.py "$fixtures/pe/rfc3161.exe" "$out/huge/huge.exe"
}

# Xvfb takes the first screen that is free, and says which.
start_screen() {
    Xvfb -displayfd 3 -screen 0 2560x1600x24 -nolisten tcp 3>"$out/screen" >"$out/xvfb.log" 2>&1 &
    xvfb=$!
    trap 'kill $xvfb 2>/dev/null || true' EXIT
    for _ in $(seq 100); do
        [ ! -s "$out/screen" ] || break
        sleep 0.1
    done
    screen=:$(cat "$out/screen")
}

# Wine gives all files to one user; the system below it can deny a change to that one as well.
deny() {
    chattr +i "$out/denied/denied.exe_invalid" 2>/dev/null && : >"$out/denied/is-denied"
}

allow() {
    chattr -i "$out"/denied/* 2>/dev/null
}

# What the client says; where it wants a picture, one is taken.
listen() {
    while read -r word name; do
        case $word in
        picture) DISPLAY=$screen import -window root -trim "$pictures/$name.png" || true ;;
        deny) deny || true ;;
        allow) allow || true ;;
        *)
            echo "$word $name"
            continue
            ;;
        esac
        : >"$out/$name.done"
    done
}

# run_client NAME ARGUMENT...
run_client() {
    name=$1
    shift
    wine_on_screen build/windows/bin/trustmend-window-tests.exe \
        "$(windows_path "$root/build/windows/bin/trustmend-window.exe")" "$(windows_path "$out")" \
        "$@" 2>/dev/null </dev/null | stdbuf -oL tr -d '\r' | listen >"$out/$name.log" || true
    grep -av '^shell: ' "$out/$name.log" || true
    counts=$(LC_ALL=C sed -nE 's/^shell: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped.*/\1 \2 \3/p' \
        "$out/$name.log")
    if [ -z "$counts" ]; then
        fail "the client did not come to its end ($name)"
        return
    fi
    # shellcheck disable=SC2086
    set -- $counts
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# The window's JSON is the command line's, byte for byte, but for the time of judging.
check_export() {
    sh tests/wine.sh build/windows/bin/trustmend.exe verify --format json \
        --anchors "$(windows_path "$out/root.pem")" "$(windows_path "$out/few")" \
        >"$out/command.json" || true
    sed -i -E 's/"judged_at":"[^"]*"/"judged_at":"now"/g' "$out/command.json" "$out/window.json"
    if cmp -s "$out/command.json" "$out/window.json"; then
        pass
    else
        fail 'the exported report is another one than the command line writes'
        diff "$out/command.json" "$out/window.json" | cut -c 1-200 | head -5
    fi
}

# Japanese is in the font that Windows has for it, in place of which Wine takes this one.
set_fonts() {
    wine_on_screen reg add 'HKCU\Software\Wine\Fonts\Replacements' /v 'MS UI Gothic' /d 'VL PGothic' /f \
        >/dev/null 2>&1
}

set_resolution() {
    wine_on_screen reg add 'HKCU\Control Panel\Desktop' /v LogPixels /t REG_DWORD /d "$1" /f \
        >/dev/null 2>&1
}

check_pictures() {
    for name in verify export restore-plan restore-done restore-undone many dark verify-192; do
        if [ -s "$pictures/$name.png" ]; then
            pass
        else
            fail "there is no picture $name"
        fi
    done
}

# Times are measured in any case, and count where nobody else wants all of the processors.
if [ "$(cut -d . -f 1 /proc/loadavg)" -gt $(($(nproc) + 1)) ]; then
    export TRUSTMEND_BUSY=yes
fi
sh tests/wine.sh cmd /c ver >/dev/null 2>&1
# Wine knows the screen that it saw first, until its server ends.
WINEPREFIX="$root/build/wine" PATH="$PATH:/usr/lib/wine" wineserver -k || true
lay_out
start_screen
set_fonts
menu=$(windows_path "$root/build/windows/bin/trustmend-menu.dll")
wine_on_screen regsvr32 /s "$menu" >/dev/null 2>&1
if [ -n "${CHAPTERS:-}" ]; then
    set_resolution "${RESOLUTION:-96}"
    # shellcheck disable=SC2086
    run_client window $CHAPTERS
    set_resolution 96
else
    run_client window verify broken restore many huge dark install elevation histories menu fit
    check_export
    set_resolution 192
    run_client window-192 large fit
    set_resolution 96
    check_pictures
fi
wine_on_screen regsvr32 /s /u "$menu" >/dev/null 2>&1
tally window
