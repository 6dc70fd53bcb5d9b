#!/bin/sh
# run.sh COMMAND...: reports of every command as CSV and XML say what they say as JSON, and are
# as docs/report.xsd wants them, which is what the JSON schemas say.
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
for report in "$work"/*.json "$work"/*.csv "$work"/*.xml; do
    if grep -qF -e '!CRYPT!' "$report"; then fail "$(basename "$report") holds a secret"; else pass; fi
done

/usr/bin/python3 "$here/same.py" "$root/docs" "$work" >"$work/same"
sed '$d' "$work/same"
read -r good bad <<END
$(tail -n 1 "$work/same")
END
passed=$((passed + good)) failed=$((failed + bad))
tally formats
