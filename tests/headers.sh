#!/bin/sh
# headers.sh: every header compiles alone, with gcc or, if it is for Windows, with MinGW's.
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
    while read -r header; do
        if printf '#include "%s"\ntypedef int not_empty;\n' "$header" | eval "$flags -fsyntax-only -x c -" 2>build/header.log; then
            pass
        else
            fail "$header does not compile alone ($1)"
            sed 's/^/    /' build/header.log
        fi
    done
}

for_windows='/win32/|^(com|snapin|(tests/)?shellext/(menu|window)|tests/(shell|window|console))/'
find core com snapin shellext tests -name '*.h' | sort >build/header.list
grep -vE "$for_windows" build/header.list >build/header.portable
grep -E "$for_windows" build/header.list >build/header.windows
compile_alone linux <build/header.portable
compile_alone windows <build/header.windows
tally headers
