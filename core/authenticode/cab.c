#include "core/authenticode/cab.h"

#include <stdlib.h>
#include <string.h>

#include "core/words/words.h"

/* CFHEADER ([MS-CAB] 2.1), and the signature's record in its reserve area. */
#define HEADER_SIZE      36
#define RESERVED1        4
#define CABINET_SIZE     8
#define FILES_OFFSET     16
#define FOLDER_COUNT     26
#define FLAGS            30
#define NUMBER           34 /* of the cabinet in its set */
#define RESERVE_SIZE     36 /* 2 bytes; 1 each for folders and data blocks follow */
#define FOLDER_RESERVE   38
#define DATA_RESERVE     39
#define RECORD           40 /* kind and size, then 16 bytes */
#define SIGNATURE_OFFSET 44
#define SIGNATURE_SIZE   48
#define RECORD_REST      56
#define RECORD_END       60
#define RECORD_KIND      0x00100000U
#define FOLDER_RECORD    8

#define FLAG_PREVIOUS 1
#define FLAG_NEXT     2
#define FLAG_RESERVE  4

typedef struct cabinet {
    uint64_t end; /* of the bytes that are digested */
} cabinet;

static bool cab_recognises(tr_bytes head, const char *name, uint64_t size)
{
    (void)name, (void)size;
    return head.size >= HEADER_SIZE && memcmp(head.data, "MSCF", 4) == 0;
}

static tr_status fault(tr_signed_file *file, tr_finding_id id, tr_verdict verdict, const char *what,
                       tr_error *err)
{
    return tr_findings_add(&file->findings, id, TR_FAULT, verdict, what, NULL, 0, err);
}

static tr_status malformed(tr_signed_file *file, const char *what, tr_error *err)
{
    return fault(file, TR_F_MALFORMED_TABLE, TR_MALFORMED_TABLE, what, err);
}

static tr_status unsigned_cabinet(tr_signed_file *file, tr_error *err)
{
    return fault(file, TR_F_NO_SIGNATURE, TR_NO_SIGNATURE, NULL, err);
}

/* Fields that no digest covers, and that no signer writes to. */
static tr_status check_loose_fields(tr_signed_file *file, const unsigned char *header,
                                    tr_error *err)
{
    const char *what = NULL;

    if (tr_le32(header + RESERVED1) != 0)
        what = TR_WORDS(
            "a field of the header that has to be zero, and that the digest does not cover, is "
            "not");
    else if (tr_le32(header + RECORD) != RECORD_KIND)
        what = TR_WORDS("the reserve area of its header is not of the kind that signing makes");
    if (!what)
        return TR_OK;
    return tr_findings_add(&file->findings, TR_F_MALFORMED_TABLE, TR_WARNING, TR_NOT_TRUSTED, what,
                           NULL, 0, err);
}

/*
 * The folders follow the reserve area, whose size no digest covers: with another size they would
 * be read elsewhere than the signer had them. They end where the files' records begin, which is
 * covered.
 */
static bool is_reserve_bound(const unsigned char *header)
{
    uint64_t folders = (uint64_t)RECORD + tr_le16(header + RESERVE_SIZE);

    return folders + (uint64_t)FOLDER_RECORD * tr_le16(header + FOLDER_COUNT) ==
           tr_le32(header + FILES_OFFSET);
}

