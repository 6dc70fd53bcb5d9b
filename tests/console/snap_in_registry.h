/*
 * What the registry says of a snap-in, and whether that is as the console needs
 * it: below HKEY_CLASSES_ROOT\CLSID and Software\Microsoft\MMC.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

typedef struct snap_in_entry {
    CLSID class_id;
    wchar_t *name;     /* in the user's language, or NULL */
    wchar_t *provider; /* or NULL */
    wchar_t *version;  /* or NULL */
    CLSID about;       /* CLSID_NULL: none */
    bool is_stand_alone;
} snap_in_entry;

/** Read the entry of a class; false if there is none. */
bool snap_in_registry_read(snap_in_entry *out, const CLSID *class_id);

void snap_in_entry_free(snap_in_entry *entry);

/** Whether it extends the trees of others and has none of its own to add to a console. */
bool snap_in_registry_only_extends(const CLSID *class_id);

/** Call use for each snap-in that Add/Remove Snap-in would list. */
void snap_in_registry_list(void (*use)(const snap_in_entry *entry, void *context), void *context);

/** Check the entry, the class and the node types of a snap-in; what is wrong is a breach. */
void snap_in_registry_check(const CLSID *class_id);
