/*
 * A snap-in that keeps every rule of the console host's strict level, and variants
 * of it that each break one: what the host says of them tells whether it can see
 * anything at all. Others are strange and yet correct, as snap-ins of MMC 1.2 and
 * 2.0 are: of these the host has to say nothing at the level of what is tolerated.
 *
 * Each variant is a class of its own in one DLL.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>
#include <ocidl.h>

typedef enum mutation {
    KEEPS_EVERY_RULE,
#define MUTANT(name, ...) name,
#define STYLE(name, what) name,
#include "tests/console/mutants/mutants.def"
#undef STYLE
#undef MUTANT
    MUTATION_COUNT
} mutation;

/* The places of the tree, which are also the cookies of its nodes. */
typedef enum place {
    PLACE_ROOT,    /* the static node */
    PLACE_LIST,    /* with rows that the console keeps */
    PLACE_VIRTUAL, /* with rows that it only counts */
    PLACE_MESSAGE  /* with a message instead of rows */
} place;

#define LIST_ROWS    20
#define VIRTUAL_ROWS 500
#define COLUMNS      3

/* A row's cookie; a virtual list's rows have none but their index. */
#define ROW_COOKIE(index) ((MMC_COOKIE)(1000 + (index)))
#define ROW_OF(cookie)    ((int)((cookie)-1000))

typedef struct mutant mutant;

/** The IComponentData of a variant, and what its components share with it. */
struct mutant {
    IComponentData IComponentData_iface;
    IPersistStreamInit IPersistStreamInit_iface;
    IExtendContextMenu IExtendContextMenu_iface;
    IExtendPropertySheet2 IExtendPropertySheet2_iface;
    ISnapinHelp2 ISnapinHelp2_iface;
    LONG references;
    mutation does;
    IConsole2 *console;
    IConsoleNameSpace2 *name_space;
    IStringTable *strings;
    HSCOPEITEM root;
    HSCOPEITEM last; /* child of root */
    DWORD state;     /* what is saved */
    bool is_dirty;
    bool is_destroyed;
    LONG refused;          /* by a variant that counts refusals */
    IConsole2 *remembered; /* by variants that use it when they may not */
};

/** @param detail  a mutation, by its number */
HRESULT mutant_create(IUnknown **out, const void *detail);

/** The class of a variant, and that of its ISnapinAbout. */
CLSID mutant_class(mutation does);
CLSID mutant_about_class(mutation does);

/** The type of a place's node, or of the rows in it. */
GUID mutant_node_type(mutation does, place where, bool is_row);

const wchar_t *mutant_place_name(place where);

/** The text of a cell, which lives as long as the DLL. */
const wchar_t *mutant_cell(int row, int column);

/** Less, equal or more: as the cells' meanings are ordered, numbers as numbers. */
int mutant_compare(int row, int other, int column);

/* component.c */
HRESULT mutant_component_create(IComponent **out, mutant *data);

/* item.c */
typedef struct mutant_item {
    mutation does;
    place where;
    int row; /* -1: the node itself */
    DATA_OBJECT_TYPES type;
    bool is_many; /* rows, of which row is one */
} mutant_item;

HRESULT mutant_item_create(IDataObject **out, const mutant_item *item);

/** What one of our data objects stands for; false if it is none of ours. */
bool mutant_item_of(mutant_item *out, IDataObject *data);

/* about.c */
HRESULT mutant_about_create(IUnknown **out, const void *detail);

/* menu.c: what both IExtendContextMenu do */
HRESULT mutant_menu_add(mutation does, IDataObject *data, IContextMenuCallback *callback,
                        LONG *allowed, bool is_component);
HRESULT mutant_menu_command(mutation does, IUnknown *extender, LONG command, IDataObject *data);

/* pages.c: what both IExtendPropertySheet2 do */
HRESULT mutant_pages_create(mutation does, IPropertySheetCallback *callback, LONG_PTR handle,
                            IDataObject *data);
HRESULT mutant_pages_query(mutation does, IDataObject *data);

/** Show a wizard as way (c) does: pages first, and no CreatePropertyPages. */
HRESULT mutant_pages_wizard(mutation does, IDataObject *data);

/** Show a sheet as way (b) does: through the provider, without a notify handle. */
HRESULT mutant_pages_show(mutation does, IUnknown *extender, IDataObject *data);

/* bars.c: the toolbar and the menu button of a component */
typedef struct mutant_bars {
    IControlbar *bar;
    IToolbar *tools;
    IMenuButton *menus;
} mutant_bars;

HRESULT mutant_bars_set(mutant_bars *self, mutation does, IExtendControlbar *extender,
                        IControlbar *bar);
void mutant_bars_select(mutant_bars *self, mutation does, bool is_selected);

/* extension.c: a snap-in that extends the node types of KEEPS_EVERY_RULE */
HRESULT mutant_extension_create(IUnknown **out, const void *detail);

/** Whether a list of the variants is shown now, for one whose data objects need that. */
extern bool mutant_list_is_shown;

/** Say what the console did wrong; the host's own test listens. */
void mutant_complain(const char *what);

/** The icons of the tree and the list: a strip of two. */
HBITMAP mutant_bitmap(int size);

/** PART_UNKNOWN(type, IFoo, foo, IBar, bar): the IUnknown of IFoo in type is that of its IBar. */
#define PART_UNKNOWN(type, interface, prefix, main, main_prefix)                                   \
    static type *from_##interface(interface *iface)                                                \
    {                                                                                              \
        return CONTAINING_RECORD(iface, type, interface##_iface);                                  \
    }                                                                                              \
    static HRESULT WINAPI prefix##_QueryInterface(interface *iface, REFIID iid, void **out)        \
    {                                                                                              \
        return main_prefix##_QueryInterface(&from_##interface(iface)->main##_iface, iid, out);     \
    }                                                                                              \
    static ULONG WINAPI prefix##_AddRef(interface *iface)                                          \
    {                                                                                              \
        return main_prefix##_AddRef(&from_##interface(iface)->main##_iface);                       \
    }                                                                                              \
    static ULONG WINAPI prefix##_Release(interface *iface)                                         \
    {                                                                                              \
        return main_prefix##_Release(&from_##interface(iface)->main##_iface);                      \
    }
