/* Certificates and revocation lists in files, their names and times. Seeds: build/fixtures */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <openssl/x509v3.h>

#include "core/trust/certificate.h"
#include "core/trust/certificate_file.h"
#include "core/trust/chain.h"
#include "core/trust/crl_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is done to hostile certificates: shown, and looked for a chain of. */
static bool visit_certificate(void *context, X509 *certificate, const tr_error *failure)
{
    STACK_OF(X509) *all = context;

    (void)failure;
    if (certificate && X509_up_ref(certificate) && !sk_X509_push(all, certificate))
        X509_free(certificate);
    return sk_X509_num(all) < 32;
}

static bool visit_crl(void *context, X509_CRL *crl, const tr_error *failure)
{
    (void)failure;
    if (crl)
        tr_anchor_store_add_crl(context, crl, "fuzz", NULL);
    return true;
}

static void show(const X509 *certificate)
{
    free(tr_certificate_subject(certificate));
    free(tr_certificate_issuer(certificate));
    free(tr_certificate_common_name(certificate));
    tr_certificate_serial(certificate);
    tr_time_text(tr_certificate_not_before(certificate));
    tr_time_text(tr_certificate_not_after(certificate));
    tr_certificate_usage(certificate, NID_code_sign);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_bytes bytes = { data, size };
    STACK_OF(X509) *all = sk_X509_new_null();
    tr_anchor_store *store = NULL;
    tr_chain chain;

    if (!all || tr_anchor_store_new(&store, NULL) != TR_OK)
        abort();
    tr_anchor_store_add_bytes(store, bytes, TR_ROLE_INTERMEDIATE, "fuzz", NULL);
    tr_certificates_parse(bytes, "fuzz", visit_certificate, all, NULL);
    tr_crls_parse(bytes, "fuzz", visit_crl, store, NULL);
    for (int index = 0; index < sk_X509_num(all); index++) {
        const tr_chain_rules rules = { .store = store, .at = 1800000000 };

        show(sk_X509_value(all, index));
        if (index == 1)
            tr_anchor_store_add(store, sk_X509_value(all, index), TR_ROLE_ANCHOR, "fuzz", NULL);
        if (tr_chain_build(&chain, sk_X509_value(all, index), all, &rules, NULL) == TR_OK)
            tr_chain_clear(&chain);
    }
    tr_anchor_store_free(store);
    sk_X509_pop_free(all, X509_free);
    return 0;
}
