/*
 * The classes of the snap-in DLL, and the types of its nodes.
 *
 * Each place in the tree has a type of its own, and so has each kind of row: by them the console
 * finds the extensions that others have registered for it. A row's type is that of its place with
 * 0x10 added to the first number.
 */
#pragma once

#include <guiddef.h>

DEFINE_GUID(CLSID_trustmend_snapin, 0x27d00209, 0xf8bc, 0x48a3, 0xa7, 0xd6, 0xdb, 0x42, 0x5b, 0x07,
            0x94, 0xf1);
DEFINE_GUID(CLSID_trustmend_snapin_about, 0x07f1a0f5, 0xc05e, 0x402e, 0xba, 0xe6, 0xde, 0x26, 0x4f,
            0xcf, 0x16, 0x9a);

/* The place that all others are below; theirs follow it by the first number. */
DEFINE_GUID(NODETYPE_trustmend, 0x32b05a00, 0x5c0b, 0x47da, 0x85, 0x66, 0x47, 0xb1, 0x38, 0xb0,
            0x73, 0xad);

/* "Services and Applications" of Computer Management, which others may extend. */
DEFINE_GUID(NODETYPE_services_and_applications, 0x476e6449, 0xaaff, 0x11d0, 0xb9, 0x44, 0x00, 0xc0,
            0x4f, 0xd8, 0xd5, 0xb0);
