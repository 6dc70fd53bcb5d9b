#include "core/trust/certificate_pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

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

/* Which signature was checked with which key. */
typedef struct checked_pair {
    unsigned char certificate[TR_SHA256_SIZE];
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

static bool is_pair(const checked_pair *pair, const tr_thumbprint *certificate,
                    const tr_thumbprint *candidate)
{
    return pair->is_used && memcmp(pair->certificate, certificate->sha256, TR_SHA256_SIZE) == 0 &&
           memcmp(pair->candidate, candidate->sha256, TR_SHA256_SIZE) == 0;
}

static size_t place_of_pair(const tr_thumbprint *certificate, const tr_thumbprint *candidate)
{
    return (certificate->sha256[0] | (size_t)(candidate->sha256[0] & 15) << 8) & (PAIRS - 1);
}

tr_issuer_check tr_certificate_pool_verify(tr_certificate_pool *pool, tr_identified certificate,
                                           tr_identified candidate)
{
    size_t place = place_of_pair(certificate.thumbprint, candidate.thumbprint);
    checked_pair *pair = pool ? &pool->pairs[place] : NULL;
    tr_issuer_check check = TR_ISSUER_UNKNOWN;
    bool is_known = false;

    if (pool && CRYPTO_THREAD_read_lock(pool->lock)) {
        is_known = is_pair(pair, certificate.thumbprint, candidate.thumbprint);
        check = pair->check;
        CRYPTO_THREAD_unlock(pool->lock);
    }
    if (is_known)
        return check;
    check = tr_issuer_verify(certificate.certificate, candidate.certificate);
    if (pool && CRYPTO_THREAD_write_lock(pool->lock)) {
        memcpy(pair->certificate, certificate.thumbprint->sha256, TR_SHA256_SIZE);
        memcpy(pair->candidate, candidate.thumbprint->sha256, TR_SHA256_SIZE);
        pair->check = check;
        pair->is_used = true;
        CRYPTO_THREAD_unlock(pool->lock);
    }
    return check;
}
