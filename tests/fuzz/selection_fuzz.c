/* What the menu writes to the window program; its last byte says in what pieces it arrives. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "shellext/selection.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool add(void *context, const uint16_t *units, size_t count)
{
    if (!tr_selection_add(context, units, count))
        abort();
    return true;
}

/* What was read is written as the same bytes. */
static void compare(tr_selection *again, uint32_t left_out, const uint8_t *data, size_t size)
{
    again->left_out = left_out;
    if (!tr_selection_seal(again) || again->size != size)
        abort();
    for (size_t index = 0; index < size; index++) {
        if (again->bytes[index] != data[index])
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t piece = size > 0 && data[size - 1] ? data[size - 1] : 1;
    tr_selection again = { 0 };
    tr_selection_reader *reader = tr_selection_reader_new(add, &again);
    tr_selection_state state = TR_SELECTION_GOES_ON;

    for (size_t at = 0; at < size; at += piece)
        state = tr_selection_read(reader, data + at, size - at < piece ? size - at : piece);
    if (state == TR_SELECTION_COMPLETE)
        compare(&again, tr_selection_left_out(reader), data, size);
    tr_selection_reader_free(reader);
    tr_selection_clear(&again);
    return 0;
}
