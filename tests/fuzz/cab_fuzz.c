/* Cabinets. */
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/signed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_claim claim = { .digest = { .algorithm = TR_SHA256 } };
    tr_claim *claims[] = { &claim };
    tr_source source = tr_source_of_memory((tr_bytes){ data, size }, "cabinet.cab");
    tr_signed_file *file;

    if (tr_signed_file_open(&file, &source, NULL) != TR_OK)
        return 0;
    if (file->blob_count > 0)
        tr_signed_file_check(file, claims, 1, 1, NULL);
    tr_findings_clear(&claim.findings);
    tr_signed_file_close(file);
    return 0;
}
