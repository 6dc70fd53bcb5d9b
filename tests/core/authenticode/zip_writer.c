#include "tests/core/authenticode/zip_writer.h"

#include <string.h>

void zip_put(zip_writer *writer, const void *bytes, size_t size)
{
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

static void put_number(zip_writer *writer, size_t size, uint64_t value)
{
    for (size_t i = 0; i < size; i++)
        writer->bytes[writer->size++] = (unsigned char)(value >> 8 * i);
}

static uint32_t crc_of(const unsigned char *data, size_t size)
{
    uint32_t crc = 0xffffffff;

    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
    return ~crc;
}

void zip_begin(zip_writer *writer)
{
    writer->is_zip64 = writer->has_descriptors = writer->has_large_sizes = false;
    writer->size = writer->count = 0;
}

/* What local header and directory record have in common. */
static void put_common(zip_writer *writer, const zip_file *file, bool is_local)
{
    bool is_later = writer->has_descriptors && is_local;
    bool is_large = writer->has_large_sizes && !is_local;

    put_number(writer, 2, 20);
    put_number(writer, 2, writer->has_descriptors ? 8 : 0);
    put_number(writer, 2, 0);
    put_number(writer, 4, 0);
    put_number(writer, 4, is_later ? 0 : file->crc);
    put_number(writer, 4, is_later ? 0 : is_large ? 0xffffffff : file->size);
    put_number(writer, 4, is_later ? 0 : is_large ? 0xffffffff : file->size);
    put_number(writer, 2, strlen(file->name));
    put_number(writer, 2, is_large ? 28 : 0);
}

void zip_add(zip_writer *writer, const char *name, const void *data, size_t size)
{
    zip_file *file = &writer->files[writer->count++];

    strcpy(file->name, name);
    file->offset = writer->size;
    file->size = size;
    file->crc = crc_of(data, size);
    zip_put(writer, "PK\3\4", 4);
    put_common(writer, file, true);
    zip_put(writer, name, strlen(name));
    zip_put(writer, data, size);
    if (writer->has_descriptors) {
        zip_put(writer, "PK\7\10", 4);
        put_number(writer, 4, file->crc);
        put_number(writer, writer->is_zip64 ? 8 : 4, size);
        put_number(writer, writer->is_zip64 ? 8 : 4, size);
    }
}

static void put_end64(zip_writer *writer, size_t size)
{
    size_t offset = writer->size;

    zip_put(writer, "PK\6\6", 4);
    put_number(writer, 8, 44);
    put_number(writer, 2, 45);
    put_number(writer, 2, 45);
    put_number(writer, 8, 0);
    put_number(writer, 8, writer->count);
    put_number(writer, 8, writer->count);
    put_number(writer, 8, size);
    put_number(writer, 8, writer->directory);
    zip_put(writer, "PK\6\7", 4);
    put_number(writer, 4, 0);
    put_number(writer, 8, offset);
    put_number(writer, 4, 1);
}

/* The extra field of ZIP64. */
static void put_large_sizes(zip_writer *writer, const zip_file *file)
{
    put_number(writer, 2, 1);
    put_number(writer, 2, 24);
    put_number(writer, 8, file->size);
    put_number(writer, 8, file->size);
    put_number(writer, 8, file->offset);
}

void zip_end(zip_writer *writer)
{
    bool is_full = writer->is_zip64;
    size_t size;

    writer->directory = writer->size;
    for (size_t i = 0; i < writer->count; i++) {
        const zip_file *file = &writer->files[i];

        zip_put(writer, "PK\1\2", 4);
        put_number(writer, 2, 45);
        put_common(writer, file, false);
        put_number(writer, 2, 0);
        put_number(writer, 4, 0);
        put_number(writer, 4, 0);
        put_number(writer, 4, writer->has_large_sizes ? 0xffffffff : file->offset);
        zip_put(writer, file->name, strlen(file->name));
        if (writer->has_large_sizes)
            put_large_sizes(writer, file);
    }
    size = writer->size - writer->directory;
    if (is_full)
        put_end64(writer, size);
    zip_put(writer, "PK\5\6", 4);
    put_number(writer, 4, 0);
    put_number(writer, 2, is_full ? 0xffff : writer->count);
    put_number(writer, 2, is_full ? 0xffff : writer->count);
    put_number(writer, 4, is_full ? 0xffffffff : size);
    put_number(writer, 4, is_full ? 0xffffffff : writer->directory);
    put_number(writer, 2, 0);
}
