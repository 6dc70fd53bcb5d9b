/*
 * The languages that Trustmend speaks to people. English is the source, which
 * reports for programs and the command line keep to.
 *
 * Nothing here is global: who wants another language says so in each call.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum tr_language {
    TR_ENGLISH, /* what zeroed options ask for */
#define TR_LANGUAGE(id, tag, gap, group) id,
#include "core/words/language.def"
#undef TR_LANGUAGE
    TR_LANGUAGE_COUNT
} tr_language;

/** "en", "de" or "ja". */
const char *tr_language_tag(tr_language language);

/** The language of a tag, "de-AT" or "ja_JP.UTF-8" too; English for one that is not spoken. */
tr_language tr_language_of_tag(const char *tag);

/** What stands between two sentences. */
const char *tr_language_gap(tr_language language);

#define TR_NUMBER_SIZE 32

/** Write a number as the language groups its digits; in English, as programs read it. */
void tr_language_number(char out[TR_NUMBER_SIZE], tr_language language, uint64_t number);

#define TR_DATE_SIZE 64

/**
 * Write a date, or a date with its time, as the language does; in English, as it is.
 *
 * @param text  "2026-11-22", or "2026-11-22T04:05:06Z" as tr_time_text gives it
 * @return false if text is neither, and out is not set
 */
bool tr_language_date(char out[TR_DATE_SIZE], tr_language language, const char *text);
