#include "snapin/rows/row_block.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define PIECE_SIZE ((size_t)256 * 1024)

/* A piece of memory, in front of what is put into it. */
typedef struct piece {
    struct piece *next;
    size_t used;
    size_t room;
    alignas(max_align_t) char bytes[];
} piece;

struct row_block {
    piece *pieces; /* the first one has room; others are full, or were made for one large thing */
    row **rows;
    size_t count;
    size_t room;
};

row_block *row_block_new(void)
{
    return calloc(1, sizeof(row_block));
}

static piece *piece_new(size_t room)
{
    piece *made = malloc(sizeof(*made) + room);

    if (made) {
        made->next = NULL;
        made->used = 0;
        made->room = room;
    }
    return made;
}

/* Behind the first piece, so that what that still has room for goes on there. */
static void *make_large(row_block *block, size_t size)
{
    piece *made = piece_new(size);

    if (!made)
        return NULL;
    made->used = size;
    if (block->pieces) {
        made->next = block->pieces->next;
        block->pieces->next = made;
    } else {
        block->pieces = made;
    }
    return made->bytes;
}

static void *take_bytes(row_block *block, size_t size, size_t alignment)
{
    piece *first = block->pieces;
    size_t at = first ? (first->used + alignment - 1) / alignment * alignment : 0;

    if (size > PIECE_SIZE / 4)
        return make_large(block, size);
    if (!first || at > first->room || size > first->room - at) {
        piece *made = piece_new(PIECE_SIZE);

        if (!made)
            return NULL;
        made->next = first;
        block->pieces = first = made;
        at = 0;
    }
    first->used = at + size;
    return first->bytes + at;
}

static bool reserve_row(row_block *block)
{
    size_t room = block->room ? 2 * block->room : 64;
    row **rows;

    if (block->count < block->room)
        return true;
    rows = realloc(block->rows, room * sizeof(row *));
    if (!rows)
        return false;
    block->rows = rows;
    block->room = room;
    return true;
}

row *row_block_add(row_block *block, size_t cell_count)
{
    size_t size = sizeof(row) + cell_count * sizeof(cell);
    row *added = reserve_row(block) ? take_bytes(block, size, alignof(row)) : NULL;

    if (!added)
        return NULL;
    memset(added, 0, size);
    added->cell_count = cell_count;
    block->rows[block->count++] = added;
    return added;
}

void row_block_drop_last(row_block *block)
{
    block->count--;
}

const char *row_block_text(row_block *block, const char *text, size_t size)
{
    char *copy;

    if (size == 0)
        return "";
    copy = take_bytes(block, size + 1, 1);
    if (copy) {
        memcpy(copy, text, size);
        copy[size] = '\0';
    }
    return copy;
}

size_t row_block_count(const row_block *block)
{
    return block->count;
}

const row *row_block_at(const row_block *block, size_t index)
{
    return index < block->count ? block->rows[index] : NULL;
}

void row_block_free(row_block *block)
{
    if (!block)
        return;
    while (block->pieces) {
        piece *next = block->pieces->next;

        free(block->pieces);
        block->pieces = next;
    }
    free(block->rows);
    free(block);
}
