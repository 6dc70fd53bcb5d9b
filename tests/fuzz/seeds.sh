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
seed certificate_file build/fixtures/certs/*.pem build/fixtures/stores/*
seed cab build/fixtures/containers/*.cab
seed msi build/fixtures/containers/*.msi

seed catalog_file build/fixtures/catalogs/*.cat build/fixtures/catalogs/*.stl
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
seed msix build/fixtures/containers/*-signed.msix
