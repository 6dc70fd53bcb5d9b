/* Paths in UTF-8, in a list that grows. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** All zero is the empty list. */
typedef struct path_list {
    char **items; /* owned */
    size_t count;
    size_t capacity;
} path_list;

/** Add a copy; false when out of memory. */
bool path_list_add(path_list *list, const char *path);

/** Copy a list; false when out of memory, and then *out is empty. */
bool path_list_copy(path_list *out, const path_list *list);

void path_list_clear(path_list *list);
