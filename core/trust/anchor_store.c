#include "core/trust/anchor_store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "core/trust/anchor_entry.h"
#include "core/trust/certificate.h"

#define BUCKETS_MIN 256

struct tr_anchor_store {
    tr_anchor_entry **entries; /* in the order in which they were added */
    size_t count;
    size_t capacity;
    tr_anchor_entry **by_subject; /* buckets; their number is a power of two */
    tr_anchor_entry **by_sha1;
    size_t bucket_count;
    tr_revocation_lists revocation_lists;
    tr_certificate_pool *pool;
    CRYPTO_RWLOCK *lock; /* held while an outline is read */
};

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the trust anchors");
}

tr_status tr_anchor_store_new(tr_anchor_store **out, tr_error *err)
{
    tr_anchor_store *store = calloc(1, sizeof(*store));

    if (store)
        store->lock = CRYPTO_THREAD_lock_new();
    if (!store || !store->lock || tr_certificate_pool_new(&store->pool, err) != TR_OK) {
        tr_anchor_store_free(store);
        return no_memory(err);
    }
    *out = store;
    return TR_OK;
}

void tr_anchor_store_free(tr_anchor_store *store)
{
    if (!store)
        return;
    for (size_t index = 0; index < store->count; index++)
        tr_anchor_entry_free(store->entries[index]);
    tr_revocation_lists_clear(&store->revocation_lists);
    tr_certificate_pool_free(store->pool);
    CRYPTO_THREAD_lock_free(store->lock);
    free(store->entries);
    free(store->by_subject);
    free(store->by_sha1);
    free(store);
}

static size_t sha1_bucket(const tr_anchor_store *store, const unsigned char *sha1)
{
    uint32_t hash;

    memcpy(&hash, sha1, sizeof(hash));
    return hash & (store->bucket_count - 1);
}

static size_t subject_bucket(const tr_anchor_store *store, unsigned long hash)
{
    return hash & (store->bucket_count - 1);
}

static void link_entry(tr_anchor_store *store, tr_anchor_entry *entry)
{
    tr_anchor_entry **subject = &store->by_subject[subject_bucket(store, entry->subject_hash)];
    tr_anchor_entry **sha1 = &store->by_sha1[sha1_bucket(store, entry->anchor.thumbprint.sha1)];

    entry->next_of_subject = *subject;
    *subject = entry;
    entry->next_of_sha1 = *sha1;
    *sha1 = entry;
}

/* Make room for one more entry, in the list and in the buckets. */
static bool grow(tr_anchor_store *store)
{
    size_t capacity = store->capacity ? store->capacity * 2 : BUCKETS_MIN;
    tr_anchor_entry **entries, **by_subject, **by_sha1;

    if (store->count < store->capacity)
        return true;
    entries = realloc(store->entries, capacity * sizeof(*entries));
    if (!entries)
        return false;
    store->entries = entries;
    by_subject = calloc(capacity, sizeof(*by_subject));
    by_sha1 = calloc(capacity, sizeof(*by_sha1));
    if (!by_subject || !by_sha1) {
        free(by_subject);
        free(by_sha1);
        return false;
    }
    free(store->by_subject);
    free(store->by_sha1);
    store->by_subject = by_subject;
    store->by_sha1 = by_sha1;
    store->bucket_count = store->capacity = capacity;
    for (size_t index = 0; index < store->count; index++)
        link_entry(store, store->entries[index]);
    return true;
}

static tr_anchor_entry *find_entry(const tr_anchor_store *store, const unsigned char *sha1,
                                   const unsigned char *sha256)
{
    tr_anchor_entry *entry = store->count ? store->by_sha1[sha1_bucket(store, sha1)] : NULL;

    for (; entry; entry = entry->next_of_sha1) {
        const tr_thumbprint *thumbprint = &entry->anchor.thumbprint;

        if (memcmp(thumbprint->sha1, sha1, TR_SHA1_SIZE) == 0 &&
            (!sha256 || memcmp(thumbprint->sha256, sha256, TR_SHA256_SIZE) == 0))
            return entry;
    }
    return NULL;
}

/* Put an entry, which may be NULL, into its place; takes it. NULL when out of memory. */
static tr_anchor_entry *put(tr_anchor_store *store, tr_anchor_entry *entry)
{
    if (!entry || !grow(store)) {
        tr_anchor_entry_free(entry);
        return NULL;
    }
    store->entries[store->count++] = entry;
    link_entry(store, entry);
    return entry;
}

