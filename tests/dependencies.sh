#!/bin/sh
# dependencies.sh: the sources depend on each other in one direction, and each
# system's own headers stay in the folder of that system.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

# rule TEXT PATTERN FILE...: no line of the files matches PATTERN.
rule() {
    text=$1 pattern=$2
    shift 2
    found=$([ $# -eq 0 ] || grep -nE "$pattern" "$@" /dev/null || true)
    if [ -z "$found" ]; then
        pass
    else
        fail "$text"
        echo "$found" | sed 's/^/    /'
    fi
}

sources() {
    find "$@" -name '*.[ch]' 2>/dev/null | sort
}

include='^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]'
windows_header="${include}(windows|win[a-z0-9_]+|wincrypt|softpub|mscat|mssip|imagehlp|bcrypt|ncrypt"
windows_header="$windows_header|sh(ell|l|obj)[a-z]*|commctrl|commdlg|ole[a-z0-9]*|obj(base|idl)|unknwn|mmc[a-z]*"
windows_header="$windows_header|tchar|direct|io|process|sddl|aclapi|fileapi|handleapi|psapi|tlhelp32)\.h"
posix_header="${include}(unistd|dirent|pthread|dlfcn|poll|fts|ftw|pwd|grp|sys/[a-z]+)\.h"
fcntl_header="${include}fcntl\.h" # both systems have one
system_macro='^[[:space:]]*#[[:space:]]*(el)?if.*(_WIN32|_WIN64|__MINGW|__linux__|__unix__|_MSC_VER)'

portable=$(sources core | grep -vE '^core/platform/(win32|posix)/')
whole_core=$(sources core)
library=$(sources core | grep -v '^core/cli/')

# File names of this project hold no white space.
# shellcheck disable=SC2046,SC2086
{
    rule 'core includes Windows headers in platform/win32 only' "$windows_header" $portable
    rule 'core includes POSIX headers in platform/posix only' "$posix_header|$fcntl_header" $portable
    rule 'core asks for the system in platform only' "$system_macro" $portable
    rule 'platform/win32 includes no POSIX header' "$posix_header" $(sources core/platform/win32)
    rule 'platform/posix includes no Windows header' "$windows_header" $(sources core/platform/posix)
    rule 'core includes nothing of the command line, the DLLs or the tests' \
        "${include}(core/cli|com|snapin|shellext|tests)/" $library
    rule 'the command line includes nothing of the DLLs or the tests' \
        "${include}(com|snapin|shellext|tests)/" $(sources core/cli)
    rule 'platform includes nothing of core above it' \
        "${include}core/(agent|authenticode|cli|ini|journal|report|restore|symptoms|trust)/" \
        $(sources core/platform)
    rule 'no header shows libxml2 or PCRE2' \
        "${include}(libxml/|pcre2)" $(find core snapin shellext -name '*.h' 2>/dev/null)
    rule 'core knows SQLite in journal only' "${include}sqlite3" \
        $(echo "$whole_core" | grep -v '^core/journal/')
    rule 'core writes JSON in report only' "${include}jansson" \
        $(echo "$whole_core" | grep -v '^core/report/')
    rule 'core reads XML by libxml2 in xml only' "${include}libxml/" \
        $(echo "$whole_core" | grep -v '^core/xml/')
    rule 'the menu DLL reads no file and links no library' \
        "${include}(openssl/|libxml/|sqlite3|pcre2|jansson|core/)" $(sources shellext/menu com) \
        shellext/selection.[ch] shellext/drop_list.[ch]
    rule 'what goes between menu and window needs no Windows' "$windows_header" \
        shellext/selection.[ch] shellext/drop_list.[ch]
    rule 'com includes nothing of the DLLs that it serves' "${include}(core|snapin|shellext)/" \
        $(sources com)
}

tally dependencies
