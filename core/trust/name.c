/* What a distinguished name says, as one line that is safe to show. */
#include "core/trust/certificate.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#define NAME_MAX_SIZE 1024
#define ELLIPSIS      "\xe2\x80\xa6"

/* RFC 2253 without ESC_MSB: what is beyond ASCII stays readable. */
#define NAME_FLAGS                                                                                 \
    (ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT |                   \
     ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_DN_REV |  \
     XN_FLAG_FN_SN | XN_FLAG_DUMP_UNKNOWN_FIELDS)
#define VALUE_FLAGS (ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT)

/* Strings that break their own type: octet by octet. */
#define BROKEN_FLAGS (ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_ESC_MSB)

/* The code point at text, and its size; 0 if it is not UTF-8. */
static size_t code_point(uint32_t *point, const unsigned char *text, size_t left)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t size = text[0] < 0x80 ? 1 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;

    if ((text[0] >= 0x80 && text[0] < 0xc2) || text[0] > 0xf4 || size > left)
        return 0;
    *point = size == 1 ? text[0] : text[0] & (0xffu >> (size + 1));
    for (size_t index = 1; index < size; index++) {
        if ((text[index] & 0xc0) != 0x80)
            return 0;
        *point = *point << 6 | (text[index] & 0x3f);
    }
    if (*point < smallest[size] || *point > 0x10ffff || (*point >= 0xd800 && *point < 0xe000))
        return 0;
    return size;
}

/* Characters that break the line, turn the direction of text around, or show as nothing. */
static bool is_deceptive(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad || point == 0x61c ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
           (point >= 0xfff9 && point <= 0xfffb) || (point >= 0xe0000 && point <= 0xe0fff);
}

/* A copy with deceptive characters as \XX for each octet, cut where it gets too long. */
static char *safe_copy(const unsigned char *text, size_t size)
{
    char *safe = malloc(NAME_MAX_SIZE + 4 * 3 + sizeof(ELLIPSIS));
    size_t used = 0, taken = 0;

    if (!safe)
        return NULL;
    while (taken < size && used < NAME_MAX_SIZE) {
        uint32_t point = 0;
        size_t length = code_point(&point, text + taken, size - taken);
        bool as_is = length > 0 && !is_deceptive(point);

        for (size_t index = 0; index < (length ? length : 1); index++) {
            if (as_is)
                safe[used++] = (char)text[taken + index];
            else
                used += (size_t)snprintf(safe + used, 4, "\\%02X", text[taken + index]);
        }
        taken += length ? length : 1;
    }
    strcpy(safe + used, taken < size ? ELLIPSIS : "");
    return safe;
}

/* What was printed to out, as a safe copy. Frees out. */
static char *take_text(BIO *out)
{
    char *printed;
    long size = BIO_get_mem_data(out, &printed);
    char *text = safe_copy((const unsigned char *)printed, size > 0 ? (size_t)size : 0);

    BIO_free(out);
    ERR_clear_error();
    return text;
}

char *tr_name_text(const X509_NAME *name)
{
    BIO *out = BIO_new(BIO_s_mem());

    if (!out)
        return NULL;
    if (X509_NAME_print_ex(out, name, 0, NAME_FLAGS) < 0) {
        (void)BIO_reset(out);
        X509_NAME_print_ex(out, name, 0,
                           BROKEN_FLAGS | (NAME_FLAGS & ~(unsigned long)ASN1_STRFLGS_UTF8_CONVERT));
    }
    return take_text(out);
}

static char *value_text(const ASN1_STRING *value)
{
    BIO *out = BIO_new(BIO_s_mem());

    if (!out)
        return NULL;
    if (ASN1_STRING_print_ex(out, value, VALUE_FLAGS) < 0) {
        (void)BIO_reset(out);
        ASN1_STRING_print_ex(out, value, BROKEN_FLAGS);
    }
    return take_text(out);
}

/* The value of the last, which is the most specific, entry of a kind; NULL if there is none. */
static const ASN1_STRING *last_value(const X509_NAME *name, int nid)
{
    const ASN1_STRING *value = NULL;
    int index = -1;

    while ((index = X509_NAME_get_index_by_NID(name, nid, index)) >= 0)
        value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index));
    return value;
}

char *tr_name_common_name(const X509_NAME *name)
{
    static const int nids[] = { NID_commonName, NID_organizationalUnitName, NID_organizationName };

    for (size_t index = 0; index < sizeof(nids) / sizeof(nids[0]); index++) {
        const ASN1_STRING *value = last_value(name, nids[index]);

        if (value && ASN1_STRING_length(value) > 0)
            return value_text(value);
    }
    return tr_name_text(name);
}
