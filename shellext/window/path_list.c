#include "shellext/window/path_list.h"

#include <stdlib.h>
#include <string.h>

bool path_list_add(path_list *list, const char *path)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 16;
        char **larger = realloc(list->items, capacity * sizeof(*larger));

        if (!larger)
            return false;
        list->items = larger;
        list->capacity = capacity;
    }
    list->items[list->count] = strdup(path);
    if (!list->items[list->count])
        return false;
    list->count++;
    return true;
}

bool path_list_copy(path_list *out, const path_list *list)
{
    *out = (path_list){ 0 };
    for (size_t index = 0; index < list->count; index++) {
        if (!path_list_add(out, list->items[index])) {
            path_list_clear(out);
            return false;
        }
    }
    return true;
}

void path_list_clear(path_list *list)
{
    while (list->count > 0)
        free(list->items[--list->count]);
    free(list->items);
    *list = (path_list){ 0 };
}
