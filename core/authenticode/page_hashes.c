#include "core/authenticode/page_hashes.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "core/authenticode/der.h"
#include "core/authenticode/page_layout.h"
#include "core/words/words.h"

#define OID_PE_IMAGE_DATA      "1.3.6.1.4.1.311.2.1.15"
#define OID_PAGE_HASHES_SHA1   "1.3.6.1.4.1.311.2.3.1"
#define OID_PAGE_HASHES_SHA256 "1.3.6.1.4.1.311.2.3.2"

#define OFFSET_SIZE 4 /* of an entry, before its digest */

struct tr_page_check {
    const char *fault; /* what is wrong with the table */
    tr_digest_algorithm algorithm;
    tr_bytes table;
    size_t entry_size;
    tr_page_layout layout;
    size_t stretch;    /* that the next byte is in, or before */
    uint64_t page;     /* offset of the page under way */
    bool is_under_way; /* context holds the beginning of that page */
    EVP_MD_CTX *context;
    bool is_bad;
    uint64_t bad_offset; /* of the first page that is not what the table says */
};

/* The class of the serialized object that holds page hashes. */
static const unsigned char class_id[] = { 0xa6, 0xb5, 0x86, 0xd5, 0xb4, 0xa1, 0x24, 0x66,
                                          0xae, 0x05, 0xa2, 0x17, 0xda, 0x8e, 0x60, 0xd6 };

/* SpcPeImageData with an SpcLink to an SpcSerializedObject; false if it has none of our class. */
static bool find_object(tr_bytes *out, const tr_claim *claim)
{
    const tr_bytes wanted = { class_id, sizeof(class_id) };
    tr_bytes rest = claim->value;
    tr_der data, flags, link, object, id, octets;

    if (!tr_der_is_oid(claim->type, OID_PE_IMAGE_DATA) ||
        !tr_der_expect(&data, &rest, TR_DER_SEQUENCE))
        return false;
    tr_der_expect(&flags, &data.contents, TR_DER_BIT_STRING);
    if (!tr_der_expect(&link, &data.contents, TR_DER_CONTEXT_CONSTRUCTED | 0) ||
        !tr_der_expect(&object, &link.contents, TR_DER_CONTEXT_CONSTRUCTED | 1) ||
        !tr_der_expect(&id, &object.contents, TR_DER_OCTET_STRING) ||
        !tr_bytes_equal(id.contents, wanted))
        return false;
    *out = (tr_bytes){ NULL, 0 };
    if (tr_der_expect(&octets, &object.contents, TR_DER_OCTET_STRING))
        *out = octets.contents;
    return true;
}

static tr_digest_algorithm algorithm_of(tr_bytes oid)
{
    if (tr_der_is_oid(oid, OID_PAGE_HASHES_SHA256))
        return TR_SHA256;
    return tr_der_is_oid(oid, OID_PAGE_HASHES_SHA1) ? TR_SHA1 : TR_DIGEST_UNKNOWN;
}

/* A SET of attributes, of which the first that is known counts. */
static bool read_table(tr_page_check *check, tr_bytes object)
{
    tr_der set, attribute, oid, values, octets;

    if (!tr_der_expect(&set, &object, TR_DER_SET))
        return false;
    check->algorithm = TR_DIGEST_UNKNOWN;
    while (check->algorithm == TR_DIGEST_UNKNOWN) {
        if (!tr_der_expect(&attribute, &set.contents, TR_DER_SEQUENCE) ||
            !tr_der_expect(&oid, &attribute.contents, TR_DER_OID))
            return false;
        check->algorithm = algorithm_of(oid.contents);
    }
    if (!tr_der_expect(&values, &attribute.contents, TR_DER_SET) ||
        !tr_der_expect(&octets, &values.contents, TR_DER_OCTET_STRING))
        return false;
    check->table = octets.contents;
    check->entry_size = OFFSET_SIZE + tr_digest_size(check->algorithm);
    return check->table.size > 0 && check->table.size % check->entry_size == 0;
}

/* The last entry has an offset at, or behind, the end of all sections, and no digest. */
static bool ends_well(const tr_page_check *check, uint64_t file_size)
{
    const unsigned char *last = check->table.data + check->table.size - check->entry_size;

    for (size_t i = OFFSET_SIZE; i < check->entry_size; i++) {
        if (last[i] != 0)
            return false;
    }
    return tr_le32(last) >= check->layout.end && tr_le32(last) <= file_size;
}

static tr_status set_up(tr_page_check *check, tr_bytes object, const tr_source *source,
                        tr_error *err)
{
    bool is_sound = false;
    tr_status status = tr_page_layout_read(&check->layout, &is_sound, source, err);

    if (status != TR_OK && status != TR_ERR_FORMAT)
        return status;
    if (!is_sound)
        check->fault = TR_WORDS("the image's sections do not fit");
    else if (!read_table(check, object))
        check->fault = TR_WORDS("it cannot be read");
    else if (check->table.size / check->entry_size != check->layout.page_count + 1)
        check->fault = TR_WORDS("it has not as many entries as the image has pages");
    else if (!ends_well(check, source->size))
        check->fault = TR_WORDS("its last entry is wrong");
    return TR_OK;
}

