#include "core/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/platform/console.h"

#define NANOSECONDS_BETWEEN 100000000 /* ten times a second */

void progress_start(progress *out)
{
    *out = (progress){ .is_shown = tr_console_is_terminal(stderr), .start = time(NULL) };
}

void progress_clear(progress *at)
{
    if (at->width == 0)
        return;
    fprintf(stderr, "\r%*s\r", at->width, "");
    at->width = 0;
}

static bool is_due(progress *at)
{
    struct timespec now;
    long long passed;

    if (timespec_get(&now, TIME_UTC) != TIME_UTC)
        return false;
    passed =
        (long long)(now.tv_sec - at->last.tv_sec) * 1000000000 + now.tv_nsec - at->last.tv_nsec;
    if (passed >= 0 && passed < NANOSECONDS_BETWEEN)
        return false;
    at->last = now;
    return true;
}

void progress_add(progress *at, uint64_t bytes)
{
    at->files++;
    at->bytes += bytes;
    if (!at->is_shown || !is_due(at))
        return;
    progress_clear(at);
    fflush(stdout);
    at->width = fprintf(stderr, "%" PRIu64 " files, %.1f MiB, %lld s", at->files,
                        (double)at->bytes / (1024.0 * 1024.0), (long long)(time(NULL) - at->start));
    fflush(stderr);
}
