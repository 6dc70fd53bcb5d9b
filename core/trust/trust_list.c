#include "core/trust/trust_list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "core/authenticode/der.h"
#include "core/authenticode/signed_data.h"
#include "core/platform/file.h"

#define FILE_MAX ((size_t)16 << 20)

#define OID_TRUST_LIST      "1.3.6.1.4.1.311.10.1"
#define OID_DISALLOWED_LIST "1.3.6.1.4.1.311.10.3.30"
#define OID_CATALOG_LIST    "1.3.6.1.4.1.311.12.1.1"
#define OID_ANY_USAGE       "2.5.29.37.0"

/* The properties of a certificate: 1.3.6.1.4.1.311.10.11.N. */
#define OID_PROPERTY "1.3.6.1.4.1.311.10.11."

/* A file that was added: entries point into it. */
typedef struct list_file {
    unsigned char *bytes;
    tr_signed_data *message;
    struct list_file *next;
} list_file;

struct tr_trust_list {
    tr_trust_entry *entries; /* sorted by identifier */
    size_t count;
    size_t capacity;
    list_file *files;
};

tr_status tr_trust_list_new(tr_trust_list **out, tr_error *err)
{
    tr_trust_list *list = calloc(1, sizeof(*list));

    if (!list)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a trust list");
    *out = list;
    return TR_OK;
}

static void free_file(list_file *file)
{
    tr_signed_data_free(file->message);
    free(file->bytes);
    free(file);
}

void tr_trust_list_free(tr_trust_list *list)
{
    if (!list)
        return;
    while (list->files) {
        list_file *next = list->files->next;

        free_file(list->files);
        list->files = next;
    }
    free(list->entries);
    free(list);
}

static int compare_ids(const unsigned char *a, size_t a_size, const unsigned char *b, size_t b_size)
{
    if (a_size != b_size)
        return a_size < b_size ? -1 : 1;
    return memcmp(a, b, a_size);
}

static int compare_entries(const void *a, const void *b)
{
    const tr_trust_entry *first = a, *second = b;

    return compare_ids(first->id, first->id_size, second->id, second->id_size);
}

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
static bool read_entry(tr_trust_entry *entry, tr_bytes subject)
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

static bool put(tr_trust_list *list, const tr_trust_entry *entry)
{
    size_t capacity = list->capacity ? list->capacity * 2 : 512;
    tr_trust_entry *entries;

    if (list->count == list->capacity) {
        entries = realloc(list->entries, capacity * sizeof(*entries));
        if (!entries)
            return false;
        list->entries = entries;
        list->capacity = capacity;
    }
    list->entries[list->count++] = *entry;
    return true;
}

static tr_status broken(const char *name, const char *what, tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "cannot read the trust list '%s': %s", name, what);
}

static tr_status read_entries(tr_trust_list *list, tr_bytes rest, bool is_disallowed,
                              const char *name, tr_error *err)
{
    tr_der subject;

    while (tr_der_expect(&subject, &rest, TR_DER_SEQUENCE)) {
        tr_trust_entry entry = { .is_disallowed = is_disallowed };

        if (!read_entry(&entry, subject.contents))
            return broken(name, "an entry breaks the format", err);
        if (!put(list, &entry))
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a trust list");
    }
    return rest.size == 0 ? TR_OK : broken(name, "the entries break off", err);
}

