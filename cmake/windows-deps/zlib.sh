# shellcheck shell=sh
CFLAGS="$CFLAGS -DNO_FSEEKO"
build_archive libz.a adler32.c compress.c crc32.c deflate.c gzclose.c gzlib.c gzread.c gzwrite.c \
    infback.c inffast.c inflate.c inftrees.c trees.c uncompr.c zutil.c
cp zlib.h zconf.h "$PREFIX/include"
