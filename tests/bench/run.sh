#!/bin/sh
# run.sh [ROUNDS]: measures speed and memory, beside the same work done by others in
# the same run: ratios hold on any machine, times do not. Targets are in brackets.
# What is not installed is left out, and said.
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-5}
bench=build/bench
trustmend=build/linux/bin/trustmend
fixtures=build/fixtures
corpus=build/corpus
at='--at 2027-06-01T00:00:00Z'
mkdir -p "$bench"

sh tests/fixtures/make.sh "$fixtures" build/linux/bin/fixture-signer >/dev/null
sh tests/corpus/fetch.sh "$corpus" program-roots >/dev/null
ours="--anchors $fixtures/certs/root.pem --anchors $fixtures/certs/tsa-root.pem"

measure() {
    /usr/bin/python3 tests/bench/measure.py "$@"
}

has() {
    command -v "$1" >/dev/null || {
        echo "  ($1 is not installed: left out)"
        return 1
    }
}

osslsigncode_sign() { # IN OUT DIGEST WORD...
    in=$1 out=$2 digest=$3
    shift 3
    osslsigncode sign "$@" -certs "$fixtures/certs/signer.pem" -key "$fixtures/certs/signer.key" \
        -ac "$fixtures/certs/ca.pem" -h "$digest" -in "$in" -out "$out" >/dev/null
}

# An image with so many MiB of overlay that no compressor or cache can shorten.
make_image() { # MIB OUT
    cp "$fixtures/pe/unsigned.exe" "$2"
    head -c "$1M" /dev/urandom >>"$2"
}

# Other keys sign when the fixtures were made anew.
if [ -z "$(find "$bench" -name complete -newer "$fixtures/certs/root.pem")" ]; then
    echo 'making files ...'
    rm -rf "$bench"
    mkdir -p "$bench"
    make_image 512 "$bench/unsigned.exe"
    osslsigncode_sign "$bench/unsigned.exe" "$bench/large.exe" sha256
    osslsigncode_sign "$bench/unsigned.exe" "$bench/sha1.exe" sha1
    osslsigncode_sign "$bench/sha1.exe" "$bench/dual.exe" sha256 -nest
    cp "$fixtures/pe/unsigned.exe" "$bench/unsigned.exe"
    truncate -s 1G "$bench/unsigned.exe"
    osslsigncode_sign "$bench/unsigned.exe" "$bench/gibibyte.exe" sha256
    rm "$bench/unsigned.exe" "$bench/sha1.exe"
    mkdir -p "$bench/small"
    for number in $(seq 1000); do
        cp "$fixtures/pe/rfc3161.exe" "$bench/small/$number.exe"
    done
    cat "$fixtures/certs/root.pem" "$fixtures/certs/tsa-root.pem" "$corpus/program-roots.pem" \
        /etc/ssl/certs/ca-certificates.crt >"$bench/roots.pem"
    /usr/bin/python3 tests/bench/large.py build/linux/bin/fixture-signer "$fixtures" "$bench"
    touch "$bench/complete"
fi

echo 'start [< 10 ms]'
measure "$((rounds * 4))" trustmend "$trustmend --version"

echo 'one large file: an image of 512 MiB, SHA-256 [<= 1.10 x openssl dgst; < 24 MiB]'
set -- trustmend "$trustmend verify $ours $at $bench/large.exe" \
    'openssl dgst -sha256' "openssl dgst -sha256 $bench/large.exe"
has osslsigncode && set -- "$@" osslsigncode \
    "osslsigncode verify -CAfile $fixtures/certs/root.pem -in $bench/large.exe"
has sbverify && set -- "$@" sbverify "sbverify --cert $fixtures/certs/root.pem $bench/large.exe"
measure "$rounds" "$@"

echo 'the same, signed twice, SHA-1 and SHA-256 [<= 1.15 x the slower digest, on two cores]'
set -- trustmend "$trustmend verify $ours $at $bench/dual.exe" \
    'openssl dgst -sha1' "openssl dgst -sha1 $bench/dual.exe" \
    'openssl dgst -sha256' "openssl dgst -sha256 $bench/dual.exe"
