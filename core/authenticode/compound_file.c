#include "core/authenticode/compound_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/compound_sectors.h"

#define ENTRY_SIZE       ((size_t)128)
#define NO_ENTRY         0xffffffffU
#define MINI_SECTOR_SIZE ((size_t)64)
#define MINI_CUTOFF      4096 /* smaller streams stand in the mini stream */

struct tr_compound_file {
    tr_source source;
    tr_sectors *sectors;
    tr_sector_chain directory;
    tr_sector_chain mini_fat;
    tr_sector_chain mini_stream;
    tr_compound_entry *entries; /* a storage's children stand side by side */
    size_t count;
    size_t capacity;
};

/* What is needed only while the directory is read. */
typedef struct directory_walk {
    bool *is_visited; /* by number in the directory */
    uint32_t *stack;  /* numbers that are to be visited */
    size_t depth;
    size_t numbers; /* entries that the directory has room for */
} directory_walk;

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

static bool is_mini(const tr_compound_entry *stream)
{
    return stream->size < MINI_CUTOFF;
}

/* A directory entry ([MS-CFB] 2.6). */
static tr_status parse_entry(tr_compound_entry *out, const unsigned char *bytes, bool is_root,
                             bool has_large_sizes, tr_error *err)
{
    size_t name_size = tr_le16(bytes + 64);
    unsigned kind = bytes[66];

    if (is_root ? kind != TR_COMPOUND_ROOT
                : kind != TR_COMPOUND_STORAGE && kind != TR_COMPOUND_STREAM)
        return damaged(err, "an entry of its directory is of no known kind");
    if (name_size < 2 || name_size > sizeof(out->name) || name_size % 2 != 0)
        return damaged(err, "an entry of its directory has no proper name");
    *out = (tr_compound_entry){ .kind = (uint8_t)kind, .name_size = (uint16_t)(name_size - 2) };
    memcpy(out->name, bytes, out->name_size);
    memcpy(out->clsid, bytes + 80, sizeof(out->clsid));
    memcpy(out->state, bytes + 96, sizeof(out->state));
    memcpy(out->times, bytes + 100, sizeof(out->times));
    memcpy(out->size_field, bytes + 120, sizeof(out->size_field));
    out->child = kind == TR_COMPOUND_STREAM ? NO_ENTRY : tr_le32(bytes + 76);
    out->start = tr_le32(bytes + 116);
    out->size = has_large_sizes ? tr_le64(bytes + 120) : tr_le32(bytes + 120);
    return TR_OK;
}

static tr_status read_entry(const unsigned char **out, tr_compound_file *file, uint32_t number,
                            tr_error *err)
{
    size_t per_sector = tr_sectors_header(file->sectors)->sector_size / ENTRY_SIZE;
    uint32_t sector = tr_sector_chain_at(&file->directory, (uint32_t)(number / per_sector));
    tr_status status = tr_sectors_get(out, file->sectors, sector, err);

    if (status == TR_OK)
        *out += number % per_sector * ENTRY_SIZE;
    return status;
}

static tr_status push(directory_walk *walk, uint32_t number, tr_error *err)
{
    if (number == NO_ENTRY)
        return TR_OK;
    if (number >= walk->numbers)
        return damaged(err, "its directory leads to an entry that it does not have");
    if (walk->is_visited[number])
        return damaged(err, "its directory leads to the same entry twice");
    walk->is_visited[number] = true;
    walk->stack[walk->depth++] = number;
    return TR_OK;
}

static tr_compound_entry *add_entry(tr_compound_file *file)
{
    if (file->count == file->capacity) {
        size_t larger = file->capacity ? file->capacity * 2 : 64;
        tr_compound_entry *entries = realloc(file->entries, larger * sizeof(*entries));

        if (!entries)
            return NULL;
        file->entries = entries;
        file->capacity = larger;
    }
    return &file->entries[file->count++];
}

