#include "core/authenticode/compound_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/compound_directory.h"
#include "core/authenticode/compound_sectors.h"
#include "core/words/words.h"

#define MINI_SECTOR_SIZE ((size_t)64)
#define MINI_CUTOFF      4096 /* smaller streams stand in the mini stream */

struct tr_compound_file {
    tr_source source;
    tr_sectors *sectors;
    tr_sector_chain mini_fat;
    tr_sector_chain mini_stream;
    tr_compound_entry *entries; /* a storage's children stand side by side */
    size_t count;
};

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

static bool is_mini(const tr_compound_entry *stream)
{
    return stream->size < MINI_CUTOFF;
}

/* Streams that share sectors could make a small file cost any amount of time. */
static tr_status check_sizes(const tr_compound_file *file, bool *has_mini, tr_error *err)
{
    uint64_t left = file->source.size;

    *has_mini = false;
    for (size_t i = 1; i < file->count; i++) {
        const tr_compound_entry *entry = &file->entries[i];

        if (entry->kind != TR_COMPOUND_STREAM)
            continue;
        if (entry->size > left)
            return damaged(err, TR_WORDS("its streams are larger than the file"));
        left -= entry->size;
        *has_mini = *has_mini || (entry->size > 0 && is_mini(entry));
    }
    return TR_OK;
}

/* The mini stream holds small streams only, so that their number bounds its size. */
static tr_status load_mini_stream(tr_compound_file *file, tr_error *err)
{
    const tr_compound_header *header = tr_sectors_header(file->sectors);
    uint64_t size = TR_COMPOUND_ENTRY_MAX * MINI_CUTOFF;
    tr_status status;

    if (size > file->source.size)
        size = file->source.size;
    status = tr_sector_chain_load(&file->mini_stream, file->sectors, file->entries[0].start,
                                  size / header->sector_size + 1, "its mini stream", err);
    if (status != TR_OK)
        return status;
    size = size / MINI_SECTOR_SIZE * 4;
    return tr_sector_chain_load(&file->mini_fat, file->sectors, header->mini_fat,
                                size / header->sector_size + 1, "its mini allocation table", err);
}

tr_status tr_compound_file_open(tr_compound_file **out, const tr_source *source, tr_error *err)
{
    tr_status status;
    bool has_mini = false;
    tr_compound_file *file = calloc(1, sizeof(*file));

    if (!file)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", source->name);
    file->source = *source;
    status = tr_sectors_open(&file->sectors, source, err);
    if (status == TR_OK)
        status = tr_compound_directory_load(&file->entries, &file->count, file->sectors, err);
    if (status == TR_OK)
        status = check_sizes(file, &has_mini, err);
    if (status == TR_OK && has_mini)
        status = load_mini_stream(file, err);
    if (status == TR_OK)
        *out = file;
    else
        tr_compound_file_close(file);
    return status;
}

void tr_compound_file_close(tr_compound_file *file)
{
    if (!file)
        return;
    free(file->entries);
    tr_sector_chain_clear(&file->mini_stream);
    tr_sector_chain_clear(&file->mini_fat);
    tr_sectors_close(file->sectors);
    free(file);
}

const tr_compound_entry *tr_compound_file_get(const tr_compound_file *file, size_t index)
{
    assert(index < file->count);
    return &file->entries[index];
}

const tr_compound_entry *tr_compound_file_find(const tr_compound_file *file, size_t storage,
                                               tr_bytes name)
{
    const tr_compound_entry *parent = tr_compound_file_get(file, storage);

    for (size_t i = 0; i < parent->count; i++) {
        const tr_compound_entry *entry = &file->entries[parent->first + i];

        if (tr_bytes_equal((tr_bytes){ entry->name, entry->name_size }, name))
            return entry;
    }
    return NULL;
}

