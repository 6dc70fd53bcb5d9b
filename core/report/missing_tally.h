/*
 * Which certificates are missing over all files of a report, and how many
 * files each keeps from being trusted: what to mend first.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/verify.h"

typedef struct tr_missing_count {
    char *name;    /* by which people know it */
    char *subject; /* NULL if not known */
    unsigned char sha1[TR_SHA1_SIZE];
    bool has_sha1;
    const char *store; /* "Root" or "CA"; NULL if it can only be guessed */
    char *required_id; /* NULL if the catalogue does not list it */
    uint64_t files;
} tr_missing_count;

/** All zero is the empty one. It holds so many; hostile files could name any number. */
#define TR_MISSING_TALLY_MAX ((size_t)64)
typedef struct tr_missing_tally {
    tr_missing_count items[TR_MISSING_TALLY_MAX];
    size_t count;
    bool is_full; /* some are not in it */
} tr_missing_tally;

/** Count what a file misses. False when out of memory. */
bool tr_missing_tally_add(tr_missing_tally *tally, const tr_verification *verification);

/** Put those that most files miss first. */
void tr_missing_tally_sort(tr_missing_tally *tally);

void tr_missing_tally_clear(tr_missing_tally *tally);
