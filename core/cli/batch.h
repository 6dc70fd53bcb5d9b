/*
 * Files and folders of a command line, worked on in a batch: failures and
 * progress are told, and Ctrl-C stops it.
 */
#pragma once

#include <stdbool.h>

#include "core/cli/session.h"
#include "core/error.h"

/** What is done with each file; see tr_batch_tasks. */
typedef struct batch_tasks {
    bool (*wants)(const char *path);
    tr_status (*work)(void *context, void **result, const char *path, size_t root_size,
                      tr_error *err);
    void (*finish)(void *context, const char *path, bool is_named, void *result);
    void (*fail)(void *context, const char *path, const tr_error *failure); /* NULL: nothing else */
    void *context;
} batch_tasks;

/**
 * Go through the paths that were given. Failures are told to the session, then
 * to the tasks, and the rest goes on.
 *
 * @param jobs  files at a time; 0 for as many as there are processors
 */
void batch_run(session *run, const batch_tasks *tasks, unsigned jobs);

/** Threads that may help with one file: 2 if there is only one to be judged. */
unsigned batch_threads(const session *run);
