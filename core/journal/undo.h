/*
 * Taking several changes back at once; change_kind.h has the same for one.
 */
#pragma once

#include <stddef.h>

#include "core/error.h"
#include "core/journal/change_kind.h"
#include "core/journal/journal.h"

/**
 * As tr_change_undo, for several changes in the order given, with few writes to
 * the journal. No two of them may be of the same path, nor one be of the path
 * that another one led to.
 *
 * @param results  for each change what tr_change_undo would say
 * @return TR_OK whatever became of each; else that the journal could not be written. What
 *         was taken back nevertheless is found by the next run.
 */
tr_status tr_change_undo_all(tr_journal *journal, const tr_change *const *changes, size_t count,
                             tr_error *results, tr_error *err);
