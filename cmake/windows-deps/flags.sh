# shellcheck shell=sh
# What all recipes share: the flags of our own code, the oldest Windows, and
# how a CMake project or a handful of files is built. A recipe runs in the
# library's source folder, with TARGET, PREFIX and JOBS set.
CFLAGS='-O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2 -D_WIN32_WINNT=0x0601 -DWINVER=0x0601'

build_with_cmake() {
    cmake -S . -B cross -G Ninja -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_C_COMPILER="$TARGET-gcc" \
        -DCMAKE_RC_COMPILER="$TARGET-windres" -DCMAKE_FIND_ROOT_PATH="$PREFIX" \
        -DCMAKE_FIND_ROOT_PATH_MODE_PROGRAM=NEVER -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY \
        -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY \
        -DCMAKE_INSTALL_PREFIX="$PREFIX" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="$CFLAGS" \
        -DBUILD_SHARED_LIBS=OFF "$@"
    cmake --build cross -j "$JOBS"
    cmake --install cross
}

build_archive() {
    archive=$1
    shift
    for source in "$@"; do
        object=$(echo "$source" | tr '/' '_').o
        # shellcheck disable=SC2086
        "$TARGET-gcc" $CFLAGS -c "$source" -o "$object"
        "$TARGET-ar" rcs "$PREFIX/lib/$archive" "$object"
    done
}
