/*
 * Bytes to be judged: a file, a part of one, or memory, behind one way to
 * read. Reading is by offset and may be done from several threads.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/platform/file.h"

/** Who is told what is read of a file, on the thread that reads. */
typedef struct tr_source_watch {
    /** size bytes more were read. False: nobody wants the rest, and reading ends. */
    bool (*on_read)(void *context, const tr_file *file, size_t size);
    void *context;
} tr_source_watch;

/** A small value to be copied; what it refers to is borrowed and must outlive it. */
typedef struct tr_source {
    const tr_file *file; /* NULL: memory */
    const unsigned char *memory;
    uint64_t offset; /* of the part within the file */
    uint64_t size;
    const char *name;             /* for messages */
    const tr_source_watch *watch; /* NULL: nobody is told */
} tr_source;

tr_source tr_source_of_file(const tr_file *file);
tr_source tr_source_of_memory(tr_bytes bytes, const char *name);

/** A part of a source; offset + size must lie within it. */
tr_source tr_source_part(const tr_source *source, uint64_t offset, uint64_t size);

/**
 * Read exactly size bytes.
 *
 * @return TR_ERR_FORMAT if the source ends before; TR_ERR_CANCELLED if its watch wants no more
 */
tr_status tr_source_read(const tr_source *source, void *buffer, size_t size, uint64_t offset,
                         tr_error *err);

/**
 * Pass a stretch of the source on, in order and in pieces of at most
 * TR_SOURCE_PIECE bytes, so that memory stays constant. Smaller pieces cost two
 * threads that share them more for waiting than for digesting.
 */
#define TR_SOURCE_PIECE ((size_t)1 << 20)
typedef tr_status tr_source_take(void *context, const unsigned char *data, size_t size,
                                 tr_error *err);
tr_status tr_source_feed(const tr_source *source, uint64_t offset, uint64_t size,
                         tr_source_take *take, void *context, tr_error *err);

/**
 * One that may still look at a piece while the next one is read: the bytes stay
 * as they are until the next call of take, or settle, has returned.
 */
typedef struct tr_source_taker {
    tr_source_take *take;
    void (*settle)(void *context);
    void *context;
} tr_source_taker;

/**
 * As tr_source_feed, for such a taker, from two buffers in turn: once take was
 * called, settle is called before this returns, also when take or reading
 * fails. Pieces are larger, because on virtual machines a thread that waits is
 * woken late.
 */
#define TR_SOURCE_AHEAD_PIECE ((size_t)4 << 20)
tr_status tr_source_feed_ahead(const tr_source *source, uint64_t offset, uint64_t size,
                               const tr_source_taker *taker, tr_error *err);
