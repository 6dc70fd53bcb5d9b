#include "core/trust/trust_list.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "core/authenticode/certificate_trust_list.h"
#include "core/authenticode/der.h"
#include "core/authenticode/signed_data.h"
#include "core/platform/file.h"

#define FILE_MAX ((size_t)16 << 20)

#define OID_DISALLOWED_LIST "1.3.6.1.4.1.311.10.3.30"
#define OID_CATALOG_LIST    "1.3.6.1.4.1.311.12.1.1"

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

        if (!tr_trust_entry_read(&entry, subject.contents))
            return broken(name, "an entry breaks the format", err);
        if (!put(list, &entry))
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a trust list");
    }
    return rest.size == 0 ? TR_OK : broken(name, "the entries break off", err);
}

static tr_status read_message(tr_trust_list *list, const tr_signed_data *message, const char *name,
                              tr_error *err)
{
    tr_certificate_trust_list content;

    if (!tr_certificate_trust_list_is(message))
        return broken(name, "it is none", err);
    if (!tr_certificate_trust_list_read(&content, message))
        return broken(name, "it breaks the format", err);
    if (tr_trust_usages_name(content.usages, OID_CATALOG_LIST))
        return broken(name, "it is a catalog file", err);
    return read_entries(list, content.entries,
                        tr_trust_usages_name(content.usages, OID_DISALLOWED_LIST), name, err);
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
