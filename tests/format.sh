#!/bin/sh
# format.sh: every source is formatted as .clang-format says.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

sources=build/format.sources
suspects=build/format.suspects
mkdir -p build
git ls-files --cached --others --exclude-standard '*.c' '*.h' | while read -r source; do
    [ ! -e "$source" ] || echo "$source"
done >"$sources"

# Many at a time; only where one of them is wrong, each is looked at by itself to name it.
# shellcheck disable=SC2016
xargs -P "$(nproc)" -n 16 sh -c \
    'clang-format --dry-run -Werror "$@" 2>/dev/null || printf "%s\n" "$@"' sh \
    <"$sources" >"$suspects"

while read -r source; do
    if ! grep -Fqx "$source" "$suspects" || clang-format --dry-run -Werror "$source" 2>build/format.log; then
        pass
    else
        fail "$source is not formatted: clang-format -i $source"
    fi
done <"$sources"
tally format
