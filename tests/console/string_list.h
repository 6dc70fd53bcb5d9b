/* IEnumString over the strings that a snap-in has in its table. */
#pragma once

#include <objidl.h>

#include "tests/console/hosted.h"
#include "tests/console/string_pool.h"

/** One that begins at a place, with a reference for the snap-in; NULL without memory. */
IEnumString *string_list_new(console *owner, const string_pool *pool, size_t at);
