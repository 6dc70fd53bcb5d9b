#!/bin/sh
# windows32.sh: the menu DLL for the Explorer of 32-bit Windows, which nothing here can run: its
# size, what it exports, and that it imports nothing but what the 64-bit one does.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

dll=build/windows32/bin/trustmend-menu.dll
other=build/windows/bin/trustmend-menu.dll

# expect WHAT COMMAND...
expect() {
    what=$1
    shift
    if "$@"; then pass; else fail "$dll: $what"; fi
}

# The names of the table that follows a line, and of the DLLs that are imported from.
exports_of() {
    "$2" -p "$1" | sed -nE '/Ordinal\/Name Pointer/,/^$/s/^[[:space:]]*\[[^]]*\][^A-Za-z]*([A-Za-z@0-9]+)$/\1/p'
}

imports_of() {
    "$2" -p "$1" | sed -nE 's/^[[:space:]]*DLL Name: (.*)$/\1/p' | sort -u
}

functions_of() {
    "$2" -p "$1" |
        sed -nE 's/^[[:space:]]+[0-9a-f]+[[:space:]]+[0-9]+[[:space:]]+([A-Za-z_][A-Za-z0-9_]*)$/\1/p' |
        sort -u
}

narrow=i686-w64-mingw32-objdump
wide=x86_64-w64-mingw32-objdump
functions=$(functions_of "$dll" "$narrow")
expect 'it is not for x86' sh -c "$narrow -f '$dll' | grep -q pei-i386"
expect 'it has 128 KiB or more' test "$(wc -c <"$dll")" -lt 131072
expect 'it exports other names' test "$(exports_of "$dll" "$narrow")" = "$(exports_of "$other" "$wide")"
expect 'it exports nothing' test -n "$(exports_of "$dll" "$narrow")"
expect 'it imports from other DLLs' test "$(imports_of "$dll" "$narrow")" = "$(imports_of "$other" "$wide")"
expect 'it imports what Windows 7 lacks' \
    test -z "$(printf '%s\n' "$functions" | grep -Fxf tests/newer-than-windows7.txt)"
expect 'it imports nothing' test -n "$functions"
expect 'it lacks ASLR or DEP' sh -c \
    "$narrow -p '$dll' | grep -q DYNAMIC_BASE && $narrow -p '$dll' | grep -q NX_COMPAT"
tally windows32
