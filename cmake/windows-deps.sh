#!/bin/sh
# Cross-builds the libraries of the Windows programs, static, from Debian's
# source packages, into build/windows-deps.
#
# Each library has a recipe, cmake/windows-deps/NAME.sh, named after its source
# package. What a recipe installs is kept in the user's cache folder by version
# and flags (of recipe and compiler), and so are the sources.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
recipes=$root/cmake/windows-deps
cache=${XDG_CACHE_HOME:-$HOME/.cache}/trustmend
work=$root/build/windows-deps-work
prefix=$root/build/windows-deps
libraries='openssl libxml2 pcre2 sqlite3 jansson zlib libcsv cunit'
target=x86_64-w64-mingw32

# Everything but the library's own recipe that changes what comes out.
common_key=$(
    grep -v '^#' "$recipes/flags.sh"
    $target-gcc --version
)

say() {
    echo "windows-deps: $*"
}

source_folder() {
    echo "$cache/sources/${1}_${2#*:}"
}

hash_of() {
    sha256sum | cut -c 1-16
}

# The system's Debian sources with deb-src for deb, and lists of our own, so
# that the system's configuration and package lists stay as they are.
private_apt() {
    command=$1
    shift
    "$command" -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/sources" \
        -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" \
        -o APT::Sandbox::User="$(id -un)" "$@"
}

write_source_list() {
    rm -rf "$work/apt"
    mkdir -p "$work/apt/sources" "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        # Of the stanzas, those of Debian 12 itself.
        awk 'BEGIN { RS = ""; ORS = "\n\n" }
             /(^|\n)Suites:[^\n]*bookworm([^-]|-updates|-security|$)/ && /(^|\n)Components:[^\n]* main/ {
                 gsub(/(^|\n)#[^\n]*/, ""); sub(/^\n/, "")
                 sub(/Types:[^\n]*/, "Types: deb-src"); print }' \
            "$file" >"$work/apt/sources/$(basename "$file")"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -e "$file" ] || continue
        sed -nE 's/^deb( +(\[[^]]*\] +)?[^ ]+ +bookworm(-updates|-security)? .*\<main\>)/deb-src\1/p' \
            "$file" >"$work/apt/sources/$(basename "$file" .list).list"
    done
    if ! cat "$work"/apt/sources/* 2>/dev/null | grep -q deb-src; then
        say "apt's configuration names no archive of Debian 12" >&2
        exit 1
    fi
}

newest_version() {
    private_apt apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -V | tail -n 1
}

# Into $cache/sources/NAME_VERSION: upstream's tarball, checked by apt, and
# Debian's patches where the mirror still has them.
fetch_source() {
    folder=$(source_folder "$1" "$2")
    [ -e "$folder/complete" ] && return
    say "downloading the source of $1 $2"
    mkdir -p "$folder"
    (
        cd "$folder"
        private_apt apt-get source --tar-only --download-only "$1=$2" 2>&1 | grep -v '^N:' || true
        ls ./*.orig.tar.* >/dev/null
        private_apt apt-get source --diff-only --download-only "$1=$2" >/dev/null 2>&1 ||
            say "Debian's patches of $1 $2 cannot be had: building upstream's code as it is"
        touch complete
    )
}

unpack_source() {
    mkdir -p "$2"
    tar -xf "$(find "$1" -name '*.orig.tar.*' ! -name '*.asc')" -C "$2" --strip-components=1
    patches=$(ls "$1"/*.debian.tar.* 2>/dev/null || true)
    [ -n "$patches" ] || return 0
    tar -xf "$patches" -C "$2"
    [ -e "$2/debian/patches/series" ] || return 0
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$2/debian/patches/series" | while read -r patch _; do
        patch -s -f -p1 -d "$2" <"$2/debian/patches/$patch" >/dev/null
    done
}

build_library() {
    name=$1 version=$2 built=$3
    fetch_source "$name" "$version"
    say "building $name $version"
    rm -rf "${work:?}/$name" "$built.partial"
    unpack_source "$(source_folder "$name" "$version")" "$work/$name"
    mkdir -p "$built.partial/include" "$built.partial/lib"
    if ! (cd "$work/$name" && TARGET=$target PREFIX=$built.partial JOBS=$(nproc) \
        sh -eu -c '. "$1"; . "$2"' - "$recipes/flags.sh" "$recipes/$name.sh") >"$work/$name.log" 2>&1; then
        tail -n 30 "$work/$name.log" >&2
        say "building $name failed; all of its output: $work/$name.log" >&2
        exit 1
    fi
    mv "$built.partial" "$built"
    rm -rf "${work:?}/$name"
}

all_key=$( (
    echo "$common_key"
    cat "$recipes"/*.sh | grep -v '^#'
) | hash_of)
[ "$(cat "$prefix/complete" 2>/dev/null)" = "$all_key" ] && exit 0

mkdir -p "$cache/windows" "$cache/sources" "$work"
exec 9>"$cache/windows/lock" # two builds at once would do the same work
flock 9
write_source_list
say 'looking up the versions of the source packages'
private_apt apt-get update
rm -rf "$prefix"
mkdir -p "$prefix"
for library in $libraries; do
    version=$(newest_version "$library")
    [ -n "$version" ] || { say "no source package $library" >&2; exit 1; }
    key=$( (echo "$common_key"; grep -v '^#' "$recipes/$library.sh") | hash_of)
    built=$cache/windows/$library-${version#*:}-$key
    [ -d "$built" ] || build_library "$library" "$version" "$built"
    cp -r "$built/." "$prefix"
    echo "$library $version" >>"$prefix/versions"
done
echo "$all_key" >"$prefix/complete"
rm -rf "$work/apt"
