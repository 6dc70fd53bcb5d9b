/* The documented rules of the interfaces that a context-menu handler has. */
#pragma once

#include "tests/shell/handler.h"

/** Check all of them on a handler that is about a file named x.dll_invalid. */
void rules_check(const handler *tested);
