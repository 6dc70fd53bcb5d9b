/*
 * One view of the snap-in: what the console shows in one of its windows.
 *
 * Each view reads its rows by itself, so that order and choice of one say
 * nothing to another, and all ends with the window.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/component_data.h"
#include "snapin/listing.h"
#include "snapin/results.h"

typedef struct component component;

HRESULT component_create(IComponent **out, component_data *owner);

/** What IConsole2::UpdateAllViews says to all views. */
#define COMPONENT_READ_AGAIN 1

/** Itself, as the console knows it. Borrowed. */
IComponent *component_interface(component *self);

/** The view's own console; NULL before Initialize and after Destroy. Borrowed. */
IConsole2 *component_console(const component *self);

/** What all views of this console share. */
component_data *component_owner(const component *self);

/** The place that is shown; false if none is. */
bool component_place(const component *self, node_id *out);

/** The rows of the node that is shown; NULL if none is. */
row_set *component_rows(component *self);

/** Read the rows of the node that is shown again, or stop reading them. */
void component_read(component *self);
void component_stop(component *self);
bool component_is_reading(const component *self);

/** Show the chosen rows of the node that is shown. */
void component_filter(component *self, const row_filter *filter);

/** A data object about the rows that are selected; E_FAIL if none is. */
HRESULT component_selected(component *self, IDataObject **out);

/** Select this row of those that are shown, alone. */
void component_select(component *self, size_t index);
