/* Microsoft's trust lists. Seeds: build/fixtures/catalogs, which are CTLs too */
#include <stddef.h>
#include <stdint.h>

#include "core/trust/trust_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const tr_thumbprint thumbprint;
    tr_trust_list *list = NULL;

    if (tr_trust_list_new(&list, NULL) != TR_OK)
        return 0;
    if (tr_trust_list_add(list, (tr_bytes){ data, size }, "fuzz", NULL) == TR_OK) {
        X509 *empty = X509_new();

        tr_trust_list_find(list, empty, &thumbprint);
        X509_free(empty);
    }
    tr_trust_list_free(list);
    return 0;
}
