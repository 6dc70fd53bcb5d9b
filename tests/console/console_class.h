/* The classes that every console file names: the console's own, and its folder. */
#pragma once

#include <guiddef.h>

/** Whose string table has the names of the nodes. */
static const CLSID console_class = {
    0x71e5b33e, 0x1064, 0x11d2, { 0x80, 0x8f, 0x00, 0x00, 0xf8, 0x75, 0xa9, 0xce }
};

/** The Folder snap-in, which the root is of. */
static const CLSID folder_class = {
    0xc96401cc, 0x0e17, 0x11d3, { 0x88, 0x5b, 0x00, 0xc0, 0x4f, 0x72, 0xc7, 0x17 }
};
