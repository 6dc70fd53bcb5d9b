/* Text made of paragraphs, as an edit control shows it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/** All zero is the empty one. */
typedef struct passage {
    wchar_t *text; /* to free(); NULL while it is empty */
    size_t count;
    size_t capacity;
    bool is_short; /* memory ran out, and something is missing */
} passage;

/** Append a text, which is taken; NULL is noted as out of memory. */
void passage_add(passage *all, wchar_t *text);

/** Append a paragraph: the text, which is taken, and the end of a line. */
void passage_add_line(passage *all, wchar_t *text);

/** An empty line. */
void passage_add_gap(passage *all);
