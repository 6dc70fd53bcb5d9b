#include "core/authenticode/needs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"

#define BUCKETS 1024 /* a power of two */

typedef struct need {
    const tr_required *listed; /* the catalogue's entry; NULL: own is it */
    tr_required own;           /* its texts are owned */
    char *example;             /* path of the first file; owned */
    uint64_t files;
    uint64_t last_file; /* number of the file that counted last */
    bool is_carried;    /* by all of them */
    bool is_for_code;
    bool is_for_stamps;
    size_t next; /* in its bucket; index + 1, 0 at the end */
} need;

struct tr_needs {
    need *items;
    size_t count;
    size_t room;
    size_t buckets[BUCKETS];
    uint64_t files;
    size_t unknown; /* certificates of which only the name is known */
    bool is_full;
};

tr_status tr_needs_new(tr_needs **out, tr_error *err)
{
    *out = calloc(1, sizeof(**out));
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for certificates");
}

static void clear_need(need *item)
{
    free((char *)item->own.id);
    free((char *)item->own.common_name);
    free((char *)item->own.subject);
    free((char *)item->own.serial);
    free(item->example);
}

void tr_needs_free(tr_needs *needs)
{
    if (!needs)
        return;
    for (size_t index = 0; index < needs->count; index++)
        clear_need(&needs->items[index]);
    free(needs->items);
    free(needs);
}

/* By thumbprint as far as it is known, else by subject. */
typedef struct identity {
    const unsigned char *sha1;
    const char *subject;
} identity;

static identity identity_of(const tr_link *link)
{
    identity known = { NULL, link->subject };

    if (link->certificate)
        known.sha1 = link->thumbprint.sha1;
    else if (link->required && !link->required->lacks_sha1)
        known.sha1 = link->required->sha1;
    return known;
}

static size_t bucket_of(const identity *known)
{
    size_t hash = 0;

    if (known->sha1)
        return (known->sha1[0] | (size_t)known->sha1[1] << 8) & (BUCKETS - 1);
    for (const char *c = known->subject ? known->subject : ""; *c; c++)
        hash = hash * 31 + (unsigned char)*c;
    return hash & (BUCKETS - 1);
}

static const tr_required *required_of(const need *item)
{
    return item->listed ? item->listed : &item->own;
}

static bool is_same(const need *item, const identity *known)
{
    const tr_required *required = required_of(item);

    if (known->sha1)
        return !required->lacks_sha1 && memcmp(required->sha1, known->sha1, TR_SHA1_SIZE) == 0;
    return required->lacks_sha1 && required->subject && known->subject &&
           strcmp(required->subject, known->subject) == 0;
}

static need *find(const tr_needs *needs, const identity *known)
{
    size_t at = needs->buckets[bucket_of(known)];

    while (at && !is_same(&needs->items[at - 1], known))
        at = needs->items[at - 1].next;
    return at ? &needs->items[at - 1] : NULL;
}

static char *copy_of(const char *text)
{
    return text ? strdup(text) : NULL;
}

static bool is_root(const tr_chain *chain, size_t index)
{
    const tr_link *link = &chain->links[index];

    if (link->required)
        return link->required->store == TR_REQUIRED_IN_ROOT;
    if (link->certificate)
        return link->is_anchor || link->role == TR_LINK_ROOT;
    return chain->count > 2; /* the issuer of a signer is mostly an intermediate */
}

static bool describe_certificate(tr_required *own, const tr_link *link)
{
    char id[2 * TR_SHA1_SIZE + 1];

    memcpy(own->sha1, link->thumbprint.sha1, TR_SHA1_SIZE);
    memcpy(own->sha256, link->thumbprint.sha256, TR_SHA256_SIZE);
    own->has_sha256 = true;
    own->not_before = tr_certificate_not_before(link->certificate);
    own->not_after = tr_certificate_not_after(link->certificate);
    own->serial = strdup(tr_certificate_serial(link->certificate).text);
    tr_hex(id, own->sha1, TR_SHA1_SIZE);
    own->id = strdup(id);
    return own->id && own->serial;
}

static bool describe_name(tr_required *own, const tr_link *link, size_t number)
{
    char id[32];

    own->lacks_sha1 = true;
    own->has_key_id = link->has_key_id;
    memcpy(own->key_id, link->key_id, sizeof(own->key_id));
    snprintf(id, sizeof(id), "unknown-%zu", number);
    own->id = strdup(id);
    return own->id != NULL;
}

