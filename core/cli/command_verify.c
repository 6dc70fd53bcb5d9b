#include "core/cli/batch.h"
#include "core/cli/command.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"

typedef struct judging {
    session *run;
    tr_verify_options options;
} judging;

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const judging *all = context;
    tr_verification *verification = NULL;
    tr_status status = tr_verify_path(&verification, path, &all->options, err);

    (void)root_size;
    *result = verification;
    return status;
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    judging *all = context;
    session *run = all->run;
    tr_verification *verification = result;

    (void)path;
    progress_clear(&run->shown);
    if (tr_report_passes_over(verification, is_named)) {
        tr_report_passed_over(run->report, verification);
    } else {
        tr_report_file(run->report, verification);
        if (tr_report_verdict(run->report, verification) != TR_TRUSTED)
            run->has_fault = true;
    }
    progress_add(&run->shown, verification->size);
    tr_verification_free(verification);
}

static int verify(const settings *given)
{
    session run;
    trust_input input;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (trust_input_open(&input, &run)) {
        judging all = { &run, trust_input_options(&input, given, batch_threads(&run)) };
        const batch_tasks tasks = { .work = judge, .finish = finish, .context = &all };

        batch_run(&run, &tasks, given->jobs);
    } else {
        run.is_incomplete = true;
    }
    trust_input_close(&input);
    return session_close(&run, TR_REPORT_ABOUT_FILES);
}

const command verify_command = {
    .name = "verify",
    .arguments = "PATH...",
    .summary = "judge the signatures of files, and of folders with all below them",
    .description =
        "Judges the signatures of files, and of folders with all below them: whether each\n"
        "file is unchanged, who signed it and when, and whether this machine trusts that.\n"
        "\n"
        "A file met in a folder that cannot carry a signature, such as a text, is passed\n"
        "over and is no fault, unless its name ends like that of a program.\n",
    .options =
        (const option *const[]){ report_options, store_options, disk_options, judging_options,
                                 jobs_options, session_options, help_options, NULL },
    .run = verify,
};
