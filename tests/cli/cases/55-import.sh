# shellcheck shell=sh disable=SC2154,SC2034
# Missing certificates: looked for, checked, installed into a folder, and taken out again.

mkdir brought
cp "$fixtures/certs/root.pem" "$fixtures/certs/other-root.pem" "$fixtures/certs/signer.pem" brought
/usr/bin/python3 "$here/catalogue.py" Root fixture-root root.pem CA fixture-ca \
    "$fixtures/certs/ca.pem" >list.xml
list='--catalogue list.xml --at 2027-06-01'
root_sha1=$(openssl x509 -in root.pem -noout -fingerprint -sha1 | tr -d : | sed 's/.*=//' |
    tr A-F a-f)
signer_sha1=$(openssl x509 -in "$fixtures/certs/signer.pem" -noout -fingerprint -sha1 |
    tr -d : | sed 's/.*=//')

# stores: what the folder has, one name a line.
stores() {
    find store -type f 2>/dev/null | sort | tr '\n' ' '
}

# shellcheck disable=SC2086
{
    check 'import without saying what' 2 import --from brought --store store
    complains_once 'say --missing'
    check 'dry run of an import' 0 import --missing $list --store store --from brought -n
    says 'can install  Fixture Root -> store/Root' 'from brought/root.pem' \
        '1 certificate: 1 can be installed.'
    is "$(stores)" '' 'what is in the store'
    check 'import what is missing' 0 import --missing $list --store store --from brought -f json
    valid import.schema.json
    says '"action":"install"' '"pinned":true' '"installed":true'
    is "$(stores)" "store/Root/$root_sha1.pem " 'what is in the store'
    check 'nothing is missing any more' 0 import --missing $list --store store --from brought
    says '0 certificates.'
    check 'verify by the store' 0 verify --anchors store/Root --at 2027-06-01 sha256.exe
    check 'history of an import' 0 history
    says "installed certificate 'Fixture Root' (thumbprint $root_sha1)"
    check 'undo an import' 0 undo --last
    is "$(stores)" '' 'what is in the store'

    check 'an intermediate goes among intermediates' 0 import fixture-ca $list --store store \
        --from sha256.exe
    says 'installed    Fixture CA -> store/CA' 'from sha256.exe'
    check 'it is in place' 0 import fixture-ca $list --store store --from sha256.exe
    says 'in place     Fixture CA -> store/CA'
    check 'a shopping list' 1 import --missing --store store --from brought
    says 'to fetch     VeriSign Class 3 Public Primary Certification Authority - G5' \
        'SHA-256: 9acfab7e43c8d880d06b262a94deeee4b4659989c3d0caf19baf6405e41ab7df' \
        'to be had from: http://'
    check 'the list has no such certificate' 3 import no-such-id $list --store store
    complains_once "'no-such-id' is neither an id of a required certificate nor a thumbprint"
    check 'a signer is not installed' 1 import "$signer_sha1" $list --store store --from brought \
        --unpinned
    says 'refused      ' 'it is no certificate of an authority'
    check 'a distrusted one is not installed' 1 import fixture-root $list --store store \
        --from brought --disallowed root.pem
    says 'refused      Fixture Root' 'it is distrusted'

    shipped='--at 2027-06-01'
    check 'what a file needs is not pinned' 1 import --missing --for sha256.exe $shipped \
        --store store --from brought/root.pem
    says 'not pinned   Fixture Root' 'SHA-256: ' 'valid: ' 'Of 1 file that needs them, 0 are trusted'
    check 'it is installed if that is meant' 0 import --missing --for sha256.exe $shipped \
        --store store --from brought/root.pem --unpinned
    says 'installed    Fixture Root -> store/Root' 'Of 1 file that needs them, 1 is trusted now.'
    check 'undo that' 0 undo --last

    /usr/bin/python3 -c 'import zipfile
archive = zipfile.ZipFile("certificates.zip", "w", zipfile.ZIP_DEFLATED)
archive.write("brought/root.pem")
archive.writestr("other.txt", "no certificate")
archive.close()
bomb = zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED)
for number in range(100):
    bomb.writestr(f"{number:03}.pem", bytes(1 << 20))
