#include "core/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/platform/clock.h"
#include "core/platform/console.h"

#define MILLISECONDS_BETWEEN 100

void progress_start(progress *out)
{
    *out =
        (progress){ .is_shown = tr_console_is_terminal(stderr), .start = tr_clock_milliseconds() };
}

void progress_clear(progress *at)
{
    if (at->width == 0)
        return;
    fprintf(stderr, "\r%*s\r", at->width, "");
    at->width = 0;
}

/* As many more files as there are take as long as those that are done, more or less. */
static int print_left(const progress *at, uint64_t passed)
{
    if (at->all_files <= at->files || passed < 1000)
        return 0;
    return fprintf(stderr, ", about %" PRIu64 " s left",
                   passed * (at->all_files - at->files) / at->files / 1000 + 1);
}

void progress_add(progress *at, uint64_t bytes)
{
    uint64_t now;

    at->files++;
    at->bytes += bytes;
    if (!at->is_shown)
        return;
    now = tr_clock_milliseconds();
    if (now - at->shown < MILLISECONDS_BETWEEN)
        return;
    at->shown = now;
    progress_clear(at);
    fflush(stdout);
    at->width = fprintf(stderr, "%" PRIu64, at->files);
    if (at->all_files > at->files)
        at->width += fprintf(stderr, " of %" PRIu64, at->all_files);
    at->width += fprintf(stderr, " files, %.1f MiB", (double)at->bytes / (1024.0 * 1024.0));
    at->width += print_left(at, now - at->start);
    fflush(stderr);
}
