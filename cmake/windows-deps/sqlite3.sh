# shellcheck shell=sh
# The amalgamation is made by the source tree's own makefile, with tclsh.
./configure --disable-tcl --disable-readline >/dev/null
make -s sqlite3.c
CFLAGS="$CFLAGS -DSQLITE_THREADSAFE=1 -DSQLITE_DQS=0 -DSQLITE_OMIT_LOAD_EXTENSION \
    -DSQLITE_OMIT_DEPRECATED -DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_WIN32_MALLOC=0"
build_archive libsqlite3.a sqlite3.c
cp sqlite3.h "$PREFIX/include"
