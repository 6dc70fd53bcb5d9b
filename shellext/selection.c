#include "shellext/selection.h"

#include <stdlib.h>
#include <string.h>

#include "shellext/little_endian.h"

static const char mark[8] = { 'T', 'R', 'S', 'E', 'L', 'E', 'C', 'T' };

typedef enum piece { PIECE_HEAD, PIECE_LENGTH, PIECE_NAME } piece;

struct tr_selection_reader {
    tr_selection_visitor *visitor;
    void *context;
    tr_selection_state state;
    piece piece;
    size_t wanted; /* bytes of this piece */
    size_t held;
    uint32_t count;
    uint32_t left_out;
    uint32_t visited;
    uint16_t units[TR_SELECTION_UNITS_MAX];
    uint8_t bytes[2 * TR_SELECTION_UNITS_MAX];
};

/* Room for so many more bytes, and for the head before the first of them. */
static uint8_t *grow(tr_selection *selection, size_t more)
{
    size_t size = selection->size ? selection->size : TR_SELECTION_HEAD_SIZE;
    size_t needed = size + more;

    if (needed > selection->capacity) {
        size_t capacity = needed + needed / 2;
        uint8_t *bytes = realloc(selection->bytes, capacity);

        if (!bytes)
            return NULL;
        selection->bytes = bytes;
        selection->capacity = capacity;
    }
    selection->size = needed;
    return selection->bytes + size;
}

bool tr_selection_add(tr_selection *selection, const uint16_t *units, size_t count)
{
    uint8_t *out;

    if (count == 0 || count > TR_SELECTION_UNITS_MAX || selection->count == TR_SELECTION_NAMES_MAX)
        return false;
    out = grow(selection, 4 + 2 * count);
    if (!out)
        return false;
    put_number(out, (uint32_t)count);
    for (size_t index = 0; index < count; index++) {
        out[4 + 2 * index] = (uint8_t)units[index];
        out[5 + 2 * index] = (uint8_t)(units[index] >> 8);
    }
    selection->count++;
    return true;
}

bool tr_selection_seal(tr_selection *selection)
{
    if (!grow(selection, 0))
        return false;
    memcpy(selection->bytes, mark, sizeof(mark));
    put_number(selection->bytes + 8, TR_SELECTION_VERSION);
    put_number(selection->bytes + 12, selection->count);
    put_number(selection->bytes + 16, selection->left_out);
    put_number(selection->bytes + 20, 0);
    return true;
}

void tr_selection_clear(tr_selection *selection)
{
    free(selection->bytes);
    *selection = (tr_selection){ 0 };
}

tr_selection_reader *tr_selection_reader_new(tr_selection_visitor *visitor, void *context)
{
    tr_selection_reader *reader = malloc(sizeof(*reader));

    if (!reader)
        return NULL;
    reader->visitor = visitor;
    reader->context = context;
    reader->state = TR_SELECTION_GOES_ON;
    reader->piece = PIECE_HEAD;
    reader->wanted = TR_SELECTION_HEAD_SIZE;
    reader->held = 0;
    reader->count = 0;
    reader->left_out = 0;
    reader->visited = 0;
    return reader;
}

static tr_selection_state want(tr_selection_reader *reader, piece next, size_t size)
{
    reader->piece = next;
    reader->wanted = size;
    reader->held = 0;
    return TR_SELECTION_GOES_ON;
}

static tr_selection_state next_name(tr_selection_reader *reader)
{
    if (reader->visited == reader->count)
        return TR_SELECTION_COMPLETE;
    return want(reader, PIECE_LENGTH, 4);
}

static tr_selection_state take_head(tr_selection_reader *reader)
{
    const uint8_t *head = reader->bytes;

    if (memcmp(head, mark, sizeof(mark)) != 0 || get_number(head + 8) != TR_SELECTION_VERSION ||
        get_number(head + 12) > TR_SELECTION_NAMES_MAX || get_number(head + 20) != 0)
        return TR_SELECTION_WRONG;
    reader->count = get_number(head + 12);
    reader->left_out = get_number(head + 16);
    return next_name(reader);
}

static tr_selection_state take_length(tr_selection_reader *reader)
{
    uint32_t count = get_number(reader->bytes);

    if (count == 0 || count > TR_SELECTION_UNITS_MAX)
        return TR_SELECTION_WRONG;
    return want(reader, PIECE_NAME, 2 * (size_t)count);
}

static tr_selection_state take_name(tr_selection_reader *reader)
{
    size_t count = reader->wanted / 2;

    for (size_t index = 0; index < count; index++) {
        const uint8_t *unit = reader->bytes + 2 * index;

        reader->units[index] = (uint16_t)(unit[0] | unit[1] << 8);
        if (reader->units[index] == 0)
            return TR_SELECTION_WRONG;
    }
    reader->visited++;
    if (!reader->visitor(reader->context, reader->units, count))
        return TR_SELECTION_STOPPED;
    return next_name(reader);
}

static tr_selection_state take(tr_selection_reader *reader)
{
    switch (reader->piece) {
    case PIECE_HEAD:
        return take_head(reader);
    case PIECE_LENGTH:
        return take_length(reader);
    case PIECE_NAME:
        break;
    }
    return take_name(reader);
}

tr_selection_state tr_selection_read(tr_selection_reader *reader, const uint8_t *bytes, size_t size)
{
    while (size > 0 && reader->state == TR_SELECTION_GOES_ON) {
        size_t missing = reader->wanted - reader->held;
        size_t taken = size < missing ? size : missing;

        memcpy(reader->bytes + reader->held, bytes, taken);
        reader->held += taken;
        bytes += taken;
        size -= taken;
        if (reader->held == reader->wanted)
            reader->state = take(reader);
    }
    if (size > 0 && reader->state == TR_SELECTION_COMPLETE)
        reader->state = TR_SELECTION_WRONG;
    return reader->state;
}

uint32_t tr_selection_count(const tr_selection_reader *reader)
{
    return reader->count;
}

uint32_t tr_selection_left_out(const tr_selection_reader *reader)
{
    return reader->left_out;
}

void tr_selection_reader_free(tr_selection_reader *reader)
{
    free(reader);
}
