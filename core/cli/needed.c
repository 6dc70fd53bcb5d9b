#include "core/cli/needed.h"

#include <stdlib.h>
#include <time.h>

#include "core/cli/batch.h"
#include "core/cli/interrupt.h"
#include "core/trust/root_update.h"

typedef struct gathering {
    session *run;
    tr_verify_options options;
    tr_needs *needs;
} gathering;

static tr_status judge(void *context, void **result, const char *path, size_t root_size,
                       tr_error *err)
{
    const gathering *all = context;
    tr_verification *verification = NULL;
    tr_status status = tr_verify_path(&verification, path, &all->options, err);

    (void)root_size;
    *result = verification;
    return status;
}

static void add(void *context, const char *path, bool is_named, void *result)
{
    gathering *all = context;
    tr_verification *verification = result;
    tr_error err;

    (void)path, (void)is_named;
    if (tr_needs_add(all->needs, verification, &err) != TR_OK) {
        session_fail(all->run, &err);
        interrupt_raise();
    }
    progress_add(&all->run->shown, verification->size);
    tr_verification_free(verification);
}

/* The files are gone through as if the command had named nothing else. */
static bool gather(needed *out, session *run, const trust_input *input, const text_list *files)
{
    const settings *given = run->given;
    settings for_files = *given;
    gathering all = { .run = run, .needs = out->needs };
    const batch_tasks tasks = { .work = judge, .finish = add, .context = &all };
    tr_error err;

    for_files.paths = *files;
    run->given = &for_files;
    all.options = trust_input_options(input, given, batch_threads(run));
    all.options.asks_windows = false;
    batch_run(run, &tasks, given->jobs);
    run->given = given;
    if (tr_needs_is_full(out->needs)) {
        tr_error_set(&err, TR_ERR_UNSUPPORTED, 0,
                     "the files need more than %zu certificates: the rest is left out",
                     TR_NEEDS_MAX);
        session_fail(run, &err);
    }
    return !run->is_incomplete;
}

tr_comparison_base needed_base(const trust_input *input, const settings *given)
{
    /* Of stores in files nobody can say what the Windows they belong to does. */
    return (tr_comparison_base){
        .store = input->store,
        .trust_list = trust_input_options(input, given, 1).trust_list,
        .update = given->anchors.count == 0 && !given->store ? tr_root_update_of(input->registry)
                                                             : TR_ROOT_UPDATE_NONE,
        .now = given->at.is_given ? given->at.time : time(NULL),
    };
}

static tr_status compare(needed *out, const trust_input *input, const settings *given,
                         tr_error *err)
{
    const tr_comparison_base base = needed_base(input, given);
    tr_status status;

    if (!out->needs)
        return tr_comparison_make(&out->rows, &out->count, input->catalogue,
                                  (tr_profile)given->profile, &base, err);
    status = tr_needs_rows(&out->rows, &out->count, out->needs, err);
    return status == TR_OK ? tr_comparison_fill(out->rows, out->count, &base, err) : status;
}

bool needed_open(needed *out, session *run, const trust_input *input, const text_list *files)
{
    tr_error err;
    tr_status status = TR_OK;

    *out = (needed){ .needs = NULL };
    if (files->count > 0) {
        status = tr_needs_new(&out->needs, &err);
        if (status == TR_OK && !gather(out, run, input, files))
            return false;
    } else if (!input->catalogue) {
        return false;
    }
    if (status == TR_OK)
        status = compare(out, input, run->given, &err);
    if (status != TR_OK)
        session_fail(run, &err);
    return status == TR_OK;
}

void needed_close(needed *list)
{
    free(list->rows);
    tr_needs_free(list->needs);
}
