/*
 * Patterns of PCRE2, compiled and matched within bounds: a pattern may come
 * from a stranger, and so may the text.
 *
 * UTF-8, without regard to case; "." matches line breaks, too.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

#define TR_PATTERN_MAX ((size_t)1000) /* bytes of a pattern's text */

typedef struct tr_pattern tr_pattern;

/**
 * Compile a pattern.
 *
 * @param is_plain  the text means itself
 * @return TR_ERR_FORMAT with what is wrong and where (the message is but that)
 */
tr_status tr_pattern_compile(tr_pattern **out, const char *text, bool is_plain, tr_error *err);
void tr_pattern_free(tr_pattern *pattern); /* NULL is fine */

/** Memory that it takes. */
size_t tr_pattern_size(const tr_pattern *pattern);

typedef enum tr_match {
    TR_MATCH_NONE,
    TR_MATCH_FOUND,
    TR_MATCH_BEYOND_LIMIT /* given up: it takes too much time or memory */
} tr_match;

/** What matching needs; for one thread. */
typedef struct tr_matcher tr_matcher;
tr_matcher *tr_matcher_new(void);          /* NULL when out of memory */
void tr_matcher_free(tr_matcher *matcher); /* NULL is fine */

/**
 * Find the first match of a pattern in a text of UTF-8.
 *
 * @param start, end  where it is; set if it is found
 */
tr_match tr_matcher_find(tr_matcher *matcher, size_t *start, size_t *end, const tr_pattern *pattern,
                         const char *text, size_t size);
