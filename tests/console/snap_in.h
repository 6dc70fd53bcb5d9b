/*
 * A snap-in in the console: its IComponentData from creation to the last Release,
 * in the order of calls that the documentation gives.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

#include "tests/console/console.h"
#include "tests/console/host.h"
#include "tests/console/image_set.h"
#include "tests/console/scope_item.h"

#define SNAP_IN_SEEN_MAX 64

struct snap_in {
    host *in;
    CLSID class_id;
    IComponentData *object;
    console *given;   /* the console of Initialize */
    scope_item *node; /* the static one; NULL for an extension */
    image_set images; /* of the tree */
    HMODULE dll;
    GUID seen[SNAP_IN_SEEN_MAX]; /* node types whose data objects were looked at */
    size_t seen_count;
    bool is_extension; /* of the name space */
    bool is_closed;
};

/** Load a snap-in and put its static node into the tree; NULL: it cannot be, as is said. */
snap_in *snap_in_open(host *in, REFCLSID class_id);

/** The same with the state that a console file kept; NULL stream for a new one. */
snap_in *snap_in_open_saved(host *in, REFCLSID class_id, IStream *state);

/** Everything up to Initialize, and nothing in the tree. */
snap_in *snap_in_load(host *in, REFCLSID class_id);

/** A namespace extension of another snap-in's node: the same object for all of them. */
snap_in *snap_in_open_extension(host *in, REFCLSID class_id);

/** Let an extension, which need not be registered for it, put nodes below an item; false if not. */
bool snap_in_extend(scope_item *item, REFCLSID class_id);

/** Take its nodes out of the tree and let go of it; its views have left it. */
void snap_in_close(snap_in *self);

/** Tell it to put children below an item, if it was not told. */
void snap_in_expand(scope_item *item);

/** Tell the extensions of an item, with the data object of whose it is. */
void snap_in_expand_extensions(scope_item *item, IDataObject *data);

/** The data object of a node; NULL if there is none, which is said. To release. */
IDataObject *snap_in_data(scope_item *item, DATA_OBJECT_TYPES type);

HRESULT snap_in_notify(snap_in *self, IDataObject *data, MMC_NOTIFY_TYPE event, LPARAM arg,
                       LPARAM param);

/** The name of a node as the tree shows it; borrowed until the tree changes. */
const wchar_t *snap_in_node_name(scope_item *item);

/** The image of a node as an index into the console's list; -1 for none. */
int snap_in_node_image(scope_item *item);
