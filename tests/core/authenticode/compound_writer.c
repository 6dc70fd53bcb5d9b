#include "tests/core/authenticode/compound_writer.h"

#include <stdlib.h>
#include <string.h>

#define END_OF_CHAIN 0xfffffffeU
#define FREE_SECTOR  0xffffffffU
#define MINI         64
#define CUTOFF       4096
#define IN_HEADER    109

static void put16(unsigned char *p, unsigned value)
{
    p[0] = (unsigned char)value;
    p[1] = (unsigned char)(value >> 8);
}

static void put32(unsigned char *p, uint32_t value)
{
    put16(p, value & 0xffff);
    put16(p + 2, value >> 16);
}

static size_t pieces(size_t size, size_t piece)
{
    return (size + piece - 1) / piece;
}

void compound_begin(compound_writer *writer, unsigned version)
{
    static const unsigned char clsid[] = { 0x84, 0x10, 0x0c, 0, 0, 0, 0, 0,
                                           0xc0, 0,    0,    0, 0, 0, 0, 0x46 };

    memset(writer, 0, sizeof(*writer));
    writer->version = version;
    compound_add_storage(writer, 0, "Root Entry");
    writer->items[0].kind = 5;
    memcpy(writer->items[0].clsid, clsid, sizeof(clsid));
}

/* Siblings hang on their parent as a list: each is the right one of the one before. */
static uint32_t add(compound_writer *writer, uint32_t parent, const char *name)
{
    uint32_t number = writer->count++;
    compound_item *item = &writer->items[number];
    uint32_t *link = &writer->items[parent].child;

    item->left = item->right = item->child = COMPOUND_NO_ENTRY;
    item->name_length = strlen(name);
    for (size_t i = 0; i < item->name_length; i++)
        item->name[i] = (unsigned char)name[i];
    if (number == 0)
        return number;
    while (*link != COMPOUND_NO_ENTRY)
        link = &writer->items[*link].right;
    *link = number;
    return number;
}

uint32_t compound_add_storage(compound_writer *writer, uint32_t parent, const char *name)
{
    uint32_t number = add(writer, parent, name);

    writer->items[number].kind = 1;
    return number;
}

uint32_t compound_add_stream(compound_writer *writer, uint32_t parent, const char *name,
                             const void *data, size_t size)
{
    uint32_t number = add(writer, parent, name);

    writer->items[number].kind = 2;
    writer->items[number].data = data;
    writer->items[number].size = size;
    return number;
}

/* A file while it is written; sectors are dealt out one after the other. */
typedef struct layout {
    compound_writer *writer;
    uint32_t total; /* sectors */
    uint32_t used;
    uint32_t *next; /* the FAT */
} layout;

static unsigned char *sector_at(const layout *file, uint32_t sector)
{
    return file->writer->bytes + ((size_t)sector + 1) * file->writer->sector_size;
}

/* Deal out a chain and fill it; returns its first sector. */
static uint32_t write_chain(layout *file, const unsigned char *data, size_t size)
{
    size_t sector_size = file->writer->sector_size;
    uint32_t count = (uint32_t)pieces(size, sector_size);
    uint32_t base = file->used;

    file->used += count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = file->writer->is_backward ? count - 1 - i : i;
        uint32_t after = file->writer->is_backward ? place - 1 : place + 1;
        size_t piece = size - i * sector_size < sector_size ? size - i * sector_size : sector_size;

        memcpy(sector_at(file, base + place), data + i * sector_size, piece);
        file->next[base + place] = i + 1 == count ? END_OF_CHAIN : base + after;
    }
    if (count == 0)
        return END_OF_CHAIN;
    return file->writer->is_backward ? base + count - 1 : base;
}

static bool is_mini(const compound_item *item)
{
    return item->kind == 2 && item->size < CUTOFF;
}

static size_t mini_count(const compound_writer *writer)
{
    size_t count = 0;

    for (uint32_t i = 0; i < writer->count; i++) {
        if (is_mini(&writer->items[i]))
            count += pieces(writer->items[i].size, MINI);
    }
    return count;
}

/* The small streams, and the table of their mini sectors; their chains run forward. */
static uint32_t write_mini(layout *file)
{
    compound_writer *writer = file->writer;
    size_t count = mini_count(writer);
    unsigned char *stream = calloc(count + 1, MINI);
    unsigned char *table = malloc((count + 1) * 4);
    uint32_t used = 0;
    uint32_t first_table;

    for (uint32_t i = 0; i < writer->count; i++) {
        compound_item *item = &writer->items[i];
        uint32_t own = (uint32_t)pieces(item->size, MINI);

        if (!is_mini(item) || own == 0)
            continue;
        item->start = used;
        memcpy(stream + (size_t)used * MINI, item->data, item->size);
        for (uint32_t k = 0; k < own; k++)
            put32(table + 4 * ((size_t)used + k), k + 1 == own ? END_OF_CHAIN : used + k + 1);
        used += own;
    }
    writer->items[0].size = count * MINI;
    writer->items[0].start = write_chain(file, stream, count * MINI);
    first_table = write_chain(file, table, count * 4);
    free(table);
    free(stream);
    return first_table;
}

