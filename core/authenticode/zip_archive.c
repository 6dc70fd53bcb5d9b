#include "core/authenticode/zip_archive.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/zip_name.h"
#include "core/words/words.h"

#define RECORD_SIZE  46
#define END_SIZE     22
#define LOCATOR_SIZE 20
#define END64_SIZE   56
#define COMMENT_MAX  65535
#define EXTRA_ZIP64  1

/* An entry by its name; sorted, so that it is found, and that twins stand side by side. */
typedef struct name_key {
    uint64_t hash;
    size_t index;
} name_key;

struct tr_zip_archive {
    tr_source source;
    tr_zip_end end;
    tr_zip_entry *entries;
    name_key *keys;
    size_t count;
};

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

const tr_source *tr_zip_archive_source(const tr_zip_archive *archive)
{
    return &archive->source;
}

const tr_zip_end *tr_zip_archive_end(const tr_zip_archive *archive)
{
    return &archive->end;
}

size_t tr_zip_archive_count(const tr_zip_archive *archive)
{
    return archive->count;
}

const tr_zip_entry *tr_zip_archive_get(const tr_zip_archive *archive, size_t index)
{
    assert(index < archive->count);
    return &archive->entries[index];
}

/* The end record's comment reaches to the end of the file. */
static tr_status find_end(uint64_t *out, const tr_source *source, tr_error *err)
{
    size_t size = END_SIZE + COMMENT_MAX;
    tr_status status;
    unsigned char *tail;
    bool is_found = false;

    if (source->size < size)
        size = (size_t)source->size;
    tail = malloc(size ? size : 1);
    if (!tail)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", source->name);
    status = tr_source_read(source, tail, size, source->size - size, err);
    for (size_t i = size; status == TR_OK && !is_found && i >= END_SIZE; i--) {
        const unsigned char *end = tail + i - END_SIZE;

        is_found = memcmp(end, "PK\5\6", 4) == 0 && tr_le16(end + 20) == size - i;
        *out = source->size - size + i - END_SIZE;
    }
    free(tail);
    if (status == TR_OK && !is_found)
        status = damaged(err, TR_WORDS("its archive has no end record"));
    return status;
}

static tr_status read_end64(tr_zip_archive *archive, uint64_t *count, tr_error *err)
{
    tr_zip_end *end = &archive->end;
    unsigned char locator[LOCATOR_SIZE];
    unsigned char bytes[END64_SIZE];
    tr_status status;

    if (end->end < LOCATOR_SIZE)
        return TR_OK;
    status =
        tr_source_read(&archive->source, locator, sizeof(locator), end->end - LOCATOR_SIZE, err);
    if (status != TR_OK || memcmp(locator, "PK\6\7", 4) != 0)
        return status;
    end->locator = end->end - LOCATOR_SIZE;
    end->end64 = tr_le64(locator + 8);
    if (end->end64 == 0 || end->end64 > end->locator || end->locator - end->end64 < END64_SIZE)
        return damaged(err, TR_WORDS("the end record of its archive leads to no directory"));
    status = tr_source_read(&archive->source, bytes, sizeof(bytes), end->end64, err);
    if (status != TR_OK)
        return status;
    if (memcmp(bytes, "PK\6\6", 4) != 0 || tr_le64(bytes + 4) != end->locator - end->end64 - 12)
        return damaged(err, TR_WORDS("the end record of its archive leads to no directory"));
    *count = tr_le64(bytes + 32);
    end->directory_size = tr_le64(bytes + 40);
    end->directory = tr_le64(bytes + 48);
    return TR_OK;
}

