/*
 * Message digests: one, or several of the same bytes in one pass.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/evp.h>

#include "core/authenticode/source.h"
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

/** Has the shape of tr_source_take; the bytes are borrowed for the call only. */
tr_status tr_digest_set_update(void *set, const unsigned char *data, size_t size, tr_error *err);

/** Whether a second thread works on the digests. */
bool tr_digest_set_is_shared(const tr_digest_set *set);

/**
 * The two halves of a tr_source_taker with the set as context: after take, the
 * second thread may still look at the bytes, until take is called again or
 * settle has returned. For who has pieces from tr_source_feed_ahead; all
 * others have no choice but tr_digest_set_update.
 */
tr_status tr_digest_set_take(void *set, const unsigned char *data, size_t size, tr_error *err);
void tr_digest_set_settle(void *set);

/** Feed a stretch of a source; where the set is shared, reading goes on beside digesting. */
tr_status tr_digest_set_feed(tr_digest_set *set, const tr_source *source, uint64_t offset,
                             uint64_t size, tr_error *err);

/** End the digests. */
tr_status tr_digest_set_finish(tr_digest_set *set, tr_error *err);

/** After tr_digest_set_finish: the digest by this algorithm, which must be in the set. Borrowed. */
const tr_digest *tr_digest_set_get(const tr_digest_set *set, tr_digest_algorithm algorithm);
