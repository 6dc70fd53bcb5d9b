/*
 * Work on a stream of items by all cores, with results in the order of the items.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/** How many processors this process may use; at least 1. */
unsigned tr_parallel_cores(void);

typedef struct tr_parallel tr_parallel;

/**
 * What to do with an item. work runs on any thread and several at a time;
 * finish runs on one thread at a time, in the order in which items were
 * added, and takes the item.
 */
typedef struct tr_parallel_tasks {
    void (*work)(void *context, void *item);
    void (*finish)(void *context, void *item);
    void *context;
} tr_parallel_tasks;

/**
 * Start threads. With jobs 1, no thread is started, and items are worked on
 * and finished inside tr_parallel_add.
 *
 * @param jobs  number of threads; 0 for as many as there are cores
 */
tr_status tr_parallel_start(tr_parallel **out, unsigned jobs, const tr_parallel_tasks *tasks,
                            tr_error *err);

/**
 * Add an item; waits while as many are under way as are good for memory. Takes
 * item. Not to be called from within work or finish.
 */
void tr_parallel_add(tr_parallel *parallel, void *item);

/** Wait until all items are finished, end the threads and free. NULL is fine. */
void tr_parallel_finish(tr_parallel *parallel);

/**
 * A second thread for one job: start runs work(context) beside the caller,
 * join waits for it. Where no thread is to be had, tr_companion_new gives NULL,
 * and start with NULL runs the job at once.
 */
typedef struct tr_companion tr_companion;
tr_companion *tr_companion_new(void);
void tr_companion_start(tr_companion *companion, void (*work)(void *context), void *context);
void tr_companion_join(tr_companion *companion);
void tr_companion_free(tr_companion *companion); /* NULL is fine */
