#!/bin/sh
# sign.sh OPTION...: a release. Signs the programs, makes the package of them, and signs that; all of
# it is then in build/package/signed, or in the new folder that $OUT names. The options say with
# what, and are osslsigncode's own:
#
#   sign.sh -pkcs12 release.p12 -readpass password.txt -ts http://timestamp.example
#   sign.sh -certs release.pem -key release.key -ts http://timestamp.example
#
# What came of it, `trustmend verify` judges.
set -eu
cd "$(dirname "$0")/.."
out=${OUT:-build/package/signed}

# attach FILE OPTION...
attach() {
    file=$1
    shift
    osslsigncode sign -h sha256 -n Trustmend "$@" -in "$file" -out "$file.signed" >"$file.log" 2>&1 || {
        cat "$file.log" >&2
        exit 1
    }
    mv "$file.signed" "$file"
    rm "$file.log"
}

[ $# -gt 0 ] || {
    echo 'sign: with which certificate? See the top of installer/sign.sh.' >&2
    exit 2
}
if [ -n "${OUT:-}" ] && [ -e "$OUT" ]; then
    echo "sign: '$OUT' is there already, and stays as it is" >&2
    exit 1
fi
rm -rf "$out"
mkdir -p "$out"
for system in windows windows32; do
    [ -e "build/$system/bin/trustmend.exe" ] || continue # then no package is made of it either
    mkdir -p "$out/$system/bin"
    for name in $(sed -nE 's/.* Source="([^"]*\.(exe|dll))".*/\1/p' installer/trustmend.wxs); do
        cp "build/$system/bin/$name" "$out/$system/bin/$name"
        attach "$out/$system/bin/$name" "$@"
    done
done
sh installer/package.sh -o "$out" -p "$out" >/dev/null
for msi in "$out"/*.msi; do
    attach "$msi" "$@"
done
find "$out" -type f | sort
