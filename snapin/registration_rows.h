/*
 * What is registered for the whole machine; there is no other way, for an
 * elevated console sees no classes of one user.
 */
#pragma once

#include <stddef.h>

#include "com/registration_row.h"

/** The optional part: the snap-in below "Services and Applications" of Computer Management. */
extern const registration_row extension_rows[];
extern const size_t extension_row_count;
