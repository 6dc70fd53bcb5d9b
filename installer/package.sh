#!/bin/sh
# package.sh [-o FOLDER] [-v VERSION] [-p FOLDER]: makes trustmend-VERSION-ARCHITECTURE.msi in
# build/package, or in the folder that -o names, of what `./dev build` left in build/windows/bin: for
# x64, and for x86 as well as soon as there is a 32-bit command line in build/windows32/bin.
# Equal programs make equal packages, byte for byte: no time and no number is anybody's but theirs.
#
# -v names another version than the programs', for tests of upgrades; -p a folder that has windows/bin
# instead of build: installer/sign.sh lays signed programs there.
set -eu
cd "$(dirname "$0")/.."
out=build/package
builds=build
version=
while getopts o:v:p: option; do
    case $option in
    o) out=$OPTARG ;;
    v) version=$OPTARG ;;
    p) builds=$OPTARG ;;
    *) exit 2 ;;
    esac
done

upgrade_code=$(sed -n 's/.*UpgradeCode="\([^"]*\)".*/\1/p' installer/trustmend.wxs)
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"
export TZ=UTC

project_version() {
    sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' build/windows/CMakeCache.txt
}

# stage FOLDER PROGRAMS: the files as they will be installed, and what describes them.
stage() {
    rm -rf "$1"
    mkdir -p "$1"
    for name in $(sed -nE 's/.* Source="([^"]*\.(exe|dll))".*/\1/p' installer/trustmend.wxs); do
        cp "$2/$name" "$1/$name"
    done
    cp build/windows/bin/trustmend.msc "$1"
    cp -R build/windows/bin/help installer/policy "$1"
    sed 's/$/\r/' LICENSE >"$1/license.txt"
    sh installer/licenses.sh >"$1/libraries"
    sed 's/$/\r/' "$1/libraries" >"$1/libraries.txt"
    cp build/windows/shellext/window/verify.ico "$1/trustmend.ico"
    cp installer/trustmend.wxs "$1"
    build/linux/installer/menu-registry trustmend_menu.dll >"$1/menu.wxi"
    build/linux/installer/snapin-registry trustmend_snapin.dll >"$1/snapin.wxi"
    build/linux/installer/extension-registry trustmend_snapin.dll >"$1/extension.wxi"
    python3 installer/help_files.py "$1/help" >"$1/help.wxi"
    find "$1" -type f -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
}

# compile FOLDER MSI ARCHITECTURE NAME=VALUE...: wixl names what it does not know in warnings, and
# goes on without it.
compile() {
    folder=$1 msi=$2 architecture=$3
    shift 3
    (
        cd "$folder"
        # shellcheck disable=SC2046
        wixl -a "$architecture" $(printf -- '-D %s ' "$@") -o "$msi" trustmend.wxs
    ) >"$folder/wixl.log" 2>&1 || true
    if [ -s "$folder/wixl.log" ] || [ ! -e "$folder/$msi" ]; then
        cat "$folder/wixl.log" >&2
        exit 1
    fi
}

# complete_tables MSI: what wixl leaves out. The versions in the table of files are those of the files; and
# files with a version need no hash.
complete_tables() {
    {
        grep -v -e '^--' -e '^$' installer/tables.sql
        msiinfo export "$1" File | tr -d '\r' | sed 1,3d | cut -f 1,3 | while read -r id name; do
            case $name in *.exe | *.dll) ;; *) continue ;; esac
            found=$(python3 installer/file_version.py "$(dirname "$1")/$name")
            echo "UPDATE \`File\` SET \`Version\` = '$found', \`Language\` = '1033' WHERE \`File\` = '$id'"
            echo "DELETE FROM \`MsiFileHash\` WHERE \`File_\` = '$id'"
        done
    } | tr '\n' '\0' | xargs -0 msibuild "$1" -q
}

# package ARCHITECTURE PROGRAMS PROGRAM-FILES WIN64
package() {
    architecture=$1
    folder=$out/stage-$architecture
    msi=trustmend-$version-$architecture.msi
    stage "$folder" "$2"
    product_code=$(python3 -c 'import sys, uuid
print(str(uuid.uuid5(uuid.UUID(sys.argv[1]), " ".join(sys.argv[2:]))).upper())' \
        "$upgrade_code" "$version" "$architecture")
    compile "$folder" "$msi" "$architecture" "Version=$version" "ProductCode=$product_code" \
        "ProgramFiles=$3" "Win64=$4"
    complete_tables "$folder/$msi"
    python3 installer/summary.py "$folder/$msi" "$upgrade_code" "$SOURCE_DATE_EPOCH"
    mv "$folder/$msi" "$out/$msi"
    rm -r "$folder"
    echo "$out/$msi"
}

mkdir -p "$out"
version=${version:-$(project_version)}
package x64 "$builds/windows/bin" ProgramFiles64Folder yes
if [ -e "$builds/windows32/bin/trustmend.exe" ]; then
    package x86 "$builds/windows32/bin" ProgramFilesFolder no
fi
