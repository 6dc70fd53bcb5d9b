#include "core/trust/anchor_entry.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/trust/certificate.h"
#include "core/trust/certificate_outline.h"

#define OUTLINE_MAX 65536 /* bytes */

tr_anchor_entry *tr_anchor_entry_of_certificate(X509 *certificate, const tr_thumbprint *thumbprint)
{
    tr_anchor_entry *entry = calloc(1, sizeof(*entry));

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
    return entry;
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

bool tr_anchor_entry_may_wait(unsigned long *subject_hash, tr_bytes der)
{
    tr_certificate_outline outline;
    unsigned long other;

    return der.size <= OUTLINE_MAX && tr_certificate_outline_read(&outline, der) &&
           hash_of(subject_hash, outline.subject) &&
           (tr_bytes_equal(outline.subject, outline.issuer) || hash_of(&other, outline.issuer));
}

tr_anchor_entry *tr_anchor_entry_of_outline(tr_bytes der, unsigned long subject_hash,
                                            const tr_thumbprint *thumbprint)
{
    tr_anchor_entry *entry = calloc(1, sizeof(*entry));

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
    return entry;
}

void tr_anchor_entry_free(tr_anchor_entry *entry)
{
    if (!entry)
        return;
    for (size_t index = 0; index < entry->anchor.place_count; index++)
        free((void *)entry->anchor.places[index]);
    free(entry->anchor.places);
    free(entry->anchor.place_roles);
    X509_free(entry->anchor.certificate);
    free(entry->der);
    free(entry);
}

bool tr_anchor_entry_add_place(tr_anchor_entry *entry, tr_anchor_role role, const char *place)
{
    tr_anchor *anchor = &entry->anchor;
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

/* Read an outline, with the lock held. */
static void read_outline(tr_anchor_entry *entry)
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

const tr_anchor *tr_anchor_entry_read(const tr_anchor_entry *entry, CRYPTO_RWLOCK *lock)
{
    tr_anchor_entry *own = (tr_anchor_entry *)entry;

    if (!atomic_load_explicit(&own->is_read, memory_order_acquire) &&
        CRYPTO_THREAD_write_lock(lock)) {
        if (!atomic_load_explicit(&own->is_read, memory_order_relaxed)) {
            read_outline(own);
            atomic_store_explicit(&own->is_read, true, memory_order_release);
        }
        CRYPTO_THREAD_unlock(lock);
    }
    return &entry->anchor;
}

/* The subject of what is still an outline; NULL if it is read by now. */
static X509_NAME *outlined_subject(const tr_anchor_entry *entry, CRYPTO_RWLOCK *lock)
{
    tr_certificate_outline outline;
    X509_NAME *name = NULL;

    if (!CRYPTO_THREAD_write_lock(lock))
        return NULL;
    if (entry->der &&
        tr_certificate_outline_read(&outline, (tr_bytes){ entry->der, entry->der_size })) {
        const unsigned char *next = outline.subject.data;

        name = d2i_X509_NAME(NULL, &next, (long)outline.subject.size);
    }
    CRYPTO_THREAD_unlock(lock);
    return name;
}

X509_NAME *tr_anchor_entry_subject(const tr_anchor_entry *entry, CRYPTO_RWLOCK *lock)
{
    X509_NAME *name = NULL;

    if (!atomic_load_explicit(&entry->is_read, memory_order_acquire))
        name = outlined_subject(entry, lock);
    if (!name)
        name = X509_NAME_dup(X509_get_subject_name(tr_anchor_entry_read(entry, lock)->certificate));
    return name;
}
