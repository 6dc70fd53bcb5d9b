#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/signable_name.h"
#include "core/cli/batch.h"
#include "core/cli/checkup_parts.h"
#include "core/cli/interrupt.h"
#include "core/platform/path.h"
#include "core/restore/quarantine.h"
#include "core/restore/restore.h"

/* So many files that could not be read are named. */
#define MOST_NAMED 20

/* Judging files, and what restoring those that were renamed would do. */
typedef struct surveying {
    checkup *all;
    tr_verify_options verify;
    tr_renamed_options judging;
    tr_restore *plan;
    uint64_t failures;
} surveying;

/* A file, judged; one of both. */
typedef struct judged {
    tr_renamed_file *renamed;
    tr_verification *verification;
} judged;

static bool wants(const char *path)
{
    char *absolute = NULL;
    bool is_wanted = tr_renamed_file_is(path) || tr_signable_name(path, strlen(path));

    if (is_wanted && tr_path_absolute(&absolute, path, NULL) == TR_OK)
        is_wanted = !tr_quarantine_holds(absolute);
    free(absolute);
    return is_wanted;
}

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const surveying *now = context;
    judged *one = calloc(1, sizeof(*one));
    tr_status status;

    if (!one)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
    if (tr_renamed_file_is(path))
        status = tr_renamed_file_judge(&one->renamed, path, root_size, &now->judging, err);
    else
        status = tr_verify_path(&one->verification, path, &now->verify, err);
    if (status != TR_OK) {
        free(one);
        one = NULL;
    }
    *result = one;
    return status;
}

static void survey(checkup *all, const char *path, const tr_verification *verification,
                   const tr_renamed_file *renamed)
{
    session *run = all->run;
    tr_error err;

    if (tr_file_survey_add(all->survey, path, verification, renamed, run->given->policy == 1,
                           &err) != TR_OK) {
        session_fail(run, &err);
        interrupt_raise();
    }
    tr_report_judged_again(run->report, verification);
    progress_add(&run->shown, verification->size);
}

static void fail(void *context, const char *path, const tr_error *failure)
{
    surveying *now = context;

    if (now->failures++ < MOST_NAMED)
        tr_diagnosis_fail(now->all->diagnosis, path, failure);
}

static void note_unnamed(const surveying *now)
{
    tr_error err;

    if (now->failures <= MOST_NAMED)
        return;
    tr_error_set(&err, TR_ERR_IO, 0, "%" PRIu64 " more could not be looked at",
                 now->failures - MOST_NAMED);
    tr_diagnosis_fail(now->all->diagnosis, TR_WORDS("files of the product"), &err);
}

static void take_planned(void *context, tr_renamed_file *file)
{
    surveying *now = context;
    checkup *all = now->all;

    if (file->failure.status != TR_OK) {
        session_fail_path(all->run, file->path, &file->failure);
        fail(now, file->path, &file->failure);
    }
    survey(all, file->path, file->verification, file);
    tr_renamed_file_free(file);
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    const surveying *now = context;
    checkup *all = now->all;
    judged *one = result;
    tr_error err;

    (void)is_named;
    if (one->renamed && tr_restore_add(now->plan, one->renamed, &err) != TR_OK) {
        session_fail(all->run, &err);
        interrupt_raise();
    } else if (one->verification) {
        survey(all, path, one->verification, NULL);
    }
    tr_verification_free(one->verification);
    free(one);
}

static void go_through(surveying *now)
{
    session *run = now->all->run;
    const settings *given = run->given;
    settings for_folders = *given;
    const batch_tasks tasks = {
        .wants = wants, .work = judge, .finish = finish, .fail = fail, .context = now
    };
    tr_error err;

    for_folders.paths = now->all->folders;
    run->given = &for_folders;
    batch_run(run, &tasks, given->jobs);
    run->given = given;
    if (tr_restore_finish(now->plan, &err) != TR_OK)
        session_fail(run, &err);
    note_unnamed(now);
}

bool checkup_survey(checkup *all)
{
    surveying now = { .all = all, .verify = trust_input_options(&all->input, all->run->given, 1) };
    const tr_restore_options options = {
        .verify = &now.verify, .parks = true, .done = take_planned, .context = &now
    };
    tr_error err;
    tr_status status = tr_file_survey_new(&all->survey, &err);

    now.verify.asks_windows = false;
    now.judging = (tr_renamed_options){ .verify = &now.verify };
    if (status == TR_OK)
        status = tr_restore_new(&now.plan, &options, &err);
    if (status == TR_OK)
        go_through(&now);
    else
        session_fail(all->run, &err);
    return status == TR_OK;
}
