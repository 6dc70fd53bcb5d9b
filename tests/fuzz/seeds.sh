#!/bin/sh
# seeds.sh: gives each fuzz target what it starts from, in build/fuzz/seeds/NAME.
set -eu
cd "$(dirname "$0")/../.."
seeds=build/fuzz/seeds

# seed NAME FILE...: the files that are there, as seeds of a target.
seed() {
    name=$1
    shift
    mkdir -p "$seeds/$name"
    for file in "$@"; do
        [ ! -f "$file" ] || cp "$file" "$seeds/$name/"
    done
}

seed trust_catalogue resources/required-certificates.xml
seed trust_list build/fixtures/catalogs/*.stl build/fixtures/trust/*.stl
seed hive build/fixtures/offline/small/windows/system32/CONFIG/Software \
    build/fixtures/offline/disk/Users/alice/NTUSER.DAT
seed pfx build/fixtures/stores/*.pfx
seed certificate_file build/fixtures/certs/*.pem build/fixtures/stores/*
seed server_certificate build/fixtures/certs/signer.pem build/fixtures/certs/tls.pem
for name in root ecc-root signer; do
    openssl x509 -in "build/fixtures/certs/$name.pem" -outform der \
        -out "$seeds/server_certificate/$name.der"
done
# The same as a property in the registry, behind another one.
size=$(wc -c <"$seeds/server_certificate/ecc-root.der")
{
    printf '\003\000\000\000\001\000\000\000\002\000\000\000ab'
    printf ' \000\000\000\001\000\000\000%b%b\000\000' \
        "\\0$(printf %o $((size % 256)))" "\\0$(printf %o $((size / 256)))"
    cat "$seeds/server_certificate/ecc-root.der"
} >"$seeds/server_certificate/property"
seed pe build/fixtures/pe/*.exe build/fixtures/pe/*.efi build/fixtures/damage/small.exe
rm -f "$seeds"/pe/nested-large*.exe
seed signed_data build/fixtures/pe/*.p7 build/fixtures/messages/*
seed der build/fixtures/pe/*.p7 build/fixtures/catalogs/*.stl build/fixtures/messages/*
seed cab build/fixtures/containers/*.cab build/fixtures/conditions/cab/* \
    build/fixtures/damage/*.cab
seed msi build/fixtures/containers/*.msi build/fixtures/conditions/msi/* \
    build/fixtures/damage/*.msi
rm -f "$seeds/msi/difat.msi"

seed catalog_file build/fixtures/catalogs/*.cat build/fixtures/catalogs/*.stl \
    build/fixtures/damage/small.cat
rm -f "$seeds/catalog_file/large.cat"

# seed_script NUMBER FILE...: the first byte of a seed says which name the file has.
seed_script() {
    number=$1
    shift
    mkdir -p "$seeds/script"
    for file in "$@"; do
        [ ! -f "$file" ] ||
            { printf '%b' "\\00$number" && cat "$file"; } > "$seeds/script/$(basename "$file")"
    done
}
seed_script 0 build/fixtures/scripts/*.ps1
seed_script 1 build/fixtures/scripts/*.ps1xml
seed_script 2 build/fixtures/scripts/*.mof
seed_script 3 build/fixtures/scripts/*.js
seed_script 4 build/fixtures/scripts/*.vbs
seed_script 5 build/fixtures/scripts/*.wsf
seed_script 6 build/fixtures/scripts/signed.txt
seed msix build/fixtures/containers/*-signed.msix build/fixtures/conditions/msix/* \
    build/fixtures/damage/*.msix build/fixtures/damage/small.p7x

# seed_ini NAME FORMAT: a small INI file, in printf's notation.
seed_ini() {
    mkdir -p "$seeds/ini_document"
    # shellcheck disable=SC2059
    printf "$2" > "$seeds/ini_document/$1"
}
text='; c\r\n[s]\r\nk = "1" \r\na=b\r\nflag\r\n\r\n[t]\r\nk=2'
seed_ini plain "$text"
seed_ini utf8 "\\357\\273\\277$text"
seed_ini odd '[s]\n\203\134=1\r;\n[t\nk\n\032'
seed_ini several '[a]\r\n\r\n[s]\r\nk=1 ; x\r\nk=2\r[s]'
seed_ini utf16-le '\377\376[\000s\000]\000\r\000\n\000k\000=\0001\000'
seed_ini utf16-be '\376\377\000[\000s\000]\000\n\000k\000=\0001'

# seed_command NAME FORMAT: a pasted command, in printf's notation.
seed_command() {
    mkdir -p "$seeds/pasted_command"
    # shellcheck disable=SC2059
    printf "$2" > "$seeds/pasted_command/$1"
}
seed_command plain 'IpXfer_x64.exe -s srv -p 8080 -sp 4343 -c 21112 -d "a b" -m 1 -e OfcNTCer.dat -pwd x\r\n'
seed_command article 'IpXfer.exe -s <srv> -p 8080 \342\200\223c 21112 \226e OfcNTCer.dat -p \342\200\234x\342\200\235'

# seed_list NAME FORMAT: a list of agents, in printf's notation.
seed_list() {
    for target in csv_reader mismatch_list; do
        mkdir -p "$seeds/$target"
        # shellcheck disable=SC2059
        printf "$2" > "$seeds/$target/$1"
    done
}
guid=01234567-89ab-cdef-0123-456789abcdef
seed_list plain "Name,Address,GUID,Version\\r\\nPC-1,10.0.0.1,$guid,14.0.9565\\r\\nPC-2,fe80::1,{$guid},11.0\\r\\n"
seed_list quoted ';a;"b;""c"" \r\n d";2024-05-31\n;"e" f;"g\n'
seed_list tabs 'PC-1\t10.0.0.1\n\303\244\t\344\000\n'

# The smallest image with a version resource, and a proof of a file.
mkdir -p "$seeds/version" "$seeds/file_proof"
python3 - "$seeds/version/smallest" <<'PYTHON'
import struct
import sys

image = bytearray(704)


def put(at, form, *values):
    struct.pack_into("<" + form, image, at, *values)


def put_directory(at, number, value):
    put(at + 14, "HII", 1, number, value)


put(0, "H", 0x5A4D)
put(60, "I", 64)
put(64, "IHH", 0x4550, 0x8664, 1)
put(84, "H", 240)
put(88, "H", 0x20B)
put(196, "I", 16)
put(216, "I", 0x3000)
put(340, "III", 0x3000, 192, 512)
put_directory(512, 16, 0x80000018)
put_directory(536, 1, 0x80000030)
put_directory(560, 1033, 72)
put(584, "II", 0x3060, 92)
put(648, "III", 0xFEEF04BD, 0, 0x00010002)
open(sys.argv[1], "wb").write(image)
PYTHON
printf '%064d %032d %064d %032d' 1 2 3 4 > "$seeds/file_proof/two"

# A selection of two names in Explorer, and one of none.
mkdir -p "$seeds/selection"
selection_head() {
    printf 'TRSELECT\001\000\000\000%b\000\000\000\003\000\000\000\000\000\000\000' "$1"
}
{ selection_head '\002' && printf '\002\000\000\000a\000b\000\001\000\000\000c\000'; } \
    > "$seeds/selection/two"
selection_head '\000' > "$seeds/selection/none"

# A request of each action, and a reply; the first byte says what follows.
mkdir -p "$seeds/request"
request_head() {
    printf 'qTRACTION\001\000\000\000%b\000\000\000%b\000\000\000\001\000\000\000%b\000\000\000\000\000\000\000' \
        "$@"
}
{ request_head '\001' '\001' '\012' && printf '\006\000\000\000x_inv\000'; } > "$seeds/request/restore"
{ request_head '\002' '\000' '\006' && printf '\002\000\000\0000\000'; } > "$seeds/request/install"
{ request_head '\003' '\000' '\014' && printf '\010\000\000\000\007\000\000\000\000\000\000\000'; } \
    > "$seeds/request/undo"
printf 'rTRRE\001\000\000\000\377\377\377\377\002\000\000\000\007\000\000\000\000\000\000\000\002\000\000\000\000\000\000\000a\000' \
    > "$seeds/request/reply"

# Logs of each shape, rules, and patterns with a text that they match.
mkdir -p "$seeds/log_search" "$seeds/symptom_rules" "$seeds/pattern"
python3 - "$seeds" <<'PYTHON'
import re
import sys
import xml.etree.ElementTree as ElementTree

seeds = sys.argv[1]
debug = (
    "2012 02/24 19:38:40 [17d4 : 0c24] (00) (E) [-L-][x.exe][VerifyEmbeddedSignature] Fail to\r\n"
    "    verify the signature of the file -pwd hidden, 0x800B0109\r\n"
)
update = (
    "Error: Fri Feb 24 19:44:37 2012 P[1] T[2]\n"
    "ローカルの信頼情報データベースは破損しています\n--------------------\n"
)
logs = {
    "debug": debug.encode(),
    "update": update.encode("cp932"),
    "utf16": ("\ufeff" + debug).encode("utf-16-le"),
    "utf16-be": debug.encode("utf-16-be"),
    "upgrade": b"2012/02/24 19:44:37 - Client environment is not qualified to do upgrade or hotfix.",
}
for name, content in logs.items():
    open(f"{seeds}/log_search/{name}", "wb").write(content)
open(f"{seeds}/symptom_rules/csv", "w").write('code,description,solution\nE-1,a,b, c\n"x ""y",z\n')
rules = ElementTree.parse("resources/symptoms.xml").getroot()
for number, pattern in enumerate(rules.iter("pattern")):
    plain = re.sub(r"\(\?[=!<][^)]*\)|\\b|\?", "", pattern.text).replace("\\", "")
    open(f"{seeds}/pattern/{number}", "w").write(f"{pattern.text}\nx {plain} y")
PYTHON
seed symptom_rules resources/symptoms.xml

# Records with names that are markup, formulas and control characters.
mkdir -p "$seeds/record"
printf '0[{"type":"file","path":"=<b>&\\u0001\\u202e\\uffff","verdict":"unsigned","findings":[{"id":"a","severity":"note","text":"]]>"}],"missing":[null,{"subject":"\\"","sha1":"00"}],"size":-1},{"type":"summary","complete":true,"missing":[{"name":"x","files":1}]}]' \
    > "$seeds/record/files"
printf '5[{"type":"finding","number":2,"severity":"fault","family":"A","title":"t","evidence":["e"],"command":"c","follows_from":[1],"when":"now"},{"type":"odd one","1":{"a b":[[1.5]]}}]' \
    > "$seeds/record/findings"

# Two dropped names in each encoding.
mkdir -p "$seeds/drop_list"
drop_head='\024\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000'
printf '%b\001\000\000\000a\000b\000\000\000c\000\000\000\000\000' "$drop_head" \
    > "$seeds/drop_list/wide"
printf '%b\000\000\000\000ab\000c\000\000' "$drop_head" > "$seeds/drop_list/narrow"

# Records for each of the console's nodes, behind their number and the size of pieces, and what a
# console file says is to be looked at.
mkdir -p "$seeds/record_reader" "$seeds/target"
printf '\000@{"type":"finding","number":1,"id":"a","severity":"fault","title":"t","count":10,"evidence":["e","f"],"follows_from":[1]}\r\n{"type":"overlooked","what":"w","why":"y","failed":true}\n{"type":"summary"}\n' \
    > "$seeds/record_reader/overview"
printf '\001\007{"type":"required","id":"r","status":"missing","fault":true,"subject":"O=E, CN=a\\\\, b","not_after":"2036-07-16T23:59:59Z","installed_in":[{"path":"D:\\\\x10"},{"path":"D:\\\\x9"}]}\n{"type":"required","id":"s"}\n' \
    > "$seeds/record_reader/required"
printf '\006\377{"type":"agent","line":2,"name":"PC-9","address":"10.0.0.10","others":[{"value":"v"}]}\n{"type":"agent","line":3,"name":"pc-010","address":"10.0.0.9","others":[]}\n' \
    > "$seeds/record_reader/agents"
printf '\010\020{"type":"plan","install":1}\n' > "$seeds/record_reader/plan"
printf '{"version":1,"system_root":"/a","server":"D:\\\\Apex One","agent":"\\\\\\\\pc\\\\c","list":"C:/a","store":"user","anchors":["system","/b"],"sources":["E:\\\\c\\\\"],"at":"2026-11-01"}' \
    > "$seeds/target/all"
