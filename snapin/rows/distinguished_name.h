/*
 * Distinguished names as records write them: "CN=Example\, Inc., O=Example, C=US" (RFC 2253).
 */
#pragma once

#include "snapin/rows/text_buffer.h"

/**
 * Add the name that certificates are called by: the CN, or else the OU, the O,
 * or all of it; of several ones the first, which is the most specific.
 */
void distinguished_name_common(text_buffer *out, const char *name);
