/* The state of a snap-in, as the console keeps it in a console file. */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <objidl.h>

/** Begin: by a saved state, or by none. False if it cannot be loaded, as is said. */
bool persistence_start(IUnknown *object, IStream *state);

/** Save the state to a new stream; NULL if it has none. */
IStream *persistence_save(IUnknown *object);

/** Whether the object has something to save: S_OK, S_FALSE, or what failed. */
HRESULT persistence_is_dirty(IUnknown *object);
