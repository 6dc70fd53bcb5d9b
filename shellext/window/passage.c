#include "shellext/window/passage.h"

#include <stdlib.h>
#include <string.h>

static bool append(passage *all, const wchar_t *text)
{
    size_t count = wcslen(text);

    if (all->capacity - all->count < count + 1) {
        size_t capacity = (all->count + count + 1) * 2;
        wchar_t *larger = realloc(all->text, capacity * sizeof(*larger));

        if (!larger)
            return false;
        all->text = larger;
        all->capacity = capacity;
    }
    memcpy(all->text + all->count, text, (count + 1) * sizeof(*text));
    all->count += count;
    return true;
}

void passage_add(passage *all, wchar_t *text)
{
    if (!text || !append(all, text))
        all->is_short = true;
    free(text);
}

void passage_add_gap(passage *all)
{
    if (!append(all, L"\r\n"))
        all->is_short = true;
}

void passage_add_line(passage *all, wchar_t *text)
{
    passage_add(all, text);
    passage_add_gap(all);
}
