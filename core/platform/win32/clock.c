#include "core/platform/clock.h"

#include <windows.h>

uint64_t tr_clock_milliseconds(void)
{
    return GetTickCount64();
}

void tr_clock_wait(unsigned milliseconds)
{
    Sleep(milliseconds);
}
