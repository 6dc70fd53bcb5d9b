#!/bin/sh
# documents.sh: every finding and result name in the code has its row in
# docs/what-verified-means.md, and the page names none that the code does not have.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh
page=docs/what-verified-means.md

# words FILE PATTERN: what the pattern's group matches, once each.
words() {
    sed -nE "s/$2/\1/p" "$1" | sort -u
}

in_code=$(words core/trust/finding.def '^TR_FINDING\([A-Z0-9_]+, "([a-z0-9-]+)".*')
in_page=$(sed -n '/^## Findings/,/^## What would/p' "$page" | sed -nE 's/^\| (`[^|]*)\|.*/\1/p' |
    tr -d '` ' | tr ',' '\n' | sort -u)
for word in $in_code; do
    if echo "$in_page" | grep -qx -e "$word"; then pass; else fail "no row for finding '$word'"; fi
done
for word in $in_page; do
    if echo "$in_code" | grep -qx -e "$word"; then pass; else fail "no finding '$word' in the code"; fi
done
for name in $(words core/trust/verdict.c '.*0x[0-9A-F]{8}, "([A-Z0-9_]+)".*'); do
    if grep -qF "| $name |" "$page"; then pass; else fail "no row for result '$name'"; fi
done
tally documents
