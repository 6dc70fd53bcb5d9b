/*
 * Asking for what this process may not do: a second process of this program,
 * which the user lets run elevated, carries a request out (execution.h).
 *
 * If the user declines, nothing was done. Whatever the second process is sent,
 * it judges itself; whatever it answers is checked.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "core/error.h"
#include "shellext/reply.h"
#include "shellext/request.h"

typedef enum broker_result {
    BROKER_DONE,     /* each item was told */
    BROKER_DECLINED, /* the user said no: all is as it was */
    BROKER_FAILED    /* why is said; items that were not told may be done or not */
} broker_result;

/** All borrowed. */
typedef struct broker_options {
    HWND owner; /* of the question that Windows asks */

    /** Told of each item at most once, on the calling thread. */
    void (*told)(void *context, const tr_reply *reply);
    bool (*is_stopped)(void *context); /* asked now and then; may be NULL */
    void *context;

    /**
     * Start this program with these arguments: the process, for CloseHandle; NULL,
     * with SetLastError(): ERROR_CANCELLED if the user declines. NULL here: elevated,
     * as Windows does it.
     */
    HANDLE (*start)(const wchar_t *arguments, HWND owner);
} broker_options;

/** Waits until it is done: for a worker's thread. The request is sealed. */
broker_result broker_ask(const tr_request *request, const broker_options *options, tr_error *err);
