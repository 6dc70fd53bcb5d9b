/* What rows show: asked of the snap-in as a list view does, and looked at. */
#pragma once

#include "tests/console/view.h"

/** The text of a cell; borrowed until the next call. Never NULL. */
const wchar_t *display_text(view *self, int index, int column);

/** Of a virtual list: these rows will be asked for. */
void display_hint(view *self, int first, int last);

/** Where the image of a row stands in the view's list; -1 for none. */
int display_image(view *self, int index);

/** Look whether texts that were lent still stand. */
void display_check_lent(view *self);
