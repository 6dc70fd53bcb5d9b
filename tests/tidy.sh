#!/bin/sh
# tidy.sh: clang-tidy's checks of .clang-tidy have nothing to say about what runs everywhere.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

# What was quiet last time, with the same headers and checks, is not asked again.
# The sanitizers' build is asked about, for there the assertions count. The analyzer stops
# after so many states of a function: with all that it would look at by itself, it takes three
# times as long, and never found more (TIDY_STATES=225000 is its own).
mkdir -p build/tidy
key=$(find core shellext snapin -name '*.h' | sort | xargs cat .clang-tidy | sha256sum | cut -c 1-16)
find core shellext snapin/rows -name '*.c' ! -path '*/win32/*' ! -path 'shellext/*/*' | sort | while read -r source; do
    echo "$source build/tidy/$(echo "$source" | tr / _).$(sha256sum <"$source" | cut -c 1-16).$key"
done >build/tidy/list

cat >build/tidy/one.sh <<'END'
source=$1 quiet=$2
[ -e "$quiet" ] && exit 0
clang-tidy --quiet -p build/linux-asan --warnings-as-errors='*' \
    --extra-arg=-Xclang --extra-arg=-analyzer-config \
    --extra-arg=-Xclang --extra-arg="max-nodes=${TIDY_STATES:-50000}" "$source" >"$quiet.log" 2>&1 &&
    mv "$quiet.log" "$quiet"
END
xargs -P "$(nproc)" -L 1 sh build/tidy/one.sh <build/tidy/list || true

while read -r source quiet; do
    if [ -e "$quiet" ]; then
        pass
    else
        fail "$source"
        grep -E ' error: ' "$quiet.log" || cat "$quiet.log"
    fi
done <build/tidy/list
tally clang-tidy
