#!/bin/sh
# demo.sh: what `./dev run` shows. The main job, on a machine that tests/fixtures/machine.sh makes
# of real signed files from public packages and of everything that goes wrong with them: what is
# wrong and why, all of it mended that can be, and every byte brought back. It happens in
# build/demo, and fails if anything turns out otherwise.
set -eu
cd "$(dirname "$0")/.."
demo=build/demo
trustmend=$PWD/build/linux/bin/trustmend

say() {
    printf '\n## %s\n' "$1"
}

# run EXPECTED ARGUMENT...: one command as a person would type it; EXPECTED is its exit code.
run() {
    expected=$1
    code=0
    shift
    printf '\n$ trustmend'
    for word; do
        case $word in *' '*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$trustmend" "$@" || code=$?
    if [ "$code" -ne "$expected" ]; then
        echo "demo: exit code $code, and not $expected" >&2
        exit 1
    fi
}

# contents FOLDER: a line for each file with its digest.
contents() {
    (cd "$1" && find . -type f ! -path './state/*' -exec sha256sum {} + | sort)
}

is_there() {
    [ -e "$1" ] || {
        echo "demo: '$1' is not there" >&2
        exit 1
    }
}

# The same machine every time, with nothing left of an earlier run.
rm -rf "$demo"
mkdir -p "$demo"
sh tests/fixtures/machine.sh "$demo/machine" all
contents "$demo/machine" >"$demo/before"
cd "$demo/machine"

say 'One file, and why it is not trusted'
run 1 verify --store stores 'Apex One/PCCSRV/Pccnt/TSC64.exe'

say 'A machine with everything that goes wrong: what is wrong, in order of cause'
run 1 check --store stores --state state --installation 'Apex One' \
    --installation 'Security Agent' --mismatched agents.csv

say 'All of it mended that can be mended from here'
run 1 check --fix --enforce-checks --from certificates --yes --store stores --state state \
    --installation 'Apex One' --installation 'Security Agent' --mismatched agents.csv
for name in Admin/ZLib.dll Admin/unzip.dll Pccnt/TSC.exe Admin/TmUpdate64.dll_Invalid; do
    is_there "Apex One/PCCSRV/$name"
done

say 'What was changed, and every byte of it brought back'
run 0 history --state state
run 0 undo --last --yes --state state
cd ..
contents machine | cmp - before
