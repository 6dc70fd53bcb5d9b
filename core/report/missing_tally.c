#include "core/report/missing_tally.h"

#include <stdlib.h>
#include <string.h>

/* The SHA-1 thumbprint, as far as anybody knows it. */
static const unsigned char *sha1_of(const tr_link *link)
{
    if (link->certificate)
        return link->thumbprint.sha1;
    return link->required ? link->required->sha1 : NULL;
}

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

static bool is_of(const tr_missing_count *item, const tr_link *link)
{
    const unsigned char *sha1 = sha1_of(link);

    if (item->has_sha1 != (sha1 != NULL))
        return false;
    if (sha1)
        return memcmp(item->sha1, sha1, TR_SHA1_SIZE) == 0;
    return strcmp(text_or_empty(item->subject), text_or_empty(link->subject)) == 0;
}

static bool copy_text(char **out, const char *text)
{
    *out = text ? strdup(text) : NULL;
    return *out || !text;
}

static bool copy_item(tr_missing_count *out, const tr_missing *missing)
{
    const tr_link *link = missing->link;
    const unsigned char *sha1 = sha1_of(link);

    *out = (tr_missing_count){ .store = missing->is_guess ? NULL : missing->store,
                               .has_sha1 = sha1 != NULL };
    if (sha1)
        memcpy(out->sha1, sha1, TR_SHA1_SIZE);
    return copy_text(&out->name, link->name ? link->name : link->subject) &&
           copy_text(&out->subject, link->subject) &&
           copy_text(&out->required_id, link->required ? link->required->id : NULL);
}

static void clear_item(tr_missing_count *item)
{
    free(item->name);
    free(item->subject);
    free(item->required_id);
}

bool tr_missing_tally_add(tr_missing_tally *tally, const tr_verification *verification)
{
    for (size_t index = 0; index < verification->missing_count; index++) {
        const tr_missing *missing = &verification->missing[index];
        size_t known = 0;

        while (known < tally->count && !is_of(&tally->items[known], missing->link))
            known++;
        if (known == TR_MISSING_TALLY_MAX) {
            tally->is_full = true;
            continue;
        }
        if (known == tally->count) {
            if (!copy_item(&tally->items[known], missing)) {
                clear_item(&tally->items[known]);
                return false;
            }
            tally->count++;
        }
        tally->items[known].files++;
    }
    return true;
}

/* Of those that as many files miss, the names decide. */
static int compare(const void *a, const void *b)
{
    const tr_missing_count *first = a;
    const tr_missing_count *second = b;

    if (first->files != second->files)
        return first->files > second->files ? -1 : 1;
    return strcmp(text_or_empty(first->name), text_or_empty(second->name));
}

void tr_missing_tally_sort(tr_missing_tally *tally)
{
    if (tally->count > 0)
        qsort(tally->items, tally->count, sizeof(tally->items[0]), compare);
}

void tr_missing_tally_clear(tr_missing_tally *tally)
{
    for (size_t index = 0; index < tally->count; index++)
        clear_item(&tally->items[index]);
    *tally = (tr_missing_tally){ .count = 0 };
}
