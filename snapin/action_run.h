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

/** What an item is about, for action_is_possible: read once, however many actions are asked about.
 *  Of a long selection the first rows tell what can be done to it. */
typedef struct action_prospect {
    json_t **records;
    action_subject subject;
} action_prospect;

/** Read it; out of memory, nothing is possible. For action_prospect_clear in any case. */
void action_prospect_read(action_prospect *out, const item *about);
void action_prospect_clear(action_prospect *all);

/** Whether an action can be done now. */
bool action_is_possible(action_id id, const action_scene *scene, const action_subject *subject);

/** Whether it is a choice that holds already, which menus mark. */
bool action_is_chosen(action_id id, const action_scene *scene);

/**
 * Do it; whatever has to be asked or shown is, before this returns.
 *
 * @param about  one of our data objects (data_object_ours)
 */
HRESULT action_run(action_id id, action_scene *scene, IDataObject *about);

void action_scene_clear(action_scene *scene);
