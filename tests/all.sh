#!/bin/sh
# all.sh: what `./dev test` does. Each step prints what it runs and is counted
# by its last line, "NAME: N passed, N failed, N skipped", or as one by its exit
# code; a step that fails does not keep the others from running.
set -eu
cd "$(dirname "$0")/.."

logs=build/test-logs
passed=0 failed=0 skipped=0
failures=
mkdir -p "$logs"

# count NAME CODE: adds what a step's log says of itself.
count() {
    counts=$(sed -nE '$s/^.*: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' \
        "$(log_of "$1")")
    if [ -z "$counts" ]; then
        counts='1 0 0'
        [ "$2" -eq 0 ] || counts='0 1 0'
    fi
    name=$1 code=$2
    # shellcheck disable=SC2086
    set -- $counts
    if [ "$code" -ne 0 ] && [ "$2" -eq 0 ]; then
        set -- "$1" 1 "$3"
    fi
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
    if [ "$2" -gt 0 ]; then
        failures="$failures
  $name: $2 failed"
    fi
}

log_of() {
    echo "$logs/$(echo "$1" | tr ' /' '--').log"
}

# step NAME COMMAND...
step() {
    name=$1
    shift
    started=$(date +%s)
    echo "== $name"
    { "$@" 2>&1 && echo 0 >"$logs/code" || echo $? >"$logs/code"; } | tee "$(log_of "$name")"
    count "$name" "$(cat "$logs/code")"
    echo "   ($name: $(($(date +%s) - started)) s)"
}

# aside NAME COMMAND...: a step of the other core; collect shows what it said, and counts it.
aside() {
    name=$1
    shift
    started=$(date +%s)
    code=0
    "$@" >"$(log_of "$name")" 2>&1 || code=$?
    echo "$code $(($(date +%s) - started))" >"$logs/$name.aside"
}

# Long steps that need no Wine, one after another, while the other steps have one core for
# themselves.
aside_steps='fuzz crash many race leaks'
run_aside() {
    aside fuzz env FUZZ_JOBS=1 sh tests/fuzz.sh "${FUZZ_SECONDS:-60}"
    aside crash env CRASH_JOBS=1 sh tests/crash.sh "$linux/trustmend"
    aside many sh tests/many.sh "$linux/trustmend"
    aside race sh tests/race.sh "$linux/trustmend" "${RACE_SECONDS:-60}"
    aside leaks sh tests/leaks.sh
}

collect() {
    wait "$aside_job" || true
    for name in $aside_steps; do
        code=1 seconds='?'
        [ ! -e "$logs/$name.aside" ] || read -r code seconds <"$logs/$name.aside"
        echo "== $name"
        cat "$(log_of "$name")"
        count "$name" "$code"
        echo "   ($name: $seconds s, aside)"
    done
}

finish() {
    [ -z "$failures" ] || echo "what failed:$failures"
    echo "trustmend: $passed passed, $failed failed, $skipped skipped"
    WINEPREFIX=$root/build/wine PATH=$PATH:/usr/lib/wine wineserver -k >/dev/null 2>&1 || true
    [ "$failed" -eq 0 ]
    exit $?
}

in_fixtures() {
    (cd build/fixtures && "$@")
}

root=$PWD
linux=$root/build/linux/bin
asan=$root/build/linux-asan/bin
windows=$root/build/windows/bin
wine=$root/tests/wine.sh
export WERROR=ON
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1

step 'install packages' sh cmake/packages.sh linux windows windows32 run test
step 'build for Linux' sh cmake/build.sh linux
step 'build fuzz targets' sh cmake/build.sh linux-fuzz
step 'make fixtures' sh tests/fixtures/make.sh

echo "== $aside_steps (aside)"
(cd "$logs" && rm -f ./*.aside)
run_aside &
aside_job=$!
step 'build with sanitizers' sh cmake/build.sh linux-asan
step 'build for Windows' sh cmake/build.sh windows
step 'build for 32-bit Windows' sh cmake/build.sh windows32
step 'fetch corpus' sh tests/corpus/fetch.sh
step 'check format' sh tests/format.sh
step 'check scripts' sh tests/scripts.sh
step 'check documents' sh tests/documents.sh
step 'check PowerShell' sh tests/powershell/run.sh
step 'check words' sh tests/words.sh
step 'check dependencies' sh tests/dependencies.sh
step 'check headers' sh tests/headers.sh
step 'check with clang-tidy' sh tests/tidy.sh
step 'check hardening' sh tests/hardening.sh
step 'check imports' sh tests/windows7-imports.sh
step 'check 32-bit menu' sh tests/windows32.sh

step 'unit tests' in_fixtures "$linux/trustmend-tests"
step 'unit tests with sanitizers' in_fixtures "$asan/trustmend-tests"
step 'unit tests under Wine' in_fixtures "$wine" "$windows/trustmend-tests.exe"

# Each of these takes the command to run as its arguments.
for suite in cli fixtures corpus check; do
    step "$suite" sh "tests/$suite/run.sh" "$linux/trustmend"
    step "$suite under Wine" sh "tests/$suite/run.sh" "$wine" "$windows/trustmend.exe"
done
step 'cli with sanitizers' sh tests/cli/run.sh "$asan/trustmend"
step 'fixtures with sanitizers' sh tests/fixtures/run.sh "$asan/trustmend"
step 'formats' sh tests/formats/run.sh "$linux/trustmend"
step 'formats under Wine' sh tests/formats/run.sh "$wine" "$windows/trustmend.exe"
step 'shell' sh tests/shell/run.sh
step 'console host' sh tests/console/mutants/run.sh
step 'snap-in' sh tests/console/run.sh
step 'actions of the snap-in' sh tests/console/actions.sh
step 'window' sh tests/window/run.sh
step 'worker' "$wine" "$root/build/windows/tests/worker/stage/trustmend-worker-tests.exe"
step 'installer' sh tests/installer/run.sh
collect
finish
