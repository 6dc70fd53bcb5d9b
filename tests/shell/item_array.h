/* An item array as Explorer gives it to commands, of any number of items. */
#pragma once

#include <windows.h>
#include <shlobj.h>

typedef struct item_array item_array;

/** Items with these paths, in a cycle if count is more than they are; a NULL is one without. */
item_array *item_array_new(const wchar_t *const *paths, size_t path_count, DWORD count);

IShellItemArray *item_array_interface(item_array *array);

/** How many names were asked for. */
LONG item_array_names_given(const item_array *array);

/** Give it up; false if somebody still holds it or one of its items. */
BOOL item_array_let_go(item_array *array);
