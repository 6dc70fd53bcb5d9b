#include "core/cli/batch.h"

#include <stdlib.h>
#include <string.h>

#include "core/cli/interrupt.h"
#include "core/platform/directory.h"
#include "core/platform/parallel.h"

typedef struct batch {
    session *run;
    const batch_tasks *tasks;
    tr_parallel *parallel;
    bool is_cut;      /* paths were left out, because the user said stop */
    tr_error failure; /* of going through folders */
    size_t root_size; /* of the folder that is gone through; 0: none is */
} batch;

typedef struct item {
    bool is_named; /* on the command line, not met in a folder */
    size_t root_size;
    bool is_left; /* not worked on, because the user said stop */
    tr_status status;
    tr_error failure;
    void *result;
    char path[];
} item;

static void work(void *context, void *entry)
{
    const batch *all = context;
    item *one = entry;

    if (one->status != TR_OK)
        return;
    one->is_left = interrupt_is_pending();
    if (!one->is_left)
        one->status = all->tasks->work(all->tasks->context, &one->result, one->path, one->root_size,
                                       &one->failure);
}

static void finish(void *context, void *entry)
{
    const batch *all = context;
    item *one = entry;

    if (one->is_left)
        all->run->is_incomplete = true;
    else if (one->status != TR_OK)
        session_fail_path(all->run, one->path, &one->failure);
    else
        all->tasks->finish(all->tasks->context, one->path, one->is_named, one->result);
    if (tr_report_status(all->run->report, NULL) != TR_OK)
        interrupt_raise(); /* nobody can read what would follow */
    free(one);
}

static bool add(batch *all, const char *path, bool is_named, const tr_error *failure)
{
    size_t size = strlen(path) + 1;
    item *one;

    all->is_cut = interrupt_is_pending();
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

static void go_through(batch *all, const text_list *paths)
{
    for (size_t index = 0; index < paths->count; index++) {
        const char *path = paths->items[index];
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

static bool count_one(void *context, const char *path, const tr_error *failure)
{
    const batch *all = context;

    if (!failure && (!all->tasks->wants || all->tasks->wants(path)))
        all->run->shown.all_files++;
    return !interrupt_is_pending();
}

/* For a person who waits: how many files there are. Names alone are quickly gone through. */
static void count_all(batch *all, const text_list *paths)
{
    for (size_t index = 0; index < paths->count; index++) {
        if (tr_path_kind_of(paths->items[index]) == TR_PATH_FOLDER)
            tr_directory_walk(paths->items[index], count_one, all, NULL);
        else
            all->run->shown.all_files++;
    }
}

void batch_run(session *run, const batch_tasks *tasks, unsigned jobs)
{
    batch all = { .run = run, .tasks = tasks };
    const tr_parallel_tasks parallel = { work, finish, &all };
    tr_error err;

    if (tr_parallel_start(&all.parallel, jobs, &parallel, &err) != TR_OK) {
        session_fail(run, &err);
        return;
    }
    if (run->shown.is_shown)
        count_all(&all, &run->given->paths);
    go_through(&all, &run->given->paths);
    tr_parallel_finish(all.parallel);
    if (all.is_cut)
        run->is_incomplete = true;
    if (all.failure.status != TR_OK)
        session_fail(run, &all.failure);
}

unsigned batch_threads(const session *run)
{
    const text_list *paths = &run->given->paths;

    return paths->count == 1 && tr_path_kind_of(paths->items[0]) == TR_PATH_FILE ? 2 : 1;
}
