/*
 * A file that may be signed: what format it has, the signatures it carries,
 * and whether what they say of it is true.
 *
 * Each format is a tr_format: a constant table of functions. Formats are
 * recognised by content first, by name second.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/source.h"
#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/certificate_pool.h"
#include "core/trust/finding.h"

/** A signature as it stands in the file. */
typedef struct tr_signature_blob {
    tr_bytes message;     /* a ContentInfo; owned by the signed file */
    uint64_t offset;      /* where in the file; 0 if it has no single place */
    tr_findings findings; /* about its surroundings, such as padding */
} tr_signature_blob;

/** What a signature says of the file: its SpcIndirectDataContent, or a catalog file's entry. */
typedef struct tr_claim {
    tr_bytes type;        /* OID contents of SpcAttributeTypeAndOptionalValue */
    tr_bytes value;       /* its value, whole element; size 0 if absent */
    tr_bytes octets;      /* the claimed digest as it stands there; MSIX has a list of digests */
    tr_digest digest;     /* the same, if it is no larger than TR_DIGEST_MAX_SIZE */
    tr_digest actual;     /* answered: the file's own digest by the same algorithm */
    bool is_true;         /* answered: the file is the one that was signed */
    tr_findings findings; /* answered: page hashes, encodings; faults here break the claim too */
} tr_claim;

typedef struct tr_signed_file tr_signed_file;

/** One file format. */
typedef struct tr_format {
    const char *word;       /* of the reports: "pe", "cab", "msi", "cat", "script", "msix" */
    bool is_self_contained; /* signatures contain all that they sign, and claim nothing */

    /**
     * Whether a file is of this format.
     *
     * @param head  the first bytes of the file, at most TR_FORMAT_HEAD
     */
    bool (*recognises)(tr_bytes head, const char *name, uint64_t size);

    /** The same by the last bytes, for a file that no format recognised; may be NULL. */
    bool (*recognises_tail)(tr_bytes tail);

    /**
     * Find the signatures: fills blobs and findings through the functions
     * below, and may keep a state. A broken file is a finding, not a failure.
     */
    tr_status (*open)(tr_signed_file *file, tr_error *err);

    /**
     * Answer all claims in one pass over the file. NULL: the digest of the
     * bytes that feed passes on is the answer.
     *
     * @param threads  2 if a second thread may be used
     */
    tr_status (*check)(tr_signed_file *file, tr_claim **claims, size_t count, unsigned threads,
                       tr_error *err);

    /** Feed the bytes that the file's digest runs over; NULL: all of the file. */
    tr_status (*feed)(tr_signed_file *file, tr_digest_set *digests, tr_error *err);

    void (*close)(void *state); /* may be NULL */
} tr_format;

#define TR_FORMAT_HEAD ((size_t)4096)

/** Signatures, nested ones and those of catalog files included, that one file may have. */
#define TR_SIGNATURE_MAX ((size_t)64)

/** The largest message that is read, and of several all together. */
#define TR_MESSAGE_MAX ((size_t)64 << 20)

struct tr_signed_file {
    tr_source source;
    const tr_format *format; /* NULL: no format for this file */
    tr_signature_blob *blobs;
    size_t blob_count;
    bool is_message;           /* the file is one signature and nothing else */
    tr_findings findings;      /* of the file itself; a fault here spoils every signature */
    void *state;               /* the format's own */
    tr_certificate_pool *pool; /* where certificates are shared; borrowed, NULL to do without */
};

/** Recognise the format and find the signatures. source is borrowed. */
tr_status tr_signed_file_open(tr_signed_file **out, const tr_source *source, tr_error *err);
void tr_signed_file_close(tr_signed_file *file); /* NULL is fine */

/** For formats: add a signature read from the file at offset. */
tr_status tr_signed_file_read_blob(tr_signed_file *file, uint64_t offset, size_t size,
                                   tr_error *err);

/** For formats: add a signature; takes message, which was malloc'ed, also on failure. */
tr_status tr_signed_file_take_blob(tr_signed_file *file, unsigned char *message, size_t size,
                                   uint64_t offset, tr_error *err);

/** Answer what signatures claim of the file, in one pass; claims of unknown digests stay false. */
tr_status tr_signed_file_check(tr_signed_file *file, tr_claim **claims, size_t count,
                               unsigned threads, tr_error *err);

/** For formats: compare each claim with the file's digests, and set actual and is_true. */
void tr_claims_compare(tr_claim **claims, size_t count, const tr_digest_set *digests);

/** For formats: the digests that claims ask for, as a set; NULL in *out if none is known. */
tr_status tr_claims_digest_set(tr_digest_set **out, tr_claim **claims, size_t count,
                               unsigned threads, tr_error *err);

/**
 * Feed the bytes that a digest of this file runs over: the whole file, where
 * its format has no rule of its own. A catalog file lists this digest.
 */
tr_status tr_signed_file_feed(tr_signed_file *file, tr_digest_set *digests, tr_error *err);
