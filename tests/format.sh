#!/bin/sh
# format.sh: every source is formatted as .clang-format says.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

for source in $(git ls-files --cached --others --exclude-standard '*.c' '*.h'); do
    [ -e "$source" ] || continue
    if clang-format --dry-run -Werror "$source" 2>build/format.log; then
        pass
    else
        fail "$source is not formatted: clang-format -i $source"
    fi
done
tally format
