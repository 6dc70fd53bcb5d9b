/*
 * Message digests: one, or several of the same bytes in one pass.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <openssl/evp.h>

#include "core/bytes.h"
#include "core/error.h"

typedef enum tr_digest_algorithm {
    TR_MD5,
    TR_SHA1,
    TR_SHA224,
    TR_SHA256,
    TR_SHA384,
    TR_SHA512,
    TR_DIGEST_COUNT,
    TR_DIGEST_UNKNOWN = TR_DIGEST_COUNT
} tr_digest_algorithm;

#define TR_DIGEST_MAX_SIZE 64

/** A digest; the bytes beyond size are zero. */
typedef struct tr_digest {
    tr_digest_algorithm algorithm;
    size_t size;
    unsigned char bytes[TR_DIGEST_MAX_SIZE];
} tr_digest;

/** The algorithm of an OID's contents; also of a signature OID such as sha256WithRSAEncryption. */
tr_digest_algorithm tr_digest_algorithm_of(tr_bytes oid);

/** "md5", "sha1", "sha256" and so on; "unknown". */
const char *tr_digest_word(tr_digest_algorithm algorithm);

/** Size in bytes; 0 for TR_DIGEST_UNKNOWN. */
size_t tr_digest_size(tr_digest_algorithm algorithm);

/** Whether it can be forged today: MD5 and SHA-1. */
bool tr_digest_is_weak(tr_digest_algorithm algorithm);

/** OpenSSL's method; borrowed. */
const EVP_MD *tr_digest_method(tr_digest_algorithm algorithm);

/** Digest some bytes at once. */
tr_status tr_digest_of(tr_digest *out, tr_digest_algorithm algorithm, tr_bytes bytes,
                       tr_error *err);

/** Whether both are the same digest by the same algorithm; takes the same time whatever differs. */
bool tr_digest_equal(const tr_digest *a, const tr_digest *b);

/** Several digests of the same bytes, fed piece by piece. */
typedef struct tr_digest_set tr_digest_set;

/**
 * @param algorithms  a bit 1 << algorithm for each that is wanted
 * @param threads     2 to let a second thread work on large pieces where there are several digests
 */
tr_status tr_digest_set_new(tr_digest_set **out, unsigned algorithms, unsigned threads,
                            tr_error *err);
void tr_digest_set_free(tr_digest_set *set); /* NULL is fine */

/** Has the shape of tr_source_take: pass it to tr_source_feed with the set as context. */
tr_status tr_digest_set_update(void *set, const unsigned char *data, size_t size, tr_error *err);

/** End the digests. */
tr_status tr_digest_set_finish(tr_digest_set *set, tr_error *err);

/** After tr_digest_set_finish: the digest by this algorithm, which must be in the set. Borrowed. */
const tr_digest *tr_digest_set_get(const tr_digest_set *set, tr_digest_algorithm algorithm);
