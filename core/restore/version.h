/*
 * The version that a Windows program says it has: VS_FIXEDFILEINFO of its
 * version resource (PE/COFF specification, "The .rsrc Section").
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/authenticode/source.h"
#include "core/platform/file.h"

#define TR_VERSION_TEXT_SIZE 24

typedef struct tr_version {
    uint64_t file; /* 6.3.9600.17415, sixteen bits each */
} tr_version;

/** Find a file's version; false if it has none, or is no PE image. */
bool tr_version_of(tr_version *out, const tr_file *file);

/** The same of any bytes. */
bool tr_version_find(tr_version *out, const tr_source *source);

/** Write it as people read it, "6.3.9600.17415"; at most TR_VERSION_TEXT_SIZE bytes. */
void tr_version_write(char out[TR_VERSION_TEXT_SIZE], tr_version version);

/** Less than, equal to or more than 0, as a is older than b, the same, or newer. */
int tr_version_compare(tr_version a, tr_version b);
