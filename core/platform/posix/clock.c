#include "core/platform/clock.h"

#include <time.h>

uint64_t tr_clock_milliseconds(void)
{
    struct timespec now = { 0, 0 };

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void tr_clock_wait(unsigned milliseconds)
{
    const struct timespec span = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };

    nanosleep(&span, NULL);
}
