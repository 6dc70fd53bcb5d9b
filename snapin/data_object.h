/*
 * Data objects: what the console hands around to say which item is meant, and
 * what others may read of it.
 *
 * An object holds copies only, for the clipboard or a page may keep it longer than the list
 * that it came from. Beside the console's own formats, anybody can ask for these:
 *
 *   CCF_TRUSTMEND_RECORDS     of each row, the record of the command line, one line of JSON in
 *                             UTF-8; no line for a place
 *   CCF_TRUSTMEND_THUMBPRINT  SHA-1 of the certificate that one row is about, UTF-16
 *   CCF_TRUSTMEND_PATH        of the file that one row is about, UTF-16
 *   CF_UNICODETEXT            of each row a line with its cells, tabulators between them
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>
#include <mmc.h>

#include "snapin/rows/node.h"
#include "snapin/rows/row.h"

#define CCF_TRUSTMEND_RECORDS    L"CCF_TRUSTMEND_RECORDS"
#define CCF_TRUSTMEND_THUMBPRINT L"CCF_TRUSTMEND_THUMBPRINT"
#define CCF_TRUSTMEND_PATH       L"CCF_TRUSTMEND_PATH"

/** A copy of a row. */
typedef struct item_row {
    char *key;
    char *record; /* JSON text; NULL if it was not made of JSON */
} item_row;

/** What a data object of ours is about. */
typedef struct item {
    node_id place; /* PLACE_ROOT: the snap-in's own */
    const item_row *rows;
    size_t row_count; /* 0: the place itself */
} item;

/**
 * @param rows        those that are meant, copied; none: the place
 * @param is_several  it stands for a selection of several items
 */
HRESULT data_object_create(IDataObject **out, node_id place, const row *const *rows, size_t count,
                           bool is_several);

/**
 * Our own object behind one that the console gives, which may be a composite of several; NULL if
 * there is none. The caller releases it.
 */
IDataObject *data_object_ours(IDataObject *given);

/** What an object of data_object_ours is about; borrowed from it. */
const item *data_object_item(IDataObject *ours);

/** Whether two are about the same. */
bool data_object_equals(IDataObject *first, IDataObject *second);
