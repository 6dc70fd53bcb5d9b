#include "core/platform/trust_store.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "core/platform/file.h"

/* Far above any distribution's bundle. */
#define LARGEST_BUNDLE ((size_t)64 << 20)

/* The first that exists is the system's. */
static const char *const bundles[] = {
    "/etc/ssl/certs/ca-certificates.crt",                /* Debian, Ubuntu, Arch, Gentoo */
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", /* Fedora, RHEL 7 and later */
    "/etc/pki/tls/certs/ca-bundle.crt",                  /* RHEL 6 */
    "/etc/ssl/ca-bundle.pem",                            /* openSUSE */
    "/etc/ssl/cert.pem",                                 /* Alpine */
};

/* The user's choice, as OpenSSL takes it, else the system's; NULL if there is none. */
static const char *find_bundle(void)
{
    const char *chosen = getenv("SSL_CERT_FILE");

    if (chosen && *chosen)
        return chosen;
    for (size_t index = 0; index < sizeof(bundles) / sizeof(bundles[0]); index++) {
        if (tr_file_exists(bundles[index]))
            return bundles[index];
    }
    return NULL;
}

static bool is_certificate(const char *label)
{
    return strcmp(label, PEM_STRING_X509) == 0 || strcmp(label, PEM_STRING_X509_OLD) == 0;
}

/* Each block that can be read; one that cannot, and other things than certificates, add no trust.
 */
static void visit_blocks(BIO *bio, const char *place, tr_trust_store_visit *visit, void *context)
{
    bool wants_more = true;

    while (wants_more && BIO_pending(bio) > 0) {
        char *label = NULL;
        char *header = NULL;
        unsigned char *der = NULL;
        long size = 0;

        if (PEM_read_bio(bio, &label, &header, &der, &size) && is_certificate(label))
            wants_more = visit(context, TR_STORE_ROOT, place, der, (size_t)size);
        OPENSSL_free(label);
        OPENSSL_free(header);
        OPENSSL_free(der);
    }
    ERR_clear_error();
}

tr_status tr_trust_store_walk(tr_trust_store_visit *visit, void *context, tr_error *err)
{
    const char *bundle = find_bundle();
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_status status;
    BIO *bio;

    if (!bundle)
        return TR_OK;
    status = tr_file_load(&bytes, &size, bundle, LARGEST_BUNDLE, err);
    if (status != TR_OK)
        return status;
    bio = BIO_new_mem_buf(bytes, (int)size);
    if (bio)
        visit_blocks(bio, bundle, visit, context);
    else
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", bundle);
    BIO_free(bio);
    free(bytes);
    return status;
}

static tr_status has_none(const char *place, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                        "this system has no certificate store '%s' to change", place);
}

tr_status tr_trust_store_load(unsigned char **out, size_t *size, const char *place,
                              const unsigned char *sha1, tr_error *err)
{
    (void)out, (void)size, (void)sha1;
    return has_none(place, err);
}

tr_status tr_trust_store_add(const char *place, const unsigned char *der, size_t size,
                             tr_error *err)
{
    (void)der, (void)size;
    return has_none(place, err);
}

tr_status tr_trust_store_remove(const char *place, const unsigned char *sha1, tr_error *err)
{
    (void)sha1;
    return has_none(place, err);
}
