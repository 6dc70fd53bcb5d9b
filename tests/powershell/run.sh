#!/bin/sh
# run.sh: our PowerShell scripts, and those in the documents, are PowerShell. There is none to run
# them here, so they are parsed by tree-sitter's grammar of the language, from public packages that
# are kept in the user's cache folder. What the grammar takes may still be wrong: docs/proof.md.
set -eu
cd "$(dirname "$0")/../.."
. tests/tally.sh
cache=${XDG_CACHE_HOME:-$HOME/.cache}/trustmend/powershell
part=$(mktemp -d)
trap 'rm -rf "$part"' EXIT

# package NAME VERSION: unpacked into the cache.
package() {
    [ ! -e "$cache/$1-$2/package.json" ] || return 0
    mkdir -p "$cache"
    (cd "$part" && npm pack --silent "$1@$2" >log 2>&1 && tar xf "$1-$2.tgz") || return 1
    rm -rf "$cache/$1-$2"
    mv "$part/package" "$cache/$1-$2"
}

if ! package web-tree-sitter 0.27.1 || ! package tree-sitter-powershell 0.26.4; then
    skip 'no parser of PowerShell can be had'
    passed=1
    tally powershell
fi

# parse FILE...: a line for each, and for each place that is no PowerShell.
parse() {
    node --liftoff-only tests/powershell/parse.cjs "$cache/web-tree-sitter-0.27.1" \
        "$cache/tree-sitter-powershell-0.26.4" "$@"
}

# What the parser is good for: each of these lacks something.
# shellcheck disable=SC2016
printf '%s\n' 'if ($a { b }' >"$part/1.ps1"
# shellcheck disable=SC2016
printf '%s\n' 'foreach ($x in $y) { "a' >"$part/2.ps1"
printf '%s\n' 'try { a } } catch { b }' >"$part/3.ps1"
for wrong in "$part"/[0-9].ps1; do
    if parse "$wrong" >/dev/null; then fail "the parser takes: $(cat "$wrong")"; else pass; fi
done

python3 -B tests/powershell/blocks.py "$part"
for script in tests/windows/*.ps1 "$part"/docs-*.ps1; do
    [ -e "$script" ] || continue
    if parse "$script"; then pass; else fail "${script#"$part/"} is no PowerShell"; fi
done
tally powershell
