#!/bin/sh
# fetch.sh [DIR [WORD]]: brings the files that public.tsv lists into DIR/files (build/corpus), from
# the packages they are in, and checks their SHA-256; WORD limits it to packages whose names hold
# it, or to "program-roots". Packages are kept in the user's cache folder. DIR/program-roots.pem
# gets the root certificates that one of the packages carries as text.
#
# A Debian package moves on in time; a file that is not the listed one any more is told and left
# out. The exit status is 1 if something could not be had at all.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../../build/corpus}
word=${2:-}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/trustmend/corpus
roots_package=@vscode/vsce-sign-linux-x64
roots_version=2.0.6
tab=$(printf '\t')

mkdir -p "$out/files" "$cache"
out=$(cd "$out" && pwd)
part=$(mktemp -d)
trap 'rm -rf "$part"' EXIT
trap 'exit 1' HUP INT TERM

need_npm() {
    command -v npm >/dev/null && return
    if [ "$(id -u)" = 0 ]; then
        apt-get install -q -y --no-install-recommends npm >&2
    elif command -v sudo >/dev/null; then
        sudo apt-get install -q -y --no-install-recommends npm >&2
    else
        echo "fetch.sh: npm is missing; install it first" >&2
        return 1
    fi
}

# The package's file in the cache; nothing if it cannot be had.
npm_package() { # NAME VERSION
    kept=$cache/$(printf %s "$1" | tr -d @ | tr / -)-$2.tgz
    if [ ! -s "$kept" ]; then
        need_npm || return 0
        (cd "$part" && npm pack --silent "$1@$2" >log 2>&1) || return 0
        mv "$part"/*.tgz "$kept"
    fi
    echo "$kept"
}

debian_package() { # NAME VERSION
    kept=$cache/$1_$(printf %s "$2" | tr : -).deb
    if [ ! -s "$kept" ]; then
        (cd "$part" && { apt-get download -q "$1=$2" || apt-get download -q "$1"; } >log 2>&1) ||
            return 0
        mv "$part"/*.deb "$kept"
    fi
    echo "$kept"
}

has_sum() { # FILE SHA256
    [ -s "$1" ] && [ "$(sha256sum <"$1" | cut -d ' ' -f 1)" = "$2" ]
}

unpack() { # PACKAGE VERSION PATH FILE
    case $1 in
    npm:*)
        package=$(npm_package "${1#npm:}" "$2")
        [ -n "$package" ] && tar -xzOf "$package" "$3" >"$4"
        ;;
    deb:*)
        package=$(debian_package "${1#deb:}" "$2")
        [ -n "$package" ] && dpkg-deb --fsys-tarfile "$package" | tar -xOf - "./$3" >"$4"
        ;;
    esac
}

fetched=0 changed=0 missing=0
while IFS=$tab read -r package version path sum rest; do
    case $package in
    package) continue ;;
    *"$word"*) ;;
    *) continue ;;
    esac
    file=$out/files/$(printf %s "$package@$version" | tr :/ +-)/$path
    if ! has_sum "$file" "$sum"; then
        mkdir -p "$(dirname "$file")"
        if ! unpack "$package" "$version" "$path" "$file" 2>>"$part/errors"; then
            rm -f "$file"
            missing=$((missing + 1))
            echo "  missing: $package $version, $path"
            continue
        fi
    fi
    if has_sum "$file" "$sum"; then
        fetched=$((fetched + 1))
    else
        rm -f "$file"
        changed=$((changed + 1))
        echo "  changed: $package $version, $path"
    fi
done <"$here/public.tsv"
: "${rest:-}"

# The certificates stand as PEM text among other strings; each is kept once.
write_roots() { # PACKAGE
    mkdir "$part/roots"
    tar -xzOf "$1" package/bin/vsce-sign | tr -d '\r' | tr '\0' '\n' |
        LC_ALL=C sed -n 's/.*\(-----BEGIN CERTIFICATE-----\)/\1/
            /-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' |
        awk -v folder="$part/roots/" '/BEGIN CERT/ { n++ } { print > (folder n ".txt") }'
    for text in "$part"/roots/*.txt; do
        openssl x509 -in "$text" -out "$text.pem" 2>/dev/null || continue
        mv "$text.pem" "$part/roots/$(sha1sum <"$text.pem" | cut -d ' ' -f 1).pem"
    done
    cat "$part"/roots/*.pem >"$out/program-roots.pem"
}

case $word in '' | program-roots) wants_roots=yes ;; *) wants_roots= ;; esac
if [ -n "$wants_roots" ] && [ ! -s "$out/program-roots.pem" ]; then
    package=$(npm_package "$roots_package" "$roots_version")
    if [ -n "$package" ]; then
        write_roots "$package"
    else
        missing=$((missing + 1))
        echo "  missing: the program's root certificates"
    fi
fi
echo "corpus: $fetched files at hand, $changed changed, $missing missing"
[ "$missing" -eq 0 ]
