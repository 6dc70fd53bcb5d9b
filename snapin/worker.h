/*
 * A command of trustmend.exe that runs beside the console: its records come as
 * blocks of rows, on the thread that started it, which needs a message loop.
 *
 * The program is the one beside the DLL. It ends when the worker is stopped,
 * released, or the console ends. Whatever it prints, the console goes on: what
 * makes no sense ends the program, and is told as a failure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#include "core/error.h"
#include "snapin/rows/arguments.h"
#include "snapin/rows/node.h"
#include "snapin/rows/row.h"

typedef struct worker worker;

/** How a command ended. */
typedef struct worker_end {
    bool is_stopped;     /* by worker_stop */
    bool has_run;        /* it was started, made sense, and ended by itself */
    unsigned long code;  /* its exit code: 0 well, 1 faults, 2 wrong, 3 failed */
    const char *summary; /* its last record, JSON text; NULL if there was none */
    const char *failure; /* in words, the last line that it said was wrong; NULL if none */
    size_t count;        /* of rows */
} worker_end;

/** What the console hears, on the thread that started the worker; nothing after worker_release. */
typedef struct worker_events {
    /** Some rows, which are taken. */
    void (*rows)(void *context, row_block *block);

    /** The end; the worker is still to be released, which may be done here. */
    void (*ended)(void *context, const worker_end *end);

    void *context; /* borrowed until worker_release */
} worker_events;

typedef struct worker_job {
    const arguments *words; /* behind the program; copied */
    const node *node;       /* as for record_reader_new */
    const char *list; /* of agents: its rows are read from there, and by no program; else NULL */
} worker_job;

/**
 * Start a command.
 *
 * @return S_OK, and *out is for worker_release; ended is called even if the program cannot be
 *         started. Else nothing was started
 */
HRESULT worker_start(worker **out, const worker_job *job, const worker_events *events);

/** Ask it to stop, as Ctrl-C does: what it has begun is finished, and ended is called then. A
 *  program that does not stop in a minute, or that only looks and does not in two seconds, is
 *  ended. */
void worker_stop(worker *self);

/** Nothing is wanted of it any more, and nothing is heard; it is stopped, while the DLL stays
 *  loaded until it has. NULL is fine. */
void worker_release(worker *self);
