/*
 * What a snap-in's DLL allocates by the C library and the heap, seen through its
 * import table: living blocks are counted, and, at the strict level, freed ones
 * filled, so that a text which was freed too early is not read as if nothing had
 * happened.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** Watch a DLL that was just loaded, with whatever it allocated before unseen. */
void import_watch(HMODULE dll);

/** How many blocks of watched DLLs live. */
long import_watch_blocks(void);

/** How many GDI objects of watched DLLs live. */
long import_watch_gdi(void);
