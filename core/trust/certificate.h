/*
 * Reading X.509 certificates (RFC 5280) and what people call their parts.
 *
 * Names come as UTF-8 on one line, in RFC 2253 order ("CN=..., O=..., C=..."),
 * with control characters escaped: what a certificate says of itself may be hostile.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <openssl/x509.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/trust/thumbprint.h"

/** A text of limited length for serial numbers and times. */
typedef struct tr_short_text {
    char text[72];
} tr_short_text;

/** Read one DER certificate that fills der exactly. The caller frees it with X509_free. */
tr_status tr_certificate_parse(X509 **out, tr_bytes der, tr_error *err);

/** The subject's name, the caller's to free(); NULL when out of memory. */
char *tr_certificate_subject(const X509 *certificate);
char *tr_certificate_issuer(const X509 *certificate);

/** The name by which people know it: CN, else OU, else O, else the whole subject. To free(). */
char *tr_certificate_common_name(const X509 *certificate);
char *tr_name_common_name(const X509_NAME *name);
char *tr_name_text(const X509_NAME *name);

/** The serial number's octets in lower-case hexadecimal, without the 00 of a positive sign. */
tr_short_text tr_certificate_serial(const X509 *certificate);

/** Begin and end of validity. A time that cannot be read is 0 and -1: never valid. */
time_t tr_certificate_not_before(const X509 *certificate);
time_t tr_certificate_not_after(const X509 *certificate);

/** Seconds since 1970 of an ASN.1 time; false if it cannot be read. */
bool tr_asn1_time_parse(time_t *out, const ASN1_TIME *time);

/** RFC 3339 in UTC, such as "2026-11-22T03:17:00Z". */
tr_short_text tr_time_text(time_t time);

/** RFC 3339, or a date alone (its first second, UTC), to time_t; false if it is neither. */
bool tr_time_parse(time_t *out, const char *text);

/** Whether subject and issuer have the same name: a root, or made to look like one. */
bool tr_certificate_is_self_issued(const X509 *certificate);

/**
 * Whether issuers signed the same of both: they are equal but for the signature itself, which
 * anybody can change into another good one if it is made by ECDSA.
 */
bool tr_certificate_says_same(const X509 *a, const X509 *b);

/** Whether its extended key usage has this purpose. */
typedef enum tr_usage {
    TR_USAGE_ANY, /* no extended key usage: all are allowed */
    TR_USAGE_HAS, /* named, or anyExtendedKeyUsage is */
    TR_USAGE_HAS_NOT
} tr_usage;
tr_usage tr_certificate_usage(const X509 *certificate, int nid);

/** Whether its extended key usage names this OID ("1.3.6.1.4.1.311.10.3.13") itself. */
bool tr_certificate_names_purpose(const X509 *certificate, const char *oid);

/*
 * OpenSSL tells nothing of the extensions of a certificate of which any one is damaged. These two
 * read their own.
 */

/** Whether its key usage, if it has one that can be read, has one of these bits (KU_KEY_CERT_SIGN).
 */
bool tr_certificate_allows(const X509 *certificate, uint32_t key_usage);

/** How many intermediates may stand below it, by its basic constraints; -1: any number. */
long tr_certificate_path_limit(const X509 *certificate);

/** Lower-case hexadecimal of size bytes into out, which holds 2 * size + 1. */
void tr_hex(char *out, const unsigned char *bytes, size_t size);

/** Bytes from hexadecimal, blanks and colons passed over; false unless exactly size bytes. */
bool tr_hex_parse(unsigned char *out, size_t size, const char *text);
