#include "core/batch/batch.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/parallel.h"

typedef struct batch {
    const tr_batch_tasks *tasks;
    tr_parallel *parallel;
    bool is_cut;      /* paths were left out */
    bool is_left;     /* some that were added were not worked on */
    tr_error failure; /* of going through folders */
    size_t root_size; /* of the folder that is gone through; 0: none is */
} batch;

typedef struct item {
    bool is_named; /* in the list, not met in a folder */
    size_t root_size;
    bool is_left; /* not worked on */
    tr_status status;
    tr_error failure;
    void *result;
    char path[];
} item;

static bool is_stopped(const batch *all)
{
    return all->tasks->is_stopped(all->tasks->context);
}

static void work(void *context, void *entry)
{
    const batch *all = context;
    item *one = entry;

    if (one->status != TR_OK)
        return;
    one->is_left = is_stopped(all);
    if (one->is_left)
        return;
    one->status = all->tasks->work(all->tasks->context, &one->result, one->path, one->root_size,
                                   &one->failure);
    one->is_left = one->status == TR_ERR_CANCELLED;
}

static void finish(void *context, void *entry)
{
    batch *all = context;
    item *one = entry;

    if (one->is_left)
        all->is_left = true;
    else if (one->status != TR_OK)
        all->tasks->fail(all->tasks->context, one->path, &one->failure);
    else
        all->tasks->finish(all->tasks->context, one->path, one->is_named, one->result);
    free(one);
}

static bool add(batch *all, const char *path, bool is_named, const tr_error *failure)
{
    size_t size = strlen(path) + 1;
    item *one;

    all->is_cut = is_stopped(all);
    if (all->is_cut)
        return false;
    one = calloc(1, sizeof(*one) + size);
    if (!one) {
        tr_error_set(&all->failure, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
        return false;
    }
    memcpy(one->path, path, size);
    one->is_named = is_named;
    one->root_size = is_named ? 0 : all->root_size;
    if (failure) {
        one->status = failure->status;
        one->failure = *failure;
    }
    tr_parallel_add(all->parallel, one);
    return true;
}

static bool visit(void *context, const char *path, const tr_error *failure)
{
    batch *all = context;

    if (!failure && all->tasks->wants && !all->tasks->wants(path))
        return true;
    return add(all, path, false, failure);
}

static void go_through(batch *all, const char *const *paths, size_t count)
{
    for (size_t index = 0; index < count; index++) {
        const char *path = paths[index];
        bool goes_on = true;

        all->root_size = strlen(path);
        if (tr_path_kind_of(path) == TR_PATH_FOLDER)
            goes_on = tr_directory_walk(path, visit, all, &all->failure) == TR_OK && !all->is_cut;
        else
            goes_on = add(all, path, true, NULL);
        if (!goes_on)
            break;
    }
}

tr_status tr_batch_run(bool *is_complete, const char *const *paths, size_t count,
                       const tr_batch_tasks *tasks, unsigned jobs, tr_error *err)
{
    batch all = { .tasks = tasks };
    const tr_parallel_tasks parallel = { work, finish, &all };
    tr_status status = tr_parallel_start(&all.parallel, jobs, &parallel, err);

    if (status != TR_OK)
        return status;
    go_through(&all, paths, count);
    tr_parallel_finish(all.parallel);
    *is_complete = !all.is_cut && !all.is_left;
    if (all.failure.status != TR_OK && err)
        *err = all.failure;
    return all.failure.status;
}

typedef struct counting {
    const tr_batch_tasks *tasks;
    uint64_t files;
} counting;

static bool count_one(void *context, const char *path, const tr_error *failure)
{
    counting *all = context;

    if (!failure && (!all->tasks->wants || all->tasks->wants(path)))
        all->files++;
    return !all->tasks->is_stopped(all->tasks->context);
}

uint64_t tr_batch_count(const char *const *paths, size_t count, const tr_batch_tasks *tasks)
{
    counting all = { tasks, 0 };

    for (size_t index = 0; index < count; index++) {
        if (tr_path_kind_of(paths[index]) == TR_PATH_FOLDER)
            tr_directory_walk(paths[index], count_one, &all, NULL);
        else
            all.files++;
    }
    return all.files;
}
