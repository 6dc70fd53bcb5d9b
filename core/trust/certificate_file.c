#include "core/trust/certificate_file.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pkcs7.h>

#include "core/bytes.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_archive.h"
#include "core/trust/pem.h"
#include "core/trust/pfx.h"

#define FILE_MAX ((size_t)64 << 20)

/* About a second's worth, all files taken together; a PFX of Windows' takes some thousand. */
#define MOST_WORK ((uint64_t)2000000)

/* Reading one file: whom to tell, and how far we are. */
typedef struct file_reading {
    const char *name;
    tr_certificate_take *take; /* NULL: certificates are read here, and visited */
    tr_certificate_visit *visit;
    void *context;
    size_t count; /* of certificates met, good or not */
    size_t line;  /* of the PEM block; 0 if it is no PEM */
    bool is_stopped;
    bool is_archived; /* in an archive, where no further one is opened */
    uint64_t work;    /* rounds of hashing that may still be spent on PFX files */
} file_reading;

static void tell(file_reading *reading, X509 *certificate, const tr_error *failure)
{
    if (!reading->is_stopped)
        reading->is_stopped = !reading->visit(reading->context, certificate, failure);
}

static void tell_failure(file_reading *reading, const char *why)
{
    char where[40] = "";
    tr_error failure;

    if (reading->line > 0)
        snprintf(where, sizeof(where), " (line %zu)", reading->line);
    tr_error_set(&failure, TR_ERR_FORMAT, 0, "cannot read certificate %zu of '%s'%s: %s",
                 reading->count, reading->name, where, why);
    tell(reading, NULL, &failure);
}

/* Read a certificate and let it be visited, as tr_certificate_take does with its bytes. */
static tr_status visit_parsed(file_reading *reading, tr_bytes der, tr_error *err)
{
    X509 *certificate;
    tr_status status = tr_certificate_parse(&certificate, der, err);

    if (status == TR_OK) {
        tell(reading, certificate, NULL);
        X509_free(certificate);
    }
    return status;
}

static void read_certificate(file_reading *reading, tr_bytes der)
{
    tr_error failure;
    tr_status status;

    reading->count++;
    if (reading->take)
        status = reading->take(reading->context, der, &failure);
    else
        status = visit_parsed(reading, der, &failure);
    if (status == TR_ERR_FORMAT)
        tell_failure(reading, failure.message);
    else if (status != TR_OK)
        reading->is_stopped = true;
}

/* An element of definite length at the head of rest. */
typedef struct element {
    int tag;
    bool is_context; /* [n] rather than universal */
    tr_bytes whole;
    tr_bytes value;
} element;

static bool next_element(element *out, tr_bytes *rest)
{
    const unsigned char *value = rest->data;
    long size;
    int tag, class, form;

    if (rest->size == 0 || rest->size > LONG_MAX)
        return false;
    form = ASN1_get_object(&value, &size, &tag, &class, (long)rest->size);
    if (form & (0x80 | 0x01)) { /* broken, or of indefinite length */
        ERR_clear_error();
        return false;
    }
    out->tag = tag;
    out->is_context = class == V_ASN1_CONTEXT_SPECIFIC;
    out->value.data = value;
    out->value.size = (size_t)size;
    out->whole.data = rest->data;
    out->whole.size = (size_t)(value - rest->data) + (size_t)size;
    rest->data += out->whole.size;
    rest->size -= out->whole.size;
    return true;
}

static bool enter(tr_bytes *rest, int tag, bool is_context)
{
    element found;

    if (!next_element(&found, rest) || found.tag != tag || found.is_context != is_context)
        return false;
    *rest = found.value;
    return true;
}

/* The certificates of a SignedData (RFC 2315, section 9.1), one by one. */
static bool read_signed_data(file_reading *reading, tr_bytes der)
{
    static const unsigned char signed_data[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2 };
    tr_bytes rest = der, type = { signed_data, sizeof(signed_data) };
    element found;

    if (!enter(&rest, V_ASN1_SEQUENCE, false) || !next_element(&found, &rest) ||
        found.tag != V_ASN1_OBJECT || !tr_bytes_equal(found.value, type) ||
        !enter(&rest, 0, true) || !enter(&rest, V_ASN1_SEQUENCE, false))
        return false;
    while (next_element(&found, &rest)) {
        if (!found.is_context || found.tag != 0)
            continue;
        rest = found.value;
        while (!reading->is_stopped && next_element(&found, &rest)) {
            /* [n] are attribute certificates and other forms. */
            if (!found.is_context)
                read_certificate(reading, found.whole);
        }
        if (!reading->is_stopped && rest.size > 0) {
            reading->count++;
            tell_failure(reading, "the list breaks off");
        }
        return true;
    }
    return true;
}

