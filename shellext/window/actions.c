#include "shellext/window/actions.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/user.h"
#include "shellext/execution.h"
#include "shellext/window/broker.h"
#include "shellext/window/strings.h"
#include "shellext/window/trust.h"

struct actions {
    volatile LONG references;
    tr_request request;
    action_result *results;
    bool is_declined;
    HWND owner;
    path_list anchors;
    char *state; /* NULL: the folder by default */
    job *work;   /* borrowed: the job that runs this */
};

actions *actions_new(tr_request *request)
{
    actions *all = calloc(1, sizeof(*all));

    if (all)
        all->results = calloc(request->count, sizeof(*all->results));
    if (!all || !all->results) {
        free(all);
        tr_request_clear(request);
        return NULL;
    }
    for (uint32_t index = 0; index < request->count; index++)
        all->results[index].outcome = TR_OUTCOME_LEFT;
    all->references = 1;
    all->request = *request;
    *request = (tr_request){ .action = request->action };
    return all;
}

actions *actions_share(actions *all)
{
    InterlockedIncrement(&all->references);
    return all;
}

void actions_release(actions *all)
{
    if (!all || InterlockedDecrement(&all->references) > 0)
        return;
    for (uint32_t index = 0; index < all->request.count; index++)
        free(all->results[index].text);
    free(all->results);
    tr_request_clear(&all->request);
    path_list_clear(&all->anchors);
    free(all->state);
    free(all);
}

static void fail(const actions *all, const char *text)
{
    tr_error err;

    tr_error_set(&err, TR_ERR_IO, 0, "%s", text);
    job_fail(all->work, &err);
}

static void take(void *context, const tr_reply *reply)
{
    actions *all = context;
    action_result *result;

    if (reply->index == TR_REPLY_END) {
        if (reply->outcome != TR_OUTCOME_DONE)
            fail(all, reply->text ? reply->text : "it was not done");
        return;
    }
    result = &all->results[reply->index];
    result->outcome = reply->outcome;
    result->change = reply->change;
    result->text = reply->text ? strdup(reply->text) : NULL;
}

static bool is_stopped(void *context)
{
    const actions *all = context;

    return job_is_stopped(all->work);
}

static void do_here(actions *all)
{
    tr_execution how = { .target = { "LocalMachine", true, NULL },
                         .state = all->state,
                         .told = take,
                         .is_stopped = is_stopped,
                         .context = all };
    trust *by = NULL;
    tr_error err;

    if (trust_open(&by, &all->anchors, strings_language(), 1, &err) == TR_OK) {
        how.verify = &by->options;
        tr_request_execute(&all->request, &how);
    } else {
        job_fail(all->work, &err);
    }
    trust_release(by);
}

static void run(job *work, void *context)
{
    actions *all = context;
    const broker_options options = {
        .owner = all->owner, .told = take, .is_stopped = is_stopped, .context = all
    };
    broker_result result;
    tr_error err;

    all->work = work;
    if (tr_user_is_elevated()) {
        do_here(all);
        return;
    }
    result = broker_ask(&all->request, &options, &err);
    all->is_declined = result == BROKER_DECLINED;
    if (result == BROKER_FAILED)
        job_fail(work, &err);
}

static void give_back(void *context)
{
    actions_release(context);
}

job *actions_start(HWND window, const arguments *given, actions *all)
{
    const job_task task = { run, give_back, actions_share(all) };

    all->owner = window;
    if ((given->state && !(all->state = strdup(given->state))) ||
        !path_list_copy(&all->anchors, &given->anchors)) {
        actions_release(all);
        return NULL;
    }
    return job_start(window, &task);
}

bool actions_were_declined(const actions *all)
{
    return all->is_declined;
}

const tr_request *actions_request(const actions *all)
{
    return &all->request;
}

const action_result *actions_result(const actions *all, size_t index)
{
    return &all->results[index];
}

size_t actions_count(const actions *all, tr_outcome outcome)
{
    size_t count = 0;

    for (uint32_t index = 0; index < all->request.count; index++)
        count += all->results[index].outcome == outcome;
    return count;
}
