/* The trust catalogue: XML by way of its schema. Seeds: resources/required-certificates.xml */
#include <stddef.h>
#include <stdint.h>

#include "core/trust/trust_catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_trust_catalogue *catalogue = NULL;
    tr_error err;

    if (tr_trust_catalogue_parse(&catalogue, (tr_bytes){ data, size }, "fuzz", &err) == TR_OK)
        tr_trust_catalogue_free(catalogue);
    return 0;
}
