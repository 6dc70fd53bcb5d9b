/*
 * Files and folders of a command line, worked on by all processors, finished
 * in the order in which they stand there.
 */
#pragma once

#include <stdbool.h>

#include "core/cli/session.h"
#include "core/error.h"

/** What is done with each file. */
typedef struct batch_tasks {
    /** Whether a file met in a folder is looked at; NULL: all are. */
    bool (*wants)(const char *path);

    /**
     * Work on a file, on any thread and several at a time. *result is passed to finish.
     *
     * @param root_size  how much of path is the folder that was given; 0 for a file that was
     */
    tr_status (*work)(void *context, void **result, const char *path, size_t root_size,
                      tr_error *err);

    /** Report what work gave, which is taken; on one thread at a time, in order. */
    void (*finish)(void *context, const char *path, bool is_named, void *result);

    void *context;
} batch_tasks;

/**
 * Go through the paths that were given. Failures are told to the session, and
 * the rest goes on.
 *
 * @param jobs  files at a time; 0 for as many as there are processors
 */
void batch_run(session *run, const batch_tasks *tasks, unsigned jobs);

/** Threads that may help with one file: 2 if there is only one to be judged. */
unsigned batch_threads(const session *run);