static uint32_t write_directory(layout *file)
{
    compound_writer *writer = file->writer;
    unsigned char *bytes = calloc(writer->count, 128);
    uint32_t first;

    for (uint32_t i = 0; i < writer->count; i++) {
        const compound_item *item = &writer->items[i];
        unsigned char *entry = bytes + 128 * (size_t)i;

        for (size_t k = 0; k < item->name_length; k++)
            put16(entry + 2 * k, item->name[k]);
        put16(entry + 64, (unsigned)(item->name_length + 1) * 2);
        entry[66] = (unsigned char)item->kind;
        put32(entry + 68, item->left);
        put32(entry + 72, item->right);
        put32(entry + 76, item->child);
        memcpy(entry + 80, item->clsid, 16);
        memcpy(entry + 96, item->state, 4);
        memcpy(entry + 100, item->times, 16);
        put32(entry + 116, item->start);
        put32(entry + 120, (uint32_t)item->size);
    }
    first = write_chain(file, bytes, 128 * (size_t)writer->count);
    free(bytes);
    return first;
}

static void write_fat(layout *file, uint32_t first_fat, uint32_t fats, uint32_t difats)
{
    size_t entries = file->writer->sector_size / 4;
    unsigned char *header = file->writer->bytes;

    for (uint32_t i = 0; i < fats + difats; i++)
        file->next[first_fat + i] = i < fats ? 0xfffffffdU : 0xfffffffcU;
    for (uint32_t i = 0; i < fats * entries; i++)
        put32(sector_at(file, first_fat + (uint32_t)(i / entries)) + 4 * (i % entries),
              i < file->total ? file->next[i] : FREE_SECTOR);
    for (uint32_t i = 0; i < IN_HEADER; i++)
        put32(header + 76 + 4 * (size_t)i, i < fats ? first_fat + i : FREE_SECTOR);
    for (uint32_t i = 0; i < difats; i++) {
        unsigned char *bytes = sector_at(file, first_fat + fats + i);

        for (uint32_t k = 0; k + 1 < entries; k++) {
            uint32_t index = IN_HEADER + i * ((uint32_t)entries - 1) + k;

            put32(bytes + 4 * (size_t)k, index < fats ? first_fat + index : FREE_SECTOR);
        }
        put32(bytes + 4 * (entries - 1), i + 1 < difats ? first_fat + fats + i + 1 : END_OF_CHAIN);
    }
}

static void write_header(const compound_writer *writer, uint32_t fats, uint32_t directory,
                         uint32_t mini_fat, uint32_t difat, uint32_t difats)
{
    static const unsigned char magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
    unsigned char *header = writer->bytes;

    memcpy(header, magic, sizeof(magic));
    put16(header + 24, 0x3e);
    put16(header + 26, writer->version);
    put16(header + 28, 0xfffe);
    put16(header + 30, writer->version == 3 ? 9 : 12);
    put16(header + 32, 6);
    put32(header + 44, fats);
    put32(header + 48, directory);
    put32(header + 56, CUTOFF);
    put32(header + 60, mini_fat);
    put32(header + 68, difats ? difat : END_OF_CHAIN);
    put32(header + 72, difats);
}

void compound_write(compound_writer *writer)
{
    layout file = { .writer = writer };
    size_t entries;
    uint32_t fats = 0;
    uint32_t difats = 0;
    uint32_t content;
    uint32_t mini_fat;
    uint32_t directory;

    writer->sector_size = writer->version == 3 ? 512 : 4096;
    entries = writer->sector_size / 4;
    content = (uint32_t)(pieces(mini_count(writer) * MINI, writer->sector_size) +
                         pieces(mini_count(writer) * 4, writer->sector_size) +
                         pieces(128 * (size_t)writer->count, writer->sector_size));
    for (uint32_t i = 1; i < writer->count; i++) {
        if (!is_mini(&writer->items[i]))
            content += (uint32_t)pieces(writer->items[i].size, writer->sector_size);
    }
    while (fats * entries < content + fats + difats) {
        fats++;
        difats = fats > IN_HEADER ? (uint32_t)pieces(fats - IN_HEADER, entries - 1) : 0;
    }
    file.total = content + fats + difats;
    file.next = malloc(file.total * sizeof(*file.next));
    writer->size = ((size_t)file.total + 1) * writer->sector_size;
    writer->bytes = calloc(1, writer->size);
    for (uint32_t i = 1; i < writer->count; i++) {
        compound_item *item = &writer->items[i];

        item->start = 0;
        if (item->kind == 2 && !is_mini(item))
            item->start = write_chain(&file, item->data, item->size);
    }
    mini_fat = write_mini(&file);
    directory = write_directory(&file);
    write_fat(&file, file.used, fats, difats);
    write_header(writer, fats, directory, mini_fat, file.used + fats, difats);
    writer->directory = ((size_t)directory + 1) * writer->sector_size;
    writer->fat = ((size_t)file.used + 1) * writer->sector_size;
    writer->fat_sectors = fats;
    free(file.next);
}

void compound_end(compound_writer *writer)
{
    free(writer->bytes);
    writer->bytes = NULL;
}
