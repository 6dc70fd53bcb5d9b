#include "core/trust/certificate_pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "core/trust/certificate.h"

/* Powers of two. Each place holds the last certificate, or pair, that fell on it. */
#define CERTIFICATES    1024
#define PAIRS           4096
#define CERTIFICATE_MAX 16384 /* bytes; larger ones are read anew each time */

typedef struct pooled_certificate {
    X509 *certificate;
    unsigned char *der;
    size_t size;
} pooled_certificate;

/* Which signature was checked with which key: SHA-256 of what is signed, and of the candidate. */
typedef struct checked_pair {
    unsigned char subject[TR_SHA256_SIZE];
    unsigned char candidate[TR_SHA256_SIZE];
    tr_issuer_check check;
    bool is_used;
} checked_pair;

struct tr_certificate_pool {
    CRYPTO_RWLOCK *lock;
    pooled_certificate certificates[CERTIFICATES];
    checked_pair pairs[PAIRS];
};

tr_status tr_certificate_pool_new(tr_certificate_pool **out, tr_error *err)
{
    tr_certificate_pool *pool = calloc(1, sizeof(*pool));

    if (pool)
        pool->lock = CRYPTO_THREAD_lock_new();
    if (!pool || !pool->lock) {
        free(pool);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for certificates");
    }
    *out = pool;
    return TR_OK;
}

static void clear_certificate(pooled_certificate *item)
{
    X509_free(item->certificate);
    free(item->der);
}

void tr_certificate_pool_free(tr_certificate_pool *pool)
{
    if (!pool)
        return;
    for (size_t index = 0; index < CERTIFICATES; index++)
        clear_certificate(&pool->certificates[index]);
    CRYPTO_THREAD_lock_free(pool->lock);
    free(pool);
}

/* FNV-1a. That somebody can make collisions only costs him the pool's help. */
static size_t place_of(tr_bytes bytes)
{
    uint64_t hash = 14695981039346656037U;

    for (size_t index = 0; index < bytes.size; index++)
        hash = (hash ^ bytes.data[index]) * 1099511628211U;
    return (hash ^ hash >> 32) & (CERTIFICATES - 1);
}

static X509 *find(tr_certificate_pool *pool, size_t place, tr_bytes der)
{
    const pooled_certificate *item = &pool->certificates[place];
    X509 *certificate = NULL;

    if (!CRYPTO_THREAD_read_lock(pool->lock))
        return NULL;
    if (item->certificate && item->size == der.size && memcmp(item->der, der.data, der.size) == 0 &&
        X509_up_ref(item->certificate))
        certificate = item->certificate;
    CRYPTO_THREAD_unlock(pool->lock);
    return certificate;
}

/* Remember a certificate; without memory for it, it is just not remembered. */
static void remember(tr_certificate_pool *pool, size_t place, tr_bytes der, X509 *certificate)
{
    pooled_certificate item = { .certificate = certificate, .size = der.size };
    pooled_certificate displaced;

    item.der = malloc(der.size);
    if (!item.der || !X509_up_ref(certificate)) {
        free(item.der);
        return;
    }
    memcpy(item.der, der.data, der.size);
    displaced = item;
    if (CRYPTO_THREAD_write_lock(pool->lock)) {
        displaced = pool->certificates[place];
        pool->certificates[place] = item;
        CRYPTO_THREAD_unlock(pool->lock);
    }
    clear_certificate(&displaced);
}

tr_status tr_certificate_pool_parse(tr_certificate_pool *pool, X509 **out, tr_bytes der,
                                    tr_error *err)
{
    size_t place;
    tr_status status;

    if (!pool || der.size == 0 || der.size > CERTIFICATE_MAX)
        return tr_certificate_parse(out, der, err);
    place = place_of(der);
    *out = find(pool, place, der);
    if (*out)
        return TR_OK;
    status = tr_certificate_parse(out, der, err);
    if (status == TR_OK)
        remember(pool, place, der, *out);
    return status;
}

static checked_pair *pair_of(tr_certificate_pool *pool, const unsigned char *subject,
                             const unsigned char *candidate)
{
    return &pool->pairs[(subject[0] | (size_t)(candidate[0] & 15) << 8) & (PAIRS - 1)];
}

/* What a check gave before; false if it is not known. */
static bool recall(tr_issuer_check *out, tr_certificate_pool *pool, const unsigned char *subject,
                   const unsigned char *candidate)
{
    const checked_pair *pair;
    bool is_known;

    if (!pool || !CRYPTO_THREAD_read_lock(pool->lock))
        return false;
    pair = pair_of(pool, subject, candidate);
    is_known = pair->is_used && memcmp(pair->subject, subject, TR_SHA256_SIZE) == 0 &&
               memcmp(pair->candidate, candidate, TR_SHA256_SIZE) == 0;
    *out = pair->check;
    CRYPTO_THREAD_unlock(pool->lock);
    return is_known;
}

static void note(tr_certificate_pool *pool, const unsigned char *subject,
                 const unsigned char *candidate, tr_issuer_check check)
{
    checked_pair *pair;

    if (!pool || !CRYPTO_THREAD_write_lock(pool->lock))
        return;
    pair = pair_of(pool, subject, candidate);
    memcpy(pair->subject, subject, TR_SHA256_SIZE);
    memcpy(pair->candidate, candidate, TR_SHA256_SIZE);
    pair->check = check;
    pair->is_used = true;
    CRYPTO_THREAD_unlock(pool->lock);
}

tr_issuer_check tr_certificate_pool_verify(tr_certificate_pool *pool, tr_identified certificate,
                                           tr_identified candidate)
{
    const unsigned char *subject = certificate.thumbprint->sha256;
    tr_issuer_check check;

    if (!recall(&check, pool, subject, candidate.thumbprint->sha256)) {
        check = tr_issuer_verify(certificate.certificate, candidate.certificate);
        note(pool, subject, candidate.thumbprint->sha256, check);
    }
    return check;
}

bool tr_certificate_pool_verify_crl(tr_certificate_pool *pool, tr_identified_crl crl,
                                    tr_identified candidate)
{
    EVP_PKEY *key = X509_get0_pubkey(candidate.certificate);
    tr_issuer_check check;

    if (!recall(&check, pool, crl.sha256, candidate.thumbprint->sha256)) {
        check = key && X509_CRL_verify(crl.crl, key) == 1 ? TR_ISSUER_RIGHT : TR_ISSUER_WRONG;
        ERR_clear_error();
        note(pool, crl.sha256, candidate.thumbprint->sha256, check);
    }
    return check == TR_ISSUER_RIGHT;
}
