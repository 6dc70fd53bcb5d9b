#!/bin/sh
# hardening.sh: every program we ship carries the protections it was built with.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

# expect PROGRAM WHAT TEXT PATTERN
expect() {
    if printf '%s\n' "$3" | grep -qE "$4"; then
        pass
    else
        fail "$1 lacks $2"
    fi
}

for program in build/windows/bin/*.exe build/windows/bin/*.dll; do
    [ -e "$program" ] || continue
    headers=$(x86_64-w64-mingw32-objdump -p -h "$program")
    expect "$program" 'ASLR (DYNAMIC_BASE)' "$headers" 'DYNAMIC_BASE'
    expect "$program" 'ASLR (relocations)' "$headers" '\.reloc'
    expect "$program" 'ASLR (HIGH_ENTROPY_VA)' "$headers" 'HIGH_ENTROPY_VA'
    expect "$program" 'DEP (NX_COMPAT)' "$headers" 'NX_COMPAT'
    expect "$program" 'the stack protector' "$(strings "$program")" 'stack smashing detected'
    case $program in
    *-tests.exe | *-stand-in.exe | *-bench.exe) ;;
    *) expect "$program" 'a version resource' "$(strings -el "$program")" '^Trustmend$' ;;
    esac
done

for program in build/linux/bin/*; do
    [ -f "$program" ] || continue
    headers=$(readelf -W -h -l -d "$program")
    symbols=$(readelf -W --dyn-syms "$program")
    expect "$program" 'PIE' "$headers" 'Type: +DYN'
    expect "$program" 'RELRO' "$headers" 'GNU_RELRO'
    expect "$program" 'immediate binding' "$headers" 'BIND_NOW|FLAGS.*NOW'
    expect "$program" 'a stack that is not executable' "$headers" 'GNU_STACK .* RW '
    expect "$program" 'the stack protector' "$symbols" '__stack_chk_fail'
    expect "$program" 'FORTIFY_SOURCE' "$symbols" '_chk@'
done
tally hardening
