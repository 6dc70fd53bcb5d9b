#include "core/authenticode/zip_local.h"

#include <string.h>

#include "core/words/words.h"

#define LOCAL_SIZE 30

static tr_status damaged(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

/* Sizes that stand elsewhere are zero in the local header, or 0xffffffff. */
static bool has_same_numbers(const unsigned char *local, const tr_zip_entry *entry)
{
    uint32_t crc = tr_le32(local + 14);
    uint32_t stored = tr_le32(local + 18);
    uint32_t size = tr_le32(local + 22);

    if ((entry->flags & TR_ZIP_DESCRIPTOR) && crc == 0)
        return (stored == 0 || stored == 0xffffffff) && (size == 0 || size == 0xffffffff);
    return crc == entry->crc && (stored == entry->stored || stored == 0xffffffff) &&
           (size == entry->size || size == 0xffffffff);
}

tr_status tr_zip_local_read(tr_zip_local *out, const tr_zip_archive *archive, size_t index,
                            tr_error *err)
{
    const tr_zip_entry *entry = tr_zip_archive_get(archive, index);
    unsigned char bytes[LOCAL_SIZE + TR_ZIP_NAME_MAX];
    char name[TR_ZIP_NAME_MAX + 1];
    size_t size = LOCAL_SIZE + (size_t)entry->name_size;
    uint64_t left = tr_zip_archive_end(archive)->directory - entry->offset;
    tr_status status;

    if (left < size)
        return damaged(err, TR_WORDS("a file of its archive lies outside of it"));
    status = tr_source_read(tr_zip_archive_source(archive), bytes, size, entry->offset, err);
    if (status == TR_OK)
        status = tr_zip_archive_name(name, archive, index, err);
    if (status != TR_OK)
        return status;
    if (memcmp(bytes, "PK\3\4", 4) != 0)
        return damaged(err, TR_WORDS("a file of its archive has no header"));
    out->extra_size = tr_le16(bytes + 28);
    out->header_size = LOCAL_SIZE + (uint64_t)tr_le16(bytes + 26) + out->extra_size;
    out->data = entry->offset + out->header_size;
    out->is_consistent =
        tr_le16(bytes + 6) == entry->flags && tr_le16(bytes + 8) == entry->method &&
        tr_le16(bytes + 26) == entry->name_size &&
        memcmp(bytes + LOCAL_SIZE, name, entry->name_size) == 0 && has_same_numbers(bytes, entry);
    if (out->header_size > left || entry->stored > left - out->header_size)
        return damaged(err, TR_WORDS("a file of its archive lies outside of it"));
    return TR_OK;
}

tr_status tr_zip_local_is_followed(bool *out, const tr_zip_archive *archive, size_t index,
                                   const tr_zip_local *local, uint64_t limit, tr_error *err)
{
    const tr_zip_entry *entry = tr_zip_archive_get(archive, index);
    uint64_t begin = local->data + entry->stored;
    unsigned char bytes[24];
    const unsigned char *numbers = bytes;
    size_t size;
    tr_status status;

    *out = begin == limit && !(entry->flags & TR_ZIP_DESCRIPTOR);
    if (!(entry->flags & TR_ZIP_DESCRIPTOR) || limit < begin || limit - begin > sizeof(bytes) ||
        limit - begin < 12)
        return TR_OK;
    size = (size_t)(limit - begin);
    status = tr_source_read(tr_zip_archive_source(archive), bytes, size, begin, err);
    if (status != TR_OK)
        return status;
    if (size == 16 || size == 24) {
        if (memcmp(bytes, "PK\7\10", 4) != 0)
            return TR_OK;
        numbers += 4;
        size -= 4;
    }
    if (size == 12)
        *out = tr_le32(numbers) == entry->crc && tr_le32(numbers + 4) == entry->stored &&
               tr_le32(numbers + 8) == entry->size;
    else if (size == 20)
        *out = tr_le32(numbers) == entry->crc && tr_le64(numbers + 4) == entry->stored &&
               tr_le64(numbers + 12) == entry->size;
    return TR_OK;
}
