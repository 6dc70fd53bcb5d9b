/*
 * IControlbar: where a snap-in makes its toolbars and menu buttons, and attaches
 * them while one of its items is selected.
 */
#pragma once

#include <jansson.h>

#include "tests/console/bar.h"
#include "tests/console/hosted.h"

typedef struct control_bar control_bar;

/** A new one for extender, which is told of clicks; it lives until the program ends. */
control_bar *control_bar_new(console *owner, IExtendControlbar *extender);

/**
 * Call SetControlbar with it, and with NULL at the end; a control that is still
 * attached then is a breach. Closes the controls too.
 */
HRESULT control_bar_set(control_bar *self);
void control_bar_unset(control_bar *self);

/** Call ControlbarNotify(MMCN_SELECT) as an item is selected or left; what is its arg. */
HRESULT control_bar_select(control_bar *self, LPARAM what, IDataObject *data);

/** Show all controls as children of parent, from left on; where the last one ends comes back. */
int control_bar_show(control_bar *self, HWND parent, int left, int height);

/** A button was pressed in one of the controls' windows; false if it is none of these. */
bool control_bar_pressed(control_bar *self, HWND window, int id, IDataObject *data);

/** Press the button with this text or tooltip; false if none can be pressed. */
bool control_bar_press(control_bar *self, const wchar_t *text, IDataObject *data);

/** Add an object for each button of the attached controls to an array. */
void control_bar_describe(const control_bar *self, json_t *buttons);
