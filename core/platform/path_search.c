#include "core/platform/path_search.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/folder.h"
#include "core/platform/path.h"

/* A name that is looked for in a listing. */
typedef struct name_search {
    const char *name;
    char *found; /* NULL: none yet */
    bool is_out_of_memory;
} name_search;

/* ASCII only: the names have no other letters, and locales must not matter. */
static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool tr_name_equal(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b))
        a++, b++;
    return fold(*a) == fold(*b);
}

static bool visit_name(void *context, const char *name, bool is_folder)
{
    name_search *search = context;

    (void)is_folder;
    if (!tr_name_equal(name, search->name) || (search->found && strcmp(search->found, name) < 0))
        return true;
    free(search->found);
    search->found = strdup(name);
    search->is_out_of_memory = !search->found;
    return !search->is_out_of_memory;
}

static tr_status no_memory(const char *folder, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", folder);
}

static tr_status not_there(const char *folder, const char *name, tr_error *err)
{
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no '%s' in '%s'", name, folder);
}

/* List the folder, since the name as it is written is not there. */
static tr_status search_listing(char **out, const char *path, const char *name, tr_error *err)
{
    name_search search = { .name = name };
    tr_folder *folder = NULL;
    tr_status status;

    if (tr_path_kind_of(path) != TR_PATH_FOLDER)
        return not_there(path, name, err);
    status = tr_folder_open(&folder, NULL, path, path, err);
    if (status == TR_OK)
        status = tr_folder_list(folder, path, visit_name, &search, err);
    tr_folder_close(folder);
    if (search.is_out_of_memory)
        status = no_memory(path, err);
    else if (status == TR_OK && !search.found)
        status = not_there(path, name, err);
    if (status == TR_OK && !(*out = tr_path_join(path, search.found)))
        status = no_memory(path, err);
    free(search.found);
    return status;
}

static tr_status search_one(char **out, const char *folder, const char *name, tr_error *err)
{
    char *path = tr_path_join(folder, name);

    if (!path)
        return no_memory(folder, err);
    if (tr_file_exists(path)) {
        *out = path;
        return TR_OK;
    }
    free(path);
    return search_listing(out, folder, name, err);
}

tr_status tr_path_search(char **out, const char *folder, const char *path, tr_error *err)
{
    char *found = strdup(folder);
    char *names = strdup(path);
    tr_status status = found && names ? TR_OK : no_memory(folder, err);
    char *next = names;

    while (status == TR_OK && next) {
        char *name = next;
        char *deeper = NULL;
        size_t size = strcspn(name, "/");

        next = name[size] ? name + size + 1 : NULL;
        name[size] = '\0';
        status = search_one(&deeper, found, name, err);
        if (status == TR_OK) {
            free(found);
            found = deeper;
        }
    }
    free(names);
    if (status == TR_OK)
        *out = found;
    else
        free(found);
    return status;
}
