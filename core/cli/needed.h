/*
 * The certificates that a command is about: those that the files given with
 * --for need, else those that the catalogue lists; beside installed ones.
 */
#pragma once

#include "core/authenticode/needs.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/trust/comparison.h"

/** What is compared with, as the options say. */
tr_comparison_base needed_base(const trust_input *input, const settings *given);

typedef struct needed {
    tr_needs *needs; /* NULL: the catalogue's */
    tr_comparison_row *rows;
    size_t count;
} needed;

/**
 * Compare. Failures are told to the session.
 *
 * @param files  those given with --for; none: the catalogue counts
 * @return false if there is nothing to go on with; *out needs needed_close in any case
 */
bool needed_open(needed *out, session *run, const trust_input *input, const text_list *files);
void needed_close(needed *list);
