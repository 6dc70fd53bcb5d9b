/*
 * Names of files in packages, as Windows compares them: without case, with
 * either separator, %-escapes decoded.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/** A number that names which are equal have in common. */
uint64_t tr_zip_name_hash(const char *name);

bool tr_zip_name_equal(const char *a, const char *b);
