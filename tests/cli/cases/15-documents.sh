# shellcheck shell=sh disable=SC2154,SC2034
# docs/command-line.md and the help agree on commands and options.

what='docs/command-line.md'
page=$root/docs/command-line.md
for command in check verify roots import invalid restore checks agent mismatched transfer logs history undo; do
    "$work/trustmend" "$command" --help
done | tr -d '\r' | grep -oE -- '--[a-z][a-z-]+' | sort -u >in-help
grep -oE -- '`--[a-z][a-z-]+' "$page" | tr -d '`' | sort -u >in-page
is "$(cat in-page)" "$(cat in-help)" 'list of options'
for command in check verify roots import invalid restore checks agent mismatched transfer logs history undo; do
    is "$(grep -cE "^## trustmend $command( |$)" "$page")" 1 "headings of $command"
done
for member in $(/usr/bin/python3 "$here/members.py" "$root"/docs/*.schema.json); do
    is "$(grep -c "\`$member\`" "$page" | sed 's/^[1-9][0-9]*$/some/')" some "lines with $member"
done

# The man page is made of the help.
what='docs/trustmend.1'
/usr/bin/python3 -B "$root/resources/manual/make.py" "$work/trustmend" >man-page
is "$(cmp man-page "$root/docs/trustmend.1" 2>&1 || true)" '' 'difference from what resources/manual/make.py makes'
