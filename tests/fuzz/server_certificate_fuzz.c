/* An agent's OfcNTCer.dat, and the properties of a certificate in the registry. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/agent/server_certificate.h"
#include "core/registry/certificates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_file(tr_bytes bytes)
{
    tr_server_certificate found;
    tr_error err;

    if (tr_server_certificate_parse(&found, bytes, "OfcNTCer.dat", &err) == TR_OK) {
        tr_certificate_family_meaning(found.family);
        tr_server_certificate_clear(&found);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const tr_bytes bytes = { data, size };
    tr_bytes inner;

    read_file(bytes);
    if (tr_registry_certificate_of(&inner, bytes))
        read_file(inner);
    return 0;
}