bomb.close()'
    check 'certificates in an archive' 0 import --missing $list --store store \
        --from certificates.zip -n
    says 'from certificates.zip'
    check 'an archive that is a bomb' 3 import --missing $list --store store --from bomb.zip \
        --from brought -n
    complains_once "in 'bomb.zip': the archive is too large"
    says 'can install  Fixture Root'
    head -c 500 certificates.zip >brought/cut.zip
    check 'a broken archive, and the rest' 3 import --missing $list --store store --from brought -n
    complains_once 'cut.zip'
    says 'can install  Fixture Root'
    check 'an archive of trust anchors' 0 verify --at 2027-06-01 --anchors certificates.zip sha256.exe
    says 'trusted'
    check 'a bomb of trust anchors' 3 roots --installed --anchors bomb.zip
    complains_once "in 'bomb.zip': the archive is too large"
    openssl pkcs12 -export -nokeys -in brought/root.pem -passout pass: -out root.pfx
    openssl pkcs12 -export -nokeys -in brought/root.pem -passout pass:secret -out secret.pfx
    check 'trust anchors of a PFX' 0 verify --at 2027-06-01 --anchors root.pfx sha256.exe
    says 'trusted'
    check 'a PFX that needs a password' 3 roots --installed --anchors secret.pfx --anchors root.pfx
    complains_once "cannot read 'secret.pfx': the PFX is protected by a password"
    says '1 installed certificate.'
    if [ -z "$is_wine" ]; then
        check 'no store of this system' 2 import --missing $list --from brought
        complains_once 'this system has no store of certificates to import into'
    fi
}

# system_stores: what the registry has of the machine's stores, as one text.
system_stores() {
    sh "$root/tests/wine.sh" reg export 'HKLM\Software\Microsoft\SystemCertificates' stores.reg /y \
        >/dev/null 2>&1
    cat stores.reg
    rm -f stores.reg
}

# The whole way on Windows, in the machine's own stores.
if [ -n "$is_wine" ]; then
    cp "$fixtures/pe/ecc.exe" .
    cp "$fixtures/certs/ecc-root.pem" brought
    rm -f brought/cut.zip
    /usr/bin/python3 "$here/catalogue.py" Root fixture-ecc-root brought/ecc-root.pem >ecc.xml
    ecc='--catalogue ecc.xml --at 2027-06-01'
    "$work/trustmend" roots --installed >/dev/null # Wine copies the host's certificates first
    system_stores >before.reg
    # shellcheck disable=SC2086
    {
        check 'a root that the machine lacks' 1 roots $ecc
        says 'missing  Fixture ECC Root' 'Automatic root update is on'
        check 'a file that needs it' 1 verify -f json $ecc ecc.exe
        says '"name":"CERT_E_CHAINING"' '"what_if":{"verdict":"trusted","with":["fixture-ecc-root"]'
        check 'install it, and nothing else' 0 import --missing $ecc --from brought
        says 'installed    Fixture ECC Root -> LocalMachine/Root' '1 certificate: 1 installed.'
        check 'the machine has it' 0 roots $ecc
        says 'LocalMachine/Root'
        check 'the file is trusted' 0 verify $ecc ecc.exe
        check 'take it out again' 0 undo --last
        system_stores >after.reg
        is "$(cmp before.reg after.reg && echo same)" same 'stores of the machine'
        check 'the machine lacks it again' 1 roots $ecc
        check 'install it for the user' 0 import --missing $ecc --from brought --store user
        says 'Fixture ECC Root -> CurrentUser/Root'
        check 'that is not enough' 1 roots $ecc
        says 'user-only' 'services, which run as another user, do not see it'
        check 'the user has it: no file is needed' 0 import --missing $ecc
        says 'from CurrentUser/Root' '-> LocalMachine/Root'
        check 'take both out' 0 undo --since 2000-01-01 --state state
        check 'nothing is left' 1 roots $ecc
        says 'missing  Fixture ECC Root'
    }
fi
