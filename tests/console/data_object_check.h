/* Data objects: the formats that each must have, and how it fills what it is given. */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

#include "tests/console/snap_in.h"

/** Judge the answer of a QueryDataObject; true if there is an object, be it a special one. */
bool data_object_given(HRESULT outcome, IDataObject *data, const void *poison, const char *what,
                       MMC_COOKIE cookie);

/** Look at a data object, once for each kind of node that the snap-in has. */
void data_object_check(IDataObject *data, snap_in *of, bool is_multiple);

/** The node type of a data object; false if it does not say. */
bool data_object_node_type(IDataObject *data, GUID *out);

/**
 * That of what is selected, by the cookie that it was asked for with: several rows have one if
 * all are of the same type, and are asked for nothing but their types.
 */
bool data_object_selected_type(IDataObject *data, MMC_COOKIE cookie, GUID *out);

/** Its display name, to free(); NULL if it does not say. */
wchar_t *data_object_name(IDataObject *data);
