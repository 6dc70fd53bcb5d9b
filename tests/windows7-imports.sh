#!/bin/sh
# windows7-imports.sh: every program in build/windows/bin imports nothing that
# a Windows 7 SP1 without later updates lacks.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

# The DLLs we may import from: part of Windows 7, and wanted for a reason.
allowed_dlls='
    kernel32.dll msvcrt.dll
    advapi32.dll
    crypt32.dll cryptui.dll wintrust.dll bcrypt.dll
    user32.dll gdi32.dll comctl32.dll comdlg32.dll uxtheme.dll
    shell32.dll shlwapi.dll ole32.dll oleaut32.dll version.dll
    ws2_32.dll'

for program in build/windows/bin/*.exe build/windows/bin/*.dll; do
    [ -e "$program" ] || continue
    imports=$(x86_64-w64-mingw32-objdump -p "$program")

    dlls=$(echo "$imports" | sed -n 's/^[[:space:]]*DLL Name: //p' | tr 'A-Z' 'a-z' | sort -u)
    for dll in $dlls; do
        case $allowed_dlls in
        *"$dll"*) ;;
        *) fail "$program imports from $dll" ;;
        esac
    done
    if [ -n "$dlls" ]; then
        pass
    else
        fail "$program imports nothing, so objdump did not read it"
    fi

    functions=$(echo "$imports" | sed -nE 's/^[[:space:]]+[0-9a-f]+[[:space:]]+[0-9]+[[:space:]]+([A-Za-z_][A-Za-z0-9_]*)$/\1/p' |
        sort -u)
    newer=$(echo "$functions" | grep -Fxf tests/newer-than-windows7.txt || true)
    if [ -n "$functions" ] && [ -z "$newer" ]; then
        pass
    else
        fail "$program imports $newer"
    fi
done
tally windows7-imports
