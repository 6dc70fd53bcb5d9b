#!/bin/sh
# run.sh: the snap-in in a strict console (console-host.exe), in Wine: registered by its own entry
# points, looking at the demonstration machine (tests/fixtures/machine.sh).
set -eu
cd "$(dirname "$0")/../.."
. tests/tally.sh
. tests/console/screen.sh

limit=120
root=$PWD
bin=$root/build/windows/bin
dll=$bin/trustmend-snapin.dll
out=$root/build/console
class='{27D00209-F8BC-48A3-A7D6-DB425B0794F1}'
rm -rf "$out"
mkdir -p "$out/printed"

wine() {
    timeout -k 5 "$limit" sh tests/wine.sh "$@" </dev/null
}

windows_path() {
    echo "Z:$1" | tr / '\\'
}

# expect WHAT COMMAND...
expect() {
    what=$1
    shift
    if "$@" >"$out/log" 2>&1; then
        pass
    else
        fail "$what"
        sed 's/^/    /' "$out/log" | head -20
    fi
}

# Registration -------------------------------------------------------------------------------------

dump() {
    for key in 'HKLM\Software\Classes' 'HKLM\Software\Microsoft' \
        'HKLM\System\CurrentControlSet\Control'; do
        rm -f "$out/key.reg"
        wine reg export "$key" "$(windows_path "$out/key.reg")" /y >/dev/null 2>&1
        cat "$out/key.reg"
    done >"$1"
}

check_registration() {
    wine regsvr32 /s /u "$(windows_path "$dll")" >/dev/null 2>&1 || true
    # Every Windows has this one.
    wine reg add 'HKLM\System\CurrentControlSet\Control\Server Applications' /f >/dev/null 2>&1
    dump "$out/before"
    expect 'register' wine regsvr32 /s "$(windows_path "$dll")"
    expect 'register as an extension' wine regsvr32 /s /n /i:extension "$(windows_path "$dll")"
    dump "$out/between"
    expect 'unregister' wine regsvr32 /s /u "$(windows_path "$dll")"
    dump "$out/after"
    expect 'unregistering leaves what was there before' cmp "$out/before" "$out/after"
    if cmp -s "$out/before" "$out/between"; then fail 'registering wrote nothing'; else pass; fi
    expect 'register again' wine regsvr32 /s "$(windows_path "$dll")"
}

# The console --------------------------------------------------------------------------------------

# console NAME [OPTION...]: runs the script in $out/NAME.txt without a breach.
console() {
    name=$1
    shift
    code=0
    wine_on_screen "$bin/console-host.exe" "$@" "$(windows_path "$out/$name.txt")" \
        >"$out/$name.json" 2>/dev/null </dev/null || code=$?
    if [ "$code" -eq 0 ] && grep -q '"type":"summary".*"failures":0,' "$out/$name.json"; then
        pass
    else
        fail "$name: exit code $code"
        grep -E '"type":"(breach|error)"' "$out/$name.json" | cut -c 1-400 | head -10
    fi
}

nodes='overview required-certificates installed-roots agent-certificate renamed-files
    signature-checks mismatched-agents history'

name_of() {
    echo "$1" | tr - ' ' | sed 's/^./\U&/'
}

lay_out() {
    sh tests/fixtures/machine.sh "$out/machine" all
    mkdir -p "$out/state"
    # So that there is a history.
    wine "$bin/trustmend.exe" checks relax --reason 'until the certificates are mended' \
        --installation "$(windows_path "$out/machine/Apex One")" --yes \
        --state "$(windows_path "$out/state")" >/dev/null 2>&1 || true
    python3 tests/console/snapin/state.py "$out/machine.state" \
        "server=$(windows_path "$out/machine/Apex One")" \
        "agent=$(windows_path "$out/machine/Security Agent")" \
        "list=$(windows_path "$out/machine/agents.csv")" \
        "store=$(windows_path "$out/machine/stores")" \
        "state=$(windows_path "$out/state")" at=2026-11-01T00:00:00Z
}

# look NODE COMMAND...: what the command line prints; 1 says only that something is wrong.
look() {
    node=$1
    shift
    code=0
    wine "$bin/trustmend.exe" "$@" --format json >"$out/printed/$node.json" 2>/dev/null || code=$?
    [ "$code" -le 1 ] || [ "$code" -eq 3 ] || fail "$*: exit code $code"
}

