#include "shellext/reply.h"

#include <string.h>

#include "core/restore/renamed_file.h"
#include "shellext/little_endian.h"

static const char mark[4] = { 'T', 'R', 'R', 'E' };

/* Cut between characters: UTF-8 goes on with bytes of the form 10xxxxxx. */
static size_t fitting_size(const char *text)
{
    size_t size = strlen(text);

    if (size < TR_REPLY_TEXT_MAX)
        return size;
    size = TR_REPLY_TEXT_MAX - 1;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    return size;
}

size_t tr_reply_write(uint8_t out[TR_REPLY_SIZE_MAX], const tr_reply *reply)
{
    size_t size = reply->text ? fitting_size(reply->text) : 0;
    uint32_t text_size = reply->text ? (uint32_t)size + 1 : 0;

    memcpy(out, mark, sizeof(mark));
    put_number(out + 4, (uint32_t)reply->outcome);
    put_number(out + 8, reply->index);
    put_number(out + 12, reply->target_state);
    put_long_number(out + 16, (uint64_t)reply->change);
    put_number(out + 24, text_size);
    put_number(out + 28, 0);
    if (reply->text) {
        memcpy(out + TR_REPLY_HEAD_SIZE, reply->text, size);
        out[TR_REPLY_HEAD_SIZE + size] = 0;
    }
    return TR_REPLY_HEAD_SIZE + text_size;
}

bool tr_reply_read_head(tr_reply *out, size_t *text_size, const uint8_t head[TR_REPLY_HEAD_SIZE])
{
    uint32_t outcome = get_number(head + 4);
    uint32_t state = get_number(head + 12);
    uint64_t change = get_long_number(head + 16);
    uint32_t size = get_number(head + 24);

    if (memcmp(head, mark, sizeof(mark)) != 0 || outcome >= TR_OUTCOME_COUNT ||
        state > TR_TARGET_NOT_A_FILE || change > INT64_MAX || size > TR_REPLY_TEXT_MAX ||
        get_number(head + 28) != 0)
        return false;
    *out = (tr_reply){ .outcome = (tr_outcome)outcome,
                       .index = get_number(head + 8),
                       .target_state = state,
                       .change = (int64_t)change };
    *text_size = size;
    return true;
}

bool tr_reply_read_text(tr_reply *reply, const uint8_t *bytes, size_t size)
{
    if (size > 0 && memchr(bytes, '\0', size) != bytes + size - 1)
        return false;
    reply->text = size > 0 ? (const char *)bytes : NULL;
    return true;
}
