/* Catalog files: the list of members, and finding each of them again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/authenticode/catalog_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_signed_data *message;
    tr_catalog_reader reader;
    tr_claim member, found;

    if (tr_signed_data_parse(&message, (tr_bytes){ data, size }, NULL, NULL) != TR_OK)
        return 0;
    if (tr_catalog_reader_set_up(&reader, message)) {
        for (size_t i = 0; i < 64 && tr_catalog_reader_next(&member, &reader); i++) {
            if (member.digest.size <= TR_DIGEST_MAX_SIZE &&
                !tr_catalog_file_find(&found, message, &member.digest))
                abort();
        }
    }
    tr_catalog_format.recognises((tr_bytes){ data, size }, "x.cat", size);
    tr_signed_data_free(message);
    return 0;
}
