/*
 * How the console reaches our actions: menus, toolbar and property pages. Both the
 * snap-in in a console and each of its views have one of these as a part, whose
 * references are theirs.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/action_run.h"
#include "snapin/toolbar.h"

typedef struct extension {
    IExtendContextMenu IExtendContextMenu_iface;
    IExtendControlbar IExtendControlbar_iface;
    IExtendPropertySheet2 IExtendPropertySheet2_iface;
    IUnknown *outer; /* whose part it is */
    action_scene scene;
    toolbar bar;
} extension;

/**
 * @param outer  borrowed; it holds the extension as a part
 * @param view   NULL for the snap-in itself, which has menus only
 */
void extension_set_up(extension *out, IUnknown *outer, component_data *data, component *view);

/** The interface of this kind; NULL: there is none. No reference is added. */
void *extension_find(extension *self, REFIID iid);

/** Enter or a double click on a row. */
HRESULT extension_open(extension *self, IDataObject *about);

/** Whether the view reads rows has changed. */
void extension_update(extension *self);

/** The console is leaving; also when nothing was set up. */
void extension_tear_down(extension *self);
