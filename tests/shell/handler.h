/*
 * A context-menu handler that is looked at, whether it comes from a DLL or is one
 * of the misbehaving ones that the tests make themselves; and Explorer's way with it.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <shlobj.h>

#include "tests/shell/data_object.h"

#define HANDLER_USUAL_FILE L"C:\\folder\\x.dll_Invalid"

typedef struct handler {
    /** A new object. */
    HRESULT (*create)(const struct handler *tested, IUnknown *outer, REFIID iid, void **out);
    CLSID class_id;
    int mutation;            /* of those that the tests make */
    const wchar_t *selected; /* the file that it is asked about */
    bool is_tolerated;       /* somebody else's: only what every handler must do is asked of it */
} handler;

/** A handler that is registered. */
handler handler_registered(const CLSID *class_id);

/** A new object as Explorer first asks for it; NULL if there is none. */
IContextMenu *handler_create(const handler *tested);

/** Say what is selected; folder or data may be NULL. False if that was refused. */
bool handler_initialise(IContextMenu *menu, PCIDLIST_ABSOLUTE folder, data_object *data);

/** Both. */
IContextMenu *handler_open(const handler *tested, PCIDLIST_ABSOLUTE folder, data_object *data);

/** A menu with the handler's items, beside one of Explorer's at each end. */
typedef struct shown_menu {
    HMENU menu;
    HRESULT result; /* of QueryContextMenu */
    int count;      /* of items that came in */
} shown_menu;

#define SHOWN_FIRST    100
#define SHOWN_LAST     999
#define SHOWN_POSITION 1

shown_menu handler_query(IContextMenu *menu, UINT first, UINT last, UINT flags);
void shown_menu_free(shown_menu *shown);

/** The identifier of an item, from 0 on; UINT_MAX if it has none, as separators and cascades. */
UINT shown_menu_id(const shown_menu *shown, int index);

/** The text of an item. */
void shown_menu_text(const shown_menu *shown, int index, wchar_t *out, int capacity);
