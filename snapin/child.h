/*
 * Another program, which is run and listened to. It has no window, inherits its
 * three standard handles and no other of the console's, and is asked to stop by
 * the end of its standard input, in which nothing ever stands.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

/** Who listens, on the thread that runs it. */
typedef struct child_listener {
    /** What it prints; false: that is no good, and the program is ended. */
    bool (*printed)(void *context, const char *bytes, size_t size);

    /** What it says on standard error. */
    void (*complained)(void *context, const char *bytes, size_t size);

    void *context;
} child_listener;

typedef struct child_end {
    bool has_ended;     /* by itself, and what it printed was good */
    unsigned long code; /* it ended with */
} child_end;

/** How it is stopped. */
typedef struct child_stop {
    HANDLE asked;               /* an event: once it is set, it is asked to stop, or is not begun */
    DWORD grace;                /* milliseconds that it then has to do so, before it is ended */
    CRITICAL_SECTION *creating; /* held while it is created */
} child_stop;

/**
 * Run a program until it has ended.
 *
 * @param program  its path
 * @param line     its command line, with the program; may be written to
 * @return ERROR_SUCCESS however it ended; else it could not be started, ERROR_CANCELLED as it was
 *         stopped before
 */
DWORD child_run(child_end *out, const wchar_t *program, wchar_t *line, const child_stop *stop,
                const child_listener *listener);