static bool describe(tr_needs *needs, need *item, const tr_chain *chain, size_t index,
                     const char *path)
{
    const tr_link *link = &chain->links[index];
    tr_required *own = &item->own;

    item->listed = link->required;
    item->example = strdup(path);
    own->common_name = copy_of(link->name ? link->name : link->subject);
    own->subject = copy_of(link->subject);
    own->store = is_root(chain, index) ? TR_REQUIRED_IN_ROOT : TR_REQUIRED_IN_CA;
    own->evidence = "proven";
    if (!item->example || !own->common_name || (link->subject && !own->subject))
        return false;
    if (item->listed)
        return true;
    return link->certificate ? describe_certificate(own, link)
                             : describe_name(own, link, ++needs->unknown);
}

static bool make_room(tr_needs *needs)
{
    size_t room = needs->room ? 2 * needs->room : 16;
    need *items;

    if (needs->count < needs->room)
        return true;
    items = realloc(needs->items, room * sizeof(*items));
    if (!items)
        return false;
    needs->items = items;
    needs->room = room;
    return true;
}

/* Gives NULL when out of memory. */
static need *append(tr_needs *needs, const tr_chain *chain, size_t index, const char *path)
{
    identity known = identity_of(&chain->links[index]);
    size_t *bucket = &needs->buckets[bucket_of(&known)];
    need *item;

    if (!make_room(needs))
        return NULL;
    item = &needs->items[needs->count];
    *item = (need){ .is_carried = true, .next = *bucket };
    if (!describe(needs, item, chain, index, path)) {
        clear_need(item);
        return NULL;
    }
    *bucket = ++needs->count;
    return item;
}

/* What a signature brings along need not be installed, unless it is to be an anchor. */
static bool brings(const tr_chain *chain, size_t index)
{
    return chain->links[index].certificate && !is_root(chain, index);
}

static bool add_link(tr_needs *needs, const tr_chain *chain, size_t index, bool is_stamp,
                     const char *path)
{
    identity known = identity_of(&chain->links[index]);
    need *item = find(needs, &known);

    if (!item && needs->count == TR_NEEDS_MAX) {
        needs->is_full = true;
        return true;
    }
    if (!item)
        item = append(needs, chain, index, path);
    if (!item)
        return false;
    if (item->last_file != needs->files) {
        item->last_file = needs->files;
        item->files++;
    }
    item->is_carried &= brings(chain, index);
    item->is_for_code |= !is_stamp;
    item->is_for_stamps |= is_stamp;
    return true;
}

static bool add_chain(tr_needs *needs, const tr_chain *chain, bool is_stamp, const char *path)
{
    for (size_t index = 1; index < chain->count; index++) {
        if (!add_link(needs, chain, index, is_stamp, path))
            return false;
    }
    return true;
}

tr_status tr_needs_add(tr_needs *needs, const tr_verification *verification, tr_error *err)
{
    bool is_good = true;

    needs->files++;
    for (size_t index = 0; index < verification->signature_count && is_good; index++) {
        const tr_signature *signature = &verification->signatures[index];

        is_good = add_chain(needs, &signature->chain, false, verification->path);
        for (size_t stamp = 0; stamp < signature->stamp_count && is_good; stamp++)
            is_good = add_chain(needs, &signature->stamps[stamp].chain, true, verification->path);
    }
    if (is_good)
        return TR_OK;
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the certificates of '%s'",
                        verification->path);
}

static const char *purpose_of(const need *item)
{
    if (item->is_for_code && item->is_for_stamps)
        return "code signing, timestamp";
    return item->is_for_stamps ? "timestamp" : "code signing";
}

tr_status tr_needs_rows(tr_comparison_row **out, size_t *count, const tr_needs *needs,
                        tr_error *err)
{
    tr_comparison_row *rows = calloc(needs->count + 1, sizeof(*rows));

    if (!rows)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare the certificates");
    for (size_t index = 0; index < needs->count; index++) {
        need *item = &needs->items[index];

        item->own.purpose = purpose_of(item);
        rows[index].required = required_of(item);
        rows[index].files = item->files;
        rows[index].is_carried = item->is_carried;
        rows[index].example = item->example;
    }
    *out = rows;
    *count = needs->count;
    return TR_OK;
}

bool tr_needs_is_full(const tr_needs *needs)
{
    return needs->is_full;
}
