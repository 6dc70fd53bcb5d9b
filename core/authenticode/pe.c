#include "core/authenticode/pe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/page_hashes.h"
#include "core/authenticode/page_layout.h"
#include "core/words/words.h"

/* Offsets of the PE format, from the start of the "PE\0\0" signature where not said otherwise. */
#define DOS_HEADER_SIZE     64
#define DOS_PE_OFFSET       0x3c
#define OPTIONAL_HEADER     24
#define OPTIONAL_SIZE_FIELD 20
#define CHECKSUM_FIELD      (OPTIONAL_HEADER + 64)
#define MAGIC_PE32          0x10b
#define MAGIC_PE32_PLUS     0x20b
#define COUNT_PE32          92 /* NumberOfRvaAndSizes, in the optional header */
#define COUNT_PE32_PLUS     108
#define CERTIFICATE_ENTRY   4 /* of the data directories */
#define HEADERS_MAX         1024

#define TABLE_ALIGNMENT 8
#define ENTRY_HEADER    8     /* WIN_CERTIFICATE: dwLength, wRevision, wCertificateType */
#define REVISION_2      0x200 /* the only one that Windows looks into */
#define TYPE_PKCS       2     /* WIN_CERT_TYPE_PKCS_SIGNED_DATA */
#define ENTRIES_MAX     1024

/* Where the digest's holes are, as offsets in the file. */
typedef struct pe_image {
    uint64_t checksum;  /* 4 bytes */
    uint64_t directory; /* 8 bytes; 0 if the header has no such entry */
    uint64_t table;
    uint64_t table_size; /* 0: no table, or one that lies outside the file */
} pe_image;

static bool pe_recognises(tr_bytes head, const char *name, uint64_t size)
{
    (void)name, (void)size;
    return head.size >= DOS_HEADER_SIZE && head.data[0] == 'M' && head.data[1] == 'Z';
}

static tr_status fault(tr_signed_file *file, tr_finding_id id, tr_verdict verdict, const char *what,
                       tr_error *err)
{
    return tr_findings_add(&file->findings, id, TR_FAULT, verdict, what, NULL, 0, err);
}

/* The place of the certificate table's entry among the data directories. */
static bool locate_directory(pe_image *out, const unsigned char *headers, size_t size,
                             uint64_t offset)
{
    const unsigned char *optional = headers + OPTIONAL_HEADER;
    size_t optional_size;
    size_t count_field;
    size_t entry;
    unsigned magic;

    if (size < OPTIONAL_HEADER + 2 || memcmp(headers, "PE\0\0", 4) != 0)
        return false;
    optional_size = tr_le16(headers + OPTIONAL_SIZE_FIELD);
    magic = tr_le16(optional);
    if (magic != MAGIC_PE32 && magic != MAGIC_PE32_PLUS)
        return false;
    count_field = magic == MAGIC_PE32 ? COUNT_PE32 : COUNT_PE32_PLUS;
    if (optional_size < count_field + 4 || size < OPTIONAL_HEADER + count_field + 4)
        return false;
    out->checksum = offset + CHECKSUM_FIELD;
    out->directory = 0;
    out->table = out->table_size = 0;
    entry = count_field + 4 + 8 * CERTIFICATE_ENTRY;
    if (tr_le32(optional + count_field) <= CERTIFICATE_ENTRY || optional_size < entry + 8 ||
        size < OPTIONAL_HEADER + entry + 8)
        return true;
    out->directory = offset + OPTIONAL_HEADER + entry;
    out->table = tr_le32(optional + entry);
    out->table_size = tr_le32(optional + entry + 4);
    return true;
}

/* Fills *out; *is_image is false, with a finding, if the headers are not those of an image. */
static tr_status read_headers(pe_image *out, bool *is_image, tr_signed_file *file, tr_error *err)
{
    unsigned char dos[DOS_HEADER_SIZE];
    unsigned char headers[HEADERS_MAX];
    uint64_t offset;
    size_t size = sizeof(headers);
    tr_status status = tr_source_read(&file->source, dos, sizeof(dos), 0, err);

    if (status != TR_OK)
        return status;
    *is_image = false;
    offset = tr_le32(dos + DOS_PE_OFFSET);
    if (offset >= file->source.size)
        return fault(file, TR_F_UNKNOWN_FORMAT, TR_UNKNOWN_SUBJECT, NULL, err);
    if (file->source.size - offset < size)
        size = (size_t)(file->source.size - offset);
    status = tr_source_read(&file->source, headers, size, offset, err);
    if (status != TR_OK)
        return status;
    *is_image = locate_directory(out, headers, size, offset);
    return *is_image ? TR_OK : fault(file, TR_F_UNKNOWN_FORMAT, TR_UNKNOWN_SUBJECT, NULL, err);
}

