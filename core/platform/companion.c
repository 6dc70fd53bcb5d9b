#include "core/platform/parallel.h"

#include <stdlib.h>

#include "core/platform/thread.h"

struct tr_companion {
    tr_thread *thread;
    tr_lock *lock;            /* for all that follows */
    tr_condition *is_changed; /* a job was started, or is over, or there will be no more */
    void (*work)(void *context);
    void *context;
    bool is_busy;
    bool is_ending;
};

static void run(void *context)
{
    tr_companion *companion = context;

    tr_lock_take(companion->lock);
    for (;;) {
        while (!companion->is_busy && !companion->is_ending)
            tr_condition_wait(companion->is_changed, companion->lock);
        if (!companion->is_busy)
            break;
        tr_lock_give(companion->lock);
        companion->work(companion->context);
        tr_lock_take(companion->lock);
        companion->is_busy = false;
        tr_condition_wake_all(companion->is_changed);
    }
    tr_lock_give(companion->lock);
}

tr_companion *tr_companion_new(void)
{
    tr_companion *companion = calloc(1, sizeof(*companion));

    if (!companion)
        return NULL;
    companion->lock = tr_lock_new();
    companion->is_changed = tr_condition_new();
    if (companion->lock && companion->is_changed)
        companion->thread = tr_thread_start(run, companion);
    if (!companion->thread) {
        tr_companion_free(companion);
        return NULL;
    }
    return companion;
}

void tr_companion_start(tr_companion *companion, void (*work)(void *context), void *context)
{
    if (!companion) {
        work(context);
        return;
    }
    tr_companion_join(companion);
    tr_lock_take(companion->lock);
    companion->work = work;
    companion->context = context;
    companion->is_busy = true;
    tr_condition_wake_all(companion->is_changed);
    tr_lock_give(companion->lock);
}

void tr_companion_join(tr_companion *companion)
{
    if (!companion)
        return;
    tr_lock_take(companion->lock);
    while (companion->is_busy)
        tr_condition_wait(companion->is_changed, companion->lock);
    tr_lock_give(companion->lock);
}

void tr_companion_free(tr_companion *companion)
{
    if (!companion)
        return;
    if (companion->thread) {
        tr_lock_take(companion->lock);
        companion->is_ending = true;
        tr_condition_wake_all(companion->is_changed);
        tr_lock_give(companion->lock);
        tr_thread_join(companion->thread);
    }
    tr_condition_free(companion->is_changed);
    tr_lock_free(companion->lock);
    free(companion);
}
