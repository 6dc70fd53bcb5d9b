#include "shellext/window/judging.h"

#include <stdlib.h>

#include "core/batch/batch.h"
#include "core/platform/directory.h"
#include "core/report/report.h"
#include "shellext/window/reading.h"
#include "shellext/window/strings.h"
#include "shellext/window/trust.h"

typedef struct judging {
    targets *all;
    path_list anchors;
    job *work; /* borrowed: the job that runs this */
    trust *by;
} judging;

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const judging *self = context;
    reading file;
    const tr_verify_options options = reading_begin(&file, self->work, &self->by->options);
    tr_verification *verification = NULL;
    tr_status status = tr_verify_path(&verification, path, &options, err);

    (void)root_size;
    reading_end(&file);
    *result = verification;
    return status;
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    const judging *self = context;

    (void)path;
    job_hand_over(self->work,
                  row_of_verification(self->by, result, tr_report_passes_over(result, is_named)));
}

static void fail(void *context, const char *path, const tr_error *failure)
{
    const judging *self = context;

    job_hand_over(self->work, row_of_failure(path, failure));
}

static bool is_stopped(void *context)
{
    const judging *self = context;

    return job_is_stopped(self->work);
}

static unsigned threads_for(const path_list *paths)
{
    return paths->count == 1 && tr_path_kind_of(paths->items[0]) == TR_PATH_FILE ? 2 : 1;
}

static void go_through(judging *self, const path_list *paths)
{
    const tr_batch_tasks tasks = {
        .work = judge, .finish = finish, .fail = fail, .is_stopped = is_stopped, .context = self
    };
    const char *const *items = (const char *const *)paths->items;
    bool is_complete;
    tr_error err;

    job_expect(self->work, tr_batch_count(items, paths->count, &tasks));
    if (tr_batch_run(&is_complete, items, paths->count, &tasks, 0, &err) != TR_OK)
        job_fail(self->work, &err);
}

static void run(job *work, void *context)
{
    judging *self = context;
    const path_list *paths;
    tr_error err;

    self->work = work;
    if (targets_get(&paths, self->all, &err) != TR_OK)
        job_fail(work, &err);
    if (trust_open(&self->by, &self->anchors, strings_language(), threads_for(paths), &err) ==
        TR_OK)
        go_through(self, paths);
    else
        job_fail(work, &err);
    trust_release(self->by);
}

static void free_judging(void *context)
{
    judging *self = context;

    targets_release(self->all);
    path_list_clear(&self->anchors);
    free(self);
}

job *judging_start(HWND window, const arguments *given, targets *all)
{
    judging *self = calloc(1, sizeof(*self));
    const job_task task = { run, free_judging, self };

    if (!self || !path_list_copy(&self->anchors, &given->anchors)) {
        free(self);
        return NULL;
    }
    self->all = targets_share(all);
    return job_start(window, &task);
}