/* The signature begins where the cabinet ends, and the file ends with it. */
static tr_status check_place(tr_signed_file *file, const unsigned char *header, tr_error *err)
{
    uint64_t cabinet_size = tr_le32(header + CABINET_SIZE);
    uint64_t offset = tr_le32(header + SIGNATURE_OFFSET);
    uint64_t size = tr_le32(header + SIGNATURE_SIZE);

    if (tr_le16(header + FLAGS) & (FLAG_PREVIOUS | FLAG_NEXT))
        return malformed(file, TR_WORDS("a cabinet that is a part of a set cannot be signed"), err);
    /* Folders and blocks would be read elsewhere than the signer had them, and no digest tells. */
    if (header[FOLDER_RESERVE] != 0 || header[DATA_RESERVE] != 0 || !is_reserve_bound(header))
        return malformed(file, TR_WORDS("it has reserve areas that the digest does not cover"),
                         err);
    if (offset == 0 || size == 0)
        return malformed(
            file, TR_WORDS("the signature has a place without a size, or the other way round"),
            err);
    if (offset != cabinet_size || offset < RECORD_END)
        return malformed(file, TR_WORDS("the signature does not begin where the cabinet ends"),
                         err);
    if (offset + size > file->source.size)
        return malformed(file, TR_WORDS("it lies outside the file, which may have been cut off"),
                         err);
    if (offset + size < file->source.size)
        return tr_findings_add(&file->findings, TR_F_DATA_AFTER_TABLE, TR_FAULT, TR_NO_SIGNATURE,
                               NULL, NULL, file->source.size - offset - size, err);
    return TR_OK;
}

static tr_status read_signature(tr_signed_file *file, const unsigned char *header, tr_error *err)
{
    cabinet *state;
    tr_status status = check_place(file, header, err);

    if (status == TR_OK)
        status = check_loose_fields(file, header, err);
    if (status != TR_OK || tr_findings_verdict(&file->findings, TR_FAULT) == TR_MALFORMED_TABLE)
        return status;
    state = malloc(sizeof(*state));
    if (!state)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", file->source.name);
    state->end = tr_le32(header + SIGNATURE_OFFSET);
    file->state = state;
    return tr_signed_file_read_blob(file, state->end, tr_le32(header + SIGNATURE_SIZE), err);
}

/* A reserve area may also be for another purpose, or be left empty. */
static bool has_record(const unsigned char *header)
{
    unsigned size = tr_le16(header + RESERVE_SIZE);
    bool is_empty =
        tr_le32(header + SIGNATURE_OFFSET) == 0 && tr_le32(header + SIGNATURE_SIZE) == 0;

    return !is_empty && (size == RECORD_END - RECORD ||
                         (size > RECORD_END - RECORD && tr_le32(header + RECORD) == RECORD_KIND));
}

static tr_status cab_open(tr_signed_file *file, tr_error *err)
{
    unsigned char header[RECORD_END];
    size_t size = sizeof(header);
    tr_status status;

    if (file->source.size < size)
        size = (size_t)file->source.size;
    memset(header, 0, sizeof(header));
    status = tr_source_read(&file->source, header, size, 0, err);
    if (status != TR_OK)
        return status;
    if (!(tr_le16(header + FLAGS) & FLAG_RESERVE) || size < RECORD_END || !has_record(header))
        return unsigned_cabinet(file, err);
    return read_signature(file, header, err);
}

static tr_status feed_between(tr_signed_file *file, uint64_t begin, uint64_t end,
                              tr_digest_set *digests, tr_error *err)
{
    return tr_digest_set_feed(digests, &file->source, begin, end - begin, err);
}

static tr_status feed_cabinet(tr_signed_file *file, tr_digest_set *digests, tr_error *err)
{
    const cabinet *state = file->state;
    tr_status status = feed_between(file, 0, RESERVED1, digests, err);

    if (status == TR_OK)
        status = feed_between(file, CABINET_SIZE, NUMBER, digests, err);
    if (status == TR_OK)
        status = feed_between(file, RECORD_REST, state->end, digests, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(digests, err);
    return status;
}

static tr_status cab_check(tr_signed_file *file, tr_claim **claims, size_t count, unsigned threads,
                           tr_error *err)
{
    tr_digest_set *digests;
    tr_status status = tr_claims_digest_set(&digests, claims, count, threads, err);

    if (status != TR_OK || !digests)
        return status;
    if (file->state) {
        status = feed_cabinet(file, digests, err);
        if (status == TR_OK)
            tr_claims_compare(claims, count, digests);
    }
    tr_digest_set_free(digests);
    return status;
}

/* No feed: what a catalog file lists of a cabinet is the digest of all its bytes. */
const tr_format tr_cab_format = {
    .word = "cab",
    .recognises = cab_recognises,
    .open = cab_open,
    .check = cab_check,
    .close = free,
};
