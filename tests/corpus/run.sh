#!/bin/sh
# run.sh COMMAND...: judges the files that fetch.sh brought by COMMAND, which may be
# `build/linux/bin/trustmend` or `sh tests/wine.sh build/windows/bin/trustmend.exe`, and holds the
# verdicts against public.tsv: once with the system's roots, once with program-roots.pem, as of
# the day the list was made. $CORPUS is where the files are, if not in build/corpus.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
[ $# -gt 0 ] || {
    echo "usage: $0 COMMAND..." >&2
    exit 2
}
. "$root/tests/command.sh"

awk -F '\t' '
    BEGIN {
        name["OK"] = "S_OK"
        name["NO_SIGNATURE"] = "TRUST_E_NOSIGNATURE"
        name["BAD_DIGEST"] = "TRUST_E_BAD_DIGEST"
        name["EXPIRED"] = "CERT_E_EXPIRED"
        name["UNTRUSTED_ROOT"] = "CERT_E_UNTRUSTEDROOT"
        name["CHAIN_INCOMPLETE"] = "CERT_E_CHAINING"
        at = " --at 2026-11-22T00:00:00Z"
    }
    NR == 1 {
        for (i = 1; i <= NF; i++)
            column[$i] = i
        next
    }
    function expect(anchors, verdict) {
        print file "\t--anchors " anchors at "\t" name[verdict] "\t-\t-\t" $1
    }
    {
        folder = $1 "@" $2
        gsub(":", "+", folder)
        gsub("/", "-", folder)
        file = "files/" folder "/" $3
        expect("/etc/ssl/certs/ca-certificates.crt", $column["expected_system_roots"])
        expect("program-roots.pem", $column["expected_program_roots"])
    }' "$here/public.tsv" |
    /usr/bin/python3 "$root/tests/verdicts.py" corpus "$root/docs/verify.schema.json" \
        "${CORPUS:-$root/build/corpus}" "$@"
