/*
 * Numbers, sizes and times as the user has told Windows to write them. What
 * comes back is for free(); NULL when out of memory.
 */
#pragma once

#include <stdint.h>
#include <time.h>
#include <wchar.h>

wchar_t *users_number(uint64_t number);
wchar_t *users_size(uint64_t bytes);

/** Of the user's own clock and calendar; NULL also for a time that Windows cannot write. */
wchar_t *users_date(time_t time);
wchar_t *users_clock(time_t time);
