/*
 * Words of records that people read in their language: "missing", "relaxed".
 */
#pragma once

/**
 * The string id of a word of a set ("status"); 0 if it is none, and then it is shown as it is.
 *
 * @param set  as a column of COLUMN_WORD names it
 */
unsigned word_string(const char *set, const char *word);
