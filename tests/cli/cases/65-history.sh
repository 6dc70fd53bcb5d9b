# shellcheck shell=sh disable=SC2154,SC2034
# What was changed is shown and taken back, unless the world has changed since.

rm -rf state shelf
check 'history of nothing' 0 history
says 'Nothing was changed yet.'
check 'history of nothing as JSON' 0 history --format json
valid history.schema.json
check 'nothing to undo' 1 undo --last
complains 'trustmend: there is nothing to undo'

mkdir shelf
for name in a b c; do
    cp sha256.exe "shelf/$name.dll_invalid"
done
touch -d '2006-01-02 15:04:05 UTC' shelf/a.dll_invalid
check 'restore three' 0 restore --anchors root.pem shelf
check 'history' 0 history
says "1           20" 'done' "a.dll_invalid' to 'a.dll'" "c.dll_invalid' to 'c.dll'"
check 'history as JSON' 0 history --format json
valid history.schema.json
says '"id":3' '"before":"c.dll_invalid"' '"after":"c.dll"' '"state":"done"' '"changes":3'
check 'history as CSV' 0 history --format csv
says 'id,run,time,closed,who,kind,state,path,path_bytes,before,after,backup,reason,note,undoes,undone_by,text' \
    '"rename","done",'
is "$(tr -d '\r' <"$work/out" | wc -l)" 4 'number of lines'
check 'history since tomorrow' 0 history --since 2999-01-01
never_says dll

check 'dry run of undo' 0 undo --dry-run --last
says 'can undo     3  ' '3 changes can be undone, 0 would be refused.'
is "$(ls shelf | tr '\n' ' ')" 'a.dll b.dll c.dll ' 'files'
check 'undo one' 0 undo 1
says 'undone       1  ' '1 change undone, 0 refused.'
is "$(ls shelf | tr '\n' ' ')" 'a.dll_invalid b.dll c.dll ' 'files'
is "$(stat -c %Y shelf/a.dll_invalid)" 1136214245 'time stamp'
check 'undo it again' 1 undo 1
says 'refused      1  ' 'it was taken back already'
check 'undo of an undo' 1 undo 4
says 'it takes another one back itself'
check 'undo what is not there' 3 undo 99
complains 'trustmend: there is no change 99'

printf x >>shelf/b.dll
check 'undo the last command' 1 undo --format json --last
valid undo.schema.json
says '"undone":true' '"undone":false' "b.dll' is another file now" '"undone":1,"refused":1'
is "$(ls shelf | tr '\n' ' ')" 'a.dll_invalid b.dll c.dll_invalid ' 'files'
rm shelf/b.dll
check 'undo what is gone' 1 undo 2
says "b.dll' is gone"
check 'restore again' 0 restore --anchors root.pem shelf
cp readme.txt shelf/c.dll_invalid
check 'undo where the old name is taken' 3 undo --since 2000-01-01
says 'another file has that name now' 'a.dll_invalid'
is "$(cat shelf/c.dll_invalid)" 'just a text' 'the file that took the name'
check 'history of failures' 0 history
says 'took back change' 'failed' 'another file has that name now'

check 'two ways to say what' 2 undo --last 1
check 'no way to say what' 2 undo
check 'no number' 2 undo one
complains "trustmend: 'one' is not the number of a change"

# Names that are taken, and what --park makes of it.
rm -rf state park
mkdir park
cp sha256.exe park/same.dll
cp sha256.exe park/same.dll_invalid
cp readme.txt park/text.dll
cp sha256.exe park/text.dll_invalid
mkdir park/folder.dll
cp sha256.exe park/folder.dll_invalid
cp -r park park-before
check 'names that are taken' 1 restore --format json --anchors root.pem park
valid renamed.schema.json
says '"target_state":"same"' '"target_state":"not-valid"' '"target_state":"not-a-file"'
is "$(diff -r park park-before && echo same)" same 'the folder'
check 'park as a plan' 1 restore --dry-run --park --anchors root.pem park
is "$(diff -r park park-before && echo same)" same 'the folder'
check 'park' 1 restore --park --anchors root.pem park
is "$(ls park | sed 's/-[0-9TZ]*$//' | tr '\n' ' ')" \
    'folder.dll folder.dll_invalid same.dll same.dll_invalid.parked text.dll text.dll.parked ' 'files'
is "$(cmp park/text.dll sha256.exe && cat park/text.dll.parked-*)" 'just a text' 'the parked file'
check 'undo parking' 0 undo --last
is "$(diff -r park park-before && echo same)" same 'the folder'

