# shellcheck shell=sh disable=SC2154,SC2034
# Renamed files: listed, judged, restored, and nothing lost.

mkdir -p agent/sub
cp sha256.exe agent/good.dll_invalid
cp sha256.exe agent/sub/again.dll_INVALID
cp changed.exe agent/changed.dll_Invalid
cp sha256.exe agent/taken.dll_invalid
cp readme.txt agent/taken.dll
cp readme.txt agent/other.txt
find agent -type f | sort >before

check 'list' 1 invalid --anchors root.pem agent
says 'can restore  agent/good.dll_invalid -> good.dll' 'would refuse agent/changed.dll_Invalid' \
    'can restore  agent/sub/again.dll_INVALID -> again.dll' 'name taken   agent/taken.dll_invalid' \
    '4 renamed files: 2 can be restored, 1 would be refused, 1 whose name is taken.'
never_says other.txt
check 'list as JSON' 1 invalid --format json --anchors root.pem agent
valid renamed.schema.json
says '"action":"refuse"' '"action":"target-exists"' '"dry_run":true' '"restored":false'
check 'dry run' 1 restore --dry-run --anchors root.pem agent
says 'can restore  agent/good.dll_invalid -> good.dll'
find agent -type f | sort >after
is "$(cat after)" "$(cat before)" 'what is in the folder'

check 'restore' 1 restore --format json --anchors root.pem agent
valid renamed.schema.json
find agent -type f | sort | tr '\n' ' ' >after
is "$(cat after)" 'agent/changed.dll_Invalid agent/good.dll agent/other.txt agent/sub/again.dll agent/taken.dll agent/taken.dll_invalid ' 'what is in the folder'
is "$(cat agent/taken.dll)" 'just a text' 'the file that had the name'
is "$(cmp agent/good.dll sha256.exe && echo same)" same 'the restored file'
check 'restore again' 1 restore --anchors root.pem agent
says 'refused      agent/changed.dll_Invalid' 'name taken'
never_says good.dll

cp sha256.exe one.dll_invalid
check 'restore one file' 0 restore --anchors root.pem one.dll_invalid
says 'restored     one.dll_invalid -> one.dll' '1 renamed file: 1 restored.'
is "$(ls one.dll*)" one.dll 'file'
cp sha1.exe weak.dll_invalid
check 'strictly, a weak one is refused' 1 restore --policy strict --anchors root.pem weak.dll_invalid
is "$(ls weak.dll*)" weak.dll_invalid 'file'
cp sha256.exe twice.dll_invalid_invalid
check 'of two suffixes, one is taken off' 0 restore --anchors root.pem twice.dll_invalid_invalid
is "$(ls twice.dll*)" twice.dll_invalid 'file'
check 'no renamed files' 0 invalid --anchors root.pem folder
says '0 renamed files.'
check 'restore a file that is not renamed' 3 restore --anchors root.pem sha256.exe
complains "trustmend: 'sha256.exe' is not a renamed file: its name does not end in _invalid"
check 'restore a file that is not there' 3 restore --anchors root.pem missing.dll_invalid
complains_once "'missing.dll_invalid'"
if [ -z "$is_wine" ]; then
    cp sha256.exe real.dll
    ln -s real.dll link.dll_invalid
    check 'a link is not restored' 3 restore --anchors root.pem link.dll_invalid
    complains_once link.dll_invalid
    is "$(ls link.dll*)" link.dll_invalid 'file'
fi
cp sha256.exe 'ウイルス é.dll_invalid'
check 'names in any script' 0 restore --anchors root.pem 'ウイルス é.dll_invalid'
says 'restored     ウイルス é.dll_invalid -> ウイルス é.dll'
is "$(ls ウイルス*)" 'ウイルス é.dll' 'file'

# Data behind the signature table makes Windows see none, but there is one.
mkdir extended
cp "$fixtures/pe/data-after-table.exe" extended/more.exe_invalid
cp unsigned.exe extended/plain.exe_invalid
check 'even unsigned' 1 restore --even-unsigned --reason 'made here' --anchors root.pem extended
is "$(ls extended)" "more.exe_invalid
plain.exe" 'what is in the folder'
