#include "core/trust/anchor_store.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/platform/trust_store.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_file.h"
#include "core/trust/certificate_outline.h"
#include "core/trust/crl_file.h"

#define BUCKETS_MIN 256
#define OUTLINE_MAX 65536 /* bytes */

/*
 * A certificate, and the next one in each of its two buckets. OpenSSL takes a
 * tenth of a second to read the keys of 500 roots, of which one or two are
 * needed: most stay outlines until somebody asks for them.
 */
typedef struct store_entry {
    tr_anchor anchor;    /* first, so that an anchor leads back to its entry */
    atomic_bool is_read; /* anchor.certificate is set, and stays */
    bool is_broken;      /* an outline that turned out to be no certificate */
    unsigned char *der;  /* of an outline */
    size_t der_size;
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
    CRYPTO_RWLOCK *lock; /* held while an outline is read */
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
    free(entry->der);
    free(entry);
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
        free_entry(store->entries[index]);
    while (store->crls) {
        crl_entry *next = store->crls->next;

        X509_CRL_free(store->crls->list.crl);
        free((void *)store->crls->list.place);
        free(store->crls);
        store->crls = next;
    }
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

/* Put an entry that has its thumbprint and name into its place; takes it. */
static bool put(tr_anchor_store *store, store_entry *entry)
{
    if (!grow(store)) {
        free_entry(entry);
        return false;
    }
    store->entries[store->count++] = entry;
    link_entry(store, entry);
    return true;
}

static store_entry *put_certificate(tr_anchor_store *store, X509 *certificate,
                                    const tr_thumbprint *thumbprint)
{
    store_entry *entry = calloc(1, sizeof(*entry));

    if (!entry)
        return NULL;
    /* Fill OpenSSL's cache of extensions now, so that threads only read later on. */
    X509_check_purpose(certificate, -1, 0);
    ERR_clear_error();
    X509_up_ref(certificate);
    entry->anchor.certificate = certificate;
    entry->anchor.thumbprint = *thumbprint;
    entry->subject_hash = X509_NAME_hash(X509_get_subject_name(certificate));
    atomic_init(&entry->is_read, true);
    return put(store, entry) ? entry : NULL;
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
        entry = put_certificate(store, certificate, &thumbprint);
    if (!entry || !add_place(&entry->anchor, role, place))
        return no_memory(err);
    return TR_OK;
}

static bool digest_of(unsigned char *out, tr_bytes bytes, const EVP_MD *md)
{
    return EVP_Digest(bytes.data, bytes.size, out, NULL, md, NULL) == 1;
}

/* The hash of a name, as of X509_NAME_hash; false if it is none. */
static bool hash_of(unsigned long *out, tr_bytes der)
{
    const unsigned char *next = der.data;
    X509_NAME *name = d2i_X509_NAME(NULL, &next, (long)der.size);

    if (name)
        *out = X509_NAME_hash(name);
    X509_NAME_free(name);
    ERR_clear_error();
    return name != NULL;
}

/* Whether a certificate may stay an outline until it is asked for. */
static bool is_plain(tr_certificate_outline *outline, unsigned long *subject_hash, tr_bytes der)
{
    unsigned long other;

    return der.size <= OUTLINE_MAX && tr_certificate_outline_read(outline, der) &&
           hash_of(subject_hash, outline->subject) &&
           (tr_bytes_equal(outline->subject, outline->issuer) || hash_of(&other, outline->issuer));
}

static store_entry *put_outline(tr_anchor_store *store, tr_bytes der, unsigned long subject_hash,
                                const tr_thumbprint *thumbprint)
{
    store_entry *entry = calloc(1, sizeof(*entry));

    if (entry)
        entry->der = malloc(der.size);
    if (!entry || !entry->der) {
        free(entry);
        return NULL;
    }
    memcpy(entry->der, der.data, der.size);
    entry->der_size = der.size;
    entry->anchor.thumbprint = *thumbprint;
    entry->subject_hash = subject_hash;
    atomic_init(&entry->is_read, false);
    return put(store, entry) ? entry : NULL;
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
    tr_certificate_outline outline;
    unsigned long subject_hash;
    tr_thumbprint thumbprint;
    store_entry *entry;

    /* Distrust must not depend on how the bytes are put. */
    if (role == TR_ROLE_DISTRUSTED || !is_plain(&outline, &subject_hash, der))
        return add_parsed(store, der, role, place, err);
    if (!digest_of(thumbprint.sha1, der, EVP_sha1()) ||
        !digest_of(thumbprint.sha256, der, EVP_sha256()))
        return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot digest a certificate");
    entry = find_entry(store, thumbprint.sha1, thumbprint.sha256);
    if (!entry)
        entry = put_outline(store, der, subject_hash, &thumbprint);
    if (!entry || !add_place(&entry->anchor, role, place))
        return no_memory(err);
    return TR_OK;
}

/* Read an outline, with the lock held. */
static void read_outline(store_entry *entry)
{
    tr_bytes der = { entry->der, entry->der_size };
    tr_thumbprint thumbprint;
    X509 *certificate = NULL;

    if (tr_certificate_parse(&certificate, der, NULL) != TR_OK ||
        tr_thumbprint_of(&thumbprint, certificate, NULL) != TR_OK ||
        !tr_thumbprint_equal(&thumbprint, &entry->anchor.thumbprint)) {
        X509_free(certificate);
        certificate = X509_new();
        entry->is_broken = true;
    }
    entry->anchor.certificate = certificate;
    free(entry->der);
    entry->der = NULL;
}

/*
 * An entry as others see it, with its certificate. What passed for an outline
 * and cannot be read all the same is an empty certificate, which no name and
 * no thumbprint finds.
 */
static const tr_anchor *settled(const tr_anchor_store *store, const store_entry *entry)
{
    store_entry *own = (store_entry *)entry;

    if (!atomic_load_explicit(&own->is_read, memory_order_acquire) &&
        CRYPTO_THREAD_write_lock(store->lock)) {
        if (!atomic_load_explicit(&own->is_read, memory_order_relaxed)) {
            read_outline(own);
            atomic_store_explicit(&own->is_read, true, memory_order_release);
        }
        CRYPTO_THREAD_unlock(store->lock);
    }
    return &entry->anchor;
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

static tr_status take_bytes(void *context, tr_bytes der, tr_error *err)
{
    loading *load = context;
    tr_status status = tr_anchor_store_add_bytes(load->store, der, load->role, load->place, err);

    if (status != TR_OK && status != TR_ERR_FORMAT)
        load->status = tr_error_set(load->err, status, err->code, "%s", err->message);
    return status;
}

static bool pass_warning(void *context, X509 *certificate, const tr_error *failure)
{
    loading *load = context;

    (void)certificate;
    if (load->warn)
        load->warn(load->context, failure);
    return true;
}

tr_status tr_anchor_store_load(tr_anchor_store *store, const char *path, tr_anchor_role role,
                               tr_anchor_warning *warn, void *context, tr_error *err)
{
    loading load = {
        .store = store, .role = role, .place = path, .warn = warn, .context = context, .err = err
    };
    tr_status status = tr_certificates_load_bytes(path, take_bytes, pass_warning, &load, err);

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
    tr_status status = tr_anchor_store_add_bytes(load->store, (tr_bytes){ der, size }, roles[kind],
                                                 place, load->err);

    /* What cannot be read the system itself cannot use either. */
    if (status != TR_ERR_FORMAT)
        load->status = status;
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
    return settled(store, store->entries[index]);
}

/* The subject of what is still an outline; NULL if it is read by now. */
static X509_NAME *outlined_subject(const tr_anchor_store *store, const store_entry *entry)
{
    tr_certificate_outline outline;
    X509_NAME *name = NULL;

    if (!CRYPTO_THREAD_write_lock(store->lock))
        return NULL;
    if (entry->der &&
        tr_certificate_outline_read(&outline, (tr_bytes){ entry->der, entry->der_size })) {
        const unsigned char *next = outline.subject.data;

        name = d2i_X509_NAME(NULL, &next, (long)outline.subject.size);
    }
    CRYPTO_THREAD_unlock(store->lock);
    return name;
}

X509_NAME *tr_anchor_store_subject(const tr_anchor_store *store, size_t index, unsigned *roles)
{
    const store_entry *entry = store->entries[index];
    X509_NAME *name = NULL;

    if (roles)
        *roles = entry->anchor.roles;
    if (!atomic_load_explicit(&entry->is_read, memory_order_acquire))
        name = outlined_subject(store, entry);
    if (!name)
        name = X509_NAME_dup(X509_get_subject_name(settled(store, entry)->certificate));
    return name;
}

const tr_anchor *tr_anchor_store_find(const tr_anchor_store *store, const unsigned char *sha1,
                                      const unsigned char *sha256)
{
    const store_entry *entry = find_entry(store, sha1, sha256);
    const tr_anchor *anchor = entry ? settled(store, entry) : NULL;

    return anchor && !entry->is_broken ? anchor : NULL;
}

const tr_anchor *tr_anchor_store_find_subject(const tr_anchor_store *store, const X509_NAME *name,
                                              const tr_anchor *previous)
{
    unsigned long hash = store->count > 0 ? X509_NAME_hash(name) : 0;
    const store_entry *entry = NULL;

    if (previous)
        entry = ((const store_entry *)previous)->next_of_subject;
    else if (store->count > 0)
        entry = store->by_subject[subject_bucket(store, hash)];
    for (; entry; entry = entry->next_of_subject) {
        const tr_anchor *anchor;

        if (entry->subject_hash != hash)
            continue;
        anchor = settled(store, entry);
        if (!entry->is_broken &&
            X509_NAME_cmp(X509_get_subject_name(anchor->certificate), name) == 0)
            return anchor;
    }
    return NULL;
}

tr_status tr_anchor_store_add_crl(tr_anchor_store *store, X509_CRL *crl, const char *place,
                                  tr_error *err)
{
    crl_entry *entry = calloc(1, sizeof(*entry));
    X509_REVOKED *found;
    ASN1_INTEGER *serial = ASN1_INTEGER_new();

    if (entry)
        entry->list.place = strdup(place);
    if (!entry || !serial || !entry->list.place ||
        !X509_CRL_digest(crl, EVP_sha256(), entry->list.sha256, NULL)) {
        if (entry)
            free((void *)entry->list.place);
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
