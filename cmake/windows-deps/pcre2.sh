# shellcheck shell=sh
# No JIT: memory that is written and then run is what anti-virus products look
# for, and patterns are tried seldom.
build_with_cmake -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_SUPPORT_UNICODE=ON \
    -DPCRE2_SUPPORT_JIT=OFF
rm -rf "$PREFIX/share" "${PREFIX:?}/bin" "$PREFIX/man" "$PREFIX/cmake" "$PREFIX/lib/libpcre2-posix.a"
