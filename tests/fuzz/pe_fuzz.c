/* Whole files, through all of judging: images above all. Seeds: signed and broken fixtures. */
#include <stdint.h>
#include <stdlib.h>

#include "core/authenticode/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No anchors: nothing can ever be trusted, whatever the input says. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tr_anchor_store *store;
    tr_source source = tr_source_of_memory((tr_bytes){ data, size }, "fuzz");
    tr_verify_options options = { .has_time = true, .time = 1800000000, .threads = 1 };
    tr_verification *verification;

    if (!store && tr_anchor_store_new(&store, NULL) != TR_OK)
        abort();
    options.store = store;
    if (tr_verify(&verification, &source, &options, NULL) != TR_OK)
        return 0;
    if (verification->verdict == TR_TRUSTED || verification->strict == TR_TRUSTED)
        abort();
    tr_verification_free(verification);
    return 0;
}
