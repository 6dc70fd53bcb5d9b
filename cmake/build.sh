#!/bin/sh
# build.sh PRESET...: installs what building needs and builds. WERROR=ON in the
# environment makes warnings errors from then on.
set -eu
cd "$(dirname "$0")/.."

mkdir -p build
for preset in "$@"; do
    case $preset in
    windows)
        sh cmake/packages.sh windows
        sh cmake/windows-deps.sh
        ;;
    windows32) sh cmake/packages.sh windows32 ;;
    linux-fuzz) sh cmake/packages.sh linux test ;;
    *) sh cmake/packages.sh linux ;;
    esac
    cache=build/$preset/CMakeCache.txt
    if [ ! -e "build/$preset/build.ninja" ] ||
        { [ -n "${WERROR:-}" ] && ! grep -q "^TRUSTMEND_WERROR:BOOL=$WERROR" "$cache"; }; then
        cmake --preset "$preset" ${WERROR:+-DTRUSTMEND_WERROR="$WERROR"} >"build/$preset.configure.log" 2>&1 || {
            cat "build/$preset.configure.log" >&2
            exit 1
        }
    fi
    cmake --build "build/$preset" -- --quiet -k 0
done
