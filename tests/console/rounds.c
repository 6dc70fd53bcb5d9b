#include "tests/console/rounds.h"

#include <stdbool.h>

#include <windows.h>

#include "tests/console/breach.h"
#include "tests/console/malloc_spy.h"
#include "tests/console/output.h"
#include "tests/console/resources.h"

/* What is cached on first use has come by then, also what every few rounds are. */
#define WARM_UP(count) ((count) / 4 > 2 ? (count) / 4 : 2)

static resources after_warm_up;

void rounds_begin(void)
{
    after_warm_up = (resources){ 0 };
}

/* What is left of every round is as much as there were rounds; less is somebody's cache. */
static void judge(check_id id, const char *what, long before, long after, int rounds)
{
    breach_expect(after - before < rounds, id, "%ld more %s after %d rounds", after - before, what,
                  rounds);
}

void rounds_measure(int round, int count)
{
    resources now;
    int judged = count - WARM_UP(count);

    if (round + 1 != WARM_UP(count) && round + 1 != count)
        return;
    now = resources_held();
    if (round + 1 == WARM_UP(count))
        after_warm_up = now;
    output_write(json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i}", "type", "held", "round",
                           round + 1, "task_memory", (int)now.task_memory, "handles",
                           (int)now.handles, "gdi", (int)now.gdi, "windows", (int)now.windows,
                           "heap", (int)now.heap));
    if (round + 1 != count || judged < 1)
        return;
    judge(CHECK_GROWTH_TASK_MEMORY, "blocks of task memory", after_warm_up.task_memory,
          now.task_memory, judged);
    judge(CHECK_GROWTH_HANDLES, "handles", after_warm_up.handles, now.handles, judged);
    judge(CHECK_GROWTH_GDI, "GDI objects", after_warm_up.gdi, now.gdi, judged);
    judge(CHECK_GROWTH_WINDOWS, "windows", after_warm_up.windows, now.windows, judged);
    judge(CHECK_GROWTH_MEMORY, "blocks of the snap-in's heap", after_warm_up.heap, now.heap,
          judged);
}
