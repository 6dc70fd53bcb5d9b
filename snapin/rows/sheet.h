/*
 * What the property pages of a row say, as lines: of a certificate, a file, a
 * finding, a change. A page is made of the row's record, which may be hostile, so
 * that the number of lines and how deep they stand is bounded.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "snapin/rows/column.h"

/** How a page shows its lines. */
typedef enum sheet_kind {
    SHEET_TEXT, /* to be read: each line's label, and below it what it says */
    SHEET_LIST, /* two columns: label and value */
    SHEET_TREE  /* each line below the one that it hangs from */
} sheet_kind;

typedef struct sheet_line {
    unsigned label;   /* string id; 0: none */
    unsigned word;    /* string id that stands for the text; 0: the text itself */
    column_kind kind; /* of the text */
    const char *text; /* the record's */
    int depth;        /* in a tree, below the lines above it of less depth */
} sheet_line;

typedef struct sheet_page {
    unsigned title; /* string id */
    sheet_kind kind;
    sheet_line *lines;
    size_t count;
    size_t room;
} sheet_page;

#define SHEET_MOST_PAGES 4
#define SHEET_MOST_LINES 2000 /* of a page */

typedef struct sheet {
    sheet_page pages[SHEET_MOST_PAGES];
    size_t count;
    json_t *record; /* what the lines' texts belong to */
    json_t *made;   /* texts that the record has in parts */
} sheet;

/** Give another record of the list by its id, such as that of an issuer; borrowed, NULL: none. */
typedef const json_t *sheet_find(void *context, const char *id);

/**
 * @param record  held until sheet_clear
 * @param find    NULL: there are no others
 * @return false when out of memory; out is for sheet_clear in any case
 */
bool sheet_make(sheet *out, json_t *record, sheet_find *find, void *context);

void sheet_clear(sheet *all);
