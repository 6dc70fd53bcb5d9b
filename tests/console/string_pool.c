#include "tests/console/string_pool.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static string_pool *pools;

string_pool *string_pool_of(const CLSID *class_id)
{
    string_pool **at = &pools;

    while (*at && !IsEqualCLSID(&(*at)->class_id, class_id))
        at = &(*at)->next;
    if (*at)
        return *at;
    *at = calloc(1, sizeof(**at));
    if (*at)
        (*at)->class_id = *class_id;
    return *at;
}

const string_pool *string_pool_first(void)
{
    return pools;
}

void string_pool_clear(void)
{
    while (pools) {
        string_pool *next = pools->next;

        string_pool_delete_all(pools);
        free(pools);
        pools = next;
    }
}

static pooled_string *find(const string_pool *self, MMC_STRING_ID id)
{
    for (size_t index = 0; index < self->count; index++) {
        if (self->strings[index].id == id)
            return &self->strings[index];
    }
    return NULL;
}

const pooled_string *string_pool_find(const string_pool *self, MMC_STRING_ID id)
{
    return find(self, id);
}

const pooled_string *string_pool_find_text(const string_pool *self, const wchar_t *text)
{
    for (size_t index = 0; index < self->count; index++) {
        if (wcscmp(self->strings[index].text, text) == 0)
            return &self->strings[index];
    }
    return NULL;
}

bool string_pool_restore(string_pool *self, MMC_STRING_ID id, unsigned references,
                         const wchar_t *text)
{
    pooled_string *strings = realloc(self->strings, (self->count + 1) * sizeof(*strings));
    wchar_t *copy = _wcsdup(text);

    if (strings)
        self->strings = strings;
    if (!strings || !copy || find(self, id)) {
        free(copy);
        return false;
    }
    strings[self->count++] = (pooled_string){ id, references, copy };
    if (id > self->last)
        self->last = id;
    return true;
}

MMC_STRING_ID string_pool_add(string_pool *self, const wchar_t *text)
{
    const pooled_string *there = string_pool_find_text(self, text);

    if (!there)
        return string_pool_restore(self, self->last + 1, 1, text) ? self->last : 0;
    find(self, there->id)->references++;
    return there->id;
}

static void remove_at(string_pool *self, size_t index)
{
    free(self->strings[index].text);
    self->count--;
    memmove(&self->strings[index], &self->strings[index + 1],
            (self->count - index) * sizeof(self->strings[0]));
}

bool string_pool_delete(string_pool *self, MMC_STRING_ID id)
{
    pooled_string *string = find(self, id);

    if (!string)
        return false;
    if (--string->references == 0)
        remove_at(self, (size_t)(string - self->strings));
    return true;
}

void string_pool_delete_all(string_pool *self)
{
    while (self->count > 0)
        remove_at(self, self->count - 1);
    free(self->strings);
    self->strings = NULL;
}
