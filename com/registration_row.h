/*
 * One value that a DLL writes to the registry to be found, and the table of all of them.
 *
 * Each DLL has one such table, from which it registers itself and the installer's registry is
 * made (installer/registry.c), so that both write the same. No header of Windows is needed here.
 */
#pragma once

#include <stddef.h>
#include <wchar.h>

typedef struct registration_row {
    const wchar_t *key;   /* from "Software" on */
    const wchar_t *value; /* NULL for the key's default value */
    const wchar_t *data;  /* REG_SZ; NULL for the path of the DLL, which is also the "%1" in it */
} registration_row;

/* The DLL's own table: shellext/menu/registration_rows.c, and so with any other. */
extern const registration_row registration_rows[];
extern const size_t registration_row_count;