has osslsigncode && set -- "$@" osslsigncode \
    "osslsigncode verify -CAfile $fixtures/certs/root.pem -in $bench/dual.exe"
measure "$rounds" "$@"

echo 'an image of 1 GiB [< 24 MiB]'
measure 1 trustmend "$trustmend verify $ours $at $bench/gibibyte.exe"

echo 'sparse files of 4 GiB, each as large as its format lets it be [trusted, exit 0; < 24 MiB]'
for file in "$bench"/large4g.*; do
    measure 1 "${file##*.}" "$trustmend verify $ours $at $file"
done

echo "1,000 small signed files, store of $(grep -c BEGIN "$bench/roots.pem") roots [< 1 s on two cores]"
echo '  osslsigncode is called for 20 of them: multiply its time by 50'
echo '  [trustmend / osslsigncode < 0.5 with all roots, < 5 with one]'
set -- trustmend "$trustmend verify --anchors $bench/roots.pem $at $bench/small"
if has osslsigncode; then
    all="for n in \$(seq 20); do osslsigncode verify -CAfile"
    rest="-in $bench/small/\$n.exe; done"
    set -- "$@" 'osslsigncode, all roots' "sh -c '$all $bench/roots.pem $rest'" \
        'osslsigncode, one root' "sh -c '$all $fixtures/certs/root.pem $rest'"
fi
measure "$rounds" "$@"

echo 'this folder five times, two cores beside one [<= 0.556, which is 1.8 times as fast]'
five="$bench/small $bench/small $bench/small $bench/small $bench/small"
measure "$rounds" '--jobs 2' "$trustmend verify $ours $at --jobs 2 $five" \
    '--jobs 1' "$trustmend verify $ours $at --jobs 1 $five"

if [ ! -d "$bench/certificates" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$bench/number.key" -days 3650 \
        -subj '/O=Bench/CN=Number 0000' -out "$bench/number.pem" 2>/dev/null
    /usr/bin/python3 tests/bench/certificates.py "$bench/number.pem" "$bench/certificates" 2000
    find "$bench/certificates" -name '0[0-4]*' -exec cat {} + >"$bench/store-of-500.pem"
fi
echo 'required certificates beside a folder of 2,000 [< 200 ms], and a store of 500 [< 60 ms]'
measure "$rounds" 'folder of 2,000' "$trustmend roots --anchors $bench/certificates" \
    'store of 500' "$trustmend roots --anchors $bench/store-of-500.pem"

[ -e "$bench/ofcdebug.log" ] ||
    /usr/bin/python3 tests/bench/logs.py 1024 "$bench/ofcdebug.log" "$bench/log-patterns"
echo '1 GiB of logs, all rules, one core [>= 300 MB/s, which is 3.6 s; < 32 MiB]'
measure "$rounds" trustmend "$trustmend logs $bench/ofcdebug.log" \
    'grep -E, same patterns' "env LC_ALL=C grep -aciE -f $bench/log-patterns $bench/ofcdebug.log >$bench/count"

[ -e "$bench/agents.csv" ] || /usr/bin/python3 tests/bench/agents.py 1000000 "$bench/agents.csv"
server='--server apex1 --port 8080 --ssl-port 4343 --agent-port 21112'
echo 'a list of 1,000,000 mismatched agents [< 2 s; < 32 MiB]'
measure "$rounds" trustmend "$trustmend mismatched $bench/agents.csv $server" \
    'trustmend, .cmd file' "$trustmend mismatched $bench/agents.csv $server --transfer" \
    'trustmend, JSON' "$trustmend mismatched $bench/agents.csv $server --format json" \
    "Python's csv, which only counts rows" "/usr/bin/python3 tests/bench/count_rows.py $bench/agents.csv" \
    'grep -c, which only counts lines' "grep -c PC- $bench/agents.csv"

[ -e "$bench/agents-100000.csv" ] ||
    /usr/bin/python3 tests/bench/agents.py 100000 "$bench/agents-100000.csv"
echo "the console's list of 100,000 of them [filled < 200 ms, sorted < 200 ms, scrolled < 16 ms]"
build/linux/bin/rows-bench "$bench/agents-100000.csv"
