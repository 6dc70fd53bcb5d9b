#include "tests/console/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "tests/console/breach.h"
#include "tests/console/output.h"

typedef struct call_times {
    unsigned count;
    double sum;   /* of milliseconds */
    double least; /* what it takes when nobody else wants the processor */
    double most;
} call_times;

/* Milliseconds: the mean of the quick ones, the least of the rare ones. */
static const struct {
    const char *name;
    double limit;
    bool is_mean;
} limits[CALL_KINDS] = {
    [CALL_ANY] = { "other", 0, false },      [CALL_DATA_OBJECT] = { "data-object", 1, true },
    [CALL_DISPLAY] = { "display", 1, true }, [CALL_SELECT] = { "select", 20, false },
    [CALL_SHOW] = { "show", 100, false },    [CALL_CLICK] = { "click", 0, false },
};

#define DEPTH_MAX 64

/* Of the console's thread; others only look on. What lies deeper is not named. */
static struct {
    const char *volatile name;
    volatile call_kind kind;
} stack[DEPTH_MAX + 1];
static volatile int depth;
static volatile DWORD outermost_since;
static call_times times[CALL_KINDS];

void call_begin(call *self, call_kind kind, const char *name)
{
    int at = depth < DEPTH_MAX ? depth + 1 : DEPTH_MAX;

    self->kind = kind;
    if (depth == 0)
        outermost_since = GetTickCount();
    stack[at].name = name;
    stack[at].kind = kind;
    depth++;
    QueryPerformanceCounter(&self->started);
}

void call_end(call *self)
{
    LARGE_INTEGER now;
    LARGE_INTEGER frequency;
    call_times *to = &times[self->kind];
    double took;

    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&frequency);
    took = (double)(now.QuadPart - self->started.QuadPart) * 1000 / (double)frequency.QuadPart;
    depth--;
    to->least = to->count == 0 || took < to->least ? took : to->least;
    to->most = took > to->most ? took : to->most;
    to->sum += took;
    to->count++;
}

const char *call_current(void)
{
    int at = depth < DEPTH_MAX ? depth : DEPTH_MAX;

    return at > 0 ? stack[at].name : "";
}

bool call_is_click(void)
{
    for (int at = depth < DEPTH_MAX ? depth : DEPTH_MAX; at > 0; at--) {
        if (stack[at].kind == CALL_CLICK)
            return true;
    }
    return false;
}

DWORD call_lasting(void)
{
    return depth > 0 ? GetTickCount() - outermost_since : 0;
}

void call_reset_times(void)
{
    memset(times, 0, sizeof(times));
}

void call_judge_times(void)
{
    if (getenv("TRUSTMEND_BUSY"))
        return;
    for (int kind = 0; kind < CALL_KINDS; kind++) {
        const call_times *of = &times[kind];
        double took = limits[kind].is_mean ? of->sum / of->count : of->least;

        if (of->count > 0 && limits[kind].limit > 0)
            breach_expect(took <= limits[kind].limit, CHECK_SLOW, "%s took %.1f ms, not %.0f",
                          limits[kind].name, took, limits[kind].limit);
    }
}

void call_write_times(void)
{
    json_t *line = json_pack("{s:s}", "type", "times");

    for (int kind = 0; kind < CALL_KINDS; kind++) {
        const call_times *of = &times[kind];

        if (of->count > 0)
            json_object_set_new(line, limits[kind].name,
                                json_pack("{s:i, s:f, s:f, s:f}", "count", (int)of->count, "mean",
                                          of->sum / of->count, "least", of->least, "most",
                                          of->most));
    }
    output_write(line);
}
