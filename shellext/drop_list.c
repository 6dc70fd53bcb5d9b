#include "shellext/drop_list.h"

#include <string.h>

/* In DROPFILES: pFiles, pt (8 bytes), fNC, fWide. */
#define NAMES_AT  0
#define WIDE_AT   16
#define HEAD_SIZE 20

static uint32_t get_number(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

bool tr_drop_list_open(tr_drop_list *list, const void *block, size_t size)
{
    const uint8_t *bytes = block;
    uint32_t names_at;

    if (size < HEAD_SIZE)
        return false;
    names_at = get_number(bytes + NAMES_AT);
    if (names_at > size)
        return false;
    list->next = bytes + names_at;
    list->left = size - names_at;
    list->is_wide = get_number(bytes + WIDE_AT) != 0;
    return true;
}

/* Whether one of four units is 0: subtracting 1 borrows from its upper bit, which was not set. */
static bool has_zero_unit(const uint8_t *bytes)
{
    uint64_t four;

    memcpy(&four, bytes, sizeof(four));
    return ((four - 0x0001000100010001) & ~four & 0x8000800080008000) != 0;
}

/* Bytes up to the zero that closes a name; all that are left if there is none. */
static size_t wide_size(const uint8_t *bytes, size_t left)
{
    size_t size = 0;

    /* A right click waits for this, and ten thousand names have a million bytes. */
    while (left - size >= 8 && !has_zero_unit(bytes + size))
        size += 8;
    for (uint16_t unit; left - size >= 2; size += 2) {
        memcpy(&unit, bytes + size, 2);
        if (unit == 0)
            return size;
    }
    return left;
}

static size_t narrow_size(const uint8_t *bytes, size_t left)
{
    const uint8_t *zero = memchr(bytes, 0, left);

    return zero ? (size_t)(zero - bytes) : left;
}

bool tr_drop_list_next(tr_drop_list *list, tr_dropped_name *name)
{
    size_t closing = list->is_wide ? 2 : 1;
    size_t size =
        list->is_wide ? wide_size(list->next, list->left) : narrow_size(list->next, list->left);

    if (size == 0 || size == list->left)
        return false;
    *name = (tr_dropped_name){ list->next, size };
    list->next += size + closing;
    list->left -= size + closing;
    return true;
}
