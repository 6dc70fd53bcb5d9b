/*
 * Many files and folders, worked on by all processors, and finished in the
 * order in which they stand in the list.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

/** What is done with each file. All is borrowed. */
typedef struct tr_batch_tasks {
    /** Whether a file met in a folder is looked at; NULL: all are. */
    bool (*wants)(const char *path);

    /**
     * Work on a file, on any thread and several at a time. *result is passed to finish.
     * TR_ERR_CANCELLED: it was stopped midway, and the file is one of those that are left.
     *
     * @param root_size  how much of path is the folder that was given; 0 for a file that was
     */
    tr_status (*work)(void *context, void **result, const char *path, size_t root_size,
                      tr_error *err);

    /**
     * Take what work gave; on one thread at a time, in order.
     *
     * @param is_named  the file was in the list, and not met in a folder
     */
    void (*finish)(void *context, const char *path, bool is_named, void *result);

    /** A file or folder that could not be looked at; else as finish. */
    void (*fail)(void *context, const char *path, const tr_error *failure);

    /** Whether to stop, asked on any thread: work in hand is ended, and the rest left. */
    bool (*is_stopped)(void *context);

    void *context;
} tr_batch_tasks;

/**
 * Go through paths; folders with all below them, links not followed.
 *
 * @param jobs         files at a time; 0 for as many as there are processors
 * @param is_complete  nothing was left out because of is_stopped
 * @return TR_OK whatever became of the files; else what kept a folder from being gone through
 */
tr_status tr_batch_run(bool *is_complete, const char *const *paths, size_t count,
                       const tr_batch_tasks *tasks, unsigned jobs, tr_error *err);

/** How many files tr_batch_run would come to; names alone are looked at. */
uint64_t tr_batch_count(const char *const *paths, size_t count, const tr_batch_tasks *tasks);