static tr_status read_end(tr_zip_archive *archive, tr_error *err)
{
    tr_zip_end *end = &archive->end;
    unsigned char bytes[END_SIZE];
    uint64_t behind;
    uint64_t count;
    tr_status status = find_end(&end->end, &archive->source, err);

    if (status == TR_OK)
        status = tr_source_read(&archive->source, bytes, sizeof(bytes), end->end, err);
    if (status != TR_OK)
        return status;
    count = tr_le16(bytes + 10);
    end->directory_size = tr_le32(bytes + 12);
    end->directory = tr_le32(bytes + 16);
    status = read_end64(archive, &count, err);
    if (status != TR_OK)
        return status;
    behind = end->end64 ? end->end64 : end->end;
    if (end->directory_size > behind || end->directory != behind - end->directory_size)
        return damaged(
            err, TR_WORDS("the directory of its archive does not stand before its end record"));
    if (count > TR_ZIP_ENTRY_MAX || count > end->directory_size / RECORD_SIZE)
        return damaged(err, TR_WORDS("its archive has too many files"));
    archive->count = (size_t)count;
    return TR_OK;
}

/* The ZIP64 extra field holds those of the three numbers that do not fit, in this order. */
static bool read_zip64(tr_zip_entry *entry, const unsigned char *extra, size_t size)
{
    uint64_t *const numbers[] = { &entry->size, &entry->stored, &entry->offset };

    while (size >= 4 && tr_le16(extra) != EXTRA_ZIP64) {
        size_t whole = 4 + (size_t)tr_le16(extra + 2);

        if (whole > size)
            return false;
        extra += whole;
        size -= whole;
    }
    if (size < 4 || tr_le16(extra + 2) > size - 4)
        return false;
    size = tr_le16(extra + 2);
    extra += 4;
    for (size_t i = 0; i < 3; i++) {
        if (*numbers[i] != 0xffffffff)
            continue;
        if (size < 8)
            return false;
        *numbers[i] = tr_le64(extra);
        extra += 8;
        size -= 8;
    }
    return true;
}

static bool needs_zip64(const tr_zip_entry *entry)
{
    return entry->size == 0xffffffff || entry->stored == 0xffffffff || entry->offset == 0xffffffff;
}

static int compare_keys(const void *left, const void *right)
{
    const name_key *a = left;
    const name_key *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

/* One record of the directory; *offset moves behind it. */
static tr_status read_record(tr_zip_archive *archive, size_t index, uint64_t *offset, tr_error *err)
{
    tr_zip_entry *entry = &archive->entries[index];
    uint64_t left = archive->end.directory + archive->end.directory_size - *offset;
    unsigned char bytes[RECORD_SIZE];
    char name[TR_ZIP_NAME_MAX + 1];
    size_t extra_size;
    tr_status status;

    if (left < RECORD_SIZE)
        return damaged(err, TR_WORDS("the directory of its archive is cut off"));
    status = tr_source_read(&archive->source, bytes, sizeof(bytes), *offset, err);
    if (status != TR_OK)
        return status;
    extra_size = tr_le16(bytes + 30);
    entry->flags = tr_le16(bytes + 8);
    entry->method = tr_le16(bytes + 10);
    entry->crc = tr_le32(bytes + 16);
    entry->stored = tr_le32(bytes + 20);
    entry->size = tr_le32(bytes + 24);
    entry->name_size = tr_le16(bytes + 28);
    entry->offset = tr_le32(bytes + 42);
    entry->record = *offset;
    entry->record_size =
        (uint32_t)(RECORD_SIZE + entry->name_size + extra_size + tr_le16(bytes + 32));
    entry->extra_size = (uint32_t)(extra_size + tr_le16(bytes + 32));
    if (memcmp(bytes, "PK\1\2", 4) != 0 || entry->record_size > left)
        return damaged(err, TR_WORDS("the directory of its archive is damaged"));
    status = tr_zip_archive_name(name, archive, index, err);
    if (status != TR_OK)
        return status;
    archive->keys[index] = (name_key){ tr_zip_name_hash(name), index };
    if (needs_zip64(entry)) {
        unsigned char *extra = malloc(extra_size + 1);
        bool is_good = false;

        if (!extra)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'",
                                archive->source.name);
        status = tr_source_read(&archive->source, extra, extra_size,
                                *offset + RECORD_SIZE + entry->name_size, err);
        if (status == TR_OK)
            is_good = read_zip64(entry, extra, extra_size);
        free(extra);
        if (status == TR_OK && !is_good)
            status = damaged(err, TR_WORDS("the directory of its archive lacks a large size"));
    }
    *offset += entry->record_size;
    return status;
}

