/*
 * What files really need: the certificates that their own chains, and those of
 * their timestamps, pass through and end at.
 *
 * This is the proof, where a catalogue is only the memory. Each certificate is
 * there once, however many files need it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/authenticode/verify.h"
#include "core/error.h"
#include "core/trust/comparison.h"

typedef struct tr_needs tr_needs;

tr_status tr_needs_new(tr_needs **out, tr_error *err);
void tr_needs_free(tr_needs *needs); /* NULL is fine */

/**
 * Add what a file needs. Only chains of signatures that can be read count, be
 * they trusted or not; a signer's own certificate is none of these.
 */
tr_status tr_needs_add(tr_needs *needs, const tr_verification *verification, tr_error *err);

/**
 * The certificates as rows to compare, in the order in which they were met:
 * required, files and is_carried are set. What the catalogue does not list gets
 * an entry of its own, whose id is its thumbprint, or "unknown-N" if only its
 * name is known.
 *
 * @param out  the caller's to free(); what the rows refer to belongs to needs
 */
tr_status tr_needs_rows(tr_comparison_row **out, size_t *count, const tr_needs *needs,
                        tr_error *err);

/** So many different certificates are kept; hostile files could name any number. */
#define TR_NEEDS_MAX ((size_t)4096)

/** Whether there were more. */
bool tr_needs_is_full(const tr_needs *needs);
