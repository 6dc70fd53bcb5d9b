/* The certificates of a PFX. */
#include <stddef.h>
#include <stdint.h>

#include "core/trust/pfx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(void *context, tr_bytes der)
{
    *(size_t *)context += der.size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const tr_bytes bytes = { data, size };
    uint64_t work = 8192;
    size_t total = 0;

    if (tr_pfx_is(bytes))
        tr_pfx_walk(bytes, &work, take, &total, NULL);
    return 0;
}