# What each node shows, and what the command line prints for it.
check_rows() {
    {
        printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
        echo 'expand-all'
        for node in $nodes; do
            echo "select \"Trustmend/$(name_of "$node")\""
            echo 'wait status Rows: 30000'
            echo "say $node"
            echo 'rows'
            echo 'select-rows all'
            [ "$node" = mismatched-agents ] || echo 'data CCF_TRUSTMEND_RECORDS utf-8'
        done
    } >"$out/rows.txt"
    console rows
    machine=$(windows_path "$out/machine")
    server="--installation=$machine\\Apex One"
    agent="--installation=$machine\\Security Agent"
    state="--state=$(windows_path "$out/state")"
    at=--at=2026-11-01T00:00:00Z
    store="--store=$machine\\stores"
    look overview check "$server" "$agent" "--mismatched=$machine\\agents.csv" "$store" "$state" "$at"
    look required-certificates roots "$store" "$at"
    look installed-roots roots --installed "$store" "$at"
    look agent-certificate agent show "$server" "$agent" "$at"
    look renamed-files invalid "$server" "$store" "$at"
    look signature-checks checks show "$server" "$state"
    look mismatched-agents mismatched "$machine\\agents.csv" "$server"
    look history history "$state"
    expect 'each node shows what the command line prints' \
        python3 tests/console/snapin/rows.py "$out/rows.json" "$out/printed"
}

# number NAME: of a variant (tests/console/mutants), which ends its class.
number() {
    sed -nE 's/^(MUTANT|STYLE)\(([A-Z0-9_]+),.*/\2/p' tests/console/mutants/mutants.def |
        awk -v name="$1" '$1 == name { printf "%02X", NR }'
}

# In Computer Management, of this machine only: of another one it would show what is here.
check_extension() {
    variants=$(windows_path "$bin/console-variants.dll")
    expect 'register who is extended' wine regsvr32 /s "$variants"
    wine regsvr32 /s /n /i:extension "$(windows_path "$dll")" >/dev/null 2>&1
    for machine in THIS ANOTHER; do
        printf '%s\n' "open {7D1C5A00-6C0E-4B5B-9B5E-3A1152D000$(number "IS_OF_${machine}_MACHINE")}" \
            'expand-all' 'tree' 'close' >"$out/$machine.txt"
        console "$machine"
    done
    expect 'it is below a place of this machine' grep -q '"name":"Overview"' "$out/THIS.json"
    if grep -q '"name":"Overview"' "$out/ANOTHER.json"; then
        fail 'it is below a place of another machine'
    else
        pass
    fi
    wine regsvr32 /s /u /n /i:extension "$(windows_path "$dll")" >/dev/null 2>&1
    wine regsvr32 /s /u "$variants" >/dev/null 2>&1
}

# The whole path: every node shown, looked into, sorted by every column, read again and left.
visit() {
    echo "select \"Trustmend/$(name_of "$1")\""
    echo 'wait status Rows: 30000'
    for column in 0 1 2 3 4 5; do
        echo "sort $column"
        echo "sort $column descending"
    done
    echo 'select-rows 0'
    echo 'check'
    echo 'menu'
    echo 'toolbar'
    echo 'activate 0'
    echo 'wait 100'
    echo 'sheets'
    echo 'close-sheets'
    echo 'refresh'
    echo 'wait status Rows: 30000'
}

check_path() {
    {
        printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
        echo 'expand-all'
        echo 'about'
        echo 'persistence'
        for node in $nodes; do
            visit "$node"
        done
        echo 'new-window "Trustmend/Overview"'
        echo 'select "Trustmend/Required certificates"'
        echo 'wait status Rows: 30000'
        echo 'close-window'
        echo 'tour'
        echo 'close'
    } >"$out/path.txt"
    console path
}

# What begins and does not come to its end: another node, another window, no snap-in any more.
check_breaking_off() {
    {
        printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
        echo 'expand-all'
        for node in $nodes; do
            echo "select \"Trustmend/$(name_of "$node")\""
        done
        echo 'select "Trustmend/Overview"'
        echo 'refresh'
        echo 'refresh'
        echo 'wait 50'
        echo 'refresh'
        echo 'new-window "Trustmend/Required certificates"'
        echo 'select "Trustmend/Overview"'
        echo 'close-window'
        echo 'wait status Rows: 30000'
        echo 'activate 0'
        echo 'select "Trustmend/Renamed files"'
        echo 'remove Trustmend'
        echo 'sheets'
        echo 'wait 500'
        printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
        echo 'expand-all'
        echo 'select "Trustmend/Overview"'
        echo 'close'
    } >"$out/breaking-off.txt"
    console breaking-off
}

