#include "core/cli/renaming.h"

#include "core/cli/batch.h"
#include "core/cli/command.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/restore/renamed_file.h"

typedef struct renaming {
    session *run;
    renaming_mode mode;
    tr_verify_options options;
} renaming;

static tr_status handle(void *context, void **result, const char *path, tr_error *err)
{
    const renaming *all = context;
    tr_renamed_file *file = NULL;
    tr_status status;

    if (!tr_renamed_file_is(path))
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "'%s' is not a renamed file: its name does not end in _invalid", path);
    status = tr_renamed_file_handle(&file, path, all->mode == RENAMING_RESTORE, &all->options, err);
    *result = file;
    return status;
}

static bool is_fault(const tr_renamed_file *file, renaming_mode mode)
{
    switch (mode) {
    case RENAMING_LIST:
        return true;
    case RENAMING_DRY_RUN:
        return file->action != TR_RENAMED_RESTORE;
    case RENAMING_RESTORE:
        break;
    }
    return !file->is_restored;
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    const renaming *all = context;
    session *run = all->run;
    tr_renamed_file *file = result;

    (void)is_named;
    progress_clear(&run->shown);
    tr_report_renamed(run->report, path, file, all->mode != RENAMING_RESTORE);
    progress_add(&run->shown, file->verification->size);
    if (is_fault(file, all->mode))
        run->has_fault = true;
    tr_renamed_file_free(file);
}

int renaming_run(const settings *given, renaming_mode mode, unsigned jobs)
{
    session run;
    trust_input input;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (trust_input_open(&input, &run)) {
        renaming all = { &run, mode, trust_input_options(&input, given, batch_threads(&run)) };
        const batch_tasks tasks = {
            .wants = tr_renamed_file_is, .work = handle, .finish = finish, .context = &all
        };

        batch_run(&run, &tasks, jobs);
    } else {
        run.is_incomplete = true;
    }
    trust_input_close(&input);
    return session_close(&run, mode == RENAMING_RESTORE ? TR_REPORT_ABOUT_RESTORED
                                                        : TR_REPORT_ABOUT_PLAN);
}
