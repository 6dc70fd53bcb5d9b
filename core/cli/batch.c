#include "core/cli/batch.h"

#include "core/batch/batch.h"
#include "core/cli/interrupt.h"
#include "core/platform/directory.h"

typedef struct batch {
    session *run;
    const batch_tasks *tasks;
} batch;

static tr_status work(void *context, void **result, const char *path, size_t root_size,
                      tr_error *err)
{
    const batch *all = context;

    return all->tasks->work(all->tasks->context, result, path, root_size, err);
}

/* Where nobody can read what would follow, it ends. */
static void stop_if_unread(const batch *all)
{
    if (tr_report_status(all->run->report, NULL) != TR_OK)
        interrupt_raise();
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    const batch *all = context;

    all->tasks->finish(all->tasks->context, path, is_named, result);
    stop_if_unread(all);
}

static void fail(void *context, const char *path, const tr_error *failure)
{
    const batch *all = context;

    session_fail_path(all->run, path, failure);
    if (all->tasks->fail)
        all->tasks->fail(all->tasks->context, path, failure);
    stop_if_unread(all);
}

static bool is_stopped(void *context)
{
    (void)context;
    return interrupt_is_pending();
}

void batch_run(session *run, const batch_tasks *tasks, unsigned jobs)
{
    const text_list *paths = &run->given->paths;
    batch all = { run, tasks };
    const tr_batch_tasks each = { tasks->wants, work, finish, fail, is_stopped, &all };
    bool is_complete = false;
    tr_error err;

    if (run->shown.is_shown)
        run->shown.all_files += tr_batch_count(paths->items, paths->count, &each);
    if (tr_batch_run(&is_complete, paths->items, paths->count, &each, jobs, &err) != TR_OK)
        session_fail(run, &err);
    if (!is_complete)
        run->is_incomplete = true;
}

unsigned batch_threads(const session *run)
{
    const text_list *paths = &run->given->paths;

    return paths->count == 1 && tr_path_kind_of(paths->items[0]) == TR_PATH_FILE ? 2 : 1;
}
