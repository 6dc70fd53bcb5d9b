/*
 * What the window does with administrators' rights: by itself if it has them,
 * else by its elevated process.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shellext/reply.h"
#include "shellext/request.h"
#include "shellext/window/arguments.h"
#include "shellext/window/job.h"

/** What became of an item. */
typedef struct action_result {
    tr_outcome outcome; /* TR_OUTCOME_LEFT until it was told */
    int64_t change;
    char *text; /* NULL: none */
} action_result;

/** Shared by the window and its worker. */
typedef struct actions actions;

/**
 * @param request  sealed; taken
 * @return for actions_release; NULL when out of memory
 */
actions *actions_new(tr_request *request);
actions *actions_share(actions *all);
void actions_release(actions *all); /* NULL is fine */

/** Start to do it. As judging_start. A failure of the whole is the job's. */
job *actions_start(HWND window, const arguments *given, actions *all);

/* Once the job has ended: */

/** The user did not let it run elevated: nothing was done. */
bool actions_were_declined(const actions *all);

const tr_request *actions_request(const actions *all);
const action_result *actions_result(const actions *all, size_t index);
size_t actions_count(const actions *all, tr_outcome outcome);
