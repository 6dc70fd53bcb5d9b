/*
 * One IpXfer command for each form that it has in the versions of the product,
 * made once for however many agents.
 */
#pragma once

#include <stdbool.h>

#include "core/agent/transfer.h"

/** The forms: before 11.0, of 11.0, and since. */
#define TR_TRANSFER_FORMS 3

typedef struct tr_transfer_lines {
    char *typed[TR_TRANSFER_FORMS];
    char *in_file[TR_TRANSFER_FORMS];
} tr_transfer_lines;

/** Make them of values that were checked; false when out of memory. For tr_transfer_lines_clear. */
bool tr_transfer_lines_set_up(tr_transfer_lines *out, const tr_transfer *transfer);
void tr_transfer_lines_clear(tr_transfer_lines *lines); /* all zero is fine */

/** The command for an agent of a version, as it is typed. Borrowed. */
const char *tr_transfer_lines_typed(const tr_transfer_lines *lines, unsigned version);

/** As it stands in a .cmd file. Borrowed. */
const char *tr_transfer_lines_in_file(const tr_transfer_lines *lines, unsigned version);
