#!/bin/sh
# tidy.sh: clang-tidy's checks of .clang-tidy have nothing to say about core.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

# What was quiet last time, with the same headers and checks, is not asked again.
mkdir -p build/tidy
key=$(find core -name '*.h' | sort | xargs cat .clang-tidy | sha256sum | cut -c 1-16)
cat >build/tidy/one.sh <<'END'
source=$1
quiet=build/tidy/$(echo "$source" | tr / _).$(sha256sum <"$source" | cut -c 1-16).$2
[ -e "$quiet" ] && exit 0
clang-tidy --quiet -p build/linux --warnings-as-errors='*' "$source" \
    --extra-arg=-Wno-unknown-warning-option >"$quiet.log" 2>/dev/null && mv "$quiet.log" "$quiet"
END
sources=$(find core -name '*.c' ! -path '*/win32/*' | sort)
echo "$sources" | xargs -P "$(nproc)" -I '{}' sh build/tidy/one.sh '{}' "$key" || true
for source in $sources; do
    stem=build/tidy/$(echo "$source" | tr / _).$(sha256sum <"$source" | cut -c 1-16).$key
    if [ -e "$stem" ]; then
        pass
    else
        fail "$source"
        grep -E ' (error|warning): ' "$stem.log" || echo "    see $stem.log"
    fi
done
tally clang-tidy
