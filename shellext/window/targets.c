#include "shellext/window/targets.h"

#include <stdlib.h>

#include <windows.h>

#include "shellext/window/selection_input.h"

struct targets {
    volatile LONG references;
    CRITICAL_SECTION lock; /* of reading the selection */
    bool has_selection;    /* it is not read yet */
    path_list paths;
    unsigned left_out;
    tr_error failure;
};

targets *targets_new(path_list *paths, bool has_selection)
{
    targets *all = calloc(1, sizeof(*all));

    if (!all)
        return NULL;
    all->references = 1;
    InitializeCriticalSection(&all->lock);
    all->paths = *paths;
    all->has_selection = has_selection;
    *paths = (path_list){ 0 };
    return all;
}

targets *targets_share(targets *all)
{
    InterlockedIncrement(&all->references);
    return all;
}

void targets_release(targets *all)
{
    if (!all || InterlockedDecrement(&all->references) > 0)
        return;
    DeleteCriticalSection(&all->lock);
    path_list_clear(&all->paths);
    free(all);
}

tr_status targets_get(const path_list **out, targets *all, tr_error *err)
{
    EnterCriticalSection(&all->lock);
    if (all->has_selection)
        selection_input_read(&all->paths, &all->left_out, &all->failure);
    all->has_selection = false;
    LeaveCriticalSection(&all->lock);
    *out = &all->paths;
    if (all->failure.status != TR_OK && err)
        *err = all->failure;
    return all->failure.status;
}

unsigned targets_left_out(const targets *all)
{
    return all->left_out;
}
