# shellcheck shell=sh
build_archive libcsv.a libcsv.c
cp csv.h "$PREFIX/include"