check 'unsigned files need a reason' 2 restore --even-unsigned --anchors root.pem park
mkdir bare
cp unsigned.exe bare/u.dll_invalid
cp changed.exe bare/t.dll_invalid
check 'unsigned files with a reason' 1 restore --even-unsigned --reason 'made here' --anchors root.pem bare
is "$(ls bare | tr '\n' ' ')" 't.dll_invalid u.dll ' 'files'
check 'history of what is unsigned' 0 history
says 'although it is not signed' 'reason: made here'

mkdir -p PCCSRV/Virus PCCSRV/Admin
cp sha256.exe PCCSRV/Virus/v.dll_invalid
cp sha256.exe PCCSRV/Admin/a.dll_invalid
check 'quarantine is left alone' 0 restore --anchors root.pem PCCSRV
is "$(ls PCCSRV/Admin PCCSRV/Virus | tr '\n' ' ')" 'PCCSRV/Admin: a.dll  PCCSRV/Virus: v.dll_invalid ' 'files'
check 'quarantine is refused' 3 restore --anchors root.pem PCCSRV/Virus/v.dll_invalid
complains_once 'quarantine'

# Windows would take these names for the same.
mkdir letters
cp readme.txt letters/ONE.DLL
cp sha256.exe letters/one.dll_invalid
cp sha256.exe letters/two.dll_invalid
[ -n "$is_wine" ] || cp sha256.exe letters/TWO.dll_Invalid
check 'names that differ in case' 1 restore --anchors root.pem letters
says 'name taken   letters/one.dll_invalid'
is "$(ls letters | tr 'A-Z' 'a-z' | grep -cx -e one.dll -e two.dll)" 2 'number of names'

mkdir -p server/PCCSRV/Pccnt/Common server/PCCSRV/Web/Service server/PCCSRV/Log
cp sha256.exe server/PCCSRV/Pccnt/Common/p.dll_invalid
cp sha256.exe server/PCCSRV/Web/Service/s.dll_Invalid
cp sha256.exe server/PCCSRV/Log/l.dll_invalid
check "a server's own folders" 0 restore --anchors root.pem --installation server
says '2 renamed files: 2 restored.'
check 'its PCCSRV is as good' 0 restore --anchors root.pem --installation server/PCCSRV
check 'a folder that is no server' 3 restore --anchors root.pem --installation park
complains_once "'park' holds none of a server's folders"
check 'no server on this machine' 3 invalid
complains_once 'no server is installed on this machine'

# A journal that is none, and one that is damaged.
for bad in readme.txt sha256.exe; do
    rm -rf state
    mkdir state
    cp "$bad" state/journal.db
    cp sha256.exe bad.dll_invalid
    check "a journal that is $bad" 3 restore --anchors root.pem bad.dll_invalid
    is "$(cmp state/journal.db "$bad" && ls bad.dll*)" bad.dll_invalid 'journal and file'
    complains_once journal.db
done
rm -rf state

# All of it is forgotten: shown once more, and gone; and there is nothing to forget twice.
cp sha256.exe f.dll_invalid
check 'something to forget' 0 restore --anchors root.pem f.dll_invalid
check 'forget a part' 2 history --forget --since 2020-01-01
complains_once 'cannot go with --since'
check 'forget' 0 history --forget --yes
says 'f.dll_invalid'
is "$([ ! -e state ] || echo left)" '' state
mv f.dll f.dll_invalid
check 'something to forget' 0 restore --anchors root.pem --yes f.dll_invalid
"$work/trustmend" history --forget --yes >&- 2>/dev/null || true
what='forget where nobody reads it'
is "$([ ! -e state ] || echo left)" '' state
check 'forget twice' 0 history --forget
is "$([ ! -e state ] || echo left)" '' state
check 'undo what was forgotten' 1 undo --last
complains_once 'nothing to undo'

# Where nobody says where the journal is, only one of this user's or an administrator's counts.
what='the journal of another user'
mkdir -p xdg/trustmend
somebody='setpriv --reuid=65534 --regid=65534 --clear-groups'
if [ -n "$is_wine" ] || ! chown 12345 xdg/trustmend 2>/dev/null || ! $somebody true; then
    skip "$what: no folder can be given to another user here"
else
    for fault in 'belongs to another user' 'others may write to the folder'; do
        code=0
        XDG_STATE_HOME=$PWD/xdg $somebody "$work/trustmend" --format json history \
            >"$work/out" 2>"$work/err" || code=$?
        is "$code" 3 'exit code'
        complains_once "$fault"
        chown 65534 xdg/trustmend
        chmod 777 xdg/trustmend
    done
fi
rm -rf xdg
