#include "core/trust/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"

#define USER_PLACE "CurrentUser\\"

#define OID_CODE_SIGNING "1.3.6.1.5.5.7.3.3"
#define OID_TIMESTAMPING "1.3.6.1.5.5.7.3.8"

/* An installed certificate by a name, which is its whole subject or its common name. */
typedef struct named_anchor {
    char *name;
    bool is_subject;
    unsigned roles;
    size_t index; /* in the store */
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

static bool add_name(name_index *index, char *name, bool is_subject, unsigned roles, size_t number)
{
    if (!name)
        return false;
    index->items[index->count++] = (named_anchor){ name, is_subject, roles, number };
    return true;
}

/* What is only distrusted, or listed, is nothing that somebody installed by mistake. */
static bool may_be_look_alike(unsigned roles)
{
    return (roles & (TR_ROLE_ANCHOR | TR_ROLE_INTERMEDIATE)) != 0;
}

static bool add_entry(name_index *index, const tr_anchor_store *store, size_t number)
{
    unsigned roles;
    X509_NAME *name = tr_anchor_store_subject(store, number, &roles);
    bool is_good = name && (!may_be_look_alike(roles) ||
                            (add_name(index, tr_name_text(name), true, roles, number) &&
                             add_name(index, tr_name_common_name(name), false, roles, number)));

    X509_NAME_free(name);
    return is_good;
}

static tr_status make_index(name_index *index, const tr_anchor_store *store, tr_error *err)
{
    size_t count = tr_anchor_store_count(store);
    bool is_good;

    index->items = calloc(2 * count + 1, sizeof(index->items[0]));
    is_good = index->items != NULL;
    for (size_t number = 0; number < count && is_good; number++)
        is_good = add_entry(index, store, number);
    if (!is_good)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare the certificates");
    qsort(index->items, index->count, sizeof(index->items[0]), compare_names);
    return TR_OK;
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
static const tr_anchor *find_look_alike(const tr_anchor_store *store, const name_index *index,
                                        const tr_required *required)
{
    const char *name = required->subject ? required->subject : required->common_name;
    const named_anchor sought = { (char *)name, required->subject != NULL, 0, 0 };
    const named_anchor *found = NULL;

    for (size_t item = lower_bound(index, &sought);
         item < index->count && compare_names(&index->items[item], &sought) == 0; item++) {
        const named_anchor *named = &index->items[item];

        if (!found || (named->roles & ~found->roles & wanted_role(required)))
            found = named;
    }
    return found ? tr_anchor_store_get(store, found->index) : NULL;
}

/* Whether users of another disk have it, in the store that it belongs in. */
static bool has_some_user(const tr_anchor *anchor, unsigned role)
{
    const char *store = role == TR_ROLE_ANCHOR ? "\\Root" : "\\CA";

    for (size_t place = 0; place < anchor->place_count; place++) {
        const char *path = anchor->places[place];

        if (anchor->place_roles[place] == TR_ROLE_LISTED &&
            strncmp(path, TR_PLACE_OF_USERS, strlen(TR_PLACE_OF_USERS)) == 0 && strstr(path, store))
            return true;
    }
    return false;
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

static bool is_for_code(const tr_required *required)
{
    return !required->purpose || !strstr(required->purpose, "timestamp") ||
           strstr(required->purpose, "code");
}

static bool is_for_stamps(const tr_required *required)
{
    return !required->purpose || !strstr(required->purpose, "code") ||
           strstr(required->purpose, "timestamp");
}

/* Whether usages, if there are any, name what a certificate is required for. */
static bool concerns(tr_bytes usages, const tr_required *required)
{
    return usages.size == 0 ||
           (is_for_code(required) && tr_trust_usages_name(usages, OID_CODE_SIGNING)) ||
           (is_for_stamps(required) && tr_trust_usages_name(usages, OID_TIMESTAMPING));
}

/* Whether the list takes all trust for the purpose away; a mere date leaves older files good. */
static bool is_disabled(tr_comparison_row *row, const tr_trust_entry *entry)
{
    const tr_required *required = row->required;

    if (entry->is_disallowed || !concerns(entry->usages, required))
        return true;
    if (entry->is_disabled && concerns(entry->disabled_usages, required)) {
        row->limited = entry->disabled;
        return entry->disabled == 0;
    }
    if (entry->has_not_before && concerns(entry->not_before_usages, required))
        row->limited = entry->not_before;
    return !entry->is_disabled && entry->disabled_usages.size > 0 &&
           concerns(entry->disabled_usages, required);
}

static tr_required_status status_of(tr_comparison_row *row, unsigned role,
                                    const tr_trust_entry *entry)
{
    const tr_anchor *anchor = row->installed;

    if (anchor->roles & TR_ROLE_DISTRUSTED)
        return TR_REQUIRED_DISTRUSTED;
    if (entry && is_disabled(row, entry))
        return TR_REQUIRED_DISABLED;
    if (!(anchor->roles & role) && has_some_user(anchor, role))
        return TR_REQUIRED_USER_ONLY;
    if (!(anchor->roles & role))
        return TR_REQUIRED_WRONG_STORE;
    return is_user_only(anchor, role) ? TR_REQUIRED_USER_ONLY : TR_REQUIRED_INSTALLED;
}

static tr_fetch fetch_of(const tr_required *required, const tr_comparison_base *base,
                         const tr_trust_entry *entry)
{
    if (base->update == TR_ROOT_UPDATE_NONE || required->store != TR_REQUIRED_IN_ROOT ||
        required->lacks_sha1)
        return TR_FETCH_UNSAID;
    if (base->update == TR_ROOT_UPDATE_OFF)
        return TR_FETCH_OFF;
    if (!base->trust_list)
        return TR_FETCH_IF_LISTED;
    return entry && !entry->is_disallowed ? TR_FETCH_AUTOMATIC : TR_FETCH_NOT_LISTED;
}

static void compare(tr_comparison_row *row, const tr_comparison_base *base, const name_index *index)
{
    const tr_required *required = row->required;
    const unsigned char *sha256 = required->has_sha256 ? required->sha256 : NULL;
    const tr_trust_entry *entry = NULL;
    time_t not_after = required->not_after;

    row->status = TR_REQUIRED_MISSING;
    if (!required->lacks_sha1) {
        row->installed = tr_anchor_store_find(base->store, required->sha1, sha256);
        if (base->trust_list)
            entry = tr_trust_list_find_thumbprint(base->trust_list, required->sha1, sha256);
    }
    /* What is listed elsewhere, as a publisher or as what a user distrusts, is not installed. */
    if (row->installed && row->installed->roles == TR_ROLE_LISTED &&
        !has_some_user(row->installed, wanted_role(required)))
        row->installed = NULL;
    if (row->installed) {
        row->status = status_of(row, wanted_role(required), entry);
        not_after = tr_certificate_not_after(row->installed->certificate);
    } else {
        row->installed = find_look_alike(base->store, index, required);
        if (row->installed)
            row->status = TR_REQUIRED_LOOK_ALIKE;
        row->fetch = fetch_of(required, base, entry);
    }
    row->is_expired = not_after != 0 && base->now > not_after;
}

tr_status tr_comparison_fill(tr_comparison_row *rows, size_t count, const tr_comparison_base *base,
                             tr_error *err)
{
    name_index index = { NULL, 0 };
    tr_status status = make_index(&index, base->store, err);

    for (size_t number = 0; number < count && status == TR_OK; number++)
        compare(&rows[number], base, &index);
    clear_index(&index);
    return status;
}

tr_status tr_comparison_make(tr_comparison_row **out, size_t *count,
                             const tr_trust_catalogue *catalogue, tr_profile profile,
                             const tr_comparison_base *base, tr_error *err)
{
    size_t required_count = tr_trust_catalogue_count(catalogue), used = 0;
    tr_comparison_row *rows = calloc(required_count + 1, sizeof(rows[0]));
    tr_status status;

    if (!rows)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare the certificates");
    for (size_t number = 0; number < required_count; number++) {
        const tr_required *required = tr_trust_catalogue_get(catalogue, number);

        if (required->profile <= profile)
            rows[used++].required = required;
    }
    status = tr_comparison_fill(rows, used, base, err);
    if (status == TR_OK) {
        *out = rows;
        *count = used;
        rows = NULL;
    }
    free(rows);
    return status;
}

bool tr_comparison_row_is_fault(const tr_comparison_row *row)
{
    switch (row->status) {
    case TR_REQUIRED_INSTALLED:
        return false;
    case TR_REQUIRED_DISTRUSTED:
    case TR_REQUIRED_DISABLED:
        return true;
    case TR_REQUIRED_WRONG_STORE:
        return !row->is_carried || row->required->store == TR_REQUIRED_IN_ROOT;
    case TR_REQUIRED_USER_ONLY:
    case TR_REQUIRED_LOOK_ALIKE:
    case TR_REQUIRED_MISSING:
        break;
    }
    return row->required->store == TR_REQUIRED_IN_ROOT || (row->files > 0 && !row->is_carried);
}

const char *tr_required_status_word(tr_required_status status)
{
    switch (status) {
    case TR_REQUIRED_INSTALLED:
        return "installed";
    case TR_REQUIRED_DISTRUSTED:
        return "distrusted";
    case TR_REQUIRED_DISABLED:
        return "disabled";
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

const char *tr_fetch_word(tr_fetch fetch)
{
    static const char *const words[] = {
        [TR_FETCH_UNSAID] = "unsaid",
        [TR_FETCH_IF_LISTED] = "if-listed",
        [TR_FETCH_AUTOMATIC] = "automatic",
        [TR_FETCH_NOT_LISTED] = "not-listed",
        [TR_FETCH_OFF] = "off",
    };

    return words[fetch];
}
