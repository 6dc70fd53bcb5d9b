#include "shellext/request.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "shellext/little_endian.h"

#define CHANGE_SIZE 8

static const char mark[8] = { 'T', 'R', 'A', 'C', 'T', 'I', 'O', 'N' };

/* Room for so many more bytes, and for the head before the first of them. */
static uint8_t *grow(tr_request *request, size_t more)
{
    size_t size = request->size ? request->size : TR_REQUEST_HEAD_SIZE;
    size_t needed = size + more;

    if (needed > TR_REQUEST_HEAD_SIZE + (size_t)TR_REQUEST_SIZE_MAX)
        return NULL;
    if (needed > request->capacity) {
        size_t capacity = needed + needed / 2;
        uint8_t *bytes = realloc(request->bytes, capacity);

        if (!bytes)
            return NULL;
        request->bytes = bytes;
        request->capacity = capacity;
    }
    request->size = needed;
    return request->bytes + size;
}

static bool add(tr_request *request, const void *bytes, size_t size, size_t limit)
{
    uint8_t *out;

    if (size == 0 || size > limit || request->count == TR_REQUEST_ITEMS_MAX)
        return false;
    out = grow(request, 4 + size);
    if (!out)
        return false;
    put_number(out, (uint32_t)size);
    memcpy(out + 4, bytes, size);
    request->count++;
    return true;
}

bool tr_request_add_path(tr_request *request, const char *path)
{
    assert(request->action == TR_ACTION_RESTORE);
    return *path && add(request, path, strlen(path) + 1, TR_REQUEST_PATH_MAX);
}

bool tr_request_add_certificate(tr_request *request, tr_bytes der)
{
    assert(request->action == TR_ACTION_INSTALL);
    return add(request, der.data, der.size, TR_REQUEST_CERTIFICATE_MAX);
}

bool tr_request_add_change(tr_request *request, int64_t change)
{
    uint8_t bytes[CHANGE_SIZE];

    assert(request->action == TR_ACTION_UNDO);
    put_long_number(bytes, (uint64_t)change);
    return change > 0 && add(request, bytes, sizeof(bytes), sizeof(bytes));
}

bool tr_request_seal(tr_request *request)
{
    if (request->count == 0)
        return false;
    memcpy(request->bytes, mark, sizeof(mark));
    put_number(request->bytes + 8, TR_REQUEST_VERSION);
    put_number(request->bytes + 12, (uint32_t)request->action);
    put_number(request->bytes + 16, request->parks);
    put_number(request->bytes + 20, request->count);
    put_number(request->bytes + 24, (uint32_t)(request->size - TR_REQUEST_HEAD_SIZE));
    put_number(request->bytes + 28, 0);
    return true;
}

void tr_request_clear(tr_request *request)
{
    free(request->bytes);
    *request = (tr_request){ .action = request->action };
}

size_t tr_request_rest(const uint8_t head[TR_REQUEST_HEAD_SIZE])
{
    uint32_t action = get_number(head + 12);
    uint32_t parks = get_number(head + 16);
    uint32_t count = get_number(head + 20);
    uint32_t size = get_number(head + 24);

    if (memcmp(head, mark, sizeof(mark)) != 0 || get_number(head + 8) != TR_REQUEST_VERSION ||
        action < TR_ACTION_RESTORE || action > TR_ACTION_UNDO ||
        parks > (action == TR_ACTION_RESTORE ? 1 : 0) || count == 0 ||
        count > TR_REQUEST_ITEMS_MAX || get_number(head + 28) != 0)
        return 0;
    /* An item has its size and at least one byte. */
    return size <= TR_REQUEST_SIZE_MAX && size / 5 >= count ? size : 0;
}

/* The bytes of an item as what it has to be; false if it is no such thing. */
static bool read_item(tr_request_item *out, tr_action action, const uint8_t *bytes, size_t size)
{
    uint64_t change;

    *out = (tr_request_item){ .path = NULL };
    switch (action) {
    case TR_ACTION_RESTORE:
        out->path = (const char *)bytes;
        return size > 1 && size <= TR_REQUEST_PATH_MAX &&
               memchr(bytes, '\0', size) == bytes + size - 1;
    case TR_ACTION_INSTALL:
        out->certificate = (tr_bytes){ bytes, size };
        return size > 0 && size <= TR_REQUEST_CERTIFICATE_MAX;
    case TR_ACTION_UNDO:
        break;
    }
    change = size == CHANGE_SIZE ? get_long_number(bytes) : 0;
    out->change = change <= INT64_MAX ? (int64_t)change : 0;
    return out->change > 0;
}

bool tr_request_next(tr_request_item *out, const tr_request *request, size_t *at)
{
    size_t begin = *at ? *at : TR_REQUEST_HEAD_SIZE;
    size_t left = request->size - begin;
    size_t size;

    if (left < 4)
        return false;
    size = get_number(request->bytes + begin);
    if (size > left - 4 || !read_item(out, request->action, request->bytes + begin + 4, size))
        return false;
    *at = begin + 4 + size;
    return true;
}

bool tr_request_take(tr_request *out, uint8_t *bytes, size_t size)
{
    tr_request request = { .bytes = bytes, .size = size, .capacity = size };
    tr_request_item item;
    uint32_t count = 0;
    size_t at = 0;

    if (size < TR_REQUEST_HEAD_SIZE || tr_request_rest(bytes) != size - TR_REQUEST_HEAD_SIZE ||
        size == TR_REQUEST_HEAD_SIZE)
        return false;
    request.action = (tr_action)get_number(bytes + 12);
    request.parks = get_number(bytes + 16) == 1;
    request.count = get_number(bytes + 20);
    while (count < request.count && tr_request_next(&item, &request, &at))
        count++;
    if (count != request.count || at != size)
        return false;
    *out = request;
    return true;
}
