#include "shellext/window/model.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

void model_open(model *out)
{
    *out = (model){ .sorted_by = MODEL_UNSORTED };
}

void model_clear(model *all)
{
    for (size_t index = 0; index < all->count; index++)
        row_free(all->rows[index]);
    free(all->rows);
    free(all->shown);
    all->rows = all->shown = NULL;
    all->count = all->capacity = all->shown_count = all->sorted_count = 0;
    all->restorable = all->restored = 0;
    memset(all->tones, 0, sizeof(all->tones));
}

/* Room for one more, in both lists. */
static bool grow(model *all)
{
    size_t capacity = all->capacity ? all->capacity * 2 : 256;
    row **larger;

    if (all->count < all->capacity)
        return true;
    larger = realloc(all->rows, capacity * sizeof(*larger));
    if (!larger)
        return false;
    all->rows = larger;
    larger = realloc(all->shown, capacity * sizeof(*larger));
    if (!larger)
        return false;
    all->shown = larger;
    all->capacity = capacity;
    return true;
}

static void count_row(model *all, const row *added)
{
    all->tones[added->tone]++;
    if (added->renamed && added->renamed->is_restored)
        all->restored++;
    else if (added->is_plan && added->renamed->action == TR_RENAMED_RESTORE)
        all->restorable++;
}

bool model_add(model *all, row *first)
{
    bool has_room = true;

    while (first) {
        row *next = first->next;

        has_room = has_room && grow(all);
        if (!has_room) {
            row_free(first);
        } else {
            all->rows[all->count++] = first;
            if (!first->is_passed_over) {
                all->shown[all->shown_count++] = first;
                count_row(all, first);
            }
        }
        first = next;
    }
    return has_room;
}

static int compare_times(const row *a, const row *b)
{
    const tr_signature *first = row_signature(a);
    const tr_signature *second = row_signature(b);
    const tr_stamp *earlier = first ? first->stamp : NULL;
    const tr_stamp *later = second ? second->stamp : NULL;

    if (!earlier || !later)
        return (earlier != NULL) - (later != NULL);
    return (earlier->time > later->time) - (earlier->time < later->time);
}

static int compare_texts(const wchar_t *a, const wchar_t *b)
{
    return CompareStringW(LOCALE_USER_DEFAULT, NORM_IGNORECASE | SORT_STRINGSORT, a, -1, b, -1) -
           CSTR_EQUAL;
}

static int compare(const model *all, const row *a, const row *b)
{
    int order;

    if (all->sorted_by == COLUMN_STAMP)
        order = compare_times(a, b);
    else
        order = compare_texts(a->texts[all->sorted_by], b->texts[all->sorted_by]);
    return all->is_descending ? -order : order;
}

/* Merging keeps those that are equal in the order that they had. */
static void merge(const model *all, row **out, row **first, size_t first_count, row **second,
                  size_t second_count)
{
    while (first_count > 0 || second_count > 0) {
        if (second_count == 0 || (first_count > 0 && compare(all, *first, *second) <= 0)) {
            *out++ = *first++;
            first_count--;
        } else {
            *out++ = *second++;
            second_count--;
        }
    }
}

/* Sort rows by merging runs of 1, 2, 4, ... of them, to and fro between two places. */
static void sort_rows(const model *all, row **rows, row **room, size_t count)
{
    row **from = rows;
    row **to = room;

    for (size_t run = 1; run < count; run *= 2) {
        row **other = from;

        for (size_t start = 0; start < count; start += 2 * run) {
            size_t left = count - start;
            size_t first = left < run ? left : run;
            size_t second = left - first < run ? left - first : run;

            merge(all, to + start, from + start, first, from + start + first, second);
        }
        from = to;
        to = other;
    }
    if (from != rows)
        memcpy(rows, from, count * sizeof(*rows));
}

bool model_sort(model *all)
{
    size_t added = all->shown_count - all->sorted_count;
    row **room;

    if (all->sorted_by == MODEL_UNSORTED || added == 0)
        return false;
    room = malloc(all->shown_count * sizeof(*room));
    if (!room)
        return false; /* they stay behind, as they came */
    sort_rows(all, all->shown + all->sorted_count, room, added);
    merge(all, room, all->shown, all->sorted_count, all->shown + all->sorted_count, added);
    memcpy(all->shown, room, all->shown_count * sizeof(*room));
    all->sorted_count = all->shown_count;
    free(room);
    return true;
}

void model_sort_by(model *all, int wanted, bool is_descending)
{
    all->sorted_by = wanted;
    all->is_descending = is_descending;
    all->sorted_count = 0;
    model_sort(all);
}

int64_t *model_changes(size_t *count, const model *all, bool are_elevated)
{
    int64_t *changes = calloc(all->count + 1, sizeof(*changes));

    *count = 0;
    for (size_t index = 0; changes && index < all->count; index++) {
        const tr_renamed_file *renamed = all->rows[index]->renamed;

        if (renamed && renamed->is_restored && renamed->change > 0 &&
            all->rows[index]->is_elevated == are_elevated)
            changes[(*count)++] = renamed->change;
    }
    if (*count > 0)
        return changes;
    free(changes);
    return NULL;
}

static bool begins(const wchar_t *text, const wchar_t *beginning, int count)
{
    return (int)wcslen(text) >= count && CompareStringW(LOCALE_USER_DEFAULT, NORM_IGNORECASE, text,
                                                        count, beginning, count) == CSTR_EQUAL;
}

int model_find_name(const model *all, const wchar_t *beginning, size_t start)
{
    int count = (int)wcslen(beginning);

    for (size_t step = 0; step < all->shown_count; step++) {
        size_t index = (start + step) % all->shown_count;

        if (begins(all->shown[index]->texts[COLUMN_NAME], beginning, count))
            return (int)index;
    }
    return -1;
}
