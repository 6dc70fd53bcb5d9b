/*
 * A question before something is changed, to be answered by a person.
 */
#pragma once

#include <stdbool.h>

#include "core/cli/settings.h"

/** Whether somebody is there to be asked, and wants to be. */
bool question_is_due(const settings *given);

/** Ask; only "y" and "yes" are a yes. */
bool question_ask(const char *text);
