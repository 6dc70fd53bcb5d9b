# shellcheck shell=sh disable=SC2154,SC2034
# The disk of another Windows, mounted in a folder: its stores, its product, and nothing changed.
disk=$fixtures/offline/disk
if [ ! -d "$disk" ]; then
    skip 'the disk of another Windows: no registry hives were made'
else
    cp -R "$fixtures/offline/." .
    slash=\\
    [ -z "$is_wine" ] || slash=/
    find disk small -type f -exec cksum '{}' + | sort >hives-before

    check 'stores of a disk' 0 roots --installed --system-root disk -v
    complains
    says "LocalMachine${slash}Root, LocalMachine${slash}AuthRoot" 'Windows shows it twice: that is normal' \
        "LocalMachine${slash}Root${slash}.GroupPolicy" "LocalMachine${slash}Root${slash}.Enterprise" \
        "LocalMachine${slash}TrustedPublisher" 'That makes no signature good' \
        'distrusted  Fixture Distrusted Signer' "Users${slash}alice${slash}Root" "Users${slash}alice${slash}Disallowed" \
        '9 installed certificates.' "not on Microsoft's list: somebody here installed it"
    check 'what is installed on a disk' 1 agent --system-root disk --format json
    valid agent.schema.json
    says '"folder_there":false' 'Information: Local_Path (32-bit view)'
    check 'stores of a disk as JSON' 0 roots --installed --system-root disk --format json
    valid roots.schema.json
    says '"role":"listed"' '"listing":"listed"' '"listing":"not-listed"'

    # shellcheck disable=SC2086
    {
        /usr/bin/python3 "$here/catalogue.py" Root plain-root root.pem \
            Root user-root "$fixtures/certs/self-signed.pem" \
            Root gone-root "$fixtures/certs/look-alike-root.pem" >disk.xml
        check 'required certificates on a disk' 1 roots --system-root disk --catalogue disk.xml
        says 'installed   Fixture Root' 'user-only   Fixture Self-Signed Signer' \
            'Installed for some users only' 'look-alike  Fixture Root' \
            'Windows does not fetch it, as automatic root update'
        check 'the list of required certificates and a disk' 1 roots --system-root disk
        says '(build 19044.1586)'
        check 'the same as JSON' 1 roots --system-root disk --catalogue disk.xml --format json
        valid roots.schema.json
        check 'what is missing on a disk' 1 import --missing --system-root disk \
            --catalogue disk.xml --from "$fixtures/certs/self-signed.pem" --dry-run
        says 'Fixture Self-Signed Signer' 'Fixture Root'
        complains
        check 'a disk is not written' 1 import --missing --system-root disk --catalogue disk.xml \
            --from "$fixtures/certs/self-signed.pem"
        complains_once 'note: nothing was installed'
        check 'a folder beside a disk' 2 import --missing --system-root disk --store folder
        complains_once "does not go with '--system-root'"
        check 'what is there on a disk' 0 import "$(openssl x509 -in root.pem -noout \
            -fingerprint -sha1 | sed 's/.*=//; s/://g')" --system-root disk --catalogue disk.xml \
            --from root.pem --dry-run
        says "LocalMachine${slash}Root"
    }

    check 'files by the stores of a disk' 0 verify --system-root disk --at 2027-06-01 sha256.exe
    says 'trusted'
    check 'files by the stores of another disk' 3 verify --system-root small --at 2027-06-01 \
        sha256.exe
    says 'untrusted'
    check 'distrust of a disk' 1 verify --system-root disk --at 2027-06-01 \
        "$fixtures/pe/distrusted.exe"
    says 'untrusted'
    check 'a root that only a user trusts' 1 verify --system-root disk --at 2027-06-01 \
        "$fixtures/pe/self-signed.exe"
    says 'untrusted'

    check 'damaged certificates on a disk' 3 roots --installed --system-root small
    says 'Fixture Timestamp Root' '1 installed certificate.'
    is "$(grep -c "cannot read certificate 000000000000000000000000000000000000000[123] of 'LocalMachine" "$work/err")" 3 \
        'the lines about damaged certificates'
    is "$(wc -l <"$work/err")" 3 'the lines about all'
    check 'a hive that was cut short' 3 roots --installed --system-root cut
    complains_once 'is cut short: what is missing of it is not known'
    says '6 installed certificates.'
    never_says 'Fixture Other Root'
    check 'a hive of which little is left' 3 roots --installed --system-root stub
    complains_once 'is cut short'
    check 'a hive that was not written to its end' 0 roots --installed --system-root dirty
    complains_once 'note: '
    says '7 installed certificates.'
    check 'a hive that is none' 3 roots --installed --system-root text
    complains_once 'is no registry hive'
    check "a user's hive that is tangled" 3 roots --installed --system-root tangled
    complains_once "NTUSER.DAT' is tangled"
    says "Users${slash}alice${slash}Root" '9 installed certificates.'
    check 'a folder without Windows' 3 roots --system-root "$work/run"
    complains_once 'there is no Windows in'

    # The product on the disk, where the registry says.
    server="disk/program files (X86)/Trend Micro/OfficeScan/PCCSRV"
    mkdir -p "$server/Admin"
    cp sha256.exe "$server/Admin/good.dll_invalid"
    printf '[INI_SERVER_SECTION]\r\nCheckDigitalSignatureForHotfix=1\r\n' >"$server/OfcScan.ini"
    check 'renamed files on a disk' 1 invalid --system-root disk --at 2027-06-01
    says 'good.dll_invalid -> good.dll' '1 renamed file: 1 can be restored.'
    check 'restore on a disk' 0 restore --system-root disk --at 2027-06-01
    is "$(ls "$server/Admin")" good.dll 'what is in the folder'
    check 'signature checks on a disk' 0 checks --system-root disk
    says 'CheckDigitalSignatureForHotfix=1'
    check 'relaxed on a disk' 0 checks relax --system-root disk --reason test --yes
    is "$(grep -c 'CheckDigitalSignatureForHotfix=0' "$server/OfcScan.ini")" 1 'relaxed lines'
    check 'no product on a disk' 3 invalid --system-root small

    rm -rf 'disk/program files (X86)' state
    find disk small -type f -exec cksum '{}' + | sort >hives-after
    is "$(cmp hives-before hives-after && echo same)" same 'what is on the disks'
fi
