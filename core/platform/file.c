#include "core/platform/file.h"

#include <stdlib.h>
#include <string.h>

tr_status tr_file_read(const tr_file *file, void *buffer, size_t size, uint64_t offset,
                       tr_error *err)
{
    size_t got = 0;
    tr_status status = tr_file_read_some(file, buffer, size, offset, &got, err);

    if (status == TR_OK && got < size)
        return tr_error_set(err, TR_ERR_IO, 0, "cannot read '%s': the file has become shorter",
                            tr_file_path(file));
    return status;
}

static tr_status too_large(const tr_file *file, size_t limit, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "'%s' is too large: more than %zu bytes",
                        tr_file_path(file), limit);
}

static tr_status no_memory(const tr_file *file, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to load '%s'", tr_file_path(file));
}

/* The size that a file had, or says it has, is a hint only: it is read to its end. */
static tr_status load(unsigned char **out, size_t *size, const tr_file *file, size_t limit,
                      tr_error *err)
{
    uint64_t hint = tr_file_size(file);
    size_t room = hint < limit ? (size_t)hint : limit;
    size_t filled = 0;
    unsigned char *bytes = NULL;

    if (hint > limit)
        return too_large(file, limit, err);
    for (;;) {
        /* One byte more than is wanted tells the end; later it takes the closing zero. */
        unsigned char *larger = realloc(bytes, room + 1);
        size_t got = 0;
        tr_status status;

        if (!larger) {
            free(bytes);
            return no_memory(file, err);
        }
        bytes = larger;
        status = tr_file_read_some(file, bytes + filled, room + 1 - filled, filled, &got, err);
        if (status == TR_OK && got == room + 1 - filled && room == limit)
            status = too_large(file, limit, err);
        if (status != TR_OK) {
            free(bytes);
            return status;
        }
        filled += got;
        if (filled <= room)
            break;
        room = room > limit / 2 ? limit : room * 2 + 4096 < limit ? room * 2 + 4096 : limit;
    }
    bytes[filled] = 0;
    *out = bytes;
    *size = filled;
    return TR_OK;
}

tr_status tr_file_load(unsigned char **out, size_t *size, const char *path, size_t limit,
                       tr_error *err)
{
    tr_file *file = NULL;
    tr_status status = tr_file_open(&file, path, TR_FILE_READ, err);

    if (status != TR_OK)
        return status;
    status = load(out, size, file, limit < SIZE_MAX ? limit : limit - 1, err);
    tr_file_close(file);
    return status;
}

bool tr_file_is_same(const char *a, const char *b)
{
    tr_file *first = NULL;
    tr_file *second = NULL;
    bool is_same = false;

    if (tr_file_open(&first, a, TR_FILE_READ, NULL) == TR_OK &&
        tr_file_open(&second, b, TR_FILE_READ, NULL) == TR_OK) {
        tr_file_identity one = tr_file_identity_of(first);
        tr_file_identity two = tr_file_identity_of(second);

        is_same = one.volume == two.volume && one.number[0] == two.number[0] &&
                  one.number[1] == two.number[1];
    }
    tr_file_close(second);
    tr_file_close(first);
    return is_same;
}
