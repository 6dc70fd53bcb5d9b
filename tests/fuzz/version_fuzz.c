/* The version resource of any image. */
#include <stddef.h>
#include <stdint.h>

#include "core/restore/version.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_source source = tr_source_of_memory((tr_bytes){ data, size }, "input");
    tr_version version;

    tr_version_find(&version, &source);
    return 0;
}
