/*
 * Needles: a text that is in whatever a pattern matches, so that the bytes of
 * a log can be searched for the needles of all rules at once, and a pattern be
 * tried only where its needle is.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define TR_NEEDLE_MAX      64
#define TR_NEEDLE_SHORTEST 2

/** It begins with a long word; a blank stands for any white space. Letters in lower case. */
typedef struct tr_needle {
    unsigned char bytes[TR_NEEDLE_MAX];
    size_t size;
    size_t word_size; /* bytes before its first blank */
} tr_needle;

/**
 * The needles of a regular expression, one for each of its alternatives. What
 * is not surely in a match is not taken: groups, classes, what may be left out.
 * (That PCRE2 takes U+017F for an s, and U+212A for a k, is left aside.)
 *
 * @param out  room for as many
 * @return how many; 0 if some alternative has none, or there is no room
 */
size_t tr_needles_of_pattern(tr_needle *out, size_t room, const char *pattern);

/** The needle of a plain text; false if it has none. */
bool tr_needle_of_text(tr_needle *out, const char *text);
