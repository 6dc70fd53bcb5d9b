/*
 * A context menu as a console builds it: the console makes the insertion points,
 * the primary snap-in and the extensions add to them, and every item is checked
 * against the rules of CONTEXTMENUITEM2.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>
#include <mmc.h>

typedef enum menu_adder { MENU_CREATOR, MENU_PRIMARY, MENU_EXTENSION } menu_adder;

typedef enum menu_kind { MENU_COMMAND, MENU_SUBMENU, MENU_POINT, MENU_SEPARATOR } menu_kind;

typedef struct menu_item {
    menu_kind kind;
    menu_adder adder;
    IExtendContextMenu *extension; /* whom its command goes to; NULL for the creator's own */
    LONG id;                       /* a command's, or that of an insertion point or a submenu */
    size_t parent;                 /* index of the point or submenu that it is in, or MENU_ROOT */
    LONG flags;                    /* MF_… */
    bool is_default;
    wchar_t *name;
    wchar_t *status; /* or NULL */
    wchar_t *word;   /* the language-independent name, or NULL */
} menu_item;

#define MENU_ROOT ((size_t)-1)

/** Begin with all zero. */
typedef struct context_menu {
    menu_item *items;
    size_t count;
} context_menu;

/** Free all items, and the references to those who added them. */
void context_menu_clear(context_menu *menu);

/** Add an item of the console's own; what CONTEXTMENUITEM2 has no use for may be NULL or 0. */
HRESULT context_menu_add(context_menu *menu, const CONTEXTMENUITEM2 *item);

/** Add the insertion points and submenus of a console that allowed (CCM_INSERTIONALLOWED_…) names.
 */
HRESULT context_menu_add_points(context_menu *menu, LONG allowed);

/** Let one snap-in, whose item the menu is about, add its items where allowed permits. */
HRESULT context_menu_add_primary(context_menu *menu, IUnknown *snapin, IDataObject *data,
                                 LONG allowed);

/** Let every extension that is registered for the data object's node type add its items; the
 * cookie is the one that it was asked for with. */
HRESULT context_menu_add_extensions(context_menu *menu, IDataObject *data, MMC_COOKIE cookie,
                                    LONG allowed);

/** The command with this language-independent name, or else this name; NULL if there is none. */
const menu_item *context_menu_find(const context_menu *menu, const wchar_t *name);

/** Tell whoever added the command that it was chosen. */
HRESULT context_menu_choose(const menu_item *item, IDataObject *data);

/** The menu as Windows shows it; a command's identifier there is its index in items and 1. */
HMENU context_menu_show(const context_menu *menu);
