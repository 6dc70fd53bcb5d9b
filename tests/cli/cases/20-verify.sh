# shellcheck shell=sh disable=SC2154,SC2034
# Verdicts, exit codes, and text for people.

check 'trusted file' 0 verify --anchors root.pem sha256.exe
says 'trusted      sha256.exe' '1 file: 1 trusted.'
complains
check 'unsigned file' 1 verify --anchors root.pem unsigned.exe
says 'unsigned     unsigned.exe' 'The file carries no signature.'
check 'changed file' 1 verify --anchors root.pem changed.exe
says 'tampered     changed.exe' 'changed after'
check 'file whose root is not installed' 1 verify --anchors tsa-root.pem sha256.exe
says 'untrusted    sha256.exe' 'Fixture Root' 'Not installed on this machine:' '1 file needs it'
check 'text file that is named' 1 verify --anchors root.pem readme.txt
says 'unsupported  readme.txt'
check 'empty file' 1 verify --anchors root.pem "$(: >empty; echo empty)"
says 'unsupported  empty'
check 'file of two bytes' 1 verify --anchors root.pem "$(printf MZ >two; echo two)"
complains
check 'one bad file among good ones' 1 verify --anchors root.pem sha256.exe unsigned.exe
says '2 files: 1 trusted, 1 unsigned.'

check 'strict policy' 1 verify --anchors root.pem --policy strict sha1.exe
says 'untrusted    sha1.exe' 'can be forged'
check 'policy of Windows' 0 verify --anchors root.pem --policy windows sha1.exe
check 'after the certificate has ended' 1 verify --anchors root.pem --at 2099-01-01 sha256.exe
says 'untrusted    sha256.exe'
check 'distrusted root' 1 verify --anchors root.pem --disallowed root.pem sha256.exe
says 'distrusted'
check 'verbose' 0 verify -v --anchors root.pem sha256.exe
says 'Signature 1 of 1' 'signer' 'thumbprint' 'Fixture Root' '`- '

mkdir -p folder/sub
cp sha256.exe folder/b.exe
cp sha256.exe folder/sub/c.dll
cp readme.txt folder/a.txt
check 'folder with a text' 0 verify --anchors root.pem folder
says 'folder/b.exe' 'folder/sub/c.dll' '1 passed over'
never_says a.txt
check 'order is that of the names' 0 verify --anchors root.pem --jobs 4 folder
is "$(grep -o '[bc]\.[a-z]*$' "$work/out" | tr '\n' ' ')" 'b.exe c.dll ' 'order'
cp readme.txt folder/d.dll
check 'program in a folder that is none' 1 verify --anchors root.pem folder
says 'unsupported  folder/d.dll'
rm folder/d.dll
mkdir nothing
check 'empty folder' 0 verify --anchors root.pem nothing
says '0 files.'
if [ -n "$is_wine" ]; then
    skip 'links: Wine makes none'
else
    mkdir elsewhere
    cp unsigned.exe elsewhere
    ln -s ../elsewhere folder/link
    ln -s ../unsigned.exe folder/link.exe
    check 'links out of a folder are not followed' 0 verify --anchors root.pem folder
    never_says link
    check 'a link that is named is followed' 1 verify --anchors root.pem folder/link.exe
    rm folder/link folder/link.exe
fi
