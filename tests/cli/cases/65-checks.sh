# shellcheck shell=sh disable=SC2154,SC2034
# The product's signature checks: shown, relaxed, enforced, and no other byte touched.

mkdir -p server/PCCSRV
ini=server/PCCSRV/ofcscan.ini
printf '; server\r\n[INI_SERVER_SECTION]\r\nCheckDigitalSignatureForHotfix=1\r\nUninstall_Pwd=!CRYPT!PlantedCrypt\r\n\r\n[Global Setting]\r\nUnload_Pwd=PlantedPwd123\r\n' >$ini
cp $ini original.ini

check 'show' 0 checks --installation server
says 'enforced     [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix=1, line 3' \
    'unset        [Global Setting] CheckDigitalSignatureForUpgrade' \
    'server/PCCSRV/ofcscan.ini: 0 of 2 signature checks relaxed.'
check 'show as JSON' 0 checks show --installation server/PCCSRV --format json
valid checks.schema.json
check 'a reason is wanted' 2 checks relax --ini $ini
complains_once '--reason TEXT'
check 'a word is wanted that is known' 2 checks loosen --ini $ini
complains_once 'show, relax or enforce'
check 'one way to name the file' 2 checks --ini $ini --installation server
complains_once 'not both'
check 'no server in a folder' 3 checks --installation folder
complains_once "there is no ofcscan.ini in 'folder'"
check 'no such file' 3 checks relax --reason x --ini server/missing.ini --format json
complains_once 'missing.ini'
valid checks.schema.json
is "$(cmp original.ini $ini && echo same)" same 'the file'

check 'dry run' 0 checks relax --dry-run --reason 'ticket 42' --installation server
says "to relax     [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix: '1' -> '0'" \
    "to relax     [Global Setting] CheckDigitalSignatureForUpgrade: not in the file -> '0'"
is "$(cmp original.ini $ini && echo same)" same 'the file'
check 'dry run as JSON' 0 checks relax --dry-run --reason 'ticket 42' --ini $ini --format json
valid checks.schema.json
says '"action":"set","dry_run":true,"done":false'

check 'relax' 0 checks relax --reason 'ticket 42' --installation server --format json
valid checks.schema.json
says '"action":"set"' '"done":true' '"outcome":"not-here"' '"relaxed":2'
is "$(diff original.ini $ini | tr -d '\r' | tr '\n' '|')" \
    '3c3|< CheckDigitalSignatureForHotfix=1|---|> CheckDigitalSignatureForHotfix=0|7a8|> CheckDigitalSignatureForUpgrade=0|' \
    'the difference'
is "$(ls server/PCCSRV)" ofcscan.ini 'what is in the folder'
is "$(cmp original.ini "$(find state/backup -name '*-ofcscan.ini')" && echo same)" same 'the backup'
check 'show who relaxed them' 1 checks --installation server
says 'relaxed      [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix=0, line 3' \
    'because: ticket 42 (change ' '2 of 2 signature checks relaxed.'
check 'show who relaxed them, as JSON' 1 checks --installation server --format json
valid checks.schema.json
says '"reason":"ticket 42"'
check 'relax again' 0 checks relax --reason again --ini $ini
says "unchanged    [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix: '0'"

check 'enforce' 0 checks enforce --installation server
says "enforced     [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix: '0' -> '1'" \
    "enforced     [Global Setting] CheckDigitalSignatureForUpgrade: '0' -> not in the file"
is "$(cmp original.ini $ini && echo same)" same 'the file'
check 'enforce again' 0 checks enforce --ini $ini --format json
valid checks.schema.json
says '"action":"none"' '"backup":null'

check 'undo after relaxing: relax' 0 checks relax --reason 'ticket 43' --ini $ini
check 'undo after relaxing' 0 undo --last
says '2 changes undone'
is "$(cmp original.ini $ini && echo same)" same 'the file'
check 'undo where the line was changed since: relax' 0 checks relax --reason 'ticket 44' --ini $ini
sed 's/ForHotfix=0/ForHotfix=7/' $ini >changed.ini
cp changed.ini $ini
check 'undo where the line was changed since' 1 undo --last
says 'is another one now' "value '7'" '1 change undone, 1 refused'
is "$(sed 's/ForHotfix=7/ForHotfix=1/' $ini | cmp - original.ini && echo same)" same 'the rest'
cp original.ini $ini

check 'a reason with a password of the file' 3 checks relax --reason 'it is PlantedPwd123' --ini $ini
complains_once 'holds a password'
check 'a reason with an encrypted password' 3 checks relax --reason '!CRYPT!0123' --ini $ini
complains_once 'holds a password'
is "$(cmp original.ini $ini && echo same)" same 'the file'

check 'backups in the folder of the file' 3 checks relax --reason x --ini original.ini
complains_once 'no backup is safe'

