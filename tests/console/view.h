/*
 * One view: which node is selected in it, the result list that it shows, and the
 * order in which a console tells a snap-in of that.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

#include "tests/console/component.h"
#include "tests/console/host.h"
#include "tests/console/result_list.h"

#define VIEW_COMPONENTS_MAX HOST_SNAP_INS_MAX

typedef enum view_kind { SHOWS_LIST, SHOWS_PAGE, SHOWS_CONTROL, SHOWS_MESSAGE } view_kind;

struct view {
    host *in;
    component *components[VIEW_COMPONENTS_MAX];
    size_t component_count;
    scope_item *selected; /* NULL: none yet */
    component *shown;     /* whose node is selected; NULL for the root */
    component *told;      /* that something of it is selected: shown, or an extension's */
    bool is_showing;      /* between SHOW TRUE (its beginning) and SHOW FALSE (its end) */
    bool is_filling;      /* inside SHOW TRUE */
    view_kind kind;
    wchar_t *kind_text; /* the page or class of a view that is no list */
    IUnknown *control;  /* of SHOWS_CONTROL and SHOWS_MESSAGE: what QueryResultView gives */
    struct message_view *message; /* of SHOWS_MESSAGE: that same object */
    LONG options;                 /* MMC_VIEW_OPTIONS_... */
    LONG mode;                    /* MMCLV_VIEWSTYLE_... */
    UINT style;                   /* MMC_RESULT_VIEW_STYLE */
    result_list list;
    HIMAGELIST small_images;
    HIMAGELIST large_images;
    wchar_t *status;
    wchar_t *description;
    bool is_scope_selected; /* the node itself, and no row, is what is selected */
    bool is_selecting;
    HSCOPEITEM wanted; /* asked for by SelectScopeItem while something else went on */
};

view *view_open(host *in);
void view_close(view *self);

/** Select a node, which shows it; NULL leaves the one that is shown. */
void view_select(view *self, scope_item *item);

/** Select rows (none, one, or more where the view lets that), as by clicks. */
void view_select_rows(view *self, const int *indices, int count);

/** Tell of a change of the rows' selection that was already made in the list. */
void view_rows_selected(view *self);

/** Show something else if it is of this snap-in, and let go of its component. */
void view_leave(view *self, snap_in *data);

/** Take all rows away but those of nodes. */
void view_delete_rows(view *self);

/** Before rows vanish: nothing of them is selected any more. */
void view_forget_selection(view *self);

/** The data object of what is selected, to release; NULL: none. *owner is whose it is. */
IDataObject *view_selected_data(view *self, component **owner, MMC_COOKIE *cookie,
                                DATA_OBJECT_TYPES *type);

/** Sort by a column, as by a click on its header. */
void view_sort(view *self, int column, bool is_descending);

/** Sort, as the snap-in asks or the user does. */
HRESULT view_sort_rows(view *self, int column, DWORD options, LPARAM user);

/** A node came to be, or is about to go: lists that show what is above it have a row for it. */
void view_node_inserted(scope_item *item);
void view_node_removed(scope_item *item);

/** Whose a row is: of a node that an extension put there, the extension's; NULL: nobody's. */
component *view_row_owner(view *self, const result_row *row);

/** How many rows are nodes: the first ones. */
int view_node_row_count(const view *self);

/** Refresh, as by F5. */
void view_refresh(view *self);

/** Double click, or Enter, on a row. */
void view_activate_row(view *self, int index);
