#!/bin/sh
# headers.sh: every header compiles alone, with gcc and with MinGW's.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

# The flags that CMake gave a file of core, without input and output.
flags_of() {
    sed -nE 's/^ *"command": "(.*) -o .*core\/error\.c",?$/\1/p' "build/$1/compile_commands.json" |
        sed 's/\\"/"/g; s/\\\\/\\/g'
}

compile_alone() {
    flags=$(flags_of "$1")
    [ -n "$flags" ] || { fail "no flags of the preset $1"; return; }
    for header in $(find core com snapin shellext tests -name '*.h' 2>/dev/null | grep -vE "$2" | sort); do
        if printf '#include "%s"\ntypedef int not_empty;\n' "$header" | eval "$flags -fsyntax-only -x c -" 2>build/header.log; then
            pass
        else
            fail "$header does not compile alone ($1)"
            sed 's/^/    /' build/header.log
        fi
    done
}

compile_alone linux '/win32/|^(com|snapin|(tests/)?shellext/(menu|window)|tests/(shell|window|console))/'
compile_alone windows '/posix/'
tally headers
