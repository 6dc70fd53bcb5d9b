# shellcheck shell=sh disable=SC2154,SC2034
# JSON Lines, as the schemas in docs/ say.

check 'JSON of all kinds' 3 verify --format json --anchors root.pem sha256.exe unsigned.exe \
    changed.exe readme.txt missing.dll
valid verify.schema.json
is "$(wc -l <"$work/out" | tr -d ' ')" 6 'number of lines'
is "$(line_with missing.dll | grep -c '"verdict":"error"')" 1 'lines with an error'
is "$(line_with changed.exe | grep -c '"code":"0x80096010","name":"TRUST_E_BAD_DIGEST"')" 1 'lines with the code'
is "$(tail -n 1 "$work/out" | grep -c '"trusted":1,"untrusted":0,"tampered":1,"unsigned":1')" 1 'summaries'
check 'JSON of every fixture' 1 verify --format json --anchors root.pem --anchors tsa-root.pem "$fixtures/pe"
valid verify.schema.json
complains
check 'JSON of required roots' 1 roots --format json --anchors root.pem --profile extended
valid roots.schema.json
check 'JSON of installed roots' 0 roots --format json --anchors root.pem --installed
valid roots.schema.json
says '"name":"Fixture Root"'
check 'a file without a signature in JSON' 1 verify --format json --anchors root.pem unsigned.exe
says '"type":"file","path":"unsigned.exe","format":"pe"' '"signatures":[]'
