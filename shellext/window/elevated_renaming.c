#include "shellext/window/elevated_renaming.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/win32/text.h"
#include "shellext/window/broker.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

typedef struct asking {
    job *work;
    trust *by;              /* NULL: changes are taken back */
    const path_list *paths; /* in the order of the request */
    bool *are_told;
} asking;

static bool is_stopped(void *context)
{
    const asking *all = context;

    return job_is_stopped(all->work);
}

static void fail(tr_error *out, const char *text)
{
    tr_error_set(out, TR_ERR_IO, 0, "%s", text ? text : "it was not done");
}

/* A text of ours where one of core's is expected. */
static void fail_by(tr_error *out, UINT id)
{
    wchar_t *text = text_of(id);
    char *utf8 = text ? tr_text_to_utf8(text, wcslen(text)) : NULL;

    fail(out, utf8);
    free(utf8);
    free(text);
}

/* Files -----------------------------------------------------------------------------------------
 */

/* The file as it is now; what the elevated process found of it is not handed over whole. */
static tr_renamed_file *file_of(const asking *all, const char *path, const tr_reply *reply)
{
    tr_renamed_file *file = calloc(1, sizeof(*file));
    bool is_done = reply->outcome == TR_OUTCOME_DONE;

    if (!file)
        return NULL;
    file->path = strdup(path);
    file->target = strdup(path);
    if (!file->path || !file->target) {
        tr_renamed_file_free(file);
        return NULL;
    }
    file->target[strlen(path) - strlen("_invalid")] = '\0';
    file->target_state = (tr_target_state)reply->target_state;
    file->action = is_done ? TR_RENAMED_RESTORE : TR_RENAMED_REFUSE;
    if (!is_done && file->target_state != TR_TARGET_FREE)
        file->action = TR_RENAMED_TARGET_EXISTS;
    file->is_restored = is_done;
    file->change = reply->change;
    if (!is_done && reply->outcome != TR_OUTCOME_REFUSED)
        fail(&file->failure, reply->text);
    tr_verify_path(&file->verification, is_done ? file->target : file->path, &all->by->options,
                   NULL);
    return file;
}

static void take_file(void *context, const tr_reply *reply)
{
    asking *all = context;
    tr_renamed_file *file = file_of(all, all->paths->items[reply->index], reply);
    row *made = file ? row_of_renamed(all->by, file, false) : NULL;

    if (made)
        made->is_elevated = true;
    all->are_told[reply->index] = true;
    job_hand_over(all->work, made);
}

static void tell_rest(const asking *all, const tr_error *why)
{
    for (size_t index = 0; index < all->paths->count; index++) {
        if (!all->are_told[index])
            job_hand_over(all->work, row_of_failure(all->paths->items[index], why));
    }
}

static bool make_request(tr_request *out, const path_list *paths)
{
    bool is_good = true;

    for (size_t index = 0; index < paths->count && is_good; index++)
        is_good = tr_request_add_path(out, paths->items[index]);
    return is_good && tr_request_seal(out);
}

void elevated_renaming_restore(job *work, HWND owner, trust *by, const path_list *paths)
{
    asking all = { work, by, paths, calloc(paths->count + 1, sizeof(*all.are_told)) };
    const broker_options options = {
        .owner = owner, .told = take_file, .is_stopped = is_stopped, .context = &all
    };
    tr_request request = { .action = TR_ACTION_RESTORE };
    broker_result result = BROKER_FAILED;
    tr_error err;

    if (!all.are_told) {
        job_hand_over(work, NULL);
        return;
    }
    tr_error_set(&err, TR_ERR_UNSUPPORTED, 0, "there are too many files");
    if (make_request(&request, paths))
        result = broker_ask(&request, &options, &err);
    if (result == BROKER_DECLINED)
        fail_by(&err, IDS_DECLINED);
    if (result != BROKER_DONE)
        tell_rest(&all, &err);
    tr_request_clear(&request);
    free(all.are_told);
}

/* Changes ---------------------------------------------------------------------------------------
 */

static void take_change(void *context, const tr_reply *reply)
{
    const asking *all = context;
    tr_error err;

    if (reply->outcome == TR_OUTCOME_DONE)
        return;
    fail(&err, reply->text);
    job_fail(all->work, &err);
}

void elevated_renaming_undo(job *work, HWND owner, const int64_t *changes, size_t count)
{
    asking all = { .work = work };
    const broker_options options = {
        .owner = owner, .told = take_change, .is_stopped = is_stopped, .context = &all
    };
    tr_request request = { .action = TR_ACTION_UNDO };
    broker_result result = BROKER_FAILED;
    bool is_good = true;
    tr_error err;

    tr_error_set(&err, TR_ERR_UNSUPPORTED, 0, "there are too many changes");
    for (size_t left = count; left > 0 && is_good; left--)
        is_good = tr_request_add_change(&request, changes[left - 1]);
    if (is_good && tr_request_seal(&request))
        result = broker_ask(&request, &options, &err);
    if (result == BROKER_DECLINED)
        fail_by(&err, IDS_DECLINED);
    if (result != BROKER_DONE)
        job_fail(work, &err);
    tr_request_clear(&request);
}
