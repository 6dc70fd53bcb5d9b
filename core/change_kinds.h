/*
 * All kinds of change that this program makes: what history and undo know.
 */
#pragma once

#include "core/journal/change_kind.h"

/** NULL stands at the end. */
extern const tr_change_kind *const tr_change_kinds[];
