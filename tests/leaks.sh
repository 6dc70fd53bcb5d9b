#!/bin/sh
# leaks.sh: valgrind finds no leak and no bad access in the command line's commands.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

trustmend=build/linux/bin/trustmend
fixtures=build/fixtures

# clean ARGUMENT...: whatever the command answers, valgrind has no complaint.
clean() {
    code=0
    valgrind -q --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=definite,indirect,possible \
        --error-exitcode=99 --log-file=build/valgrind.log "$trustmend" "$@" >/dev/null 2>&1 || code=$?
    if [ "$code" -le 3 ]; then
        pass
    else
        fail "trustmend $*"
        sed 's/^/    /' build/valgrind.log | head -n 40
    fi
}

# A few of each kind are enough: every one of them is run with the sanitizers.
rm -rf build/leaks
mkdir -p build/leaks
rm -rf build/leaks-state
for folder in "$fixtures"/*/; do
    mkdir "build/leaks/$(basename "$folder")"
    find "$folder" -type f | sort | awk 'NR % 12 == 1' |
        xargs -I '{}' cp '{}' "build/leaks/$(basename "$folder")"
done
for file in build/leaks/*/*.exe; do
    [ -e "$file" ] && mv "$file" "${file}_invalid"
    break
done

clean --version
clean --help
clean no-such-command
clean verify --format json build/leaks --anchors "$fixtures/certs/root.pem"
clean verify no-such-file build/leaks/pe
clean roots
clean roots --format json
clean roots --installed
clean invalid build/leaks
clean restore --dry-run build/leaks
clean restore --format json --state build/leaks-state build/leaks --anchors "$fixtures/certs/root.pem"
clean history --state build/leaks-state
clean history --state build/leaks-state --format json
clean history --state build/leaks-state --format csv
clean undo --state build/leaks-state --dry-run --last
clean undo --state build/leaks-state --last
tally leaks
