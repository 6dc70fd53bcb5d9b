#!/bin/sh
# beside.sh: where osslsigncode says otherwise than we expect of ourselves: over the public corpus
# and over our own fixtures (images, cabinets and installer packages with a valid time and roots
# that it can be given). One line for each difference; docs/beside-osslsigncode.md says who is
# right (2.9: -ignore-crl, since it fails where a list cannot be fetched). It is no test: which version is installed decides what it prints.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
tab=$(printf '\t')
osslsigncode --version | head -n 1

differs() { # EXPECTED CODE-OF-OSSLSIGNCODE FILE NOTE
    if [ "$1" = S_OK ] && [ "$2" -ne 0 ]; then
        echo "refuses  $3  ($4)"
    elif [ "$1" != S_OK ] && [ "$2" -eq 0 ]; then
        echo "takes    $3  ($1: $4)"
    fi
}

echo '## public corpus, judged by the roots of the platform programme'
cd "$root/build/corpus"
while IFS=$tab read -r package version path _ _ _ _ _ _ _ _ _ _ _ _ expected _; do
    file=files/$(printf %s "$package@$version" | tr :/ +-)/$path
    [ -f "$file" ] || continue
    code=0
    osslsigncode verify -ignore-crl -CAfile program-roots.pem -TSA-CAfile program-roots.pem -in "$file" \
        >/dev/null 2>&1 || code=1
    [ "$expected" != OK ] || expected=S_OK
    differs "$expected" "$code" "$path" "$package"
done <"$root/tests/corpus/public.tsv"

echo '## our own fixtures, judged on 2027-06-01'
cd "$root/build/fixtures"
roots=$(mktemp)
trap 'rm -f "$roots"' EXIT
cat certs/root.pem certs/tsa-root.pem >"$roots"
while IFS=$tab read -r file anchors options expected _ _ note; do
    case $file:$anchors:$options in
    pe/*:root,tsa-root:- | cab/*:root,tsa-root:- | msi/*:root,tsa-root:-) ;;
    *) continue ;;
    esac
    [ -f "$file" ] || continue
    code=0
    osslsigncode verify -ignore-crl -time 1811808000 -CAfile certs/root.pem -TSA-CAfile "$roots" -in "$file" \
        >/dev/null 2>&1 || code=1
    differs "$expected" "$code" "$file" "$note"
done <"$root/tests/fixtures/expected.tsv"
