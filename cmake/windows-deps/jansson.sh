# shellcheck shell=sh
build_with_cmake -DJANSSON_BUILD_DOCS=OFF -DJANSSON_EXAMPLES=OFF -DJANSSON_WITHOUT_TESTS=ON
rm -rf "$PREFIX/share" "${PREFIX:?}/bin" "$PREFIX/cmake" "$PREFIX/lib/cmake"
