#!/bin/sh
# documents.sh: every finding and result name in the code has its row in
# docs/what-verified-means.md, and the page names none that the code does not have; the same of the
# check's findings and docs/check.md.
# Nor are the symptoms in docs/symptoms.md others than those of the rules.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh
page=docs/what-verified-means.md
list=$(mktemp)
trap 'rm -f "$list" "$list.page"' EXIT

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

# Each finding of the check has its section in docs/check.md, and the page has no other.
sed -nE 's/^TR_AILMENT\([A-Z_]+, "([a-z-]+)".*/\1/p' core/check/ailment.def | sort >"$list"
sed -n 's/^### //p' docs/check.md | sort >"$list.page"
while read -r word; do
    if grep -qx -e "$word" "$list.page"; then pass; else fail "docs/check.md: nothing of '$word'"; fi
done <"$list"
while read -r word; do
    if grep -qx -e "$word" "$list"; then pass; else fail "docs/check.md: no finding '$word'"; fi
done <"$list.page"

symptoms=$(sed -nE 's/.*<symptom id="([^"]*)" family="([^"]*)".*/\1 \2/p' resources/symptoms.xml)
rows=$(sed -nE 's/^\| `([A-Z0-9-]+)` \| ([A-D]|none) \|.*/\1 \2/p' docs/symptoms.md)
if [ "$symptoms" = "$rows" ]; then pass; else fail 'docs/symptoms.md has other symptoms than the rules'; fi
tally documents
