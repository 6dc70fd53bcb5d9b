#!/bin/sh
# scripts.sh: shellcheck has nothing to say about our scripts.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

for script in dev .ci/run $(git ls-files --cached --others --exclude-standard '*.sh'); do
    [ -e "$script" ] || continue
    if shellcheck -x -S warning "$script"; then
        pass
    else
        fail "$script"
    fi
done
tally scripts
