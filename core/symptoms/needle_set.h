/*
 * A set of needles, searched for all at once in raw bytes (the algorithm of
 * Wu and Manber, 1994), without regard to the case of ASCII letters.
 *
 * The white space that a blank of a needle stands for may be a line break, so
 * that a needle is also found where a log breaks a long message into lines.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/bytes.h"
#include "core/symptoms/needle.h"

typedef struct tr_needle_set tr_needle_set;

tr_needle_set *tr_needle_set_new(void);      /* NULL when out of memory */
void tr_needle_set_free(tr_needle_set *set); /* NULL is fine */

/** Add a needle; tag is told when it is found. False when out of memory. */
bool tr_needle_set_add(tr_needle_set *set, const tr_needle *needle, size_t tag);

/** To be called when all are added. */
void tr_needle_set_prepare(tr_needle_set *set);

/** A needle begins at this place. Returns false to stop. */
typedef bool tr_needle_visit(void *context, size_t at, size_t tag);

/**
 * Find all needles that begin at from or behind, and before to; where several
 * begin at one place, in the order in which they were added.
 */
void tr_needle_set_search(const tr_needle_set *set, tr_bytes text, size_t from, size_t to,
                          tr_needle_visit *visit, void *context);