mkdir odd
printf '[INI_SERVER_SECTION]\nCheckDigitalSignatureForHotfix=PlantedPwd123\n[Global Settings]\n[Global Setting]\nCheckDigitalSignatureForUpgrade=!CRYPT!PlantedCrypt\nCheckDigitalSignatureForUpgrade=1\n' >odd/odd.ini
cp odd/odd.ini odd/original.ini
check 'odd values are not shown' 1 checks --ini odd/odd.ini
says 'unclear      [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix=(a text), line 2' \
    'both [Global Setting] and [Global Settings] are in the file' \
    'CheckDigitalSignatureForUpgrade is in [Global Setting] several times'
check 'odd values: relax' 0 checks relax --reason odd --ini odd/odd.ini --format json
valid checks.schema.json
cp state/journal.db journal-after.db
check 'odd values: history' 0 history --format json
cp "$work/out" history.out
check 'odd values: enforce' 1 checks enforce --ini odd/odd.ini
says 'Not a number'
is "$(cmp odd/original.ini odd/odd.ini && echo same)" same 'the file'
check 'a text is set to 1' 0 checks enforce --ini odd/odd.ini
says "enforced     [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix: '(a text)' -> '1'"

# Each odd file: relaxed as is written down, then enforced to what it was.
what='odd files'
if ! /usr/bin/python3 -c '' 2>/dev/null; then
    skip "$what: no python3 to make them"
else
    mkdir corpus corpus/server
    /usr/bin/python3 "$here/ini_corpus.py" corpus
    count=0
    for file in corpus/*.ini; do
        name=$(basename "$file" .ini)
        count=$((count + 1))
        cp "$file" corpus/server/ofcscan.ini
        check "relax $name" 0 checks relax --reason "$name" --ini corpus/server/ofcscan.ini
        is "$(cmp "corpus/$name.relaxed" corpus/server/ofcscan.ini && echo same)" same 'the relaxed file'
        code=0
        "$work/trustmend" checks enforce --ini corpus/server/ofcscan.ini >"$work/out" 2>"$work/err" || code=$?
        what="enforce $name"
        is "$(cmp "$file" corpus/server/ofcscan.ini && echo same)" same 'the file'
        case $name in
        texts | without-* | large-number) is "$code" 1 'exit code' ;; # it was not enforced before
        *) is "$code" 0 'exit code' ;;
        esac
    done
    what='odd files'
    if [ "$count" -ge 40 ]; then pass; else fail "only $count odd files"; fi
fi

# Nothing but a backup of the file holds its secrets.
what='secrets'
"$work/trustmend" history >history.txt
"$work/trustmend" history --format csv >history.csv
for file in state/journal.db journal-after.db history.out history.txt history.csv "$work/out" "$work/err"; do
    if grep -qiE -e 'Planted|!CRYPT!' "$file"; then
        fail "$what: in $file"
    else
        pass
    fi
done
is "$(find state -name '*Planted*')" '' 'names in the state folder'
if [ -z "$is_wine" ]; then
    is "$(find state/backup -perm /077)" '' 'backups that others may read'
    ln -s odd.ini odd/link.ini
    cp odd/odd.ini odd/linked.ini
    ln odd/linked.ini odd/other-name.ini
    check 'a link is not replaced' 3 checks relax --reason x --ini odd/link.ini
    complains_once 'it is a link'
    check 'a file with two names is not replaced' 3 checks relax --reason x --ini odd/linked.ini
    complains_once 'several names'
    cp original.ini odd/rights.ini
    chmod 640 odd/rights.ini
    check 'rights stay' 0 checks relax --reason x --ini odd/rights.ini
    is "$(stat -c %a odd/rights.ini)" 640 'mode'
    mkdir denied
    cp original.ini denied
    chmod 555 denied
    if [ "$(id -u)" -ne 0 ]; then
        check 'a folder that may not be written' 3 checks relax --reason x --ini denied/original.ini
        complains_once 'permission denied'
    fi
    chmod 755 denied
fi

if [ -n "$is_wine" ]; then
    skip 'a question before checks are relaxed: no terminal under Wine'
elif ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    skip 'a question before checks are relaxed: this system gives no pseudo-terminal'
else
    # at_terminal ANSWER WORD...: the command, asked by a person.
    at_terminal() {
        answer=$1
        shift
        printf '%s\n' "$answer" |
            TERM=dumb script -qec "'$work/trustmend' $*" /dev/null >"$work/out" 2>"$work/err" || true
    }
    cp original.ini $ini
    what='a no at the terminal'
    at_terminal n "checks relax --reason asked --ini $ini"
    says 'to relax' 'Relax signature checks? [y/N]' 'Nothing was changed.'
    is "$(cmp original.ini $ini && echo same)" same 'the file'
    what='a yes at the terminal'
    at_terminal y "checks relax --reason asked --ini $ini"
    says 'to relax' '2 of 2 signature checks relaxed'
    is "$(cmp -s original.ini $ini || echo other)" other 'the file'
    what='nobody is asked with --yes'
    at_terminal '' "checks enforce --yes --ini $ini"
    never_says '[y/N]'
    is "$(cmp original.ini $ini && echo same)" same 'the file'
fi
