# shellcheck shell=sh disable=SC2154,SC2034
# A real file, from a public package, on a Windows that lacks its root: the whole way.
#
# Wine brings the host's certificates back whenever it finds them, so it runs where the host has
# none.

corpus=${CORPUS:-$root/build/corpus}
real=$corpus/files/npm+node-notifier@10.0.1/package/vendor/snoreToast/snoretoast-x64.exe
bundle=/etc/ssl/certs/ca-certificates.crt
apart=
if [ -z "$is_wine" ]; then
    real=
elif [ ! -e "$real" ]; then
    skip 'a real file that lacks its root: the corpus is not there'
    real=
elif unshare -m mount -t tmpfs tmpfs /etc/ssl/certs 2>/dev/null; then
    apart='unshare -m'
elif unshare -rm mount -t tmpfs tmpfs /etc/ssl/certs 2>/dev/null; then
    apart='unshare -rm'
else
    skip "a real file that lacks its root: the host's certificates cannot be hidden here"
    real=
fi

# pick SHA1 FILE: takes one certificate out of the host's.
pick() {
    /usr/bin/python3 -c 'import hashlib, re, ssl, sys
for block in re.findall("-----BEGIN.*?-----END CERTIFICATE-----", open(sys.argv[1]).read(), re.S):
    if hashlib.sha1(ssl.PEM_cert_to_DER_cert(block)).hexdigest() == sys.argv[2]:
        print(block)' "$bundle" "$1" >"$2"
}

if [ -n "$real" ]; then
    assured=0563b8630d62d75abbc8ab1e4bdfb5a899b24d43
    key='HKLM\Software\Microsoft\SystemCertificates\Root\Certificates'
    mkdir collected
    pick "$assured" collected/assured.pem
    cp "$fixtures"/certs/*root.pem collected
    /usr/bin/python3 "$here/catalogue.py" Root assured-id collected/assured.pem >real.xml
    cp "$real" real.exe
    "$work/trustmend" roots --installed >/dev/null # the host's certificates
    check 'a machine that has the root' 0 verify real.exe

    mv "$work/trustmend" "$work/with-host"
    cat >"$work/trustmend" <<END
#!/bin/sh
exec $apart sh -c 'mount -t tmpfs tmpfs /etc/ssl/certs; exec "\$0" "\$@"' "$work/with-host" "\$@"
END
    chmod +x "$work/trustmend"
    sh "$root/tests/wine.sh" reg delete "$key\\$(echo "$assured" | tr a-f A-F)" /f >/dev/null 2>&1
    system_stores >before.reg
    check 'the root was removed' 1 roots --catalogue real.xml
    says 'missing  DigiCert Assured ID Root CA'
    check 'it is named as missing for the file' 1 verify -f json --catalogue real.xml real.exe
    says '"name":"CERT_E_CHAINING"' '"what_if":{"verdict":"trusted","with":["assured-id"]'
    check 'it is installed, and none of the others' 0 import --missing --catalogue real.xml \
        --for real.exe --from collected
    says 'installed    DigiCert Assured ID Root CA -> LocalMachine/Root' \
        '1 certificate: 1 installed.' 'Of 1 file that needs them, 1 is trusted now.'
    check 'the file is trusted again' 0 verify --catalogue real.xml real.exe
    check 'nothing is missing' 0 roots --catalogue real.xml
    check 'undo' 0 undo --last
    system_stores >after.reg
    is "$(cmp before.reg after.reg && echo same)" same 'stores of the machine'
    check 'the root is missing again' 1 verify --catalogue real.xml real.exe
    mv "$work/with-host" "$work/trustmend"
    check 'the host brings it back' 0 verify real.exe
fi
