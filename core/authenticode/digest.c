#include "core/authenticode/digest.h"

#include <assert.h>
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "core/authenticode/der.h"
#include "core/platform/parallel.h"

/* Pieces below this size are not worth waking a second thread. */
#define COMPANION_LEAST ((size_t)1 << 16)

static const struct {
    const char *word;
    size_t size;
    const EVP_MD *(*method)(void);
} algorithms[TR_DIGEST_COUNT] = {
    [TR_MD5] = { "md5", 16, EVP_md5 },          [TR_SHA1] = { "sha1", 20, EVP_sha1 },
    [TR_SHA224] = { "sha224", 28, EVP_sha224 }, [TR_SHA256] = { "sha256", 32, EVP_sha256 },
    [TR_SHA384] = { "sha384", 48, EVP_sha384 }, [TR_SHA512] = { "sha512", 64, EVP_sha512 },
};

/* Digests, and the signature algorithms that name one (RFC 8017, RFC 5758, RFC 3279). */
static const struct {
    const char *oid;
    tr_digest_algorithm algorithm;
} identifiers[] = {
    { "1.2.840.113549.2.5", TR_MD5 },
    { "1.3.14.3.2.26", TR_SHA1 },
    { "2.16.840.1.101.3.4.2.4", TR_SHA224 },
    { "2.16.840.1.101.3.4.2.1", TR_SHA256 },
    { "2.16.840.1.101.3.4.2.2", TR_SHA384 },
    { "2.16.840.1.101.3.4.2.3", TR_SHA512 },
    { "1.2.840.113549.1.1.4", TR_MD5 },
    { "1.2.840.113549.1.1.5", TR_SHA1 },
    { "1.3.14.3.2.29", TR_SHA1 },
    { "1.2.840.113549.1.1.14", TR_SHA224 },
    { "1.2.840.113549.1.1.11", TR_SHA256 },
    { "1.2.840.113549.1.1.12", TR_SHA384 },
    { "1.2.840.113549.1.1.13", TR_SHA512 },
    { "1.2.840.10045.4.1", TR_SHA1 },
    { "1.2.840.10045.4.3.1", TR_SHA224 },
    { "1.2.840.10045.4.3.2", TR_SHA256 },
    { "1.2.840.10045.4.3.3", TR_SHA384 },
    { "1.2.840.10045.4.3.4", TR_SHA512 },
};

tr_digest_algorithm tr_digest_algorithm_of(tr_bytes oid)
{
    for (size_t i = 0; i < sizeof(identifiers) / sizeof(identifiers[0]); i++) {
        if (tr_der_is_oid(oid, identifiers[i].oid))
            return identifiers[i].algorithm;
    }
    return TR_DIGEST_UNKNOWN;
}

const char *tr_digest_word(tr_digest_algorithm algorithm)
{
    return algorithm < TR_DIGEST_COUNT ? algorithms[algorithm].word : "unknown";
}

size_t tr_digest_size(tr_digest_algorithm algorithm)
{
    return algorithm < TR_DIGEST_COUNT ? algorithms[algorithm].size : 0;
}

bool tr_digest_is_weak(tr_digest_algorithm algorithm)
{
    return algorithm == TR_MD5 || algorithm == TR_SHA1;
}

const EVP_MD *tr_digest_method(tr_digest_algorithm algorithm)
{
    assert(algorithm < TR_DIGEST_COUNT);
    return algorithms[algorithm].method();
}

tr_status tr_digest_of(tr_digest *out, tr_digest_algorithm algorithm, tr_bytes bytes, tr_error *err)
{
    tr_digest digest = { .algorithm = algorithm, .size = tr_digest_size(algorithm) };

    if (!EVP_Digest(bytes.data, bytes.size, digest.bytes, NULL, tr_digest_method(algorithm), NULL))
        return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot make a %s digest",
                            tr_digest_word(algorithm));
    *out = digest;
    return TR_OK;
}

bool tr_digest_equal(const tr_digest *a, const tr_digest *b)
{
    return a->algorithm == b->algorithm && a->size == b->size &&
           CRYPTO_memcmp(a->bytes, b->bytes, a->size) == 0;
}

