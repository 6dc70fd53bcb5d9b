/* The snap-in's buttons on the console's toolbar. */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/action_run.h"

typedef struct toolbar {
    IControlbar *controls; /* NULL: the console has given none */
    IToolbar *buttons;     /* NULL: not made yet */
} toolbar;

/**
 * The console gives its control bar, or takes it away (NULL).
 *
 * @param owner  who hears of clicks
 */
HRESULT toolbar_take(toolbar *self, IControlbar *controls, IExtendControlbar *owner);

/** Show what can be done to what is selected; NULL: nothing is. */
void toolbar_select(toolbar *self, const action_scene *scene, const item *about);

/** The action of a button that was pressed; ACTION_COUNT: there is none. */
action_id toolbar_action(int command, const action_scene *scene, const action_subject *subject);

/** Reading began or ended. */
void toolbar_update(toolbar *self, const action_scene *scene);

void toolbar_leave(toolbar *self);