/* As read_signed_data, in BER: all or nothing. */
static bool read_pkcs7(file_reading *reading, tr_bytes ber)
{
    const unsigned char *next = ber.data;
    PKCS7 *message = d2i_PKCS7(NULL, &next, (long)ber.size);
    STACK_OF(X509) *certificates = NULL;

    ERR_clear_error();
    if (message && PKCS7_type_is_signed(message) && message->d.sign)
        certificates = message->d.sign->cert;
    for (int index = 0; index < sk_X509_num(certificates); index++) {
        unsigned char *der = NULL;
        int size = i2d_X509(sk_X509_value(certificates, index), &der);

        if (size > 0 && !reading->is_stopped)
            read_certificate(reading, (tr_bytes){ der, (size_t)size });
        OPENSSL_free(der);
    }
    ERR_clear_error();
    PKCS7_free(message);
    return message != NULL;
}

static bool is_sequence(tr_bytes bytes)
{
    return bytes.size >= 2 && bytes.data[0] == (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED);
}

/* A certificate is a SEQUENCE of two SEQUENCEs and a BIT STRING (RFC 5280, section 4.1). */
static bool looks_like_certificate(tr_bytes der)
{
    tr_bytes rest = der;
    element first, second, third;

    return enter(&rest, V_ASN1_SEQUENCE, false) && is_sequence(rest) &&
           next_element(&first, &rest) && is_sequence(rest) && next_element(&second, &rest) &&
           next_element(&third, &rest) && third.tag == V_ASN1_BIT_STRING && rest.size == 0;
}

static bool read_der(file_reading *reading, tr_bytes der)
{
    tr_bytes rest = der;
    element first;

    if (!is_sequence(der) || der.size > LONG_MAX)
        return false;
    /* What follows the certificate, such as a line end that a mail program added, is no harm. */
    if (looks_like_certificate(der) && next_element(&first, &rest)) {
        read_certificate(reading, first.whole);
        return true;
    }
    return read_signed_data(reading, der) || read_pkcs7(reading, der);
}

static bool holds_pkcs7(const tr_pem_block *block)
{
    return tr_pem_is(block, "PKCS7") || tr_pem_is(block, "PKCS #7 SIGNED DATA") ||
           tr_pem_is(block, "CMS");
}

/* What OpenSSL adds to a TRUSTED CERTIFICATE follows the certificate itself. */
static void read_block(file_reading *reading, const tr_pem_block *block)
{
    bool is_pkcs7 = holds_pkcs7(block);
    unsigned char *bytes = NULL;
    tr_bytes der = { NULL, 0 }, rest;
    element first;
    tr_error failure;

    reading->line = block->line;
    if (tr_pem_decode(&bytes, &der.size, block, &failure) != TR_OK) {
        reading->count++;
        tell_failure(reading, failure.message);
        return;
    }
    der.data = bytes;
    if (is_pkcs7 && !read_der(reading, der)) {
        reading->count++;
        tell_failure(reading, "not a PKCS #7 message");
    } else if (!is_pkcs7) {
        rest = der;
        if (tr_pem_is(block, "TRUSTED CERTIFICATE") && next_element(&first, &rest))
            der = first.whole;
        read_certificate(reading, der);
    }
    free(bytes);
}

static bool read_pem(file_reading *reading, tr_bytes text)
{
    tr_pem_reader reader = tr_pem_start(text);
    tr_pem_block block;
    bool found = false;

    while (!reading->is_stopped && tr_pem_next(&block, &reader)) {
        if (!tr_pem_is(&block, "CERTIFICATE") && !tr_pem_is(&block, "X509 CERTIFICATE") &&
            !tr_pem_is(&block, "TRUSTED CERTIFICATE") && !holds_pkcs7(&block))
            continue;
        found = true;
        read_block(reading, &block);
    }
    return found;
}

/*
 * A serialized store (.sst), as Windows exports: version 0 and "CERT", then
 * elements of type, encoding, size and bytes. Type 32 is a certificate,
 * smaller ones are its properties.
 */
