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

tr_status tr_source_read(const tr_source *source, void *buffer, size_t size, uint64_t offset,
                         tr_error *err)
{
    if (offset > source->size || size > source->size - offset)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' ends too early", source->name);
    if (source->file)
        return tr_file_read(source->file, buffer, size, source->offset + offset, err);
    if (size > 0)
        memcpy(buffer, source->memory + offset, size);
    return TR_OK;
}

static tr_status feed_file(const tr_source *source, uint64_t offset, uint64_t size,
                           tr_source_take *take, void *context, tr_error *err)
{
    tr_status status = TR_OK;
    size_t room = size < TR_SOURCE_PIECE ? (size_t)size : TR_SOURCE_PIECE;
    unsigned char *buffer = malloc(room);

    if (!buffer)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", source->name);
    while (size > 0 && status == TR_OK) {
        size_t piece = size < room ? (size_t)size : room;

        status = tr_source_read(source, buffer, piece, offset, err);
        if (status == TR_OK)
            status = take(context, buffer, piece, err);
        offset += piece;
        size -= piece;
    }
    free(buffer);
    return status;
}

tr_status tr_source_feed(const tr_source *source, uint64_t offset, uint64_t size,
                         tr_source_take *take, void *context, tr_error *err)
{
    if (offset > source->size || size > source->size - offset)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' ends too early", source->name);
    if (size == 0)
        return TR_OK;
    if (source->file)
        return feed_file(source, offset, size, take, context, err);
    return take(context, source->memory + offset, (size_t)size, err);
}
