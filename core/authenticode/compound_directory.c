#include "core/authenticode/compound_directory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/words/words.h"

#define ENTRY_SIZE ((size_t)128)
#define NO_ENTRY   0xffffffffU

/* The directory while it is read. */
typedef struct directory {
    tr_sectors *sectors;
    tr_sector_chain chain;
    size_t numbers;   /* entries that it has room for */
    bool *is_visited; /* by number */
    uint32_t *stack;  /* numbers that are to be visited */
    size_t depth;
    tr_compound_entry *entries;
    size_t count;
    size_t capacity;
} directory;

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

/* A directory entry ([MS-CFB] 2.6). */
static tr_status parse_entry(tr_compound_entry *out, const unsigned char *bytes, bool is_root,
                             bool has_large_sizes, tr_error *err)
{
    size_t name_size = tr_le16(bytes + 64);
    unsigned kind = bytes[66];

    if (is_root ? kind != TR_COMPOUND_ROOT
                : kind != TR_COMPOUND_STORAGE && kind != TR_COMPOUND_STREAM)
        return damaged(err, TR_WORDS("an entry of its directory is of no known kind"));
    if (name_size < 2 || name_size > sizeof(out->name) || name_size % 2 != 0)
        return damaged(err, TR_WORDS("an entry of its directory has no proper name"));
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

static tr_status read_entry(const unsigned char **out, directory *all, uint32_t number,
                            tr_error *err)
{
    size_t per_sector = tr_sectors_header(all->sectors)->sector_size / ENTRY_SIZE;
    uint32_t sector = tr_sector_chain_at(&all->chain, (uint32_t)(number / per_sector));
    tr_status status = tr_sectors_get(out, all->sectors, sector, err);

    if (status == TR_OK)
        *out += number % per_sector * ENTRY_SIZE;
    return status;
}

static tr_status push(directory *all, uint32_t number, tr_error *err)
{
    if (number == NO_ENTRY)
        return TR_OK;
    if (number >= all->numbers)
        return damaged(err, TR_WORDS("its directory leads to an entry that it does not have"));
    if (all->is_visited[number])
        return damaged(err, TR_WORDS("its directory leads to the same entry twice"));
    all->is_visited[number] = true;
    all->stack[all->depth++] = number;
    return TR_OK;
}

static tr_compound_entry *add_entry(directory *all)
{
    if (all->count == all->capacity) {
        size_t larger = all->capacity ? all->capacity * 2 : 64;
        tr_compound_entry *entries = realloc(all->entries, larger * sizeof(*entries));

        if (!entries)
            return NULL;
        all->entries = entries;
        all->capacity = larger;
    }
    return &all->entries[all->count++];
}

/* Add the entry with this number, and note its siblings. */
static tr_status visit(directory *all, uint32_t number, uint32_t parent, tr_error *err)
{
    bool has_large_sizes = tr_sectors_header(all->sectors)->sector_size > 512;
    const unsigned char *bytes;
    tr_compound_entry *entry;
    tr_status status = read_entry(&bytes, all, number, err);

    if (status != TR_OK)
        return status;
    entry = add_entry(all);
    if (!entry)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a directory");
    status = parse_entry(entry, bytes, number == 0, has_large_sizes, err);
    if (status != TR_OK || number == 0)
        return status;
    entry->parent = parent;
    status = push(all, tr_le32(bytes + 68), err);
    if (status == TR_OK)
        status = push(all, tr_le32(bytes + 72), err);
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

static tr_status read_children(directory *all, uint32_t storage, tr_error *err)
{
    size_t first = all->count;
    tr_status status = push(all, all->entries[storage].child, err);

    while (status == TR_OK && all->depth > 0)
        status = visit(all, all->stack[--all->depth], storage, err);
    if (status != TR_OK)
        return status;
    qsort(all->entries + first, all->count - first, sizeof(*all->entries), compare_names);
    for (size_t i = first + 1; i < all->count; i++) {
        if (compare_names(&all->entries[i - 1], &all->entries[i]) == 0)
            return damaged(err, TR_WORDS("two of its streams have the same name"));
    }
    all->entries[storage].first = (uint32_t)first;
    all->entries[storage].count = (uint32_t)(all->count - first);
    return TR_OK;
}

static tr_status make_room(directory *all, tr_error *err)
{
    const tr_compound_header *header = tr_sectors_header(all->sectors);
    tr_status status = tr_sector_chain_load(
        &all->chain, all->sectors, header->directory,
        TR_COMPOUND_ENTRY_MAX * ENTRY_SIZE / header->sector_size, "its directory", err);

    if (status != TR_OK)
        return status;
    all->numbers = all->chain.count * (header->sector_size / ENTRY_SIZE);
    if (all->numbers == 0)
        return damaged(err, TR_WORDS("it has no directory"));
    all->is_visited = calloc(all->numbers, sizeof(*all->is_visited));
    all->stack = malloc(all->numbers * sizeof(*all->stack));
    if (!all->is_visited || !all->stack)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a directory");
    return TR_OK;
}

/* Storages wait in the list itself until their children are read. */
static tr_status read_entries(directory *all, tr_error *err)
{
    tr_status status;

    all->is_visited[0] = true;
    status = visit(all, 0, 0, err);
    for (uint32_t i = 0; status == TR_OK && i < all->count; i++) {
        if (all->entries[i].kind != TR_COMPOUND_STREAM)
            status = read_children(all, i, err);
    }
    return status;
}

tr_status tr_compound_directory_load(tr_compound_entry **out, size_t *count, tr_sectors *sectors,
                                     tr_error *err)
{
    directory all = { .sectors = sectors };
    tr_status status = make_room(&all, err);

    if (status == TR_OK)
        status = read_entries(&all, err);
    if (status == TR_OK) {
        *out = all.entries;
        *count = all.count;
    } else {
        free(all.entries);
    }
    free(all.stack);
    free(all.is_visited);
    tr_sector_chain_clear(&all.chain);
    return status;
}
