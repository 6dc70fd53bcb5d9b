/*
 * Doing what the user chose in a menu, on the toolbar or by the keyboard.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "snapin/component.h"
#include "snapin/component_data.h"
#include "snapin/data_object.h"
#include "snapin/rows/action.h"

/** Where it is done. */
typedef struct action_scene {
    component_data *data; /* borrowed, as is view */
    component *view;      /* NULL: it is done without one */
    char *sought;         /* what was looked for last, UTF-8; owned */
} action_scene;

/** Whether an action can be done to an item now. */
bool action_is_possible(action_id id, const action_scene *scene, const item *about);

/** Whether it is a choice that holds already, which menus mark. */
bool action_is_chosen(action_id id, const action_scene *scene);

/**
 * Do it; whatever has to be asked or shown is, before this returns.
 *
 * @param about  one of our data objects (data_object_ours)
 */
HRESULT action_run(action_id id, action_scene *scene, IDataObject *about);

void action_scene_clear(action_scene *scene);
