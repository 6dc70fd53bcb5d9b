#!/bin/sh
# fuzz.sh SECONDS: runs each fuzz target, $FUZZ_JOBS at a time (as many as there are
# cores): those of signed files and ASN.1 for that long, the others for an eighth of it. What a target
# learns is kept in build/fuzz/NAME; a finding is left beside it.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

seconds=$1
signed='cab catalog_file certificate_file der msi msix pe pfx script server_certificate signed_data trust_list'
sh cmake/build.sh linux-fuzz
sh tests/fixtures/make.sh
sh tests/fuzz/seeds.sh

cat >build/fuzz-one.sh <<'END'
name=$1 seconds=$2
folder=build/fuzz/$name
mkdir -p "$folder/corpus" "$folder/findings" "build/fuzz/seeds/$name"
"build/linux-fuzz/bin/${name}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65536 -print_final_stats=1 -artifact_prefix="$folder/findings/" \
    "$folder/corpus" "build/fuzz/seeds/$name" >"$folder/log" 2>&1
echo $? >"$folder/code"
END
names=$(find tests/fuzz -name '*_fuzz.c' -exec basename '{}' _fuzz.c ';' | sort)
for name in $names; do
    case " $signed " in
    *" $name "*) echo "$name $seconds" ;;
    *) echo "$name $(((seconds + 7) / 8))" ;;
    esac
done | xargs -P "${FUZZ_JOBS:-$(nproc)}" -L 1 sh build/fuzz-one.sh

for name in $names; do
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name/log")
    if [ "$(cat "build/fuzz/$name/code")" = 0 ]; then
        pass
        echo "  $name: $runs runs"
    else
        fail "$name, after ${runs:-?} runs"
        grep -E 'ERROR|SUMMARY|runtime error|artifact_prefix' "build/fuzz/$name/log" | sed 's/^/    /'
    fi
done
tally fuzz
