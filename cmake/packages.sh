#!/bin/sh
# packages.sh GROUP...: installs what is missing of Debian's packages for
# building (linux, windows, windows32), packaging (package), trying (run), and testing (test).
set -eu

packages_of() {
    case $1 in
    linux)
        echo gcc libc6-dev cmake ninja-build libssl-dev libxml2-dev libjansson-dev libpcre2-dev \
            libsqlite3-dev zlib1g-dev libcsv-dev libcunit1-dev gettext
        ;;
    windows)
        echo gcc libc6-dev gcc-mingw-w64-x86-64 cmake ninja-build make perl patch tcl xz-utils \
            bzip2 gettext wine wine64 python3 cmark-gfm
        ;;
    windows32) echo gcc-mingw-w64-i686-win32 cmake ninja-build python3 ;;
    package) echo git wixl msitools python3 osslsigncode ;;
    run) echo osslsigncode openssl ca-certificates curl python3 unzip npm ;;
    test)
        packages_of run
        packages_of package
        echo git binutils strace clang libclang-rt-14-dev clang-format clang-tidy valgrind libc6-dbg \
            shellcheck libxml2-utils chromium python3-jsonschema gcab zip \
            libwin-hivex-perl xvfb imagemagick fonts-vlgothic e2fsprogs cmark-gfm mandoc
        ;;
    *)
        echo "packages: no such group: $1" >&2
        exit 2
        ;;
    esac
}

missing=
for group in "$@"; do
    for package in $(packages_of "$group"); do
        # npm may also have come from elsewhere, and then Debian's is not wanted.
        if [ "$package" = npm ] && command -v npm >/dev/null; then
            continue
        fi
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing="$missing $package"
    done
done
missing=$(for package in $missing; do echo "$package"; done | sort -u | tr '\n' ' ')
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root='sudo -n'
    if ! $as_root true 2>/dev/null; then
        echo "packages: these are missing, and only root may install them: $missing" >&2
        exit 1
    fi
fi
echo "packages: installing $missing"
log=$(mktemp)
# shellcheck disable=SC2086
if ! $as_root env DEBIAN_FRONTEND=noninteractive sh -ec '
    apt-get -q update
    apt-get -q install -y --no-install-recommends "$@"' - $missing </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm "$log"
    exit 1
fi
rm "$log"