/* One running digest. */
typedef struct running {
    EVP_MD_CTX *context;
    bool has_failed;
    tr_digest digest;
} running;

struct tr_digest_set {
    running digests[TR_DIGEST_COUNT];
    size_t count;
    tr_companion *companion; /* works on all digests but the first; NULL if there is one thread */
    tr_bytes piece;          /* that it works on */
};

tr_status tr_digest_set_new(tr_digest_set **out, unsigned wanted, unsigned threads, tr_error *err)
{
    tr_digest_set *set = calloc(1, sizeof(*set));

    if (!set)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for digests");
    for (tr_digest_algorithm a = 0; a < TR_DIGEST_COUNT; a++) {
        running *one = &set->digests[set->count];

        if (!(wanted & 1u << a))
            continue;
        one->digest = (tr_digest){ .algorithm = a, .size = tr_digest_size(a) };
        one->context = EVP_MD_CTX_new();
        set->count++;
        if (!one->context || !EVP_DigestInit_ex(one->context, tr_digest_method(a), NULL)) {
            tr_digest_set_free(set);
            return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot begin a %s digest",
                                tr_digest_word(a));
        }
    }
    if (threads > 1 && set->count > 1)
        set->companion = tr_companion_new();
    *out = set;
    return TR_OK;
}

void tr_digest_set_free(tr_digest_set *set)
{
    if (!set)
        return;
    tr_companion_free(set->companion);
    for (size_t i = 0; i < set->count; i++)
        EVP_MD_CTX_free(set->digests[i].context);
    free(set);
}

bool tr_digest_set_is_shared(const tr_digest_set *set)
{
    return set->companion != NULL;
}

static void update_one(running *one, tr_bytes piece)
{
    if (!EVP_DigestUpdate(one->context, piece.data, piece.size))
        one->has_failed = true;
}

static void update_rest(void *context)
{
    tr_digest_set *set = context;

    for (size_t i = 1; i < set->count; i++)
        update_one(&set->digests[i], set->piece);
}

tr_status tr_digest_set_take(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    tr_digest_set *set = context;

    (void)err;
    if (set->count == 0)
        return TR_OK;
    tr_companion_join(set->companion); /* with the piece before */
    set->piece = (tr_bytes){ data, size };
    if (size >= COMPANION_LEAST)
        tr_companion_start(set->companion, update_rest, set);
    else
        update_rest(set);
    update_one(&set->digests[0], set->piece);
    return TR_OK;
}

void tr_digest_set_settle(void *context)
{
    tr_digest_set *set = context;

    tr_companion_join(set->companion);
}

tr_status tr_digest_set_update(void *set, const unsigned char *data, size_t size, tr_error *err)
{
    tr_status status = tr_digest_set_take(set, data, size, err);

    tr_digest_set_settle(set);
    return status;
}

tr_status tr_digest_set_feed(tr_digest_set *set, const tr_source *source, uint64_t offset,
                             uint64_t size, tr_error *err)
{
    tr_source_taker taker = { tr_digest_set_take, tr_digest_set_settle, set };

    if (tr_digest_set_is_shared(set))
        return tr_source_feed_ahead(source, offset, size, &taker, err);
    return tr_source_feed(source, offset, size, tr_digest_set_update, set, err);
}

tr_status tr_digest_set_finish(tr_digest_set *set, tr_error *err)
{
    for (size_t i = 0; i < set->count; i++) {
        running *one = &set->digests[i];

        if (one->has_failed || !EVP_DigestFinal_ex(one->context, one->digest.bytes, NULL))
            return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot end a %s digest",
                                tr_digest_word(one->digest.algorithm));
    }
    return TR_OK;
}

const tr_digest *tr_digest_set_get(const tr_digest_set *set, tr_digest_algorithm algorithm)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->digests[i].digest.algorithm == algorithm)
            return &set->digests[i].digest;
    }
    assert(false && "a digest that is not in the set");
    return NULL;
}
