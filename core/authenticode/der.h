/*
 * Reading DER (X.690), in place and without recursion.
 *
 * Only definite lengths and tag numbers below 31 are read here; BER with
 * indefinite lengths is made definite first, by tr_der_from_ber.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/bytes.h"
#include "core/error.h"

/** Identifier octets of the types met in signatures. */
enum {
    TR_DER_BOOLEAN = 0x01,
    TR_DER_INTEGER = 0x02,
    TR_DER_BIT_STRING = 0x03,
    TR_DER_OCTET_STRING = 0x04,
    TR_DER_NULL = 0x05,
    TR_DER_OID = 0x06,
    TR_DER_UTC_TIME = 0x17,
    TR_DER_GENERALIZED_TIME = 0x18,
    TR_DER_SEQUENCE = 0x30,
    TR_DER_SET = 0x31,
    TR_DER_CONTEXT = 0x80,            /* | number: [number] primitive */
    TR_DER_CONTEXT_CONSTRUCTED = 0xa0 /* | number: [number] constructed */
};

/** One element: its identifier octet, all of it, and its contents. */
typedef struct tr_der {
    unsigned char tag;
    tr_bytes whole;
    tr_bytes contents;
} tr_der;

/** Read the element at the head of *rest and move *rest behind it; false if there is none that
 * fits. */
bool tr_der_next(tr_der *out, tr_bytes *rest);

/** As tr_der_next, for an element of this tag only; *rest stays if it is another. */
bool tr_der_expect(tr_der *out, tr_bytes *rest, unsigned char tag);

/** Whether an OID's contents are those of text, such as "1.2.840.113549.1.7.2". */
bool tr_der_is_oid(tr_bytes contents, const char *text);

/** An OID in dotted form into out; "?" if it cannot be read. */
void tr_der_oid_text(char *out, size_t size, tr_bytes contents);

/** A non-negative INTEGER's value; false if it is negative or over 2^63. */
bool tr_der_integer(unsigned long long *out, tr_bytes contents);

/**
 * Make the first element of ber definite: indefinite lengths become definite,
 * and strings in segments one. What is definite already is not looked into,
 * and keeps its bytes.
 *
 * @param out   the element, the caller's to free(); NULL if ber was definite already
 * @param size  of the element in *out, or in ber if *out is NULL
 * @param used  bytes of ber that the element took
 * @return TR_ERR_FORMAT also for nesting deeper than 64; TR_ERR_MEMORY
 */
tr_status tr_der_from_ber(unsigned char **out, size_t *size, size_t *used, tr_bytes ber,
                          tr_error *err);
