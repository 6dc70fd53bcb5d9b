#include "core/authenticode/compound_sectors.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/words/words.h"

/* The header ([MS-CFB] 2.2). */
#define HEADER_SIZE      512
#define MAJOR_VERSION    26
#define BYTE_ORDER_FIELD 28
#define SECTOR_SHIFT     30
#define MINI_SHIFT       32
#define FAT_COUNT        44
#define DIRECTORY_START  48
#define MINI_CUTOFF      56
#define MINI_FAT_START   60
#define DIFAT_START      68
#define DIFAT_FIRST      76
#define DIFAT_IN_HEADER  109

#define CACHE_SIZE ((size_t)1 << 20)

struct tr_sectors {
    tr_source source;
    tr_compound_header header;
    uint64_t count;
    uint32_t *fat; /* the sectors that hold the FAT */
    size_t fat_size;
    unsigned char *cache; /* a sector stands in the slot of its number modulo slots */
    uint32_t *cached;     /* the sector in each slot; TR_SECTOR_FREE if none */
    size_t slots;
};

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

const tr_compound_header *tr_sectors_header(const tr_sectors *sectors)
{
    return &sectors->header;
}

uint64_t tr_sectors_count(const tr_sectors *sectors)
{
    return sectors->count;
}

uint64_t tr_sectors_offset(const tr_sectors *sectors, uint32_t sector)
{
    return ((uint64_t)sector + 1) * sectors->header.sector_size;
}

tr_status tr_sectors_get(const unsigned char **out, tr_sectors *sectors, uint32_t sector,
                         tr_error *err)
{
    size_t size = sectors->header.sector_size;
    size_t slot = sector % sectors->slots;
    unsigned char *bytes = sectors->cache + slot * size;
    uint64_t offset = tr_sectors_offset(sectors, sector);
    size_t there = size;
    tr_status status;

    if (sector >= sectors->count)
        return damaged(err,
                       TR_WORDS("a sector lies outside the file, which may have been cut off"));
    if (sectors->cached[slot] != sector) {
        if (sectors->source.size - offset < there)
            there = (size_t)(sectors->source.size - offset);
        sectors->cached[slot] = TR_SECTOR_FREE;
        status = tr_source_read(&sectors->source, bytes, there, offset, err);
        if (status != TR_OK)
            return status;
        memset(bytes + there, 0, size - there);
        sectors->cached[slot] = sector;
    }
    *out = bytes;
    return TR_OK;
}

tr_status tr_sectors_next(uint32_t *out, tr_sectors *sectors, uint32_t sector, tr_error *err)
{
    size_t entries = sectors->header.sector_size / 4;
    size_t table = sector / entries;
    const unsigned char *bytes;
    tr_status status;

    if (table >= sectors->fat_size)
        return damaged(err, TR_WORDS("a sector is not in the allocation table"));
    status = tr_sectors_get(&bytes, sectors, sectors->fat[table], err);
    if (status == TR_OK)
        *out = tr_le32(bytes + 4 * (sector % entries));
    return status;
}

/* Sectors are looked at from the last one down, until one is in use. */
tr_status tr_sectors_end(uint64_t *out, tr_sectors *sectors, tr_error *err)
{
    uint64_t covered = (uint64_t)sectors->fat_size * (sectors->header.sector_size / 4);
    uint64_t sector = sectors->count < covered ? sectors->count : covered;
    uint32_t next = TR_SECTOR_FREE;
    uint64_t end;

    while (sector > 0 && next == TR_SECTOR_FREE) {
        tr_status status = tr_sectors_next(&next, sectors, (uint32_t)--sector, err);

        if (status != TR_OK)
            return status;
    }
    end = (sector + (next != TR_SECTOR_FREE ? 2 : 1)) * sectors->header.sector_size;
    *out = end < sectors->source.size ? end : sectors->source.size;
    return TR_OK;
}

static tr_status read_header(tr_sectors *sectors, unsigned char *bytes, tr_error *err)
{
    static const unsigned char magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
    tr_compound_header *header = &sectors->header;
    unsigned version;
    unsigned shift;
    tr_status status;

    if (sectors->source.size < HEADER_SIZE)
        return damaged(err, TR_WORDS("its header is cut off"));
    status = tr_source_read(&sectors->source, bytes, HEADER_SIZE, 0, err);
    if (status != TR_OK)
        return status;
    version = tr_le16(bytes + MAJOR_VERSION);
    shift = tr_le16(bytes + SECTOR_SHIFT);
    if (memcmp(bytes, magic, sizeof(magic)) != 0 || tr_le16(bytes + BYTE_ORDER_FIELD) != 0xfffe)
        return damaged(err, TR_WORDS("its header is not that of a compound file"));
    if (!(version == 3 && shift == 9) && !(version == 4 && shift == 12))
        return damaged(err, TR_WORDS("its header names a version that does not exist"));
    if (tr_le16(bytes + MINI_SHIFT) != 6 || tr_le32(bytes + MINI_CUTOFF) != 4096)
        return damaged(err, TR_WORDS("its header names sector sizes that do not exist"));
    header->sector_size = (size_t)1 << shift;
    header->fat_count = tr_le32(bytes + FAT_COUNT);
    header->directory = tr_le32(bytes + DIRECTORY_START);
    header->mini_fat = tr_le32(bytes + MINI_FAT_START);
    header->difat = tr_le32(bytes + DIFAT_START);
    return TR_OK;
}

