#include <stdlib.h>

#include "core/cli/checkup_parts.h"

void checkup_fail(checkup *all, const char *what, const tr_error *failure)
{
    session_fail(all->run, failure);
    tr_diagnosis_fail(all->diagnosis, what, failure);
}

void checkup_for_each(checkup *all, void (*look)(checkup *all, const tr_installation *one))
{
    for (size_t list = 0; list < all->installed_count; list++) {
        for (size_t index = 0; index < all->installed[list].count; index++)
            look(all, &all->installed[list].items[index]);
    }
}

size_t checkup_count(const checkup *all)
{
    size_t count = 0;

    for (size_t list = 0; list < all->installed_count; list++)
        count += all->installed[list].count;
    return count;
}

const tr_installation *checkup_server(const checkup *all)
{
    const tr_installation *server = NULL;

    for (size_t list = 0; list < all->installed_count && !server; list++)
        server = tr_installations_of(&all->installed[list], TR_INSTALLATION_SERVER);
    return server;
}

static bool find_in(checkup *all, const char *folder)
{
    const tr_installation_place place = { folder, all->run->given->system_root };
    tr_error err;

    if (tr_installations_find(&all->installed[all->installed_count], &place, &err) != TR_OK) {
        session_fail(all->run, &err);
        return false;
    }
    all->installed_count++;
    return true;
}

static bool find_all(checkup *all)
{
    const text_list *named = &all->run->given->installations;
    bool is_good = true;
    tr_error err;

    all->installed = calloc(named->count + 1, sizeof(*all->installed));
    if (!all->installed) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to look for the product");
        session_fail(all->run, &err);
        return false;
    }
    for (size_t index = 0; index < named->count && is_good; index++)
        is_good = find_in(all, named->items[index]);
    return is_good && (named->count > 0 || find_in(all, NULL));
}

static void note_folder(checkup *all, const tr_installation *one)
{
    tr_error err;

    if (one->has_folder) {
        all->folders.items[all->folders.count++] = one->folder;
        return;
    }
    tr_error_set(&err, TR_ERR_NOT_FOUND, 0, "the folder '%s', which %s names, is not there",
                 one->folder, one->folder_source ? one->folder_source : "the registry");
    checkup_fail(all, "the product's folder", &err);
}

static bool gather_folders(checkup *all)
{
    tr_error err;

    all->folders.items = calloc(checkup_count(all) + 1, sizeof(*all->folders.items));
    if (!all->folders.items) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to look at folders");
        session_fail(all->run, &err);
        return false;
    }
    checkup_for_each(all, note_folder);
    return true;
}

bool checkup_find(checkup *all)
{
    return find_all(all) && gather_folders(all);
}

void checkup_forget(checkup *all)
{
    for (size_t list = 0; list < all->installed_count; list++)
        tr_installations_clear(&all->installed[list]);
    free(all->installed);
    free(all->folders.items);
}
