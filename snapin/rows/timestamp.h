/*
 * Times as records write them: RFC 3339 in UTC, "2026-11-22T04:05:06Z", or a day, "2026-11-22".
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/** Seconds since 1970, of a day those of its first one; false if text is no time. */
bool timestamp_parse(int64_t *out, const char *text);
