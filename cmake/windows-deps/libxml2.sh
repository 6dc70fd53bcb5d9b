# shellcheck shell=sh
# Trees, schemas, XPath, reader and writer; nothing that goes to the network.
CFLAGS="$CFLAGS -DLIBXML_STATIC"
off=
for part in C14N CATALOG DEBUG DOCB FTP HTML HTTP ICONV ICU ISO8859X LEGACY LZMA MEM_DEBUG MODULES \
    PROGRAMS PYTHON RUN_DEBUG SCHEMATRON TESTS THREAD_ALLOC XINCLUDE XPTR ZLIB; do
    off="$off -DLIBXML2_WITH_$part=OFF"
done
# shellcheck disable=SC2086
build_with_cmake $off
mv "$PREFIX/include/libxml2/libxml" "$PREFIX/include/libxml"
rm -rf "$PREFIX/include/libxml2" "$PREFIX/share" "${PREFIX:?}/bin" "$PREFIX/lib/cmake"
if [ -e "$PREFIX/lib/libxml2s.a" ]; then
    mv "$PREFIX/lib/libxml2s.a" "$PREFIX/lib/libxml2.a"
fi