tr_status tr_page_check_new(tr_page_check **out, const tr_claim *claim, const tr_source *source,
                            tr_error *err)
{
    tr_page_check *check;
    tr_bytes object;
    tr_status status;

    *out = NULL;
    if (!find_object(&object, claim))
        return TR_OK;
    check = calloc(1, sizeof(*check));
    if (!check || !(check->context = EVP_MD_CTX_new())) {
        free(check);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the pages of '%s'", source->name);
    }
    status = set_up(check, object, source, err);
    if (status == TR_OK)
        *out = check;
    else
        tr_page_check_free(check);
    return status;
}

void tr_page_check_free(tr_page_check *check)
{
    if (!check)
        return;
    EVP_MD_CTX_free(check->context);
    free(check);
}

static tr_status fail(tr_error *err)
{
    return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot digest a page");
}

/* Compares the page under way with its entry. */
static tr_status end_page(tr_page_check *check, const tr_page_stretch *in, tr_error *err)
{
    static const unsigned char zeros[8192];
    size_t index = in->first + (size_t)((check->page - in->offset) / check->layout.page_size);
    const unsigned char *entry = check->table.data + index * check->entry_size;
    uint64_t left = in->offset + in->size - check->page;
    size_t missing = left < check->layout.page_size ? check->layout.page_size - (size_t)left : 0;
    unsigned char digest[EVP_MAX_MD_SIZE];

    if (!EVP_DigestUpdate(check->context, zeros, missing) ||
        !EVP_DigestFinal_ex(check->context, digest, NULL))
        return fail(err);
    check->is_under_way = false;
    if (!check->is_bad &&
        (tr_le32(entry) != check->page ||
         memcmp(entry + OFFSET_SIZE, digest, check->entry_size - OFFSET_SIZE) != 0)) {
        check->is_bad = true;
        check->bad_offset = check->page;
    }
    return TR_OK;
}

/* Bytes that all lie in one page. */
static tr_status update_page(tr_page_check *check, uint64_t page, const unsigned char *data,
                             size_t size, tr_error *err)
{
    if (!check->is_under_way &&
        !EVP_DigestInit_ex(check->context, tr_digest_method(check->algorithm), NULL))
        return fail(err);
    check->is_under_way = true;
    check->page = page;
    return EVP_DigestUpdate(check->context, data, size) ? TR_OK : fail(err);
}

/* The end of the page that begins here. */
static uint64_t end_of_page(const tr_page_check *check, const tr_page_stretch *in, uint64_t page)
{
    uint64_t end = in->offset + in->size;

    return end - page > check->layout.page_size ? page + check->layout.page_size : end;
}

/* Brings the page that offset is in, or that comes next, to the front. */
static tr_status move_to(tr_page_check *check, uint64_t offset, tr_error *err)
{
    const tr_page_stretch *in = &check->layout.stretches[check->stretch];
    tr_status status = TR_OK;

    if (check->is_under_way && offset >= end_of_page(check, in, check->page))
        status = end_page(check, in, err);
    while (check->stretch < check->layout.count && offset >= in->offset + in->size) {
        check->stretch++;
        in++;
    }
    return status;
}

tr_status tr_page_check_update(tr_page_check *check, uint64_t offset, const unsigned char *data,
                               size_t size, tr_error *err)
{
    const uint64_t end = offset + size;
    const unsigned char *base = data;
    uint64_t at = offset;
    tr_status status = TR_OK;

    while (!check->fault && status == TR_OK && check->stretch < check->layout.count) {
        const tr_page_stretch *in;
        uint64_t page, stop;

        status = move_to(check, at, err);
        if (status != TR_OK || at == end || check->stretch == check->layout.count)
            break;
        in = &check->layout.stretches[check->stretch];
        if (at < in->offset) {
            at = in->offset < end ? in->offset : end;
            continue;
        }
        page = at - (at - in->offset) % check->layout.page_size;
        stop = end_of_page(check, in, page);
        if (stop > end)
            stop = end;
        status = update_page(check, page, base + (at - offset), (size_t)(stop - at), err);
        at = stop;
    }
    return status;
}

tr_status tr_page_check_finish(tr_page_check *check, tr_findings *findings, tr_error *err)
{
    if (!check->fault && !check->is_bad && check->stretch < check->layout.count)
        check->fault = TR_WORDS("pages lie where the digest does not run");
    if (check->fault)
        return tr_findings_add(findings, TR_F_MALFORMED_PAGE_HASHES, TR_WARNING, TR_BAD_DIGEST,
                               check->fault, NULL, 0, err);
    if (check->is_bad)
        return tr_findings_add(findings, TR_F_BAD_PAGE_HASH, TR_WARNING, TR_BAD_DIGEST, NULL, NULL,
                               check->bad_offset, err);
    return TR_OK;
}