/* Add the entry with this number, and note its siblings. */
static tr_status visit(tr_compound_file *file, directory_walk *walk, uint32_t number,
                       uint32_t parent, tr_error *err)
{
    bool has_large_sizes = tr_sectors_header(file->sectors)->sector_size > 512;
    const unsigned char *bytes;
    tr_compound_entry *entry;
    tr_status status = read_entry(&bytes, file, number, err);

    if (status != TR_OK)
        return status;
    entry = add_entry(file);
    if (!entry)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the streams of '%s'",
                            file->source.name);
    status = parse_entry(entry, bytes, number == 0, has_large_sizes, err);
    if (status != TR_OK || number == 0)
        return status;
    entry->parent = parent;
    status = push(walk, tr_le32(bytes + 68), err);
    if (status == TR_OK)
        status = push(walk, tr_le32(bytes + 72), err);
    return status;
}

/*
 * By bytes, as the digest wants them: the unit's low byte comes first. All
 * implementations at hand put a name before those that it begins.
 */
static int compare_names(const void *left, const void *right)
{
    const tr_compound_entry *a = left;
    const tr_compound_entry *b = right;
    size_t common = a->name_size < b->name_size ? a->name_size : b->name_size;
    int order = memcmp(a->name, b->name, common);

    return order ? order : (int)a->name_size - (int)b->name_size;
}

static tr_status read_children(tr_compound_file *file, directory_walk *walk, uint32_t storage,
                               tr_error *err)
{
    size_t first = file->count;
    tr_status status = push(walk, file->entries[storage].child, err);

    while (status == TR_OK && walk->depth > 0)
        status = visit(file, walk, walk->stack[--walk->depth], storage, err);
    if (status != TR_OK)
        return status;
    qsort(file->entries + first, file->count - first, sizeof(*file->entries), compare_names);
    for (size_t i = first + 1; i < file->count; i++) {
        if (compare_names(&file->entries[i - 1], &file->entries[i]) == 0)
            return damaged(err, "two of its streams have the same name");
    }
    file->entries[storage].first = (uint32_t)first;
    file->entries[storage].count = (uint32_t)(file->count - first);
    return TR_OK;
}

/* Storages wait in the list itself until their children are read. */
static tr_status read_directory(tr_compound_file *file, tr_error *err)
{
    size_t sector_size = tr_sectors_header(file->sectors)->sector_size;
    directory_walk walk = { 0 };
    tr_status status = TR_OK;

    walk.numbers = file->directory.count * (sector_size / ENTRY_SIZE);
    if (walk.numbers == 0)
        return damaged(err, "it has no directory");
    walk.is_visited = calloc(walk.numbers, sizeof(*walk.is_visited));
    walk.stack = malloc(walk.numbers * sizeof(*walk.stack));
    if (!walk.is_visited || !walk.stack) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the streams of '%s'",
                              file->source.name);
        goto done;
    }
    walk.is_visited[0] = true;
    status = visit(file, &walk, 0, 0, err);
    for (uint32_t i = 0; status == TR_OK && i < file->count; i++) {
        if (file->entries[i].kind != TR_COMPOUND_STREAM)
            status = read_children(file, &walk, i, err);
    }
done:
    free(walk.stack);
    free(walk.is_visited);
    return status;
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
            return damaged(err, "its streams are larger than the file");
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
    if (status == TR_OK) {
        const tr_compound_header *header = tr_sectors_header(file->sectors);

        status = tr_sector_chain_load(&file->directory, file->sectors, header->directory,
                                      TR_COMPOUND_ENTRY_MAX * ENTRY_SIZE / header->sector_size,
                                      "its directory", err);
    }
    if (status == TR_OK)
        status = read_directory(file, err);
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
    tr_sector_chain_clear(&file->directory);
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
        return damaged(err, "a mini sector is not in its allocation table");
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
            return damaged(err, "a stream leads out of the mini stream");
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
            return damaged(err, "a stream leads out of the file, which may have been cut off");
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
            return damaged(err, "a stream is cut off by the end of the file");
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
        return damaged(err, "a stream is larger than it may be");
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
