/*
 * The columns of a node's list: what each shows of a record.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/** What a cell's text is, and by what it is sorted. */
typedef enum column_kind {
    COLUMN_TEXT,       /* sorted without case */
    COLUMN_WORD,       /* one of a few words, which has a name in each language (word.h); the
                          cell's number is its rank among them */
    COLUMN_TIME,       /* "2026-11-22T04:05:06Z"; the cell's number is seconds since 1970 */
    COLUMN_NUMBER,     /* the cell's number */
    COLUMN_SIZE,       /* bytes; the cell's number */
    COLUMN_THUMBPRINT, /* lower-case hexadecimal */
    COLUMN_PATH        /* sorted as Windows compares names, part by part */
} column_kind;

/** What is taken of a member's text. */
typedef enum column_part {
    COLUMN_WHOLE,
    COLUMN_COMMON_NAME /* of a distinguished name, its CN, or else the most telling part */
} column_part;

typedef struct column {
    unsigned heading; /* string id */

    /* Members of the record, the first that is there and not null: "title what". "a.b" is b of a;
     * of an array, the parts stand side by side, as in "a; b". */
    const char *members;
    column_kind kind;
    column_part part;
    const char *words; /* of COLUMN_WORD: which set of them (word.def) */
    int width;         /* in pixels at 96 DPI */
    bool is_hidden;    /* until the user asks for it */
} column;
