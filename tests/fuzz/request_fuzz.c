/* What goes over the pipe between the window and its elevated process: requests ('q') and replies.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "shellext/reply.h"
#include "shellext/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool add_again(tr_request *again, const tr_request_item *item)
{
    switch (again->action) {
    case TR_ACTION_RESTORE:
        return tr_request_add_path(again, item->path);
    case TR_ACTION_INSTALL:
        return tr_request_add_certificate(again, item->certificate);
    case TR_ACTION_UNDO:
        break;
    }
    return tr_request_add_change(again, item->change);
}

/* What was taken is written as the same bytes. */
static void try_request(const uint8_t *data, size_t size)
{
    uint8_t *bytes = malloc(size + 1);
    tr_request request;
    tr_request again;
    tr_request_item item;
    size_t at = 0;

    if (!bytes)
        return;
    memcpy(bytes, data, size);
    if (!tr_request_take(&request, bytes, size)) {
        free(bytes);
        return;
    }
    again = (tr_request){ .action = request.action, .parks = request.parks };
    while (tr_request_next(&item, &request, &at)) {
        if (!add_again(&again, &item))
            abort();
    }
    if (!tr_request_seal(&again) || again.size != size || memcmp(again.bytes, data, size) != 0)
        abort();
    tr_request_clear(&again);
    tr_request_clear(&request);
}

static void try_reply(const uint8_t *data, size_t size)
{
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    tr_reply reply;
    size_t text_size;

    if (size < TR_REPLY_HEAD_SIZE || !tr_reply_read_head(&reply, &text_size, data) ||
        text_size != size - TR_REPLY_HEAD_SIZE ||
        !tr_reply_read_text(&reply, data + TR_REPLY_HEAD_SIZE, text_size))
        return;
    if (tr_reply_write(bytes, &reply) != size || memcmp(bytes, data, size) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if (data[0] == 'q')
        try_request(data + 1, size - 1);
    else
        try_reply(data + 1, size - 1);
    return 0;
}
