/* Scripts in every style: the first byte chooses the name, the rest is the file. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/authenticode/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {
        "x.ps1", "x.ps1xml", "x.mof", "x.js", "x.vbs", "x.wsf", "x"
    };
    tr_claim claims[2] = { { .digest = { .algorithm = TR_SHA256, .size = 32 } },
                           { .digest = { .algorithm = TR_SHA1, .size = 20 } } };
    tr_claim *both[] = { &claims[0], &claims[1] };
    tr_source source;
    tr_signed_file *file;

    if (size == 0)
        return 0;
    source = tr_source_of_memory((tr_bytes){ data + 1, size - 1 },
                                 names[data[0] % (sizeof(names) / sizeof(names[0]))]);
    if (tr_signed_file_open(&file, &source, NULL) != TR_OK)
        return 0;
    if (file->format == &tr_script_format && file->blob_count > 0)
        tr_signed_file_check(file, both, 2, 1, NULL);
    /* The claimed digests are zeros, which no text has. */
    if (claims[0].is_true || claims[1].is_true)
        abort();
    tr_findings_clear(&claims[0].findings);
    tr_findings_clear(&claims[1].findings);
    tr_signed_file_close(file);
    return 0;
}
