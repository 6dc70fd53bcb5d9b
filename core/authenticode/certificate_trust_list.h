/*
 * Certificate trust lists (CTL): the content of catalog files and of
 * Microsoft's lists of roots.
 */
#pragma once

#include <stdbool.h>

#include "core/authenticode/signed_data.h"
#include "core/bytes.h"

#define TR_OID_TRUST_LIST "1.3.6.1.4.1.311.10.1" /* the type of such a content */

/** A list up to its entries; borrowed from the message. */
typedef struct tr_certificate_trust_list {
    tr_bytes usages;  /* SEQUENCE of OIDs: what the list is for */
    tr_bytes entries; /* contents: TrustedSubjects, one behind the other */
} tr_certificate_trust_list;

/** Whether a message's content is of this type, damaged or not. */
bool tr_certificate_trust_list_is(const tr_signed_data *message);

/** Read a list's head; false if the content is none, or its head is damaged. */
bool tr_certificate_trust_list_read(tr_certificate_trust_list *out, const tr_signed_data *message);
