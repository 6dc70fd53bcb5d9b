/* A snap-in in one view: its IComponent, and what that sets in the console. */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

#include <jansson.h>

#include "tests/console/console.h"
#include "tests/console/image_set.h"
#include "tests/console/snap_in.h"

typedef struct view view;
typedef struct control_bar control_bar;

#define VERB_COUNT (MMC_VERB_MAX - MMC_VERB_FIRST)

struct component {
    view *shown_in;
    snap_in *data;
    IComponent *object;
    console *given;
    image_set images;       /* of the list */
    UINT verbs[VERB_COUNT]; /* MMC_BUTTON_STATE bits */
    MMC_CONSOLE_VERB default_verb;
    IExtendControlbar *bars; /* or NULL */
    control_bar *bar;        /* that it was given; NULL before */
    struct extension_bar *extension_bars;
    bool is_selected;  /* it was told that something of it is selected */
    bool is_selecting; /* it is being told */
    bool is_closed;
};

/** The component of a snap-in in a view, made if there is none yet; NULL: it cannot be. */
component *component_of(view *shown_in, snap_in *data);

void component_close(component *self);

HRESULT component_notify(component *self, IDataObject *data, MMC_NOTIFY_TYPE event, LPARAM arg,
                         LPARAM param);

/** The same as an answer to a click, for which it may take its time and show a dialog. */
HRESULT component_notify_click(component *self, IDataObject *data, MMC_NOTIFY_TYPE event,
                               LPARAM arg, LPARAM param);

/** The data object of a row, to release; NULL if there is none, which is said. */
IDataObject *component_data(component *self, MMC_COOKIE cookie, DATA_OBJECT_TYPES type);

/** Give it its control bar, before anything is selected; and take it away at the end. */
void component_give_bars(component *self);
void component_take_bars(component *self);

/** Tell the control bars of a selection, by its cookie: what is MMCN_SELECT's arg. */
void component_bars_selected(component *self, IDataObject *data, MMC_COOKIE cookie, LPARAM what);

/** Add an object for each button that is shown, and press the one with a text or tooltip. */
void component_bars_describe(const component *self, json_t *buttons);
bool component_bars_press(component *self, const wchar_t *text, IDataObject *data,
                          MMC_COOKIE cookie);

/** Before a new selection: no verb but those that every item has. */
void component_reset_verbs(component *self);
