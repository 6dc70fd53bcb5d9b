/*
 * Words of records that people read in their language: "missing", "relaxed".
 */
#pragma once

#include <stdint.h>

/**
 * The string id of a word of a set ("status"); 0 if it is none, and then it is shown as it is.
 *
 * @param set  as a column of COLUMN_WORD names it
 */
unsigned word_string(const char *set, const char *word);

/** Where it stands in its set, the same in every language; CELL_NO_NUMBER if it is none. */
int64_t word_rank(const char *set, const char *word);
