/*
 * What was selected in Explorer, as the menu hands it to the window program.
 *
 * The menu starts `trustmend-window.exe verify --selection` (or `restore
 * --selection`) with a pipe for standard input, writes one selection to it and
 * closes it. All numbers are little-endian:
 *
 *     offset  size
 *          0     8  "TRSELECT"
 *          8     4  version, TR_SELECTION_VERSION
 *         12     4  count of names, at most TR_SELECTION_NAMES_MAX
 *         16     4  how many selected items have no path, and so no name here
 *         20     4  0
 *
 * then for each name the count of its UTF-16 units, 4 bytes from 1 to
 * TR_SELECTION_UNITS_MAX, and the units, of which none is 0. The units are as
 * Windows has them: they may be no valid UTF-16. Names are absolute paths.
 *
 * Nothing here needs Windows, so that the reader is tested and fuzzed anywhere.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TR_SELECTION_VERSION   1
#define TR_SELECTION_HEAD_SIZE 24
#define TR_SELECTION_UNITS_MAX 32767 /* the longest path that Windows knows */
#define TR_SELECTION_NAMES_MAX (1u << 24)

/** A selection in its written form: { 0 } is one without names. */
typedef struct tr_selection {
    uint8_t *bytes; /* complete after tr_selection_seal */
    size_t size;
    size_t capacity;
    uint32_t count;
    uint32_t left_out; /* for whoever collects the names to count */
} tr_selection;

/** Add a name; false when out of memory, or the name or their number is beyond what is allowed. */
bool tr_selection_add(tr_selection *selection, const uint16_t *units, size_t count);

/** Write the head; false when out of memory. Nothing is added after that. */
bool tr_selection_seal(tr_selection *selection);

/** Free what the selection holds and make it { 0 } again. */
void tr_selection_clear(tr_selection *selection);

typedef enum tr_selection_state {
    TR_SELECTION_GOES_ON,  /* more bytes must come; if none do, the selection is broken off */
    TR_SELECTION_COMPLETE, /* every name that the head promised was visited */
    TR_SELECTION_WRONG,    /* the bytes break the format */
    TR_SELECTION_STOPPED   /* the visitor wanted no more */
} tr_selection_state;

/** Called for each name; its units are borrowed. False stops the reader. */
typedef bool tr_selection_visitor(void *context, const uint16_t *units, size_t count);

/** Reads a selection from pieces of any size, in memory that no length in it can make grow. */
typedef struct tr_selection_reader tr_selection_reader;

/** NULL when out of memory. */
tr_selection_reader *tr_selection_reader_new(tr_selection_visitor *visitor, void *context);

/** Read the next bytes; once a state other than TR_SELECTION_GOES_ON is reached, it stays. */
tr_selection_state tr_selection_read(tr_selection_reader *reader, const uint8_t *bytes,
                                     size_t size);

/** How many names and items without a path the head tells of; 0 until it was read. */
uint32_t tr_selection_count(const tr_selection_reader *reader);
uint32_t tr_selection_left_out(const tr_selection_reader *reader);

void tr_selection_reader_free(tr_selection_reader *reader);
