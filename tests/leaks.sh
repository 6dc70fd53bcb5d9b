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

rm -rf build/leaks
mkdir -p build/leaks
find "$fixtures" -type f -name '*.exe' -exec cp '{}' build/leaks ';'
for file in build/leaks/*.exe; do
    [ -e "$file" ] && mv "$file" "${file}_invalid"
    break
done

clean --version
clean --help
clean no-such-command
clean verify "$fixtures"
clean verify --format json "$fixtures"
clean verify no-such-file "$fixtures" --format csv
clean roots
clean roots --format json
clean roots --installed
clean invalid build/leaks
clean restore --dry-run build/leaks
clean restore --format json build/leaks
tally leaks
