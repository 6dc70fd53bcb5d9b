/* A CF_HDROP block that a program puts on the clipboard or drags. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "shellext/drop_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_drop_list list;
    tr_dropped_name name;
    volatile uint8_t last;

    if (!tr_drop_list_open(&list, data, size))
        return 0;
    while (tr_drop_list_next(&list, &name)) {
        if (name.size == 0 || (list.is_wide && name.size % 2 != 0))
            abort();
        last = name.bytes[name.size];
        if (last != 0)
            abort();
    }
    return 0;
}