/* The mini sector that follows; the mini FAT is a stream of its own. */
static tr_status next_mini(uint32_t *out, tr_compound_file *file, uint32_t mini, tr_error *err)
{
    size_t entries = tr_sectors_header(file->sectors)->sector_size / 4;
    const unsigned char *bytes;
    tr_status status;

    if (mini / entries >= file->mini_fat.count)
        return damaged(err, TR_WORDS("a mini sector is not in its allocation table"));
    status = tr_sectors_get(&bytes, file->sectors,
                            tr_sector_chain_at(&file->mini_fat, (uint32_t)(mini / entries)), err);
    if (status == TR_OK)
        *out = tr_le32(bytes + 4 * (mini % entries));
    return status;
}

static tr_status feed_mini(tr_compound_file *file, const tr_compound_entry *stream,
                           tr_source_take *take, void *context, tr_error *err)
{
    size_t per_sector = tr_sectors_header(file->sectors)->sector_size / MINI_SECTOR_SIZE;
    uint64_t left = stream->size;
    uint32_t mini = stream->start;
    tr_status status = TR_OK;

    while (left > 0 && status == TR_OK) {
        size_t piece = left < MINI_SECTOR_SIZE ? (size_t)left : MINI_SECTOR_SIZE;
        const unsigned char *bytes;

        if (mini / per_sector >= file->mini_stream.count)
            return damaged(err, TR_WORDS("a stream leads out of the mini stream"));
        status = tr_sectors_get(
            &bytes, file->sectors,
            tr_sector_chain_at(&file->mini_stream, (uint32_t)(mini / per_sector)), err);
        if (status == TR_OK)
            status = take(context, bytes + mini % per_sector * MINI_SECTOR_SIZE, piece, err);
        left -= piece;
        if (left > 0 && status == TR_OK)
            status = next_mini(&mini, file, mini, err);
    }
    return status;
}

/* Sectors that stand side by side are read at once. */
static tr_status feed_sectors(tr_compound_file *file, const tr_compound_entry *stream,
                              tr_source_take *take, void *context, tr_error *err)
{
    size_t sector_size = tr_sectors_header(file->sectors)->sector_size;
    uint64_t left = stream->size;
    uint32_t sector = stream->start;
    tr_status status = TR_OK;

    while (left > 0 && status == TR_OK) {
        uint32_t first = sector;
        uint64_t run = 0;
        uint64_t offset;

        if (first >= tr_sectors_count(file->sectors))
            return damaged(err,
                           TR_WORDS("a stream leads out of the file, which may have been cut off"));
        do {
            run += sector_size;
            if (run < left)
                status = tr_sectors_next(&sector, file->sectors, sector, err);
        } while (status == TR_OK && run < left && sector == first + run / sector_size);
        if (status != TR_OK)
            return status;
        if (run > left)
            run = left;
        offset = tr_sectors_offset(file->sectors, first);
        if (run > file->source.size - offset)
            return damaged(err, TR_WORDS("a stream is cut off by the end of the file"));
        status = tr_source_feed(&file->source, offset, run, take, context, err);
        left -= run;
    }
    return status;
}

tr_status tr_compound_file_feed(tr_compound_file *file, const tr_compound_entry *stream,
                                tr_source_take *take, void *context, tr_error *err)
{
    assert(stream->kind == TR_COMPOUND_STREAM);
    return is_mini(stream) ? feed_mini(file, stream, take, context, err)
                           : feed_sectors(file, stream, take, context, err);
}

static tr_status append(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    unsigned char **end = context;

    (void)err;
    memcpy(*end, data, size);
    *end += size;
    return TR_OK;
}

tr_status tr_compound_file_load(unsigned char **out, tr_compound_file *file,
                                const tr_compound_entry *stream, size_t limit, tr_error *err)
{
    tr_status status;
    unsigned char *bytes;
    unsigned char *end;

    if (stream->size > limit)
        return damaged(err, TR_WORDS("a stream is larger than it may be"));
    bytes = malloc(stream->size ? (size_t)stream->size : 1);
    if (!bytes)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a stream of '%s'",
                            file->source.name);
    end = bytes;
    status = tr_compound_file_feed(file, stream, append, &end, err);
    if (status == TR_OK)
        *out = bytes;
    else
        free(bytes);
    return status;
}

tr_status tr_compound_file_end(uint64_t *out, tr_compound_file *file, tr_error *err)
{
    return tr_sectors_end(out, file->sectors, err);
}
