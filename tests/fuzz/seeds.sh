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
seed cab build/fixtures/containers/*.cab
seed msi build/fixtures/containers/*.msi