tr_status tr_anchor_store_add(tr_anchor_store *store, X509 *certificate, tr_anchor_role role,
                              const char *place, tr_error *err)
{
    tr_thumbprint thumbprint;
    tr_anchor_entry *entry;
    tr_status status = tr_thumbprint_of(&thumbprint, certificate, err);

    if (status != TR_OK)
        return status;
    entry = find_entry(store, thumbprint.sha1, thumbprint.sha256);
    if (!entry)
        entry = put(store, tr_anchor_entry_of_certificate(certificate, &thumbprint));
    if (!entry || !tr_anchor_entry_add_place(entry, role, place))
        return no_memory(err);
    return TR_OK;
}

static bool digest_of(unsigned char *out, tr_bytes bytes, const EVP_MD *md)
{
    return EVP_Digest(bytes.data, bytes.size, out, NULL, md, NULL) == 1;
}

static tr_status add_parsed(tr_anchor_store *store, tr_bytes der, tr_anchor_role role,
                            const char *place, tr_error *err)
{
    X509 *certificate;
    tr_status status = tr_certificate_parse(&certificate, der, err);

    if (status == TR_OK) {
        status = tr_anchor_store_add(store, certificate, role, place, err);
        X509_free(certificate);
    }
    return status;
}

tr_status tr_anchor_store_add_bytes(tr_anchor_store *store, tr_bytes der, tr_anchor_role role,
                                    const char *place, tr_error *err)
{
    unsigned long subject_hash;
    tr_thumbprint thumbprint;
    tr_anchor_entry *entry;

    /* Distrust must not depend on how the bytes are put. */
    if (role == TR_ROLE_DISTRUSTED || !tr_anchor_entry_may_wait(&subject_hash, der))
        return add_parsed(store, der, role, place, err);
    if (!digest_of(thumbprint.sha1, der, EVP_sha1()) ||
        !digest_of(thumbprint.sha256, der, EVP_sha256()))
        return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot digest a certificate");
    entry = find_entry(store, thumbprint.sha1, thumbprint.sha256);
    if (!entry)
        entry = put(store, tr_anchor_entry_of_outline(der, subject_hash, &thumbprint));
    if (!entry || !tr_anchor_entry_add_place(entry, role, place))
        return no_memory(err);
    return TR_OK;
}

size_t tr_anchor_store_count(const tr_anchor_store *store)
{
    return store->count;
}

const tr_anchor *tr_anchor_store_get(const tr_anchor_store *store, size_t index)
{
    return tr_anchor_entry_read(store->entries[index], store->lock);
}

X509_NAME *tr_anchor_store_subject(const tr_anchor_store *store, size_t index, unsigned *roles)
{
    const tr_anchor_entry *entry = store->entries[index];

    if (roles)
        *roles = entry->anchor.roles;
    return tr_anchor_entry_subject(entry, store->lock);
}

const tr_anchor *tr_anchor_store_find(const tr_anchor_store *store, const unsigned char *sha1,
                                      const unsigned char *sha256)
{
    const tr_anchor_entry *entry = find_entry(store, sha1, sha256);
    const tr_anchor *anchor = entry ? tr_anchor_entry_read(entry, store->lock) : NULL;

    return anchor && !entry->is_broken ? anchor : NULL;
}

const tr_anchor *tr_anchor_store_find_subject(const tr_anchor_store *store, const X509_NAME *name,
                                              const tr_anchor *previous)
{
    unsigned long hash = store->count > 0 ? X509_NAME_hash(name) : 0;
    const tr_anchor_entry *entry = NULL;

    if (previous)
        entry = ((const tr_anchor_entry *)previous)->next_of_subject;
    else if (store->count > 0)
        entry = store->by_subject[subject_bucket(store, hash)];
    for (; entry; entry = entry->next_of_subject) {
        const tr_anchor *anchor;

        if (entry->subject_hash != hash || entry->anchor.roles == TR_ROLE_LISTED)
            continue;
        anchor = tr_anchor_entry_read(entry, store->lock);
        if (!entry->is_broken &&
            X509_NAME_cmp(X509_get_subject_name(anchor->certificate), name) == 0)
            return anchor;
    }
    return NULL;
}

tr_certificate_pool *tr_anchor_store_pool(const tr_anchor_store *store)
{
    return store->pool;
}

tr_status tr_anchor_store_add_crl(tr_anchor_store *store, X509_CRL *crl, const char *place,
                                  tr_error *err)
{
    return tr_revocation_lists_add(&store->revocation_lists, crl, place, err);
}

size_t tr_anchor_store_crl_count(const tr_anchor_store *store)
{
    return store->revocation_lists.count;
}

const tr_revocation_list *tr_anchor_store_find_crl(const tr_anchor_store *store,
                                                   const X509_NAME *issuer,
                                                   const tr_revocation_list *previous)
{
    return tr_revocation_lists_find(&store->revocation_lists, issuer, previous);
}
