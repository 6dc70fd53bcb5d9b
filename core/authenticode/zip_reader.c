#include "core/authenticode/zip_reader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "core/authenticode/zip_local.h"
#include "core/words/words.h"

#define WINDOW ((size_t)1 << 16)

enum { STORED = 0, DEFLATED = 8 };

struct tr_zip_reader {
    tr_source source;
    const tr_zip_entry *entry;
    uint64_t next; /* offset of what is read next */
    uint64_t left; /* bytes of the stored data from there */
    uint64_t done; /* bytes of the content that were handed out */
    uLong crc;
    z_stream inflation;
    bool is_inflating; /* inflation has to be ended */
    bool is_at_end;
    unsigned char window[WINDOW];
};

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

tr_status tr_zip_reader_open(tr_zip_reader **out, const tr_zip_archive *archive, size_t index,
                             tr_error *err)
{
    const tr_zip_entry *entry = tr_zip_archive_get(archive, index);
    tr_zip_local local;
    tr_zip_reader *reader;
    tr_status status = tr_zip_local_read(&local, archive, index, err);

    if (status != TR_OK)
        return status;
    if ((entry->flags & TR_ZIP_ENCRYPTED) || (entry->method != STORED && entry->method != DEFLATED))
        return damaged(
            err, TR_WORDS("a file of its archive is stored in a way that packages do not use"));
    reader = calloc(1, sizeof(*reader));
    if (!reader)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read an archive");
    reader->source = *tr_zip_archive_source(archive);
    reader->entry = entry;
    reader->next = local.data;
    reader->left = entry->stored;
    reader->crc = crc32(0, NULL, 0);
    if (entry->method == DEFLATED) {
        if (inflateInit2(&reader->inflation, -MAX_WBITS) != Z_OK) {
            free(reader);
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read an archive");
        }
        reader->is_inflating = true;
    }
    *out = reader;
    return TR_OK;
}

void tr_zip_reader_close(tr_zip_reader *reader)
{
    if (!reader)
        return;
    if (reader->is_inflating)
        inflateEnd(&reader->inflation);
    free(reader);
}

/* Read stored bytes, at most room of them. */
static tr_status read_stored(size_t *got, tr_zip_reader *reader, unsigned char *buffer, size_t room,
                             tr_error *err)
{
    tr_status status;

    *got = reader->left < room ? (size_t)reader->left : room;
    status = tr_source_read(&reader->source, buffer, *got, reader->next, err);
    if (status != TR_OK)
        return status;
    reader->next += *got;
    reader->left -= *got;
    return TR_OK;
}

static tr_status read_inflated(size_t *got, tr_zip_reader *reader, unsigned char *buffer,
                               size_t room, tr_error *err)
{
    z_stream *inflation = &reader->inflation;
    tr_status status = TR_OK;

    inflation->next_out = buffer;
    inflation->avail_out = (uInt)room;
    while (status == TR_OK && inflation->avail_out > 0 && !reader->is_at_end) {
        int result;

        if (inflation->avail_in == 0) {
            size_t more;

            status = read_stored(&more, reader, reader->window, WINDOW, err);
            inflation->next_in = reader->window;
            inflation->avail_in = (uInt)more;
            if (status == TR_OK && more == 0)
                return damaged(err, TR_WORDS("a compressed file of its archive is cut off"));
        }
        if (status != TR_OK)
            return status;
        result = inflate(inflation, Z_NO_FLUSH);
        if (result == Z_MEM_ERROR)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read an archive");
        if (result != Z_OK && result != Z_STREAM_END)
            return damaged(err, TR_WORDS("a compressed file of its archive is damaged"));
        reader->is_at_end = result == Z_STREAM_END;
    }
    *got = room - inflation->avail_out;
    if (reader->is_at_end && (inflation->avail_in > 0 || reader->left > 0))
        return damaged(err, TR_WORDS("a compressed file of its archive is followed by other data"));
    return status;
}

tr_status tr_zip_reader_read(size_t *got, tr_zip_reader *reader, unsigned char *buffer, size_t room,
                             tr_error *err)
{
    tr_status status;

    if (room > UINT_MAX)
        room = UINT_MAX;
    status = reader->is_inflating ? read_inflated(got, reader, buffer, room, err)
                                  : read_stored(got, reader, buffer, room, err);
    if (status != TR_OK)
        return status;
    reader->crc = crc32(reader->crc, buffer, (uInt)*got);
    reader->done += *got;
    if (reader->done > reader->entry->size ||
        (*got < room && (reader->done != reader->entry->size || reader->crc != reader->entry->crc)))
        return damaged(err, TR_WORDS("a file of its archive is not what its directory says"));
    return TR_OK;
}

tr_status tr_zip_feed(const tr_zip_archive *archive, size_t index, tr_source_take *take,
                      void *context, tr_error *err)
{
    tr_zip_reader *reader = NULL;
    size_t got = WINDOW;
    tr_status status = TR_OK;
    unsigned char *piece = malloc(WINDOW);

    if (!piece)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read an archive");
    status = tr_zip_reader_open(&reader, archive, index, err);
    while (status == TR_OK && got == WINDOW) {
        status = tr_zip_reader_read(&got, reader, piece, WINDOW, err);
        if (status == TR_OK)
            status = take(context, piece, got, err);
    }
    tr_zip_reader_close(reader);
    free(piece);
    return status;
}
