#!/bin/sh
# run.sh COMMAND...: reports of every command as CSV and XML say what they say as JSON, and are
# as docs/report.xsd wants them, which is what the JSON schemas say; as HTML they are looked at in
# a browser. $PICTURES is a folder for what they look like there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/tests/tally.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$here/reports.sh" "$work" "$@"

if /usr/bin/python3 "$here/xsd.py" "$root"/docs/*.schema.json | cmp -s - "$root/docs/report.xsd"; then
    pass
else
    fail "docs/report.xsd is not what tests/formats/xsd.py makes of docs/*.schema.json"
fi
for report in "$work"/*.xml; do
    if xmllint --noout --nonet --schema "$root/docs/report.xsd" "$report" 2>"$work/why"; then
        pass
    else
        fail "$(basename "$report") is not as docs/report.xsd says"
        head -n 5 "$work/why" | sed 's/^/    /'
    fi
done
for report in "$work"/*.html; do
    if xmllint --noout --nonet "$report" 2>"$work/why"; then
        pass
    else
        fail "$(basename "$report"): an element is not closed, or a character is not escaped"
        head -n 5 "$work/why" | sed 's/^/    /'
    fi
done
for report in "$work"/*.json "$work"/*.csv "$work"/*.xml "$work"/*.html; do
    if grep -qF -e '!CRYPT!' -e hunter2 "$report"; then fail "$(basename "$report") holds a secret"; else pass; fi
done

# counted COMMAND...: prints what it found, and takes its last line for the counts.
counted() {
    "$@" >"$work/found" || fail "$1 $2 breaks off"
    sed '$d' "$work/found"
    read -r good bad <<END
$(tail -n 1 "$work/found")
END
    passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
}

counted /usr/bin/python3 "$here/same.py" "$root/docs" "$work"
chromium=$(command -v chromium || command -v chromium-browser || true)
case "$*" in
*wine*) ;; # the pages are the same
*)
    if [ -n "$chromium" ]; then
        # shellcheck disable=SC2086
        counted timeout 120 /usr/bin/python3 "$here/browser.py" "$chromium" "$work" ${PICTURES:-}
    else
        skip 'pages in a browser: there is no chromium'
    fi
    ;;
esac
tally formats
