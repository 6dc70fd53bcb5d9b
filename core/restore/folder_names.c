#include "core/restore/folder_names.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/folder.h"

/* A hash table with open addressing; room is a power of two, and never full. */
struct tr_folder_names {
    char *folder; /* whose names these are; NULL: none yet */
    char **slots;
    size_t room;
    size_t count;
};

static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool is_same(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b))
        a++, b++;
    return fold(*a) == fold(*b);
}

/* FNV-1a */
static uint64_t hash_of(const char *name)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);

    for (; *name; name++)
        hash = (hash ^ (unsigned char)fold(*name)) * UINT64_C(0x100000001B3);
    return hash ^ hash >> 32;
}

static void place(tr_folder_names *names, char *name)
{
    size_t at = (size_t)hash_of(name) & (names->room - 1);

    while (names->slots[at])
        at = (at + 1) & (names->room - 1);
    names->slots[at] = name;
}

static bool grow(tr_folder_names *names)
{
    char **old = names->slots;
    size_t room = names->room;

    names->slots = calloc(room ? room * 2 : 64, sizeof(*old));
    if (!names->slots) {
        names->slots = old;
        return false;
    }
    names->room = room ? room * 2 : 64;
    for (size_t index = 0; index < room; index++) {
        if (old[index])
            place(names, old[index]);
    }
    free(old);
    return true;
}

static bool add_name(void *context, const char *name, bool is_folder)
{
    tr_folder_names *names = context;
    char *copy;

    (void)is_folder;
    if (names->count + names->count / 2 >= names->room && !grow(names))
        return false;
    copy = strdup(name);
    if (!copy)
        return false;
    place(names, copy);
    names->count++;
    return true;
}

static void clear(tr_folder_names *names)
{
    for (size_t index = 0; index < names->room; index++)
        free(names->slots[index]);
    free(names->slots);
    free(names->folder);
    names->slots = NULL;
    names->folder = NULL;
    names->room = names->count = 0;
}

tr_status tr_folder_names_new(tr_folder_names **out, tr_error *err)
{
    *out = calloc(1, sizeof(**out));
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare names");
}

void tr_folder_names_free(tr_folder_names *names)
{
    if (!names)
        return;
    clear(names);
    free(names);
}

static tr_status list(tr_folder_names *names, tr_error *err)
{
    tr_folder *folder = NULL;
    tr_status status = tr_folder_open(&folder, NULL, names->folder, names->folder, err);

    if (status == TR_OK)
        status = tr_folder_list(folder, names->folder, add_name, names, err);
    tr_folder_close(folder);
    return status;
}

/* Have the names of the folder that path is in. */
static tr_status turn_to(tr_folder_names *names, const char *path, tr_error *err)
{
    size_t size = tr_path_name(path);
    tr_status status;

    if (names->folder && strlen(names->folder) == size && memcmp(names->folder, path, size) == 0)
        return TR_OK;
    clear(names);
    names->folder = calloc(1, size + 1);
    if (!names->folder)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look beside '%s'", path);
    memcpy(names->folder, path, size);
    status = list(names, err);
    if (status != TR_OK)
        clear(names);
    return status;
}

tr_status tr_folder_names_find(const char **out, tr_folder_names *names, const char *path,
                               tr_error *err)
{
    const char *name = path + tr_path_name(path);
    tr_status status = turn_to(names, path, err);

    *out = NULL;
    if (status != TR_OK || names->room == 0)
        return status;
    for (size_t at = (size_t)hash_of(name) & (names->room - 1); names->slots[at] && !*out;
         at = (at + 1) & (names->room - 1)) {
        if (is_same(names->slots[at], name) && strcmp(names->slots[at], name) != 0)
            *out = names->slots[at];
    }
    return TR_OK;
}

tr_status tr_folder_names_add(tr_folder_names *names, const char *path, tr_error *err)
{
    tr_status status = turn_to(names, path, err);

    if (status == TR_OK && !add_name(names, path + tr_path_name(path), false))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look beside '%s'", path);
    return status;
}
