#include "tests/console/column_store.h"

#include <stdlib.h>
#include <string.h>

static column_set *sets;

static size_t size_of(const SColumnSetID *id)
{
    return offsetof(SColumnSetID, id) + id->cBytes;
}

static bool is_same(const column_set *set, const CLSID *class_id, const SColumnSetID *id)
{
    return IsEqualCLSID(&set->class_id, class_id) && set->id->cBytes == id->cBytes &&
           memcmp(set->id->id, id->id, id->cBytes) == 0;
}

static column_set *make(const CLSID *class_id, const SColumnSetID *id)
{
    column_set **last = &sets;
    column_set *set = calloc(1, sizeof(*set));
    SColumnSetID *copy = malloc(size_of(id));

    if (!set || !copy) {
        free(set);
        free(copy);
        return NULL;
    }
    memcpy(copy, id, size_of(id));
    set->class_id = *class_id;
    set->id = copy;
    while (*last)
        last = &(*last)->next;
    *last = set;
    return set;
}

column_set *column_store_find(const CLSID *class_id, const SColumnSetID *id, bool is_made)
{
    column_set *set = sets;

    while (set && !is_same(set, class_id, id))
        set = set->next;
    return set || !is_made ? set : make(class_id, id);
}

bool column_set_columns(column_set *self, const column_setting *columns, size_t count)
{
    column_setting *copy = calloc(count ? count : 1, sizeof(*copy));

    if (!copy)
        return false;
    if (count)
        memcpy(copy, columns, count * sizeof(*copy));
    free(self->columns);
    self->columns = copy;
    self->count = count;
    return true;
}

const column_set *column_store_first(void)
{
    return sets;
}

void column_store_clear(void)
{
    while (sets) {
        column_set *next = sets->next;

        free(sets->columns);
        free(sets->id);
        free(sets);
        sets = next;
    }
}
