/* Which kind of result view a node has: a list, a page, a control or a message. */
#pragma once

#include "tests/console/view.h"

/** Ask the component whose node is about to be shown. */
void view_type_ask(view *self);

/** What was shown goes. */
void view_type_forget(view *self);
