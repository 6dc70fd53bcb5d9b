#!/bin/sh
# script.sh DEFINITIONS strict|tolerated|alone NAME: a script for the console host that opens one
# variant after the other, does all with each that a console can, and says which check it has to
# break and no other. At the level of what is tolerated these are the strange ones that are
# correct, and there is no such check. Who keeps the host from going on is used alone.
set -eu
definitions=$1 mode=$2 alone=${3:-}

# What a person would do; the last word is the check that has to be broken, or nothing.
use() {
    number=$1 name=$2 broken=$3
    echo "reset"
    echo "say $name"
    if [ "$broken" = scope.foreign-item ]; then # it needs somebody whose node it is
        printf '%s\n' 'open {7D1C5A00-6C0E-4B5B-9B5E-3A1152D00000}' 'select 0' 'expand 0'
    fi
    printf 'open {7D1C5A00-6C0E-4B5B-9B5E-3A1152D000%02X}\n' "$number"
    [ "$broken" != scope.foreign-item ] || echo 'expand 1'
    if [ "$mode" = alone ]; then # or else the script would go on inside of its dialog
        printf '%s\n' 'select 0' 'select 0/0'
        return
    fi
    printf '%s\n' check-snap-ins 'select 0' check menu menu 'select 0/1' check 'select 0/2' check \
        'select 0/0' check menu toolbar 'select-rows 2' \
        'button Two' menu 'command Variant.Nothing' help
    case $broken in
    growth.*) printf '%s\n' 'rounds 12' 'select 0/1' 'select 0/0' end ;;
    sheet.* | '')
        printf '%s\n' 'select 0/0' 'select-rows 3' 'command Variant.Sheet' 'close-sheets' \
            'verb properties' 'close-sheet ok' 'command Variant.Wizard' 'close-sheets'
        ;;
    esac
    echo close
    echo "only $broken"
}

number=0
[ "$mode" != strict ] || use 0 KEEPS_EVERY_RULE ''
sed -nE 's/^(MUTANT|STYLE)\(([A-Z0-9_]+), "([^"]*)"\)$/\1 \2 \3/p' "$definitions" |
    while read -r kind name broken; do
        number=$((number + 1))
        case $mode:$kind:$name in
        alone:*:"$alone") use "$number" "$name" "$broken" ;;
        alone:* | *:HANGS | *:CRASHES | *:ASKS_UNASKED | *:EXTENDS_*) ;;
        strict:MUTANT:*) use "$number" "$name" "$broken" ;;
        tolerated:STYLE:*) use "$number" "$name" '' ;;
        esac
    done
