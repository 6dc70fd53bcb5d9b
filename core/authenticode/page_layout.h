/*
 * How the bytes of an image are cut into pages, and where the table of page
 * hashes has each of them: the headers' first, then those of the sections in
 * the order of their headers.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/source.h"
#include "core/error.h"

/** Sections that Windows loads, and the headers. */
#define TR_PAGE_STRETCHES_MAX 97

/** Bytes that are cut into pages: a section's data, or the headers. */
typedef struct tr_page_stretch {
    uint64_t offset;
    uint64_t size;
    size_t first; /* index of its first page in the table */
} tr_page_stretch;

typedef struct tr_page_layout {
    size_t page_size;
    tr_page_stretch stretches[TR_PAGE_STRETCHES_MAX]; /* by offset; none is empty */
    size_t count;
    size_t page_count;
    uint64_t end; /* of the last section's data, in the order of the headers */
} tr_page_layout;

/**
 * Read it from the headers of an image.
 *
 * @param is_sound  whether stretches lie within the file, and none over another
 */
tr_status tr_page_layout_read(tr_page_layout *out, bool *is_sound, const tr_source *source,
                              tr_error *err);

/** How many bytes of headers and sections lie between two offsets of the file. */
uint64_t tr_page_layout_within(const tr_page_layout *layout, uint64_t begin, uint64_t end);
