/* The node that is shown, asked all that it may be asked. */
#pragma once

#include "tests/console/view.h"

/** What is selected: its data object. */
void node_check_selected(view *at);

/** The node: comparing, notifications known and unknown, state. */
void node_check(view *at);
