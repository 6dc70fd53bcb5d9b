/* Waiting until nothing more is to be expected of a snap-in. */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** Go on with messages until no program runs that was started, and none came for a while. */
bool idle_wait(DWORD limit_ms);