static bool read_serialized_store(file_reading *reading, tr_bytes bytes)
{
    static const unsigned char magic[8] = { 0, 0, 0, 0, 'C', 'E', 'R', 'T' };
    size_t at = sizeof(magic);

    if (bytes.size < sizeof(magic) || memcmp(bytes.data, magic, sizeof(magic)) != 0)
        return false;
    while (!reading->is_stopped && bytes.size - at >= 12) {
        uint32_t type = tr_le32(bytes.data + at);
        tr_bytes value = { bytes.data + at + 12, tr_le32(bytes.data + at + 8) };

        if (type == 0)
            break;
        at += 12;
        if (value.size > bytes.size - at) {
            reading->count++;
            tell_failure(reading, "the file is cut off");
            break;
        }
        if (type == 32)
            read_certificate(reading, value);
        at += value.size;
    }
    return true;
}

static void take_of_pfx(void *context, tr_bytes der)
{
    file_reading *reading = context;

    if (!reading->is_stopped)
        read_certificate(reading, der);
}

static bool read_pfx(file_reading *reading, tr_bytes bytes)
{
    tr_error why, failure;

    if (!tr_pfx_is(bytes))
        return false;
    if (tr_pfx_walk(bytes, &reading->work, take_of_pfx, reading, &why) != TR_OK) {
        tr_error_set(&failure, why.status, why.code, "cannot read '%s': %s", reading->name,
                     why.message);
        tell(reading, NULL, &failure);
    }
    return true;
}

static tr_status read_bytes(file_reading *reading, tr_bytes bytes, tr_error *err);

/* What is archived and holds no certificate is passed over, as in a folder. */
static bool take_of_archive(void *context, tr_bytes file)
{
    file_reading *reading = context;

    reading->line = 0;
    read_bytes(reading, file, NULL);
    return !reading->is_stopped;
}

static void warn_of_archive(void *context, const tr_error *failure)
{
    file_reading *reading = context;

    reading->count++;
    tell(reading, NULL, failure);
}

/* Gives false if there is nothing of ours in it: then it may be an app that carries its signers. */
static bool read_archive(file_reading *reading, tr_bytes bytes)
{
    tr_error failure;

    if (reading->is_archived || !tr_certificate_archive_is(bytes))
        return false;
    reading->is_archived = true;
    if (tr_certificate_archive_walk(bytes, reading->name, take_of_archive, warn_of_archive, reading,
                                    &failure) != TR_OK)
        warn_of_archive(reading, &failure);
    reading->is_archived = false;
    return reading->count > 0;
}

static tr_status read_bytes(file_reading *reading, tr_bytes bytes, tr_error *err)
{
    if (read_pfx(reading, bytes) || read_archive(reading, bytes) || read_der(reading, bytes) ||
        read_serialized_store(reading, bytes) || read_pem(reading, bytes))
        return TR_OK;
    return tr_error_set(err, TR_ERR_FORMAT, 0, "no certificate in '%s'", reading->name);
}

tr_status tr_certificates_parse(tr_bytes bytes, const char *name, tr_certificate_visit *visit,
                                void *context, tr_error *err)
{
    file_reading reading = { .name = name, .visit = visit, .context = context, .work = MOST_WORK };

    return read_bytes(&reading, bytes, err);
}

/* Read one file; *reading stays as it was but for is_stopped. */
static tr_status load_file(file_reading *reading, const char *path, tr_error *err)
{
    file_reading own = *reading;
    unsigned char *data;
    size_t size;
    tr_status status = tr_file_load(&data, &size, path, FILE_MAX, err);

    if (status == TR_OK) {
        own.name = path;
        status = read_bytes(&own, (tr_bytes){ data, size }, err);
        reading->is_stopped = own.is_stopped;
        reading->work = own.work;
        free(data);
    }
    return status;
}

static bool visit_file(void *context, const char *path, const tr_error *failure)
{
    file_reading *reading = context;
    tr_error err;
    tr_status status;

    if (failure) {
        tell(reading, NULL, failure);
        return !reading->is_stopped;
    }
    status = load_file(reading, path, &err);
    /* Too large, or no certificate in it: something else that lies there. */
    if (status != TR_OK && status != TR_ERR_FORMAT && status != TR_ERR_UNSUPPORTED)
        tell(reading, NULL, &err);
    return !reading->is_stopped;
}

tr_status tr_certificates_load_bytes(const char *path, tr_certificate_take *take,
                                     tr_certificate_visit *visit, void *context, tr_error *err)
{
    file_reading reading = {
        .name = path, .take = take, .visit = visit, .context = context, .work = MOST_WORK
    };

    if (tr_path_kind_of(path) == TR_PATH_FOLDER)
        return tr_directory_walk(path, visit_file, &reading, err);
    return load_file(&reading, path, err);
}

tr_status tr_certificates_load(const char *path, tr_certificate_visit *visit, void *context,
                               tr_error *err)
{
    return tr_certificates_load_bytes(path, NULL, visit, context, err);
}
