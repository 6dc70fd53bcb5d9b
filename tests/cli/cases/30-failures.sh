# shellcheck shell=sh disable=SC2154,SC2034
# What cannot be looked at: one clear line, exit code 3, and the rest is judged.

check 'missing file' 3 verify --anchors root.pem missing.dll sha256.exe
complains_once "cannot read 'missing.dll'"
says 'trusted      sha256.exe' 'error        missing.dll' '1 could not be looked at'
check '3 wins over 1' 3 verify --anchors root.pem missing.dll unsigned.exe
check 'nothing but a missing file' 3 verify --anchors root.pem missing.dll

if [ -n "$is_wine" ]; then
    skip 'FIFO: Wine has none'
else
    mkfifo fifo
    check 'FIFO' 3 verify --anchors root.pem fifo sha256.exe
    complains_once "'fifo'"
    says 'trusted      sha256.exe'
    mkdir with-fifo
    mv fifo with-fifo
    cp sha256.exe with-fifo
    check 'FIFO in a folder is no file' 0 verify --anchors root.pem with-fifo
    says '1 file: 1 trusted.'
fi

mkdir locked
cp sha256.exe locked
chmod 0 locked
what='folder without permission'
as_somebody=
if ls locked >/dev/null 2>&1; then # root may read it: be somebody else
    as_somebody='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi
if [ -n "$is_wine" ] || ! $as_somebody "$work/trustmend" --version >/dev/null 2>&1; then
    skip "$what: not without root's rights here"
else
    code=0
    $as_somebody "$work/trustmend" verify --anchors root.pem locked sha256.exe \
        >"$work/out" 2>"$work/err" || code=$?
    is "$code" 3 'exit code'
    complains "trustmend: cannot list 'locked': permission denied"
    says 'trusted      sha256.exe' 'error        locked'
fi
chmod 700 locked

odd=$(printf 'odd\377.exe')
if [ -n "$is_wine" ] || ! cp sha256.exe "$odd" 2>/dev/null; then
    skip 'path that is not UTF-8: not on this system'
else
    check 'path that is not UTF-8' 0 verify --anchors root.pem "$odd"
    says 'trusted      odd\xff.exe'
    complains
    check 'path that is not UTF-8, in JSON' 0 verify --format json --anchors root.pem "$odd"
    says '"path_bytes":"6f6464ff2e657865"' "$(printf 'odd\357\277\275.exe')"
    valid verify.schema.json
fi

printf '<required-certificates>' >broken.xml
check 'broken catalogue' 3 verify --anchors root.pem --catalogue broken.xml sha256.exe unsigned.exe
complains_once 'broken.xml'
says 'trusted      sha256.exe' 'unsigned     unsigned.exe'
check 'roots with a broken catalogue' 3 roots --anchors root.pem --catalogue broken.xml
complains_once 'broken.xml'
check 'missing catalogue' 3 roots --anchors root.pem --catalogue missing.xml
complains_once "'missing.xml'"

check 'anchors that are missing' 3 verify --anchors missing.pem sha256.exe
complains_once "'missing.pem'"
never_says 'trusted      sha256.exe'
check 'anchors that are no certificates' 3 verify --anchors readme.txt sha256.exe
complains_once 'readme.txt'
check 'revocation list that is none' 3 verify --anchors root.pem --crl readme.txt sha256.exe
complains_once 'readme.txt'
