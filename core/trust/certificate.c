#include "core/trust/certificate.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/authenticode/der.h"

tr_status tr_certificate_parse(X509 **out, tr_bytes der, tr_error *err)
{
    const unsigned char *next = der.data;
    X509 *certificate = NULL;

    if (der.size > 0 && der.size <= LONG_MAX)
        certificate = d2i_X509(NULL, &next, (long)der.size);
    if (!certificate || next != der.data + der.size) {
        unsigned long code = ERR_get_error();

        X509_free(certificate);
        ERR_clear_error();
        return tr_error_set(err, TR_ERR_FORMAT, code, "not an X.509 certificate");
    }
    /* Fill OpenSSL's cache of extensions now, so that threads only read later on. */
    X509_check_purpose(certificate, -1, 0);
    ERR_clear_error();
    *out = certificate;
    return TR_OK;
}

char *tr_certificate_subject(const X509 *certificate)
{
    return tr_name_text(X509_get_subject_name(certificate));
}

char *tr_certificate_issuer(const X509 *certificate)
{
    return tr_name_text(X509_get_issuer_name(certificate));
}

char *tr_certificate_common_name(const X509 *certificate)
{
    return tr_name_common_name(X509_get_subject_name(certificate));
}

tr_short_text tr_certificate_serial(const X509 *certificate)
{
    tr_short_text serial = { "" };
    size_t room = (sizeof(serial.text) - sizeof("...")) / 2;
    unsigned char *der = NULL;
    int size = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), &der);
    const unsigned char *octets = der;
    long length = 0;
    int tag, class;

    if (size <= 0 || (ASN1_get_object(&octets, &length, &tag, &class, size) & 0x80))
        goto done;
    /* An octet 00 in front only says that the number is positive. */
    if (length > 1 && octets[0] == 0) {
        octets++;
        length--;
    }
    tr_hex(serial.text, octets, (size_t)length < room ? (size_t)length : room);
    if ((size_t)length > room)
        strcat(serial.text, "...");
done:
    OPENSSL_free(der);
    return serial;
}

time_t tr_certificate_not_before(const X509 *certificate)
{
    time_t time;

    return tr_asn1_time_parse(&time, X509_get0_notBefore(certificate)) ? time : 0;
}

time_t tr_certificate_not_after(const X509 *certificate)
{
    time_t time;

    return tr_asn1_time_parse(&time, X509_get0_notAfter(certificate)) ? time : -1;
}

bool tr_certificate_is_self_issued(const X509 *certificate)
{
    return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) ==
           0;
}

bool tr_certificate_says_same(const X509 *a, const X509 *b)
{
    unsigned char *one = NULL, *other = NULL;
    int one_size = i2d_X509(a, &one);
    int other_size = i2d_X509(b, &other);
    tr_bytes one_rest = { one, one_size > 0 ? (size_t)one_size : 0 };
    tr_bytes other_rest = { other, other_size > 0 ? (size_t)other_size : 0 };
    tr_der one_part, other_part;
    bool is_same = tr_der_expect(&one_part, &one_rest, TR_DER_SEQUENCE) &&
                   tr_der_expect(&other_part, &other_rest, TR_DER_SEQUENCE) &&
                   tr_der_expect(&one_part, &one_part.contents, TR_DER_SEQUENCE) &&
                   tr_der_expect(&other_part, &other_part.contents, TR_DER_SEQUENCE) &&
                   tr_bytes_equal(one_part.whole, other_part.whole);

    OPENSSL_free(one);
    OPENSSL_free(other);
    ERR_clear_error();
    return is_same;
}

/* The purposes that a certificate names; *is_there also if they cannot be read. */
static EXTENDED_KEY_USAGE *purposes_of(const X509 *certificate, bool *is_there)
{
    int critical;
    EXTENDED_KEY_USAGE *purposes =
        X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, NULL);

    ERR_clear_error();
    *is_there = purposes || critical != -1;
    return purposes;
}

tr_usage tr_certificate_usage(const X509 *certificate, int nid)
{
    bool is_there;
    EXTENDED_KEY_USAGE *purposes = purposes_of(certificate, &is_there);
    tr_usage usage = is_there ? TR_USAGE_HAS_NOT : TR_USAGE_ANY;

    for (int index = 0; index < sk_ASN1_OBJECT_num(purposes); index++) {
        int one = OBJ_obj2nid(sk_ASN1_OBJECT_value(purposes, index));

        if (one == nid || one == NID_anyExtendedKeyUsage)
            usage = TR_USAGE_HAS;
    }
    EXTENDED_KEY_USAGE_free(purposes);
    return usage;
}

bool tr_certificate_names_purpose(const X509 *certificate, const char *oid)
{
    bool is_there;
    EXTENDED_KEY_USAGE *purposes = purposes_of(certificate, &is_there);
    ASN1_OBJECT *wanted = OBJ_txt2obj(oid, 1);
    bool found = false;

    for (int index = 0; wanted && index < sk_ASN1_OBJECT_num(purposes); index++) {
        if (OBJ_cmp(sk_ASN1_OBJECT_value(purposes, index), wanted) == 0)
            found = true;
    }
    ASN1_OBJECT_free(wanted);
    EXTENDED_KEY_USAGE_free(purposes);
    return found;
}

bool tr_certificate_allows(const X509 *certificate, uint32_t key_usage)
{
    ASN1_BIT_STRING *bits = X509_get_ext_d2i(certificate, NID_key_usage, NULL, NULL);
    uint32_t own = 0;
    bool is_there = bits != NULL;

    for (int index = 0; is_there && index < bits->length && index < 2; index++)
        own |= (uint32_t)bits->data[index] << 8 * index;
    ASN1_BIT_STRING_free(bits);
    ERR_clear_error();
    return !is_there || (own & key_usage);
}

long tr_certificate_path_limit(const X509 *certificate)
{
    BASIC_CONSTRAINTS *constraints =
        X509_get_ext_d2i(certificate, NID_basic_constraints, NULL, NULL);
    long limit = -1;

    if (constraints && constraints->pathlen) {
        limit = ASN1_INTEGER_get(constraints->pathlen);
        if (limit < 0)
            limit = 0; /* negative, or too large for a number: RFC 5280 knows neither */
    }
    BASIC_CONSTRAINTS_free(constraints);
    ERR_clear_error();
    return limit;
}

void tr_hex(char *out, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t index = 0; index < size; index++) {
        *out++ = digits[bytes[index] >> 4];
        *out++ = digits[bytes[index] & 15];
    }
    *out = '\0';
}

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

bool tr_hex_parse(unsigned char *out, size_t size, const char *text)
{
    size_t count = 0; /* of digits */

    for (; *text; text++) {
        int value = digit_value(*text);

        if (*text == ' ' || *text == '\t' || *text == ':')
            continue;
        if (value < 0 || count >= 2 * size)
            return false;
        if (count % 2 == 0)
            out[count / 2] = (unsigned char)(value << 4);
        else
            out[count / 2] = (unsigned char)(out[count / 2] | value);
        count++;
    }
    return count == 2 * size;
}