/* Bytes behind the table are covered by no signature, and make Windows see none (MS12-024). */
static tr_status check_table(const pe_image *image, tr_signed_file *file, tr_error *err)
{
    uint64_t end = image->table + image->table_size;

    if (image->table_size == 0)
        return fault(file, TR_F_NO_SIGNATURE, TR_NO_SIGNATURE, NULL, err);
    if (end > file->source.size)
        return fault(file, TR_F_MALFORMED_TABLE, TR_MALFORMED_TABLE,
                     TR_WORDS("it lies outside the file, which may have been cut off"), err);
    if (image->directory && image->table < image->directory + 8)
        return fault(file, TR_F_MALFORMED_TABLE, TR_MALFORMED_TABLE,
                     TR_WORDS("it overlaps the headers"), err);
    if (image->table % TABLE_ALIGNMENT != 0)
        return fault(file, TR_F_MALFORMED_TABLE, TR_MALFORMED_TABLE,
                     TR_WORDS("it does not begin at a multiple of eight"), err);
    if (end < file->source.size)
        return tr_findings_add(&file->findings, TR_F_DATA_AFTER_TABLE, TR_FAULT, TR_NO_SIGNATURE,
                               NULL, NULL, file->source.size - end, err);
    return TR_OK;
}

/* What is loaded from the table is code or data that nobody signed. */
static tr_status check_sections(const pe_image *image, tr_signed_file *file, tr_error *err)
{
    tr_page_layout layout;
    bool is_sound;
    uint64_t loaded;
    tr_error failure;
    tr_status status = tr_page_layout_read(&layout, &is_sound, &file->source, &failure);

    if (status == TR_ERR_FORMAT)
        return TR_OK; /* nor does the system load such an image */
    if (status != TR_OK)
        return tr_error_set(err, status, failure.code, "%s", failure.message);
    loaded = tr_page_layout_within(&layout, image->table, image->table + image->table_size);
    if (loaded == 0)
        return TR_OK;
    return tr_findings_add(&file->findings, TR_F_SECTION_IN_TABLE, TR_WARNING, TR_NOT_TRUSTED, NULL,
                           NULL, loaded, err);
}

/* An entry that is no PKCS #7 signature is passed over, and told. */
static tr_status tell_entry(tr_signed_file *file, size_t index, const unsigned char *entry,
                            tr_error *err)
{
    char what[48];

    snprintf(what, sizeof(what), "type %u, revision 0x%x", tr_le16(entry + 6), tr_le16(entry + 4));
    return tr_findings_add(&file->findings, TR_F_UNKNOWN_ENTRY, TR_WARNING, TR_NOT_TRUSTED, what,
                           NULL, index, err);
}

/*
 * What breaks the table before a signature was found leaves the file without
 * one; behind the first signature, Windows does not look.
 */
static tr_status break_table(tr_signed_file *file, const char *what, tr_error *err)
{
    bool is_behind = file->blob_count > 0;

    return tr_findings_add(&file->findings, TR_F_MALFORMED_TABLE, is_behind ? TR_WARNING : TR_FAULT,
                           TR_MALFORMED_TABLE, what, NULL, 0, err);
}

/* The entries follow each other, each aligned to eight bytes. */
static tr_status read_entries(const pe_image *image, tr_signed_file *file, tr_error *err)
{
    uint64_t offset = image->table;
    uint64_t end = image->table + image->table_size;
    tr_status status = TR_OK;

    for (size_t i = 0; offset < end && status == TR_OK; i++) {
        unsigned char entry[ENTRY_HEADER];
        uint64_t length;

        if (i == ENTRIES_MAX || end - offset < ENTRY_HEADER)
            return break_table(file, TR_WORDS("its last entry is cut off, or it has too many"),
                               err);
        status = tr_source_read(&file->source, entry, sizeof(entry), offset, err);
        if (status != TR_OK)
            return status;
        length = tr_le32(entry);
        if (length <= ENTRY_HEADER || length > end - offset)
            return break_table(file, TR_WORDS("an entry's length does not fit"), err);
        if (tr_le16(entry + 6) == TYPE_PKCS && tr_le16(entry + 4) == REVISION_2)
            status = tr_signed_file_read_blob(file, offset + ENTRY_HEADER,
                                              (size_t)(length - ENTRY_HEADER), err);
        else
            status = tell_entry(file, i, entry, err);
        offset += (length + TABLE_ALIGNMENT - 1) / TABLE_ALIGNMENT * TABLE_ALIGNMENT;
    }
    if (status == TR_OK && file->blob_count == 0)
        status = fault(file, TR_F_NO_SIGNATURE, TR_NO_SIGNATURE, NULL, err);
    return status;
}

