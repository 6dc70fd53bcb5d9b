/* The context menu of what is selected in a view, and what the console's own commands in it do. */
#pragma once

#include <stdbool.h>

#include "tests/console/context_menu.h"
#include "tests/console/view.h"

typedef struct selection_menu {
    context_menu menu;
    view *of;
    IDataObject *data; /* of what is selected; NULL: nothing */
    component *owner;
    MMC_COOKIE cookie;
    DATA_OBJECT_TYPES type;
} selection_menu;

/** Let snap-in and extensions make the menu; false if nothing is selected that has one. */
bool selection_menu_make(selection_menu *out, view *of);

void selection_menu_free(selection_menu *self);

/** Choose a command by its language-independent name, or its name; false if there is none. */
bool selection_menu_choose(selection_menu *self, const wchar_t *name);

/** Choose one of its items; false if that is not enabled. */
bool selection_menu_do(selection_menu *self, const menu_item *item);

/** Do what a verb of the console does, if it is enabled for what is selected. */
bool selection_verb(view *of, MMC_CONSOLE_VERB verb);
