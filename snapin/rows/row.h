/*
 * Rows: what a node's list shows of one record. They come in blocks, each of
 * which a worker makes and the console's thread then owns, so that nothing is
 * shared; a row is never changed, and lives as long as its block.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/** How a row stands, which its icon shows; in order of weight. */
typedef enum row_tone { ROW_PLAIN, ROW_GOOD, ROW_NOTE, ROW_WARNING, ROW_FAULT } row_tone;

/** A number that is not known; less than any other. */
#define CELL_NO_NUMBER INT64_MIN

typedef struct cell {
    const char *text; /* UTF-8; "" if the record has none */
    int64_t number;   /* of a time, number or size, or a word's rank; else CELL_NO_NUMBER */
} cell;

typedef struct row {
    const char *type;   /* of its record: "finding" */
    const char *key;    /* what it is: of the same thing the same, refresh after refresh */
    const char *record; /* JSON text, one line; NULL if the row was not made of JSON */
    size_t record_size;
    row_tone tone;
    size_t cell_count; /* as many as the node has columns; 0 of a reader without node */
    cell cells[];
} row;

/** Its record, to json_decref(); NULL when out of memory. */
json_t *row_record(const row *shown);

/** Rows that were read together, and what they consist of. */
typedef struct row_block row_block;

size_t row_block_count(const row_block *block);
const row *row_block_at(const row_block *block, size_t index);
void row_block_free(row_block *block); /* NULL is fine */
