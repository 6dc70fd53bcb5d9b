# shellcheck shell=sh disable=SC2154,SC2034
# What a program that starts this one asks of it: another language, and a way to stop it.

check 'German' 1 verify --language de --anchors root.pem unsigned.exe
says 'unsigned     unsigned.exe' 'Die Datei enthält keine Signatur.'
check 'Japanese in JSON' 1 verify --language ja --format json --anchors root.pem unsigned.exe
valid verify.schema.json
says '"verdict":"unsigned"' 'ファイル'
mkdir -p apex/PCCSRV/Admin
printf '[INI_SERVER_SECTION]\nCheckDigitalSignatureForHotfix=0\n' >apex/PCCSRV/ofcscan.ini
check 'findings in German' 1 check --language de --format json --installation apex --anchors root.pem
valid check.schema.json
says '"id":"check-relaxed"' 'Die Signaturprüfung des Produkts ist ausgeschaltet: CheckDigitalSignatureForHotfix.'
rm -r apex
check 'roots in Japanese' 1 roots --language ja --format json --anchors root.pem
valid roots.schema.json
says '"status":"missing"' 'インストールされていません'
check 'English, if nothing is said' 1 verify --anchors root.pem unsigned.exe
says 'The file carries no signature.'
check 'a language that is not spoken' 2 verify --language fr unsigned.exe
complains_once "option '--language' takes en|de|ja, not 'fr'"

check 'standard input has ended' 3 verify --stop-with-input --format json --anchors root.pem sha256.exe
valid verify.schema.json
says '"type":"summary","complete":false'
check 'standard input that is needed otherwise' 2 transfer --check - --stop-with-input
complains_once 'leaves nothing to be read from standard input'

mkfifo input
exec 9<>input
what='standard input that goes on'
code=0
"$work/trustmend" verify --stop-with-input --anchors root.pem sha256.exe <input >"$work/out" 2>"$work/err" || code=$?
is "$code" 0 'exit code'
says '1 file: 1 trusted.'
exec 9>&-
rm input

if [ -n "$is_wine" ]; then
    skip 'standard input that ends in the middle: of no use under Wine, see tests/console'
else
    what='standard input that ends in the middle'
    mkdir many
    number=0
    while [ $number -lt 300 ]; do
        ln sha256.exe "many/$number.exe"
        number=$((number + 1))
    done
    mkfifo input output
    # More than a pipe holds: the command waits for us in the middle of its work.
    "$work/trustmend" verify --stop-with-input --format json --jobs 1 --anchors root.pem many \
        <input >output 2>"$work/err" &
    pid=$!
    exec 9>input
    {
        read -r line
        exec 9>&-
        sleep 0.2
        printf '%s\n' "$line"
        cat
    } <output >"$work/out"
    code=0
    wait $pid || code=$?
    is "$code" 3 'exit code'
    valid verify.schema.json
    says '"type":"summary","complete":false'
    is "$([ "$(wc -l <"$work/out")" -lt 300 ] && echo fewer)" fewer 'number of lines'
    rm -r many input output
fi
