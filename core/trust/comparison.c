#include "core/trust/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"

#define USER_PLACE "CurrentUser\\"

/* An installed certificate by a name, which is its whole subject or its common name. */
typedef struct named_anchor {
    char *name;
    bool is_subject;
    const tr_anchor *anchor;
} named_anchor;

typedef struct name_index {
    named_anchor *items; /* sorted */
    size_t count;
} name_index;

static int compare_names(const void *a, const void *b)
{
    const named_anchor *first = a;
    const named_anchor *second = b;

    if (first->is_subject != second->is_subject)
        return first->is_subject ? 1 : -1;
    return strcmp(first->name, second->name);
}

static void clear_index(name_index *index)
{
    for (size_t item = 0; item < index->count; item++)
        free(index->items[item].name);
    free(index->items);
}

static bool add_name(name_index *index, char *name, bool is_subject, const tr_anchor *anchor)
{
    if (!name)
        return false;
    index->items[index->count++] = (named_anchor){ name, is_subject, anchor };
    return true;
}

/* What is only distrusted stands for nothing that somebody installed by mistake. */
static bool may_be_look_alike(const tr_anchor *anchor)
{
    return (anchor->roles & (unsigned)~TR_ROLE_DISTRUSTED) != 0;
}

static tr_status make_index(name_index *index, const tr_anchor_store *store, tr_error *err)
{
    size_t count = tr_anchor_store_count(store);

    index->items = calloc(2 * count + 1, sizeof(index->items[0]));
    if (!index->items)
        goto no_memory;
    for (size_t number = 0; number < count; number++) {
        const tr_anchor *anchor = tr_anchor_store_get(store, number);

        if (!may_be_look_alike(anchor))
            continue;
        if (!add_name(index, tr_certificate_subject(anchor->certificate), true, anchor) ||
            !add_name(index, tr_certificate_common_name(anchor->certificate), false, anchor))
            goto no_memory;
    }
    qsort(index->items, index->count, sizeof(index->items[0]), compare_names);
    return TR_OK;
no_memory:
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare the certificates");
}

static unsigned wanted_role(const tr_required *required)
{
    return required->store == TR_REQUIRED_IN_ROOT ? TR_ROLE_ANCHOR : TR_ROLE_INTERMEDIATE;
}

/* The first one that is not before what is sought. */
static size_t lower_bound(const name_index *index, const named_anchor *sought)
{
    size_t low = 0, high = index->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_names(&index->items[middle], sought) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Another certificate of the same name, one in the right store if there is one. */
static const tr_anchor *find_look_alike(const name_index *index, const tr_required *required)
{
    const char *name = required->subject ? required->subject : required->common_name;
    const named_anchor sought = { (char *)name, required->subject != NULL, NULL };
    const tr_anchor *found = NULL;

    for (size_t item = lower_bound(index, &sought);
         item < index->count && compare_names(&index->items[item], &sought) == 0; item++) {
        const tr_anchor *anchor = index->items[item].anchor;

        if (anchor->roles & wanted_role(required))
            return anchor;
        if (!found)
            found = anchor;
    }
    return found;
}

static bool is_user_only(const tr_anchor *anchor, unsigned role)
{
    bool is_there = false;

    for (size_t place = 0; place < anchor->place_count; place++) {
        if (!(anchor->place_roles[place] & role))
            continue;
        if (strncmp(anchor->places[place], USER_PLACE, strlen(USER_PLACE)) != 0)
            return false;
        is_there = true;
    }
    return is_there;
}

static tr_required_status status_of(const tr_anchor *anchor, unsigned role)
{
    if (anchor->roles & TR_ROLE_DISTRUSTED)
        return TR_REQUIRED_DISTRUSTED;
    if (!(anchor->roles & role))
        return TR_REQUIRED_WRONG_STORE;
    return is_user_only(anchor, role) ? TR_REQUIRED_USER_ONLY : TR_REQUIRED_INSTALLED;
}

static tr_comparison_row compare(const tr_required *required, const tr_anchor_store *store,
                                 const name_index *index, time_t now)
{
    tr_comparison_row row = { .required = required, .status = TR_REQUIRED_MISSING };
    time_t not_after = required->not_after;

    row.installed =
        tr_anchor_store_find(store, required->sha1, required->has_sha256 ? required->sha256 : NULL);
    if (row.installed) {
        row.status = status_of(row.installed, wanted_role(required));
        not_after = tr_certificate_not_after(row.installed->certificate);
    } else {
        row.installed = find_look_alike(index, required);
        if (row.installed)
            row.status = TR_REQUIRED_LOOK_ALIKE;
    }
    row.is_expired = not_after != 0 && now > not_after;
    return row;
}

static bool is_asked_for(const tr_required *required, tr_profile profile)
{
    return required->profile <= profile;
}

tr_status tr_comparison_make(tr_comparison_row **out, size_t *count,
                             const tr_trust_catalogue *catalogue, const tr_anchor_store *store,
                             tr_profile profile, time_t now, tr_error *err)
{
    name_index index = { NULL, 0 };
    size_t required_count = tr_trust_catalogue_count(catalogue), used = 0;
    tr_comparison_row *rows = calloc(required_count + 1, sizeof(rows[0]));
    tr_status status;

    if (!rows) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare the certificates");
        goto done;
    }
    status = make_index(&index, store, err);
    if (status != TR_OK)
        goto done;
    for (size_t number = 0; number < required_count; number++) {
        const tr_required *required = tr_trust_catalogue_get(catalogue, number);

        if (is_asked_for(required, profile))
            rows[used++] = compare(required, store, &index, now);
    }
    *out = rows;
    *count = used;
    rows = NULL;
done:
    clear_index(&index);
    free(rows);
    return status;
}

const char *tr_required_status_word(tr_required_status status)
{
    switch (status) {
    case TR_REQUIRED_INSTALLED:
        return "installed";
    case TR_REQUIRED_DISTRUSTED:
        return "distrusted";
    case TR_REQUIRED_WRONG_STORE:
        return "wrong-store";
    case TR_REQUIRED_USER_ONLY:
        return "user-only";
    case TR_REQUIRED_LOOK_ALIKE:
        return "look-alike";
    case TR_REQUIRED_MISSING:
        break;
    }
    return "missing";
}