static tr_status read_directory(tr_zip_archive *archive, tr_error *err)
{
    uint64_t offset = archive->end.directory;
    tr_status status = TR_OK;

    archive->entries = calloc(archive->count + 1, sizeof(*archive->entries));
    archive->keys = calloc(archive->count + 1, sizeof(*archive->keys));
    if (!archive->entries || !archive->keys)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", archive->source.name);
    for (size_t i = 0; i < archive->count && status == TR_OK; i++) {
        const tr_zip_entry *entry = &archive->entries[i];

        status = read_record(archive, i, &offset, err);
        if (status == TR_OK && (entry->offset > archive->end.directory ||
                                entry->stored > archive->end.directory - entry->offset))
            status = damaged(err, TR_WORDS("a file of its archive lies outside of it"));
    }
    if (status == TR_OK && offset != archive->end.directory + archive->end.directory_size)
        status =
            damaged(err, TR_WORDS("the directory of its archive has another size than it says"));
    if (status == TR_OK)
        qsort(archive->keys, archive->count, sizeof(*archive->keys), compare_keys);
    return status;
}

tr_status tr_zip_archive_open(tr_zip_archive **out, const tr_source *source, tr_error *err)
{
    tr_status status;
    tr_zip_archive *archive = calloc(1, sizeof(*archive));

    if (!archive)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", source->name);
    archive->source = *source;
    status = read_end(archive, err);
    if (status == TR_OK)
        status = read_directory(archive, err);
    if (status == TR_OK)
        *out = archive;
    else
        tr_zip_archive_close(archive);
    return status;
}

void tr_zip_archive_close(tr_zip_archive *archive)
{
    if (!archive)
        return;
    free(archive->keys);
    free(archive->entries);
    free(archive);
}

tr_status tr_zip_archive_name(char out[TR_ZIP_NAME_MAX + 1], const tr_zip_archive *archive,
                              size_t index, tr_error *err)
{
    const tr_zip_entry *entry = &archive->entries[index];
    tr_status status;

    if (entry->name_size > TR_ZIP_NAME_MAX)
        return damaged(err, TR_WORDS("a file of its archive has too long a name"));
    status =
        tr_source_read(&archive->source, out, entry->name_size, entry->record + RECORD_SIZE, err);
    if (status != TR_OK)
        return status;
    out[entry->name_size] = '\0';
    if (strlen(out) != entry->name_size)
        return damaged(err, TR_WORDS("a file of its archive has a name that is no text"));
    return TR_OK;
}

tr_status tr_zip_archive_find(size_t *out, const tr_zip_archive *archive, const char *name,
                              tr_error *err)
{
    uint64_t hash = tr_zip_name_hash(name);
    size_t low = 0;
    size_t high = archive->count;
    char own[TR_ZIP_NAME_MAX + 1];
    tr_status status = TR_OK;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (archive->keys[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    *out = TR_ZIP_NONE;
    if (low == archive->count || archive->keys[low].hash != hash)
        return TR_OK;
    status = tr_zip_archive_name(own, archive, archive->keys[low].index, err);
    if (status == TR_OK && tr_zip_name_equal(own, name))
        *out = archive->keys[low].index;
    return status;
}

bool tr_zip_archive_has_twins(const tr_zip_archive *archive)
{
    for (size_t i = 1; i < archive->count; i++) {
        if (archive->keys[i - 1].hash == archive->keys[i].hash)
            return true;
    }
    return false;
}
