/* All that a console can do with a snap-in, one thing after the other. */
#pragma once

#include "tests/console/host.h"
#include "tests/console/view.h"

/** Every node of every snap-in, down to a depth. */
void tour(host *in, int depth);

/** The node that a view shows: rows, columns, sorting, selecting, data, notifications. */
void tour_node(view *at);
