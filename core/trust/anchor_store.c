#include "core/trust/anchor_store.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/platform/trust_store.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_file.h"
#include "core/trust/crl_file.h"

#define BUCKETS_MIN 256

/* A certificate, and the next one in each of its two buckets. */
typedef struct store_entry {
    tr_anchor anchor; /* first, so that an anchor leads back to its entry */
    unsigned long subject_hash;
    struct store_entry *next_of_subject;
    struct store_entry *next_of_sha1;
} store_entry;

typedef struct crl_entry {
    tr_revocation_list list; /* first, as above */
    struct crl_entry *next;
} crl_entry;

struct tr_anchor_store {
    store_entry **entries; /* in the order in which they were added */
    size_t count;
    size_t capacity;
    store_entry **by_subject; /* buckets; their number is a power of two */
    store_entry **by_sha1;
    size_t bucket_count;
    crl_entry *crls;
    size_t crl_count;
    tr_certificate_pool *pool;
};

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the trust anchors");
}

static void free_entry(store_entry *entry)
{
    for (size_t index = 0; index < entry->anchor.place_count; index++)
        free((void *)entry->anchor.places[index]);
    free(entry->anchor.places);
    free(entry->anchor.place_roles);
    X509_free(entry->anchor.certificate);
    free(entry);
}

tr_status tr_anchor_store_new(tr_anchor_store **out, tr_error *err)
{
    tr_anchor_store *store = calloc(1, sizeof(*store));

    tr_status status;

    if (!store)
        return no_memory(err);
    status = tr_certificate_pool_new(&store->pool, err);
    if (status == TR_OK)
        *out = store;
    else
        free(store);
    return status;
}

