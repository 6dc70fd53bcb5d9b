# shellcheck shell=sh
cd CUnit || exit 1
[ -e Headers/CUnit.h ] || cp Headers/CUnit.h.in Headers/CUnit.h
sed -i 's/@VERSION@-@RELEASE@/2.1-3/' Headers/CUnit.h
CFLAGS="$CFLAGS -IHeaders"
build_archive libcunit.a Sources/Framework/CUError.c Sources/Framework/MyMem.c \
    Sources/Framework/TestDB.c Sources/Framework/TestRun.c Sources/Framework/Util.c
mkdir -p "$PREFIX/include/CUnit"
cp Headers/*.h "$PREFIX/include/CUnit"
