#include "core/registry/system_disk.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/folder.h"
#include "core/platform/path.h"
#include "core/platform/path_search.h"

static tr_status no_memory(const char *root, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", root);
}

/* The parts of a path with '/' between them, to free(); "" if one of them leads up. */
static char *parts_of(const char *path)
{
    char *out = calloc(1, strlen(path) + 1);
    size_t size = 0;

    for (path += strspn(path, "/\\"); out && *path; path += strspn(path, "/\\")) {
        size_t length = strcspn(path, "/\\");

        if (length == 2 && memcmp(path, "..", 2) == 0) {
            out[0] = '\0';
            return out;
        }
        if (size > 0)
            out[size++] = '/';
        memcpy(out + size, path, length);
        size += length;
        path += length;
    }
    return out;
}

/* Whether a path is below root also with all links of its folders resolved. */
static tr_status check_inside(bool *is_inside, const char *root, const char *path, tr_error *err)
{
    /* Of a folder all parts are to be resolved, hence a name in it, there or not. */
    char *inner = tr_path_kind_of(path) == TR_PATH_FOLDER ? tr_path_join(path, "x") : strdup(path);
    char *base = tr_path_join(root, "x");
    char *absolute = NULL, *absolute_base = NULL;
    tr_status status = inner && base ? TR_OK : no_memory(root, err);

    if (status == TR_OK)
        status = tr_path_absolute(&absolute_base, base, err);
    if (status == TR_OK)
        status = tr_path_absolute(&absolute, inner, err);
    if (status == TR_OK)
        *is_inside = strncmp(absolute, absolute_base, tr_path_name(absolute_base)) == 0;
    free(absolute_base);
    free(absolute);
    free(base);
    free(inner);
    return status;
}

tr_status tr_system_disk_find(char **out, const char *root, const char *path, tr_error *err)
{
    char *parts = parts_of(path);
    char *found = NULL;
    bool is_inside = false;
    tr_status status = TR_ERR_NOT_FOUND;

    *out = NULL;
    if (!parts)
        return no_memory(root, err);
    if (*parts)
        status = tr_path_search(&found, root, parts, err);
    if (status == TR_OK)
        status = check_inside(&is_inside, root, found, err);
    if (status == TR_OK && is_inside && tr_path_kind_of(found) != TR_PATH_MISSING) {
        *out = found;
        found = NULL;
    }
    free(found);
    free(parts);
    return status == TR_ERR_NOT_FOUND ? TR_OK : status;
}

tr_status tr_system_disk_find_hive(char **out, const char *root, const char *name, tr_error *err)
{
    char *folder = NULL;
    tr_status status = tr_system_disk_find(&folder, root, "Windows/System32/config", err);

    *out = NULL;
    if (status == TR_OK && folder)
        status = tr_system_disk_find(out, folder, name, err);
    free(folder);
    return status;
}

/* The names of the folders in a folder. */
typedef struct name_list {
    char **names;
    size_t count;
} name_list;

static bool add_name(void *context, const char *name, bool is_folder)
{
    name_list *list = context;
    char **names;

    if (!is_folder)
        return true;
    names = realloc(list->names, (list->count + 1) * sizeof(*names));
    if (!names)
        return false;
    list->names = names;
    names[list->count] = strdup(name);
    return names[list->count] && ++list->count;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static tr_status list_folders(name_list *out, const char *path, tr_error *err)
{
    tr_folder *folder = NULL;
    tr_status status = tr_folder_open(&folder, NULL, path, path, err);

    if (status == TR_OK)
        status = tr_folder_list(folder, path, add_name, out, err);
    tr_folder_close(folder);
    if (out->count > 0)
        qsort(out->names, out->count, sizeof(*out->names), compare_names);
    return status;
}

static bool visit_user(const char *users, const char *user, const char *name,
                       tr_system_disk_visit *visit, void *context)
{
    char *folder = tr_path_join(users, user);
    char *path = NULL;
    tr_error failure;
    bool wants_more = true;
    tr_status status =
        folder ? tr_system_disk_find(&path, folder, name, &failure) : no_memory(users, &failure);

    if (status != TR_OK)
        wants_more = visit(context, user, NULL, &failure);
    else if (path)
        wants_more = visit(context, user, path, NULL);
    free(path);
    free(folder);
    return wants_more;
}

tr_status tr_system_disk_walk_users(const char *root, const char *name, tr_system_disk_visit *visit,
                                    void *context, tr_error *err)
{
    name_list users = { NULL, 0 };
    char *folder = NULL;
    tr_status status = tr_system_disk_find(&folder, root, "Users", err);

    if (status == TR_OK && folder)
        status = list_folders(&users, folder, err);
    for (size_t index = 0; index < users.count && status == TR_OK; index++) {
        if (!visit_user(folder, users.names[index], name, visit, context))
            break;
    }
    for (size_t index = 0; index < users.count; index++)
        free(users.names[index]);
    free(users.names);
    free(folder);
    return status;
}
