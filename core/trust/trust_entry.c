#include "core/trust/trust_entry.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/der.h"

#define OID_ANY_USAGE "2.5.29.37.0"

/* The properties of a certificate: 1.3.6.1.4.1.311.10.11.N. */
#define OID_PROPERTY "1.3.6.1.4.1.311.10.11."

/* Windows' FILETIME: 100 ns since 1601, little-endian. */
static bool read_file_time(time_t *out, tr_bytes value)
{
    uint64_t ticks = 0;

    if (value.size != 8)
        return false;
    for (size_t index = 8; index > 0; index--)
        ticks = ticks << 8 | value.data[index - 1];
    *out = ticks == 0 ? 0 : (time_t)(ticks / 10000000) - (time_t)11644473600;
    return true;
}

static bool read_usages(tr_bytes *out, tr_bytes value)
{
    tr_der sequence;

    if (!tr_der_expect(&sequence, &value, TR_DER_SEQUENCE))
        return false;
    *out = sequence.whole;
    return true;
}

/* Take in one property; false if it breaks its own form. Those not known here say nothing. */
static bool read_property(tr_trust_entry *entry, long property, tr_bytes value)
{
    switch (property) {
    case 9: /* CERT_ENHKEY_USAGE_PROP_ID */
        return read_usages(&entry->usages, value);
    case 98: /* CERT_AUTH_ROOT_SHA256_HASH_PROP_ID */
        if (value.size != TR_SHA256_SIZE)
            return false;
        memcpy(entry->sha256, value.data, TR_SHA256_SIZE);
        entry->has_sha256 = true;
        return true;
    case 104: /* CERT_DISALLOWED_FILETIME_PROP_ID; empty: since ever */
        entry->is_disabled = true;
        return value.size == 0 || read_file_time(&entry->disabled, value);
    case 122: /* CERT_DISALLOWED_ENHKEY_USAGE_PROP_ID */
        return read_usages(&entry->disabled_usages, value);
    case 126: /* CERT_NOT_BEFORE_FILETIME_PROP_ID */
        entry->has_not_before = true;
        return read_file_time(&entry->not_before, value);
    case 127: /* CERT_NOT_BEFORE_ENHKEY_USAGE_PROP_ID */
        return read_usages(&entry->not_before_usages, value);
    default:
        return true;
    }
}

static long property_of(tr_bytes oid)
{
    char text[80];

    tr_der_oid_text(text, sizeof(text), oid);
    if (strncmp(text, OID_PROPERTY, strlen(OID_PROPERTY)) != 0)
        return 0;
    return strtol(text + strlen(OID_PROPERTY), NULL, 10);
}

/* Attribute ::= SEQUENCE { OID, SET { OCTET STRING } }. */
static bool read_attribute(tr_trust_entry *entry, tr_bytes attribute)
{
    tr_der oid, values, value;

    if (!tr_der_expect(&oid, &attribute, TR_DER_OID) ||
        !tr_der_expect(&values, &attribute, TR_DER_SET))
        return false;
    if (!tr_der_expect(&value, &values.contents, TR_DER_OCTET_STRING))
        return property_of(oid.contents) == 0;
    return read_property(entry, property_of(oid.contents), value.contents);
}

/* TrustedSubject ::= SEQUENCE { OCTET STRING, SET OF Attribute OPTIONAL }. */
bool tr_trust_entry_read(tr_trust_entry *entry, tr_bytes subject)
{
    tr_der id, attributes, attribute;

    if (!tr_der_expect(&id, &subject, TR_DER_OCTET_STRING) || id.contents.size == 0 ||
        id.contents.size > TR_TRUST_ID_MAX)
        return false;
    memcpy(entry->id, id.contents.data, id.contents.size);
    entry->id_size = id.contents.size;
    if (subject.size == 0)
        return true;
    if (!tr_der_expect(&attributes, &subject, TR_DER_SET))
        return false;
    while (tr_der_expect(&attribute, &attributes.contents, TR_DER_SEQUENCE)) {
        if (!read_attribute(entry, attribute.contents))
            return false;
    }
    return attributes.contents.size == 0;
}

bool tr_trust_usages_name(tr_bytes usages, const char *oid)
{
    tr_der sequence, one;

    if (!tr_der_expect(&sequence, &usages, TR_DER_SEQUENCE))
        return false;
    while (tr_der_expect(&one, &sequence.contents, TR_DER_OID)) {
        if (tr_der_is_oid(one.contents, oid) || tr_der_is_oid(one.contents, OID_ANY_USAGE))
            return true;
    }
    return false;
}
