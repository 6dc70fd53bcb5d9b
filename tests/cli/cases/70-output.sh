# shellcheck shell=sh disable=SC2154,SC2034
# Where the report goes, and what happens when it cannot.

check 'output to a file' 0 verify --anchors root.pem --output report.txt sha256.exe
is "$(cat "$work/out")" '' 'standard output'
is "$(head -n 1 report.txt)" 'trusted      sha256.exe' 'first line of the file'
check 'JSON to a file' 0 verify --anchors root.pem -f json -o report.json sha256.exe
cp report.json "$work/out"
valid verify.schema.json
check 'output where no file can be' 3 verify --anchors root.pem --output missing/report.txt sha256.exe
complains_once "cannot write to 'missing/report.txt'"
never_says sha256.exe

what='no colours, nor progress, where no person looks'
check "$what" 1 verify --anchors root.pem sha256.exe unsigned.exe
is "$(grep -c "$(printf '\033')" "$work/out")" 0 'lines with colours'
complains

check 'output to a file of any name' 0 verify --anchors root.pem -o 'レポート é.txt' sha256.exe
is "$(head -n 1 'レポート é.txt')" 'trusted      sha256.exe' 'first line of the file'

what='full disk'
code=0
"$work/trustmend" verify --anchors root.pem sha256.exe >/dev/full 2>"$work/err" || code=$?
is "$code" 3 'exit code'
complains_once 'cannot write to standard output: '
code=0
"$work/trustmend" --help >/dev/full 2>"$work/err" || code=$?
is "$code" 3 'exit code of help'

what='closed pipe'
{ "$work/trustmend" verify --format json --anchors root.pem "$fixtures/pe" 2>"$work/err" ||
    echo $? >"$work/code"; } | head -n 1 >"$work/out"
is "$(cat "$work/code")" 3 'exit code'
complains_once 'cannot write to standard output: '

if [ -n "$is_wine" ]; then
    skip 'closed standard output: Wine gives another one'
else
    what='closed standard output'
    code=0
    "$work/trustmend" verify --anchors root.pem sha256.exe >&- 2>"$work/err" || code=$?
    is "$code" 3 'exit code'
    complains_once 'cannot write to standard output: '
    what='closed standard output, while a file is written'
    "$work/trustmend" verify --anchors root.pem -o held.txt sha256.exe >&- 2>"$work/err" || true
    is "$(head -n 1 held.txt)" 'trusted      sha256.exe' 'first line of the file'
fi