void tr_anchor_store_free(tr_anchor_store *store)
{
    if (!store)
        return;
    for (size_t index = 0; index < store->count; index++)
        free_entry(store->entries[index]);
    while (store->crls) {
        crl_entry *next = store->crls->next;

        X509_CRL_free(store->crls->list.crl);
        free((void *)store->crls->list.place);
        free(store->crls);
        store->crls = next;
    }
    tr_certificate_pool_free(store->pool);
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

static void link_entry(tr_anchor_store *store, store_entry *entry)
{
    store_entry **subject = &store->by_subject[subject_bucket(store, entry->subject_hash)];
    store_entry **sha1 = &store->by_sha1[sha1_bucket(store, entry->anchor.thumbprint.sha1)];

    entry->next_of_subject = *subject;
    *subject = entry;
    entry->next_of_sha1 = *sha1;
    *sha1 = entry;
}

/* Make room for one more entry, in the list and in the buckets. */
static bool grow(tr_anchor_store *store)
{
    size_t capacity = store->capacity ? store->capacity * 2 : BUCKETS_MIN;
    store_entry **entries, **by_subject, **by_sha1;

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

static bool add_place(tr_anchor *anchor, tr_anchor_role role, const char *place)
{
    size_t count = anchor->place_count;
    const char **places;
    unsigned *roles;
    char *copy;

    anchor->roles |= role;
    for (size_t index = 0; index < count; index++) {
        if (anchor->place_roles[index] == (unsigned)role &&
            strcmp(anchor->places[index], place) == 0)
            return true;
    }
    places = realloc(anchor->places, (count + 1) * sizeof(*places));
    if (places)
        anchor->places = places;
    roles = realloc(anchor->place_roles, (count + 1) * sizeof(*roles));
    if (roles)
        anchor->place_roles = roles;
    copy = strdup(place);
    if (!places || !roles || !copy) {
        free(copy);
        return false;
    }
    places[count] = copy;
    roles[count] = (unsigned)role;
    anchor->place_count++;
    return true;
}

static store_entry *find_entry(const tr_anchor_store *store, const unsigned char *sha1,
                               const unsigned char *sha256)
{
    store_entry *entry = store->count ? store->by_sha1[sha1_bucket(store, sha1)] : NULL;

    for (; entry; entry = entry->next_of_sha1) {
        const tr_thumbprint *thumbprint = &entry->anchor.thumbprint;

        if (memcmp(thumbprint->sha1, sha1, TR_SHA1_SIZE) == 0 &&
            (!sha256 || memcmp(thumbprint->sha256, sha256, TR_SHA256_SIZE) == 0))
            return entry;
    }
    return NULL;
}

static store_entry *new_entry(tr_anchor_store *store, X509 *certificate,
                              const tr_thumbprint *thumbprint)
{
    store_entry *entry = grow(store) ? calloc(1, sizeof(*entry)) : NULL;

    if (!entry)
        return NULL;
    /* Fill OpenSSL's cache of extensions now, so that threads only read later on. */
    X509_check_purpose(certificate, -1, 0);
    ERR_clear_error();
    X509_up_ref(certificate);
    entry->anchor.certificate = certificate;
    entry->anchor.thumbprint = *thumbprint;
    entry->subject_hash = X509_NAME_hash(X509_get_subject_name(certificate));
    store->entries[store->count++] = entry;
    link_entry(store, entry);
    return entry;
}

tr_status tr_anchor_store_add(tr_anchor_store *store, X509 *certificate, tr_anchor_role role,
                              const char *place, tr_error *err)
{
    tr_thumbprint thumbprint;
    store_entry *entry;
    tr_status status = tr_thumbprint_of(&thumbprint, certificate, err);

    if (status != TR_OK)
        return status;
    entry = find_entry(store, thumbprint.sha1, thumbprint.sha256);
    if (!entry)
        entry = new_entry(store, certificate, &thumbprint);
    if (!entry || !add_place(&entry->anchor, role, place))
        return no_memory(err);
    return TR_OK;
}

/* Adding what a walk finds, until adding fails. */
typedef struct loading {
    tr_anchor_store *store;
    tr_anchor_role role;
    const char *place;
    tr_anchor_warning *warn;
    void *context;
    tr_status status;
    tr_error *err;
} loading;

static bool add_certificate(void *context, X509 *certificate, const tr_error *failure)
{
    loading *load = context;

    if (certificate)
        load->status =
            tr_anchor_store_add(load->store, certificate, load->role, load->place, load->err);
    else if (load->warn)
        load->warn(load->context, failure);
    return load->status == TR_OK;
}

tr_status tr_anchor_store_load(tr_anchor_store *store, const char *path, tr_anchor_role role,
                               tr_anchor_warning *warn, void *context, tr_error *err)
{
    loading load = {
        .store = store, .role = role, .place = path, .warn = warn, .context = context, .err = err
    };
    tr_status status = tr_certificates_load(path, add_certificate, &load, err);

    return status == TR_OK ? load.status : status;
}

static bool add_system_certificate(void *context, tr_store_kind kind, const char *place,
                                   const unsigned char *der, size_t size)
{
    static const tr_anchor_role roles[] = {
        [TR_STORE_ROOT] = TR_ROLE_ANCHOR,
        [TR_STORE_CA] = TR_ROLE_INTERMEDIATE,
        [TR_STORE_DISALLOWED] = TR_ROLE_DISTRUSTED,
    };
    loading *load = context;
    tr_bytes bytes = { der, size };
    X509 *certificate;

    /* What Windows itself cannot use either is no loss. */
    if (tr_certificate_parse(&certificate, bytes, NULL) != TR_OK)
        return true;
    load->status = tr_anchor_store_add(load->store, certificate, roles[kind], place, load->err);
    X509_free(certificate);
    return load->status == TR_OK;
}

tr_status tr_anchor_store_load_system(tr_anchor_store *store, tr_error *err)
{
    loading load = { .store = store, .err = err };
    tr_status status = tr_trust_store_walk(add_system_certificate, &load, err);

    return status == TR_OK ? load.status : status;
}

size_t tr_anchor_store_count(const tr_anchor_store *store)
{
    return store->count;
}

const tr_anchor *tr_anchor_store_get(const tr_anchor_store *store, size_t index)
{
    return &store->entries[index]->anchor;
}

const tr_anchor *tr_anchor_store_find(const tr_anchor_store *store, const unsigned char *sha1,
                                      const unsigned char *sha256)
{
    store_entry *entry = find_entry(store, sha1, sha256);

    return entry ? &entry->anchor : NULL;
}

const tr_anchor *tr_anchor_store_find_subject(const tr_anchor_store *store, const X509_NAME *name,
                                              const tr_anchor *previous)
{
    const store_entry *entry;

    if (previous)
        entry = ((const store_entry *)previous)->next_of_subject;
    else if (store->count > 0)
        entry = store->by_subject[subject_bucket(store, X509_NAME_hash(name))];
    else
        return NULL;
    while (entry && X509_NAME_cmp(X509_get_subject_name(entry->anchor.certificate), name) != 0)
        entry = entry->next_of_subject;
    return entry ? &entry->anchor : NULL;
}

tr_status tr_anchor_store_add_crl(tr_anchor_store *store, X509_CRL *crl, const char *place,
                                  tr_error *err)
{
    crl_entry *entry = calloc(1, sizeof(*entry));
    X509_REVOKED *found;
    ASN1_INTEGER *serial = ASN1_INTEGER_new();

    if (entry)
        entry->list.place = strdup(place);
    if (!entry || !serial || !entry->list.place) {
        free(entry);
        ASN1_INTEGER_free(serial);
        return no_memory(err);
    }
    /* The first look-up sorts the list; later ones, by several threads, only read. */
    X509_CRL_get0_by_serial(crl, &found, serial);
    ASN1_INTEGER_free(serial);
    X509_CRL_up_ref(crl);
    entry->list.crl = crl;
    entry->next = store->crls;
    store->crls = entry;
    store->crl_count++;
    return TR_OK;
}

static bool add_crl(void *context, X509_CRL *crl, const tr_error *failure)
{
    loading *load = context;

    if (crl)
        load->status = tr_anchor_store_add_crl(load->store, crl, load->place, load->err);
    else if (load->warn)
        load->warn(load->context, failure);
    return load->status == TR_OK;
}

tr_status tr_anchor_store_load_crls(tr_anchor_store *store, const char *path,
                                    tr_anchor_warning *warn, void *context, tr_error *err)
{
    loading load = { .store = store, .place = path, .warn = warn, .context = context, .err = err };
    tr_status status = tr_crls_load(path, add_crl, &load, err);

    return status == TR_OK ? load.status : status;
}

tr_certificate_pool *tr_anchor_store_pool(const tr_anchor_store *store)
{
    return store->pool;
}

size_t tr_anchor_store_crl_count(const tr_anchor_store *store)
{
    return store->crl_count;
}

const tr_revocation_list *tr_anchor_store_find_crl(const tr_anchor_store *store,
                                                   const X509_NAME *issuer,
                                                   const tr_revocation_list *previous)
{
    const crl_entry *entry = previous ? ((const crl_entry *)previous)->next : store->crls;

    while (entry && X509_NAME_cmp(X509_CRL_get_issuer(entry->list.crl), issuer) != 0)
        entry = entry->next;
    return entry ? &entry->list : NULL;
}
