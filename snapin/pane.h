/*
 * What one view shows: a place, and of a node its rows, which are read when it is
 * shown first and kept until they are read again.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

#include "snapin/component_data.h"
#include "snapin/listing.h"
#include "snapin/results.h"

typedef struct pane {
    component_data *owner; /* borrowed */
    IConsole2 *console;    /* the view's own; NULL before pane_enter and after pane_leave */
    results *results;
    listing *listings[NODE_COUNT]; /* NULL: not shown yet */

    bool is_showing;
    node_id place; /* while is_showing */
    HSCOPEITEM item;
    bool is_message; /* as the console was told of the place that it asked about last */
    bool is_leaving; /* another kind of view was asked for */

    void (*changed)(void *context); /* a reading has begun or ended */
    void *context;
} pane;

/** Begin to show things in this console. */
HRESULT pane_enter(pane *self, IConsole *console);

/** Whatever is being read ends, and the console is let go; also when there is none. */
void pane_leave(pane *self);

/** Whether a message is to stand in place of the list of a place; the console is told so. */
bool pane_ask_message(pane *self, node_id place);

HRESULT pane_show(pane *self, node_id place, HSCOPEITEM item);
HRESULT pane_hide(pane *self);

/** Read the rows of a node again; all that was read is old. */
HRESULT pane_read(pane *self, node_id place);
void pane_read_all(pane *self);

/** Of the node that is shown; NULL if none is. */
listing *pane_listing(const pane *self);

/** Show the chosen rows of the node that is shown. */
void pane_filter(pane *self, const row_filter *filter);