# Where nothing can be read, a message stands in place of the list, and says why.
check_failures() {
    python3 tests/console/snapin/state.py "$out/nowhere.state" 'server=Z:\nowhere'
    {
        printf '%s\n' "open $class \"$(windows_path "$out/nowhere.state")\""
        echo 'expand-all'
        for node in mismatched-agents signature-checks renamed-files; do
            echo "select \"Trustmend/$(name_of "$node")\""
            echo 'wait idle'
            echo 'status'
            echo 'refresh'
            echo 'wait idle'
            echo 'status'
        done
        echo 'close'
    } >"$out/failures.txt"
    console failures
    messages=$(grep -c '"type":"status".*"kind":"message"' "$out/failures.json" || true)
    if [ "$messages" -eq 6 ]; then pass; else fail "$messages messages, and not 6"; fi
}

# Again and again, with nothing left of a round: no reference, no handle, no window, no memory.
check_rounds() {
    {
        echo "rounds ${TRUSTMEND_ROUNDS:-6}"
        printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
        echo 'expand-all'
        for node in $nodes; do
            echo "select \"Trustmend/$(name_of "$node")\""
            echo 'wait status Rows: 30000'
            echo 'sort 0 descending'
            echo 'select-rows 0'
        done
        echo 'select "Trustmend/Required certificates"'
        echo 'refresh'
        echo 'close'
        echo 'end'
    } >"$out/rounds.txt"
    console rounds
}

# took FIRST LAST: the most milliseconds of a command, or of the first of each of two together.
took() {
    sed -nE 's/.*"type":"done".*"command":"([a-z]+)".*"ms":([0-9]+).*/\1 \2/p' "$out/many-agents.json" |
        awk -v first="$1" -v last="$2" '
            $1 == first && first == last && $2 > most { most = $2 }
            first != last && ($1 == first || $1 == last) && !seen[$1]++ { most += $2 }
            END { print most + 0 }'
}

# A list as a large server writes it: filled and sorted at once, wherever it is scrolled to.
check_many_agents() {
    python3 tests/console/snapin/agents.py 100000 >"$out/agents.csv"
    python3 tests/console/snapin/state.py "$out/many.state" "list=$(windows_path "$out/agents.csv")"
    {
        printf '%s\n' "open $class \"$(windows_path "$out/many.state")\""
        echo 'expand-all'
        echo 'select "Trustmend/Mismatched agents"'
        echo 'wait rows 100000 30000'
        echo 'wait status Rows: 30000'
        echo 'rows 5'
        for column in 0 1 2 3 4; do
            echo "sort $column descending"
        done
        echo 'find PC-09'
        echo 'check'
    } >"$out/many-agents.txt"
    console many-agents
    # The time that is promised is that of a machine with nothing else to do: under Wine 160 to 200 ms
    # for filling. Where other tests run beside it, this only guards against what is far slower.
    most=200
    [ "$(cut -d . -f 1 /proc/loadavg)" -eq 0 ] || most=1000
    filled=$(took 'select' 'wait')
    expect "100,000 agents are there after $filled ms (< $most)" [ "$filled" -lt "$most" ]
    sorted=$(took 'sort' 'sort')
    expect "100,000 agents are sorted after $sorted ms at most (< $most)" [ "$sorted" -lt "$most" ]
}

# The console file that is installed is opened, saved, opened again and saved as it was.
check_console_file() {
    file=$bin/trustmend.msc
    expect 'the console file is one' xmllint --noout --schema snapin/console-file.xsd "$file"
    {
        printf '%s\n' "open \"$(windows_path "$file")\""
        for node in $nodes; do
            echo "select \"Trustmend/$(name_of "$node")\""
            echo 'wait idle'
        done
        printf '%s\n' "save \"$(windows_path "$out/saved.msc")\""
        echo 'close'
        printf '%s\n' "open \"$(windows_path "$out/saved.msc")\""
        printf '%s\n' "save \"$(windows_path "$out/saved-again.msc")\""
        echo 'close'
    } >"$out/console-file.txt"
    console console-file
    expect 'what is saved again is the same' cmp "$out/saved.msc" "$out/saved-again.msc"
}

# Whatever a person may do, in orders that nobody thought of; the same for the same seed.
check_random_orders() {
    for seed in ${TRUSTMEND_SEEDS:-1 2}; do
        {
            printf '%s\n' "open $class \"$(windows_path "$out/machine.state")\""
            echo "random $seed 150"
            echo 'close'
        } >"$out/random-$seed.txt"
        console "random-$seed"
    done
}

start_screen
check_registration
lay_out
check_rows
check_extension
check_path
check_breaking_off
check_failures
check_rounds
check_many_agents
check_console_file
check_random_orders
tally console
