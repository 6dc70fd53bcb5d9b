#include "core/restore/version.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define RT_VERSION        16
#define RESOURCE_INDEX    2 /* of the data directories */
#define MOST_SECTIONS     96
#define MOST_ENTRIES      4096
#define FIXED_SIGNATURE   0xFEEF04BDu
#define MOST_VERSION_SIZE 65536

/* The section that holds the resources. */
typedef struct resources {
    const tr_source *source;
    uint32_t address; /* of the section, as loaded */
    uint32_t offset;  /* of the section, in the file */
    uint32_t size;
    uint32_t root; /* of the resource directory, within the section */
} resources;

static bool read_at(const tr_source *source, void *out, size_t size, uint64_t offset)
{
    return offset <= source->size && size <= source->size - offset &&
           tr_source_read(source, out, size, offset, NULL) == TR_OK;
}

/* Within the section, which may say that it is larger than the file. */
static bool read_in(const resources *in, void *out, size_t size, uint64_t offset)
{
    return offset <= in->size && size <= in->size - offset &&
           read_at(in->source, out, size, in->offset + offset);
}

/* Where the resource directory is loaded, and the section table; 0 if there is none. */
static uint32_t find_directory(const tr_source *source, uint64_t *table, unsigned *count)
{
    unsigned char head[64];
    unsigned char coff[24];
    unsigned char optional[112 + 8 * (RESOURCE_INDEX + 1)];
    size_t directories;
    uint64_t at;

    if (!read_at(source, head, sizeof(head), 0) || tr_le16(head) != 0x5A4D)
        return 0;
    at = tr_le32(head + 60);
    if (!read_at(source, coff, sizeof(coff), at) || tr_le32(coff) != 0x00004550)
        return 0;
    if (tr_le16(coff + 20) < sizeof(optional) ||
        !read_at(source, optional, sizeof(optional), at + sizeof(coff)))
        return 0;
    directories = tr_le16(optional) == 0x020B ? 112 : 96;
    if (tr_le32(optional + directories - 4) <= RESOURCE_INDEX)
        return 0;
    *count = tr_le16(coff + 6);
    *table = at + sizeof(coff) + tr_le16(coff + 20);
    return tr_le32(optional + directories + 8 * RESOURCE_INDEX);
}

static bool find_section(resources *out, const tr_source *source)
{
    uint64_t table = 0;
    unsigned count = 0;
    uint32_t directory = find_directory(source, &table, &count);

    if (directory == 0 || count > MOST_SECTIONS)
        return false;
    for (unsigned index = 0; index < count; index++) {
        unsigned char section[40];
        uint32_t address;
        uint32_t size;

        if (!read_at(source, section, sizeof(section), table + 40 * (uint64_t)index))
            return false;
        address = tr_le32(section + 12);
        size = tr_le32(section + 16);
        if (directory < address || directory - address >= size)
            continue;
        *out = (resources){ .source = source,
                            .address = address,
                            .offset = tr_le32(section + 20),
                            .size = size,
                            .root = directory - address };
        return true;
    }
    return false;
}

/*
 * An entry of a directory: the one with this number, or the first one for
 * number 0. Gives the value that stands in it, or 0.
 */
static uint32_t find_entry(const resources *in, uint32_t directory, uint32_t number)
{
    unsigned char head[16];
    unsigned count;

    if (!read_in(in, head, sizeof(head), (uint64_t)in->root + directory))
        return 0;
    count = (unsigned)tr_le16(head + 12) + tr_le16(head + 14);
    for (unsigned index = 0; index < count && index < MOST_ENTRIES; index++) {
        unsigned char entry[8];

        if (!read_in(in, entry, sizeof(entry),
                     (uint64_t)in->root + directory + sizeof(head) + 8 * (uint64_t)index))
            return 0;
        if (number == 0 || tr_le32(entry) == number)
            return tr_le32(entry + 4);
    }
    return 0;
}

/* The levels are type, name and language; the highest bit says that one more follows. */
static bool find_data(const resources *in, uint64_t *offset, uint32_t *size)
{
    const uint32_t deeper = 0x80000000u;
    unsigned char data[16];
    uint32_t type = find_entry(in, 0, RT_VERSION);
    uint32_t name = type & deeper ? find_entry(in, type & ~deeper, 0) : 0;
    uint32_t language = name & deeper ? find_entry(in, name & ~deeper, 0) : 0;

    if (language == 0 || language & deeper ||
        !read_in(in, data, sizeof(data), (uint64_t)in->root + language))
        return false;
    if (tr_le32(data) < in->address)
        return false;
    *offset = tr_le32(data) - in->address;
    *size = tr_le32(data + 4);
    return true;
}

bool tr_version_find(tr_version *out, const tr_source *source)
{
    /* VS_VERSIONINFO: three words, "VS_VERSION_INFO" in UTF-16 with its zero, padding. */
    unsigned char info[40 + 16];
    resources in;
    uint64_t offset;
    uint32_t size;

    if (!find_section(&in, source) || !find_data(&in, &offset, &size) || size < sizeof(info) ||
        size > MOST_VERSION_SIZE || !read_in(&in, info, sizeof(info), offset))
        return false;
    if (tr_le32(info + 40) != FIXED_SIGNATURE)
        return false;
    out->file = (uint64_t)tr_le32(info + 48) << 32 | tr_le32(info + 52);
    return true;
}

bool tr_version_of(tr_version *out, const tr_file *file)
{
    tr_source source = tr_source_of_file(file);

    return tr_version_find(out, &source);
}

void tr_version_write(char out[TR_VERSION_TEXT_SIZE], tr_version version)
{
    snprintf(out, TR_VERSION_TEXT_SIZE, "%u.%u.%u.%u", (unsigned)(version.file >> 48),
             (unsigned)(version.file >> 32 & 0xFFFF), (unsigned)(version.file >> 16 & 0xFFFF),
             (unsigned)(version.file & 0xFFFF));
}

int tr_version_compare(tr_version a, tr_version b)
{
    return (a.file > b.file) - (a.file < b.file);
}
