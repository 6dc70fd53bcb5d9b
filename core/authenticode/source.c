#include "core/authenticode/source.h"

#include <assert.h>
#include <stdlib.h>

tr_source tr_source_of_file(const tr_file *file)
{
    return (tr_source){ .file = file, .size = tr_file_size(file), .name = tr_file_path(file) };
}

tr_source tr_source_of_memory(tr_bytes bytes, const char *name)
{
    return (tr_source){ .memory = bytes.data, .size = bytes.size, .name = name };
}

tr_source tr_source_part(const tr_source *source, uint64_t offset, uint64_t size)
{
    tr_source part = *source;

    assert(offset <= source->size && size <= source->size - offset);
    part.size = size;
    if (part.file)
        part.offset += offset;
    else if (part.memory)
        part.memory += offset;
    return part;
}

static tr_status read_file(const tr_source *source, void *buffer, size_t size, uint64_t offset,
                           tr_error *err)
{
    const tr_source_watch *watch = source->watch;
    tr_status status = tr_file_read(source->file, buffer, size, source->offset + offset, err);

    if (status == TR_OK && watch && !watch->on_read(watch->context, source->file, size))
        status = tr_error_set(err, TR_ERR_CANCELLED, 0, "reading '%s' was stopped", source->name);
    return status;
}

tr_status tr_source_read(const tr_source *source, void *buffer, size_t size, uint64_t offset,
                         tr_error *err)
{
    if (offset > source->size || size > source->size - offset)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' ends too early", source->name);
    if (source->file)
        return read_file(source, buffer, size, offset, err);
    if (size > 0)
        memcpy(buffer, source->memory + offset, size);
    return TR_OK;
}

/* Buffers that are filled in turn. */
typedef struct reading_plan {
    size_t piece;
    size_t buffers;
} reading_plan;

static tr_status feed_file(const tr_source *source, uint64_t offset, uint64_t size,
                           const tr_source_taker *taker, reading_plan plan, tr_error *err)
{
    tr_status status = TR_OK;
    size_t room = size < plan.piece ? (size_t)size : plan.piece;
    size_t count = size == room ? 1 : plan.buffers;
    unsigned char *memory = malloc(count * room);

    if (!memory)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", source->name);
    for (size_t i = 0; size > 0 && status == TR_OK; i = (i + 1) % count) {
        unsigned char *buffer = memory + i * room;
        size_t piece = size < room ? (size_t)size : room;

        status = tr_source_read(source, buffer, piece, offset, err);
        if (status == TR_OK)
            status = taker->take(taker->context, buffer, piece, err);
        offset += piece;
        size -= piece;
    }
    taker->settle(taker->context);
    free(memory);
    return status;
}

static tr_status feed(const tr_source *source, uint64_t offset, uint64_t size,
                      const tr_source_taker *taker, reading_plan plan, tr_error *err)
{
    tr_status status;

    if (offset > source->size || size > source->size - offset)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' ends too early", source->name);
    if (size == 0)
        return TR_OK;
    if (source->file)
        return feed_file(source, offset, size, taker, plan, err);
    status = taker->take(taker->context, source->memory + offset, (size_t)size, err);
    taker->settle(taker->context);
    return status;
}

static void settle_nothing(void *context)
{
    (void)context;
}

tr_status tr_source_feed(const tr_source *source, uint64_t offset, uint64_t size,
                         tr_source_take *take, void *context, tr_error *err)
{
    tr_source_taker taker = { take, settle_nothing, context };

    return feed(source, offset, size, &taker, (reading_plan){ TR_SOURCE_PIECE, 1 }, err);
}

tr_status tr_source_feed_ahead(const tr_source *source, uint64_t offset, uint64_t size,
                               const tr_source_taker *taker, tr_error *err)
{
    return feed(source, offset, size, taker, (reading_plan){ TR_SOURCE_AHEAD_PIECE, 2 }, err);
}
