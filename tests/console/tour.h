/* All that a console can do with a snap-in, one thing after the other. */
#pragma once

#include "tests/console/host.h"
#include "tests/console/view.h"

/** Every node of every snap-in, down to a depth. */
void tour(host *in, int depth);

/** What each snap-in says of itself: registration, About, state. */
void tour_snap_ins(host *in);

/** The node that a view shows: rows, columns, sorting, selecting, data, notifications. */
void tour_node(view *at);
