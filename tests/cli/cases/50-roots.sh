# shellcheck shell=sh disable=SC2154,SC2034
# Required certificates beside installed ones.

check 'required roots that are missing' 1 roots --anchors root.pem
says 'missing' 'VeriSign Class 3 Public Primary Certification Authority - G5' \
    4eb6d578499b1ccf5f581ead56be3d9b6744a5e5 'required certificates' 'optional'
complains
check 'the extended profile has more' 1 roots --anchors root.pem --profile extended
says 'DigiCert Assured ID Root CA'
check 'why they are required' 1 roots --anchors root.pem -v
says 'needed by: ' 'documented in: '
check 'installed roots' 0 roots --anchors root.pem --installed
says 'Fixture Root' 'root.pem' '1 installed certificate.'
check 'installed and distrusted' 0 roots --anchors root.pem --disallowed root.pem --installed
says 'distrusted'
check 'roots of this system' 0 roots --installed
never_says 'Fixture Root'

check 'every row says how it stands' 1 roots --anchors root.pem
says 'Not installed. It has expired, which matters only for signatures without timestamp'
check 'comparison as JSON' 1 roots --format json --anchors root.pem --profile extended
valid roots.schema.json
check 'what a file needs' 0 roots --for sha256.exe --anchors root.pem --at 2027-06-01
says 'Fixture Root' 'Fixture CA' '2 required certificates: 1 installed, 1 optional.'
never_says VeriSign
check 'what a file needs and is not installed' 1 roots --anchors tsa-root.pem --for sha256.exe \
    changed.exe -v
says 'needed by 2 files, such as sha256.exe' 'so that only its name is known' 'the files bring it'
check 'what files need, as JSON' 1 roots --anchors tsa-root.pem --for . --format json
valid roots.schema.json
says '"sha1":null' '"carried":true' '"example":'
check 'files without --for' 2 roots --anchors root.pem sha256.exe
complains_once "name files behind '--for'"
check 'a file that is not there' 3 roots --anchors root.pem --for not-there.exe
complains_once not-there.exe

check 'installed roots as JSON' 0 roots --installed --anchors root.pem --format json
valid roots.schema.json
says '"key":"RSA"' '"weak_key":false' '"expired":false' '"listing":"unsaid"'
check 'weak installed certificates' 0 roots --installed --anchors root.pem \
    --intermediates "$fixtures/certs/rsa1024.pem" --intermediates "$fixtures/certs/md5.pem"
says 'weak key of 1024 bits' 'signed with MD5'
check 'how old they are' 0 roots --installed --anchors root.pem --at 2041-01-01 -v
says ' years old' 'expired, and kept for what was timestamped in its time'

# What Microsoft's trust list has to say. The list of required certificates names the root.
/usr/bin/python3 "$here/catalogue.py" Root fixture-root root.pem >required.xml
fixture_roots='roots --catalogue required.xml --at 2027-06-01'
# shellcheck disable=SC2086
{
    for list in no-code-signing disallowed usage-disallowed; do
        check "a root that $list.stl disables" 1 $fixture_roots --anchors root.pem \
            --trust-list "$fixtures/trust/$list.stl"
        says 'disabled  Fixture Root' 'takes its trust for this purpose away'
    done
    check 'a root that is disabled since a date' 0 $fixture_roots --anchors root.pem \
        --trust-list "$fixtures/trust/disabled-before.stl" -v
    says 'installed  Fixture Root' 'limits it to what is older than 2026-03-01T00:00:00Z'
    check 'a root that is not limited' 0 $fixture_roots --anchors root.pem \
        --trust-list "$fixtures/trust/plain.stl" -v
    never_says 'limits it'
    check 'an installed root that the list does not name' 0 roots --installed \
        --anchors "$fixtures/certs/other-root.pem" --trust-list "$fixtures/trust/plain.stl"
    says "not on Microsoft's list: somebody here installed it"
    check 'a look-alike' 1 $fixture_roots --anchors "$fixtures/certs/look-alike-root.pem"
    says 'look-alike  Fixture Root' 'does not stand in for this one'
    check 'a root in the wrong store' 1 $fixture_roots --anchors tsa-root.pem \
        --intermediates root.pem
    says 'wrong-store  Fixture Root' 'where it does not count; it belongs in Trusted Root'
    check 'a root that is distrusted' 1 $fixture_roots --anchors root.pem --disallowed root.pem
    says 'distrusted  Fixture Root' 'which overrides every other store'
    check 'every state as JSON' 1 $fixture_roots --anchors root.pem --format json \
        --trust-list "$fixtures/trust/disallowed.stl"
    valid roots.schema.json
    check 'no import of what is disabled' 1 import --missing --catalogue required.xml \
        --anchors root.pem --store nowhere --from root.pem \
        --trust-list "$fixtures/trust/disallowed.stl"
    says 'refused      Fixture Root' 'takes its trust away: installing does not help'
}

# registry VERB ARGUMENT...: changes the registry of Wine's Windows.
registry() {
    sh "$root/tests/wine.sh" reg "$@" >/dev/null 2>&1
}

# Whether this Windows is new enough for what is signed by Azure Code Signing.
if [ -n "$is_wine" ]; then
    version='HKLM\Software\Microsoft\Windows NT\CurrentVersion'
    packages='HKLM\Software\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages'
    package="$packages\\Package_for_KB5006743~31bf3856ad364e35~amd64~~6.1.1.0"
    # shellcheck disable=SC2086
    {
        registry export "$version" version.reg /y
        registry add "$version" /v CurrentBuildNumber /d 7601 /f
        check 'Windows whose build does not tell its updates' 0 $fixture_roots --anchors root.pem
        says '(build 7601) needs KB5006743 or KB5006728' 'Neither is listed as installed'
        registry add "$package" /v CurrentState /t REG_DWORD /d 80 /f
        check 'a package that is not installed' 0 $fixture_roots --anchors root.pem
        says 'Neither is listed as installed'
        registry add "$package" /v CurrentState /t REG_DWORD /d 112 /f
        check 'Windows that has the update' 0 $fixture_roots --anchors root.pem
        says 'accepts files signed by Azure Code Signing'
        registry delete 'HKLM\Software\Microsoft\Windows\CurrentVersion\Component Based Servicing' /f
        registry add "$version" /v CurrentBuildNumber /d 17763 /f
        registry add "$version" /v UBR /t REG_DWORD /d 2209 /f
        check 'Windows that needs an update' 1 $fixture_roots --anchors root.pem
        says '(build 17763.2209) does not accept files' 'Install KB5005625 or any later'
        check 'the same as JSON' 1 $fixture_roots --anchors root.pem --format json
        valid roots.schema.json
        says '"support":"needs-update"' '"revision":2209' '"needed_revision":2210'
        registry delete "$version" /v UBR /f
        registry import version.reg
    }
fi
