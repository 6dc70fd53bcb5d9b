#!/bin/sh
# reports.sh FOLDER COMMAND...: makes a report of every command in every format below FOLDER, about
# files with hostile names among others: NAME.json, NAME.csv and so on, and NAME.command with the
# command's own name. Nothing is changed between the formats, so that all say the same.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
. "$here/../command.sh"
fixtures=$(cd "${FIXTURES:-$root/build/fixtures}" && pwd)
formats=${FORMATS:-json csv xml html}

# run ARGUMENT...: whatever is found; 2 would be a command that is none.
run() {
    code=0
    "$trustmend" "$@" 2>"$out/err" </dev/null || code=$?
    if [ "$code" -gt 3 ] || [ "$code" -eq 2 ]; then
        echo "reports: '$*' ends with $code" >&2
        cat "$out/err" >&2
        exit 1
    fi
}

# report NAME COMMAND ARGUMENT...
report() {
    name=$1
    shift
    for format in $formats; do
        run "$@" --format "$format" >"$out/$name.$format"
    done
    echo "$1" >"$out/$name.command"
}

trustmend=$out/trustmend
{
    printf '#!/bin/sh\nexec'
    for word in "$@"; do
        printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"
    done
    printf ' "$@"\n'
} >"$trustmend"
chmod +x "$trustmend"

rm -rf "$out/run"
mkdir "$out/run"
cd "$out/run"
cp "$fixtures/certs/root.pem" "$fixtures/certs/tsa-root.pem" .
mkdir pe
for name in sha256 unsigned tampered other-root nested-untrusted expired look-alike \
    rfc3161-then-expired page-hashes revoked two-entries program-name truncated no-intermediate; do
    cp "$fixtures/pe/$name.exe" pe
done

# Names that would do harm where they are not quoted; Windows has no files of most of them.
mkdir hostile
for name in '=1+1.dll' '+1.dll' '-1.dll' '@SUM(A1).dll' "'quoted' \"name\".dll" 'a;b,c.dll' \
    '<img src=x onerror=alert(1)>.dll' '<b>bold<b>.dll' '&amp;&lt;script&gt;.dll' ']]>.dll' \
    "$(printf 'tab\t=1.dll')" "$(printf 'line\n=1.dll')" "$(printf 'cr\r=1.dll')" \
    "$(printf '\001\033[31m.dll')" "$(printf 'not utf-8 \377\376.dll')" \
    "$(printf 'no character \357\277\277.dll')" "$(printf 'exe.\342\200\256lld.dll')" \
    "$(printf '\327\251\327\234\327\225\327\235.dll')" "$(printf 'zero\342\200\213width.dll')" \
    '${x}$(x)`x`.dll' 'javascript:alert(1).dll'; do
    cp pe/unsigned.exe "hostile/$name" 2>/dev/null || true
    cp pe/sha256.exe "hostile/${name}_invalid" 2>/dev/null || true
done

mkdir -p server/PCCSRV shelf
printf '[INI_SERVER_SECTION]\r\nCheckDigitalSignatureForHotfix=yes\r\nUninstall_Pwd=!CRYPT!Planted\r\n' \
    >server/PCCSRV/ofcscan.ini
for name in a b; do
    cp pe/sha256.exe "shelf/$name.dll_invalid"
done
mkdir logs
printf '2024 05/31 12:00:01 [17d4 : 0c24] (00) (E) [-L-][tmlisten.exe][VerifyEmbeddedSignature] Fail to verify the signature of the file <b>\001 -pwd hunter2\r\n' \
    >logs/ofcdebug.log
printf '%s\r\n' 'Computer;IP;Version;Odd one' 'PC1;192.0.2.1;14.0.1;=1+1' 'PC2;192.0.2.2;10.6.5;<b>x' \
    'PC3;"' >list.csv
now='--at 2027-06-01T00:00:00Z'
judging="--anchors root.pem --anchors tsa-root.pem $now"
# shellcheck disable=SC2086
{
    run restore $judging --state state shelf >"$out/out"
    run checks relax --installation server --reason 'ticket <42>' --state state >"$out/out"
    report verify verify $judging pe missing.dll
    report verify-trusted verify $judging pe/sha256.exe
    report verify-strict verify $judging --policy strict pe
    report verify-hostile verify $judging hostile
    report roots roots $judging --profile extended
    report roots-installed roots --installed $judging
    report roots-needed roots $judging --for pe
    report import import --missing $judging --dry-run --from root.pem --store store --state state
    report invalid invalid $judging hostile
    report restore restore --dry-run $judging --state state hostile pe/missing.dll_invalid
    cp -r hostile server/PCCSRV/Admin
    report check check $judging --installation server --state state
    report check-fix check --fix --dry-run $judging --installation server --from root.pem \
        --store store --state state
    report check-nothing check $judging --installation missing --state state
    report transfer transfer --server apex1 --port 8080 --ssl-port 4343 --agent-port 21112
    report transfer-pasted transfer --check "$(printf 'ipxfer \342\200\223s "<b>a" -zz -pwd hunter2')"
    report mismatched mismatched --server apex1 --port 8080 --ssl-port 4343 --agent-port 21112 \
        list.csv
    report logs logs logs missing.log
    report checks checks --installation server --state state
    report checks-enforce checks enforce --dry-run --installation server --state state
    mkdir -p 'agent <&> "one"'
    printf 'ServerAddr=a<b>.example\nUninstall_Pwd=!CRYPT!Planted\n' >'agent <&> "one"/ofcscan.ini'
    cp "$fixtures/certs/signer.pem" 'agent <&> "one"/OfcNTCer.dat'
    report agent agent --installation 'agent <&> "one"' --server-certificate root.pem $now
    report agent-server agent --installation server $now
    report agent-replace agent replace --installation 'agent <&> "one"' --dry-run \
        --server-certificate root.pem $now
    report history history --state state
    report history-none history --state no-state
    report undo undo --dry-run --state state --since 2000-01-01
}

# A command that has no report here is a gap.
"$trustmend" --help | tr -d '\r' | sed -nE '/^Commands:/,/^$/s/^  ([a-z]+) .*/\1/p' |
    while read -r command; do
        grep -qx "$command" "$out"/*.command || {
            echo "reports: there is none of the command '$command'" >&2
            exit 1
        }
    done
