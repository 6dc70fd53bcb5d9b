#!/bin/sh
# licenses.sh: prints what the libraries that are linked into the Windows programs ask to be said of
# them, as Debian's packages of the same sources have it.
set -eu
cd "$(dirname "$0")/.."
shared=/usr/share/common-licenses

package_of() {
    case $1 in
    openssl) echo libssl-dev ;;
    libxml2) echo libxml2-dev ;;
    pcre2) echo libpcre2-dev ;;
    sqlite3) echo libsqlite3-dev ;;
    jansson) echo libjansson-dev ;;
    zlib) echo zlib1g-dev ;;
    libcsv) echo libcsv-dev ;;
    mingw-w64) echo mingw-w64-common ;;
    *)
        echo "licenses: nobody knows that of $1" >&2
        exit 1
        ;;
    esac
}

# part TITLE FILE
part() {
    echo
    echo "$1"
    echo "$1" | tr '[:print:]' =
    echo
    cat "$2"
}

echo 'The programs of Trustmend have these libraries in them. Where a text names a file in'
echo "$shared, that file is at the end."
{
    grep -v '^cunit ' build/windows-deps/versions # which is in the tests only
    echo "mingw-w64 $(dpkg-query -W -f '${Version}' mingw-w64-common)"
} | while read -r name version; do
    package=$(package_of "$name")
    part "$name $version" "/usr/share/doc/$package/copyright"
done
for license in Apache-2.0 LGPL-2.1; do
    part "$license" "$shared/$license"
done
