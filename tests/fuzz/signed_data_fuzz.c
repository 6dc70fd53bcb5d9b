/* SignedData with its signers, attributes and indirect data. Seeds: signatures of fixtures. */
#include <stdint.h>

#include "core/authenticode/indirect_data.h"
#include "core/authenticode/opus_info.h"
#include "core/authenticode/signed_data.h"
#include "core/authenticode/signer_info.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(const tr_signed_data *message, const tr_signer_info *signer)
{
    X509 *certificate = tr_signer_info_certificate(signer, message->certificates);
    tr_bytes rest = signer->unsigned_attributes;
    tr_signature_check check;
    tr_attribute attribute;

    while (tr_attribute_next(&attribute, &rest))
        continue;
    free(tr_opus_info_program(signer));
    if (certificate)
        tr_signer_info_check(&check, signer, message->content_type, message->content, certificate,
                             true, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_signed_data *message;
    tr_claim claim;

    if (tr_signed_data_parse(&message, (tr_bytes){ data, size }, NULL, NULL) != TR_OK)
        return 0;
    tr_indirect_data_parse(&claim, message);
    for (size_t i = 0; i < message->signer_count; i++)
        look_at(message, &message->signers[i]);
    tr_signed_data_free(message);
    return 0;
}
