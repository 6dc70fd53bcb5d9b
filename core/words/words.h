/*
 * What core says to people, in their language.
 *
 * The English text is written where it is used, and is the key to the others:
 * resources/words/de.po has the German ones, in the format of GNU gettext, whose
 * msgfmt makes a table of it (.mo) that the program carries. A text is a whole
 * sentence, and names what is put into it, "{signer}", so that each language
 * can order its words as it must.
 */
#pragma once

#include <stddef.h>

#include "core/words/language.h"

/** Marks an English text that tr_words is given later, for the script that collects them. */
#define TR_WORDS(english) english

/** The text in a language, static; the English one itself if there is no other. */
const char *tr_words(tr_language language, const char *english);

/** What a name in braces stands for. */
typedef struct tr_word {
    const char *name;
    const char *value;
} tr_word;

/**
 * Write a text with its values, which are not looked into again. Names in
 * braces that have no value stay as they are.
 *
 * @param out  room bytes, always terminated, and cut between two characters; NULL if room is 0
 * @return the size of the whole text without its end, as snprintf's
 */
size_t tr_words_fill(char *out, size_t room, const char *text, const tr_word *values, size_t count);

/** A text in a language with its values, to free(); NULL when out of memory. */
char *tr_words_write(tr_language language, const char *english, const tr_word *values,
                     size_t count);