/* CertificateTrustList up to its entries. Optional members are told by their tags. */
static bool find_entries(tr_bytes *entries, tr_bytes *usages, const tr_signed_data *message)
{
    tr_bytes rest = message->content;
    tr_der element;

    if (message->is_wrapped) {
        if (!tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
            return false;
        rest = element.contents;
    }
    tr_der_expect(&element, &rest, TR_DER_INTEGER); /* version */
    if (!tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
        return false;
    *usages = element.whole;
    tr_der_expect(&element, &rest, TR_DER_OCTET_STRING); /* listIdentifier */
    tr_der_expect(&element, &rest, TR_DER_INTEGER);      /* sequenceNumber */
    while (tr_der_expect(&element, &rest, TR_DER_UTC_TIME) ||
           tr_der_expect(&element, &rest, TR_DER_GENERALIZED_TIME))
        continue;                                         /* thisUpdate, nextUpdate */
    if (!tr_der_expect(&element, &rest, TR_DER_SEQUENCE)) /* subjectAlgorithm */
        return false;
    *entries = (tr_bytes){ NULL, 0 };
    if (tr_der_expect(&element, &rest, TR_DER_SEQUENCE))
        *entries = element.contents;
    return true;
}

static tr_status read_message(tr_trust_list *list, const tr_signed_data *message, const char *name,
                              tr_error *err)
{
    tr_bytes entries, usages;

    if (!message->has_content || !tr_der_is_oid(message->content_type, OID_TRUST_LIST))
        return broken(name, "it is none", err);
    if (!find_entries(&entries, &usages, message))
        return broken(name, "it breaks the format", err);
    if (tr_trust_usages_name(usages, OID_CATALOG_LIST))
        return broken(name, "it is a catalog file", err);
    return read_entries(list, entries, tr_trust_usages_name(usages, OID_DISALLOWED_LIST), name,
                        err);
}

tr_status tr_trust_list_add(tr_trust_list *list, tr_bytes bytes, const char *name, tr_error *err)
{
    list_file *file = calloc(1, sizeof(*file));
    size_t count = list->count;
    tr_status status;
    tr_error why;

    if (file && bytes.size > 0)
        file->bytes = malloc(bytes.size);
    if (!file || (bytes.size > 0 && !file->bytes)) {
        free(file);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a trust list");
    }
    if (bytes.size > 0)
        memcpy(file->bytes, bytes.data, bytes.size);
    status =
        tr_signed_data_parse(&file->message, (tr_bytes){ file->bytes, bytes.size }, NULL, &why);
    if (status == TR_OK)
        status = read_message(list, file->message, name, err);
    else
        status = status == TR_ERR_FORMAT ? broken(name, why.message, err)
                                         : tr_error_set(err, status, why.code, "%s", why.message);
    if (status != TR_OK) {
        list->count = count;
        free_file(file);
        return status;
    }
    file->next = list->files;
    list->files = file;
    if (list->count > 0)
        qsort(list->entries, list->count, sizeof(*list->entries), compare_entries);
    return TR_OK;
}

tr_status tr_trust_list_load(tr_trust_list *list, const char *path, tr_error *err)
{
    unsigned char *data;
    size_t size;
    tr_status status = tr_file_load(&data, &size, path, FILE_MAX, err);

    if (status == TR_OK) {
        status = tr_trust_list_add(list, (tr_bytes){ data, size }, path, err);
        free(data);
    }
    return status;
}

size_t tr_trust_list_count(const tr_trust_list *list)
{
    return list->count;
}

/* The entry of an identifier; of several, one that disallows comes first. */
static const tr_trust_entry *find_id(const tr_trust_list *list, const unsigned char *id,
                                     size_t size)
{
    const tr_trust_entry *found = NULL;
    size_t low = 0, high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const tr_trust_entry *entry = &list->entries[middle];

        if (compare_ids(entry->id, entry->id_size, id, size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < list->count; low++) {
        const tr_trust_entry *entry = &list->entries[low];

        if (compare_ids(entry->id, entry->id_size, id, size) != 0)
            break;
        if (!found || (entry->is_disallowed && !found->is_disallowed))
            found = entry;
    }
    return found;
}

/*
 * The digest of what the issuer signed, made as the signature's own one: by
 * it disallowedcert.stl knows certificates, so that no re-encoding escapes.
 */
static bool signature_hash(unsigned char *out, unsigned *size, X509 *certificate)
{
    unsigned char *der = NULL;
    tr_bytes rest = { NULL, 0 };
    tr_der outer, tbs;
    const EVP_MD *md;
    int digest = NID_undef, length;
    bool is_made = false;

    if (!X509_get_signature_info(certificate, &digest, NULL, NULL, NULL))
        return false;
    md = EVP_get_digestbynid(digest);
    length = md ? i2d_X509(certificate, &der) : 0;
    if (length > 0) {
        rest = (tr_bytes){ der, (size_t)length };
        is_made = tr_der_expect(&outer, &rest, TR_DER_SEQUENCE) &&
                  tr_der_expect(&tbs, &outer.contents, TR_DER_SEQUENCE) &&
                  EVP_Digest(tbs.whole.data, tbs.whole.size, out, size, md, NULL);
    }
    OPENSSL_free(der);
    return is_made;
}

/* Lists name certificates by SHA-1, and give SHA-256 beside it: both have to fit. */
static const tr_trust_entry *fitting(const tr_trust_entry *entry, const tr_thumbprint *thumbprint)
{
    if (entry && entry->has_sha256 &&
        memcmp(entry->sha256, thumbprint->sha256, TR_SHA256_SIZE) != 0)
        return NULL;
    return entry;
}

const tr_trust_entry *tr_trust_list_find(const tr_trust_list *list, X509 *certificate,
                                         const tr_thumbprint *thumbprint)
{
    const tr_trust_entry *entry =
        fitting(find_id(list, thumbprint->sha1, TR_SHA1_SIZE), thumbprint);
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size;

    if (!entry)
        entry = find_id(list, thumbprint->sha256, TR_SHA256_SIZE);
    if (!entry && signature_hash(hash, &size, certificate)) {
        entry = find_id(list, hash, size);
        /* Only a list of disallowed certificates knows them so. */
        if (entry && !entry->is_disallowed)
            entry = NULL;
    }
    return entry;
}

const tr_trust_entry *tr_trust_list_find_thumbprint(const tr_trust_list *list,
                                                    const unsigned char *sha1,
                                                    const unsigned char *sha256)
{
    const tr_trust_entry *entry = find_id(list, sha1, TR_SHA1_SIZE);

    if (entry && sha256 && entry->has_sha256 && memcmp(entry->sha256, sha256, TR_SHA256_SIZE) != 0)
        entry = NULL;
    return entry || !sha256 ? entry : find_id(list, sha256, TR_SHA256_SIZE);
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
