/*
 * Notify handles: what CreatePropertyPages is given so that a page can tell its
 * snap-in of a change, and what the snap-in must free exactly once.
 *
 * A snap-in reaches its console by the four functions of mmc.lib, which MinGW
 * does not have. This program exports them by the same names, for a snap-in under
 * test to find with GetProcAddress(GetModuleHandle(NULL), ...).
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

/** A new handle whose changes go to target, an IComponent or, for a scope item, IComponentData. */
LONG_PTR notify_handle_new(IUnknown *target, bool is_scope);

/** CreatePropertyPages failed: the console frees the handle. */
void notify_handle_drop(LONG_PTR handle);

/** The pages are gone: a handle that was not freed by now is a breach; it is freed then. */
void notify_handle_end(LONG_PTR handle);

/** How many were made, and how many are not freed. */
void notify_handle_count(unsigned *made, unsigned *alive);