/* Room for what the file can hold; sector numbers have 32 bits. */
static tr_status make_room(tr_sectors *sectors, tr_error *err)
{
    size_t size = sectors->header.sector_size;
    size_t tables;

    if (sectors->source.size <= size)
        return damaged(err, TR_WORDS("it has no sectors"));
    sectors->count = (sectors->source.size - 1) / size;
    if (sectors->count > TR_SECTOR_MAX)
        sectors->count = TR_SECTOR_MAX;
    tables = (size_t)((sectors->count - 1) / (size / 4) + 1);
    if (sectors->header.fat_count < tables)
        tables = sectors->header.fat_count;
    sectors->fat = calloc(tables ? tables : 1, sizeof(*sectors->fat));
    sectors->fat_size = tables;
    sectors->slots = CACHE_SIZE / size;
    if (sectors->count < sectors->slots)
        sectors->slots = (size_t)sectors->count;
    sectors->cache = malloc(sectors->slots * size);
    sectors->cached = malloc(sectors->slots * sizeof(*sectors->cached));
    if (!sectors->fat || !sectors->cache || !sectors->cached)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", sectors->source.name);
    for (size_t i = 0; i < sectors->slots; i++)
        sectors->cached[i] = TR_SECTOR_FREE;
    return TR_OK;
}

/* The FAT's sectors beyond those in the header are listed by a chain of sectors of their own. */
static tr_status read_difat(tr_sectors *sectors, tr_error *err)
{
    size_t entries = sectors->header.sector_size / 4 - 1;
    uint32_t sector = sectors->header.difat;
    size_t filled = DIFAT_IN_HEADER;

    while (filled < sectors->fat_size) {
        const unsigned char *bytes;
        tr_status status = tr_sectors_get(&bytes, sectors, sector, err);

        if (status != TR_OK)
            return status;
        for (size_t i = 0; i < entries && filled < sectors->fat_size; i++)
            sectors->fat[filled++] = tr_le32(bytes + 4 * i);
        sector = tr_le32(bytes + 4 * entries);
    }
    return TR_OK;
}

tr_status tr_sectors_open(tr_sectors **out, const tr_source *source, tr_error *err)
{
    unsigned char bytes[HEADER_SIZE];
    tr_status status;
    tr_sectors *sectors = calloc(1, sizeof(*sectors));

    if (!sectors)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", source->name);
    sectors->source = *source;
    status = read_header(sectors, bytes, err);
    if (status == TR_OK)
        status = make_room(sectors, err);
    if (status == TR_OK) {
        for (size_t i = 0; i < DIFAT_IN_HEADER && i < sectors->fat_size; i++)
            sectors->fat[i] = tr_le32(bytes + DIFAT_FIRST + 4 * i);
        status = read_difat(sectors, err);
    }
    if (status == TR_OK)
        *out = sectors;
    else
        tr_sectors_close(sectors);
    return status;
}

void tr_sectors_close(tr_sectors *sectors)
{
    if (!sectors)
        return;
    free(sectors->cached);
    free(sectors->cache);
    free(sectors->fat);
    free(sectors);
}

static tr_status add_sector(tr_sector_chain *chain, size_t *capacity, uint32_t sector,
                            tr_error *err)
{
    const tr_sector_run *last = chain->run_count ? &chain->runs[chain->run_count - 1] : NULL;

    if (!last || last->sector + (chain->count - last->index) != sector) {
        if (chain->run_count == *capacity) {
            size_t larger = *capacity ? *capacity * 2 : 16;
            tr_sector_run *runs = realloc(chain->runs, larger * sizeof(*runs));

            if (!runs)
                return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a chain of sectors");
            chain->runs = runs;
            *capacity = larger;
        }
        chain->runs[chain->run_count++] =
            (tr_sector_run){ .index = chain->count, .sector = sector };
    }
    chain->count++;
    return TR_OK;
}

tr_status tr_sector_chain_load(tr_sector_chain *out, tr_sectors *sectors, uint32_t first,
                               uint64_t limit, const char *what, tr_error *err)
{
    tr_sector_chain chain = { 0 };
    size_t capacity = 0;
    uint32_t sector = first;
    tr_status status = TR_OK;

    while (status == TR_OK && sector != TR_SECTOR_END) {
        if (chain.count >= limit)
            status =
                tr_error_set(err, TR_ERR_FORMAT, 0, "%s is too long, or turns in circles", what);
        else if (sector >= sectors->count)
            status = tr_error_set(err, TR_ERR_FORMAT, 0, "%s leads out of the file", what);
        else
            status = add_sector(&chain, &capacity, sector, err);
        if (status == TR_OK)
            status = tr_sectors_next(&sector, sectors, sector, err);
    }
    if (status == TR_OK)
        *out = chain;
    else
        tr_sector_chain_clear(&chain);
    return status;
}

uint32_t tr_sector_chain_at(const tr_sector_chain *chain, uint32_t index)
{
    size_t low = 0;
    size_t high = chain->run_count;

    assert(index < chain->count);
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (chain->runs[middle].index <= index)
            low = middle;
        else
            high = middle;
    }
    return chain->runs[low].sector + (index - chain->runs[low].index);
}

void tr_sector_chain_clear(tr_sector_chain *chain)
{
    free(chain->runs);
    *chain = (tr_sector_chain){ 0 };
}
