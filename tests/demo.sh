#!/bin/sh
# demo.sh: what `./dev run` shows. The main job on real signed files, which come from public
# packages by name: required roots beside installed ones, files judged with reasons, and renamed
# files restored. All of it happens in build/demo; it fails if anything turns out otherwise.
set -eu
cd "$(dirname "$0")/.."
demo=build/demo
corpus=build/corpus
trustmend=$PWD/build/linux/bin/trustmend
system=/etc/ssl/certs/ca-certificates.crt

say() {
    printf '\n## %s\n' "$1"
}

# run EXPECTED ARGUMENT...: one command as a person would type it; EXPECTED is its exit code.
run() {
    expected=$1
    code=0
    shift
    printf '\n$ trustmend %s\n' "$*"
    "$trustmend" "$@" || code=$?
    if [ "$code" -ne "$expected" ]; then
        echo "demo: exit code $code, and not $expected" >&2
        exit 1
    fi
}

# The same folder every time, with nothing left of an earlier run.
rm -rf "$demo"
mkdir -p "$demo/PCCSRV/Admin" "$demo/downloads"
for word in node-notifier innosetup-compiler windows-admin-center-sdk; do
    sh tests/corpus/fetch.sh "$corpus" "$word"
done
setup=$corpus/files/npm+innosetup-compiler@6.3.1/package/bin
toast=$corpus/files/npm+node-notifier@10.0.1/package/vendor
center=$corpus/files/npm+@microsoft-windows-admin-center-sdk@5.0.0/package/core/resources/scripts
cp "$setup/ISCC.exe" "$setup/islzma64.exe" "$toast/snoreToast/snoretoast-x64.exe" \
    "$toast/notifu/notifu64.exe" "$center/public/inventory/Get-ServerInventory.ps1" \
    "$demo/downloads"

# This machine, but for one root: what an air-gapped Windows looks like. A bundle is sorted by
# nothing in particular, so that the certificate is found by its thumbprint.
without_root() { # SHA-1
    awk -v folder="$demo/roots/" '/BEGIN CERT/ { n++ } { print > (folder n ".pem") }' "$system"
    for one in "$demo"/roots/*.pem; do
        sum=$(openssl x509 -in "$one" -outform DER | sha1sum | cut -d ' ' -f 1)
        [ "$sum" != "$1" ] || rm "$one"
    done
}
mkdir "$demo/roots"
without_root 0563b8630d62d75abbc8ab1e4bdfb5a899b24d43

# As Apex One leaves them. One of the files is damaged: a byte in its code differs.
cp "$setup/ISCC.exe" "$demo/PCCSRV/Admin/ISCC.exe_invalid"
cp "$setup/islzma.dll" "$demo/PCCSRV/Admin/islzma.dll_Invalid"
cp "$toast/snoreToast/snoretoast-x86.exe" "$demo/PCCSRV/Admin/snoretoast-x86.exe_invalid"
cp "$toast/snoreToast/snoretoast-x64.exe" "$demo/PCCSRV/Admin/snoretoast-x64.exe_invalid"
printf '\377' |
    dd of="$demo/PCCSRV/Admin/snoretoast-x64.exe_invalid" bs=1 seek=65537 conv=notrunc 2>/dev/null
cd "$demo"

say 'Required certificates beside those that are installed on this machine'
run 1 roots

say 'Real signed files, judged by the certificates of this machine'
run 1 verify downloads

say 'The same files where the root "DigiCert Assured ID Root CA" is not installed'
run 1 verify --anchors roots downloads/snoretoast-x64.exe

say 'Files that were renamed to _invalid: what restoring each would do'
run 1 invalid PCCSRV

say 'Restoring: the good ones get their names back, the damaged one does not'
run 1 restore --yes --state state PCCSRV
printf '\n$ ls PCCSRV/Admin\n'
ls PCCSRV/Admin
for name in ISCC.exe islzma.dll snoretoast-x86.exe snoretoast-x64.exe_invalid; do
    [ -e "PCCSRV/Admin/$name" ] || {
        echo "demo: '$name' is not there" >&2
        exit 1
    }
done

say 'What was changed, and taking the last change back'
run 0 history --state state
run 0 undo --yes --state state --last