static tr_status pe_open(tr_signed_file *file, tr_error *err)
{
    pe_image *image = malloc(sizeof(*image));
    tr_status status;
    bool is_image = false;

    if (!image)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", file->source.name);
    status = read_headers(image, &is_image, file, err);
    if (status != TR_OK || !is_image) {
        file->format = is_image ? file->format : NULL;
        free(image);
        return status;
    }
    file->state = image;
    status = check_table(image, file, err);
    if (status == TR_OK && image->table_size > 0 &&
        !tr_findings_find(&file->findings, TR_F_MALFORMED_TABLE))
        status = read_entries(image, file, err);
    if (status == TR_OK && file->blob_count > 0)
        status = check_sections(image, file, err);
    return status;
}

/* What takes the image's bytes: the digests, and the checks of page hashes beside them. */
typedef struct sink {
    tr_digest_set *digests;
    tr_page_check *checks[TR_SIGNATURE_MAX]; /* of each claim; NULL if it has no page hashes */
    size_t count;
    uint64_t offset; /* of the next byte */
} sink;

static tr_status take(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    sink *out = context;
    tr_status status = tr_digest_set_take(out->digests, data, size, err);

    for (size_t i = 0; i < out->count && status == TR_OK; i++) {
        if (out->checks[i])
            status = tr_page_check_update(out->checks[i], out->offset, data, size, err);
    }
    out->offset += size;
    return status;
}

static void settle(void *context)
{
    sink *out = context;

    tr_digest_set_settle(out->digests);
}

/* The stretch between two offsets. */
static tr_status feed_between(sink *out, tr_signed_file *file, uint64_t begin, uint64_t end,
                              tr_error *err)
{
    tr_source_taker taker = { take, settle, out };

    out->offset = begin;
    if (tr_digest_set_is_shared(out->digests))
        return tr_source_feed_ahead(&file->source, begin, end - begin, &taker, err);
    return tr_source_feed(&file->source, begin, end - begin, take, out, err);
}

/* The signer pads an image to eight bytes before the table; an unsigned one is digested likewise.
 */
static tr_status feed_padding(uint64_t size, tr_digest_set *digests, tr_error *err)
{
    static const unsigned char zeros[TABLE_ALIGNMENT];
    size_t missing = (size_t)(TABLE_ALIGNMENT - size % TABLE_ALIGNMENT) % TABLE_ALIGNMENT;

    return tr_digest_set_update(digests, zeros, missing, err);
}

static tr_status feed(sink *out, tr_signed_file *file, tr_error *err)
{
    const pe_image *image = file->state;
    uint64_t size = file->source.size;
    /*
     * Only a table at the very end is left out. In the middle, its entry among the headers, which
     * no digest covers either, would move all that follows: such bytes are the image's own.
     */
    bool has_table = image->table_size > 0 && image->table + image->table_size == size &&
                     image->table >= image->directory + 8;
    uint64_t resume = image->checksum + 4;
    tr_status status = feed_between(out, file, 0, image->checksum, err);

    if (status == TR_OK && image->directory) {
        status = feed_between(out, file, resume, image->directory, err);
        resume = image->directory + 8;
    }
    if (status == TR_OK && has_table) {
        status = feed_between(out, file, resume, image->table, err);
        resume = image->table + image->table_size;
    }
    if (status == TR_OK)
        status = feed_between(out, file, resume, size, err);
    if (status == TR_OK && !has_table)
        status = feed_padding(size, out->digests, err);
    return status;
}

static tr_status pe_feed(tr_signed_file *file, tr_digest_set *digests, tr_error *err)
{
    sink out = { .digests = digests };

    return feed(&out, file, err);
}

static tr_status begin_checks(sink *out, const tr_signed_file *file, tr_claim **claims,
                              size_t count, tr_error *err)
{
    tr_status status = TR_OK;

    for (; out->count < count && out->count < TR_SIGNATURE_MAX && status == TR_OK; out->count++)
        status =
            tr_page_check_new(&out->checks[out->count], claims[out->count], &file->source, err);
    return status;
}

static tr_status end_checks(sink *out, tr_claim **claims, tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t i = 0; i < out->count && status == TR_OK; i++) {
        if (out->checks[i])
            status = tr_page_check_finish(out->checks[i], &claims[i]->findings, err);
    }
    return status;
}

static tr_status pe_check(tr_signed_file *file, tr_claim **claims, size_t count, unsigned threads,
                          tr_error *err)
{
    sink out = { .count = 0 };
    tr_status status = tr_claims_digest_set(&out.digests, claims, count, threads, err);

    if (status != TR_OK || !out.digests)
        return status;
    status = begin_checks(&out, file, claims, count, err);
    if (status == TR_OK)
        status = feed(&out, file, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(out.digests, err);
    if (status == TR_OK) {
        tr_claims_compare(claims, count, out.digests);
        status = end_checks(&out, claims, err);
    }
    for (size_t i = 0; i < out.count; i++)
        tr_page_check_free(out.checks[i]);
    tr_digest_set_free(out.digests);
    return status;
}

const tr_format tr_pe_format = {
    .word = "pe",
    .recognises = pe_recognises,
    .open = pe_open,
    .check = pe_check,
    .feed = pe_feed,
    .close = free,
};
