# shellcheck shell=sh
build_with_cmake -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_SUPPORT_UNICODE=ON \
    -DPCRE2_SUPPORT_JIT=OFF
rm -rf "$PREFIX/share" "${PREFIX:?}/bin" "$PREFIX/man" "$PREFIX/cmake" "$PREFIX/lib/libpcre2-posix.a"
