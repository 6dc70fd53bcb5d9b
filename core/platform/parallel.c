#include "core/platform/parallel.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/platform/thread.h"

/* More threads than this only cost memory. */
#define MOST_JOBS 256

typedef struct slot {
    void *item;
    bool is_worked_on; /* work is over, finish is due */
} slot;

/*
 * Items are numbered as they are added; number n lies in slot n % window.
 * finished <= taken <= added <= finished + window. When no slot is free, adding
 * waits until half of them are: to wake up for each would cost more than the
 * work on a small file.
 */
struct tr_parallel {
    tr_parallel_tasks tasks;
    tr_thread **threads; /* none: everything happens in tr_parallel_add */
    unsigned jobs;
    tr_lock *lock;           /* for all that follows */
    tr_condition *has_work;  /* an item was added, or the last one was */
    tr_condition *has_space; /* half of the slots are free */
    slot *slots;
    size_t window;
    uint64_t finished;
    uint64_t taken;
    uint64_t added;
    bool is_finishing; /* a thread is in finish */
    bool is_ending;
};

unsigned tr_parallel_cores(void)
{
    return tr_thread_cores();
}

static bool is_half_free(const tr_parallel *parallel)
{
    return parallel->added - parallel->finished <= parallel->window / 2;
}

/*
 * Finish what is due, in order. One thread does so at a time; another one that
 * is done with its item meanwhile leaves it to the first, which looks again.
 */
static void finish_due(tr_parallel *parallel)
{
    if (parallel->is_finishing)
        return;
    parallel->is_finishing = true;
    while (parallel->finished < parallel->taken) {
        const slot *first = &parallel->slots[parallel->finished % parallel->window];
        void *item = first->item;

        if (!first->is_worked_on)
            break;
        tr_lock_give(parallel->lock);
        parallel->tasks.finish(parallel->tasks.context, item);
        tr_lock_take(parallel->lock);
        parallel->finished++;
        if (is_half_free(parallel))
            tr_condition_wake_one(parallel->has_space);
    }
    parallel->is_finishing = false;
}

static void run(void *context)
{
    tr_parallel *parallel = context;

    tr_lock_take(parallel->lock);
    for (;;) {
        slot *mine;

        while (parallel->taken == parallel->added && !parallel->is_ending)
            tr_condition_wait(parallel->has_work, parallel->lock);
        if (parallel->taken == parallel->added)
            break;
        mine = &parallel->slots[parallel->taken++ % parallel->window];
        tr_lock_give(parallel->lock);
        parallel->tasks.work(parallel->tasks.context, mine->item);
        tr_lock_take(parallel->lock);
        mine->is_worked_on = true;
        finish_due(parallel);
    }
    tr_lock_give(parallel->lock);
}

static void free_parallel(tr_parallel *parallel)
{
    tr_condition_free(parallel->has_space);
    tr_condition_free(parallel->has_work);
    tr_lock_free(parallel->lock);
    free(parallel->threads);
    free(parallel->slots);
    free(parallel);
}

/* Fewer threads than wanted, or none at all, do the same work. */
static bool start_threads(tr_parallel *parallel, unsigned jobs)
{
    parallel->window = (size_t)jobs * 4 + 64;
    parallel->slots = calloc(parallel->window, sizeof(*parallel->slots));
    parallel->threads = calloc(jobs, sizeof(tr_thread *));
    parallel->lock = tr_lock_new();
    parallel->has_work = tr_condition_new();
    parallel->has_space = tr_condition_new();
    if (!parallel->slots || !parallel->threads || !parallel->lock || !parallel->has_work ||
        !parallel->has_space)
        return false;
    while (parallel->jobs < jobs) {
        tr_thread *thread = tr_thread_start(run, parallel);

        if (!thread)
            break;
        parallel->threads[parallel->jobs++] = thread;
    }
    return true;
}

tr_status tr_parallel_start(tr_parallel **out, unsigned jobs, const tr_parallel_tasks *tasks,
                            tr_error *err)
{
    tr_parallel *parallel = calloc(1, sizeof(*parallel));

    if (jobs == 0)
        jobs = tr_parallel_cores();
    if (jobs > MOST_JOBS)
        jobs = MOST_JOBS;
    if (!parallel)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to start threads");
    parallel->tasks = *tasks;
    if (jobs > 1 && !start_threads(parallel, jobs)) {
        free_parallel(parallel);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to start threads");
    }
    *out = parallel;
    return TR_OK;
}

void tr_parallel_add(tr_parallel *parallel, void *item)
{
    slot *free_slot;

    if (parallel->jobs == 0) {
        parallel->tasks.work(parallel->tasks.context, item);
        parallel->tasks.finish(parallel->tasks.context, item);
        return;
    }
    tr_lock_take(parallel->lock);
    if (parallel->added - parallel->finished == parallel->window) {
        while (!is_half_free(parallel))
            tr_condition_wait(parallel->has_space, parallel->lock);
    }
    free_slot = &parallel->slots[parallel->added++ % parallel->window];
    free_slot->item = item;
    free_slot->is_worked_on = false;
    tr_condition_wake_one(parallel->has_work);
    tr_lock_give(parallel->lock);
}

void tr_parallel_finish(tr_parallel *parallel)
{
    if (!parallel)
        return;
    if (parallel->jobs > 0) {
        tr_lock_take(parallel->lock);
        parallel->is_ending = true;
        tr_condition_wake_all(parallel->has_work);
        tr_lock_give(parallel->lock);
    }
    for (unsigned index = 0; index < parallel->jobs; index++)
        tr_thread_join(parallel->threads[index]);
    free_parallel(parallel);
}
