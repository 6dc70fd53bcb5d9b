/* Commands of the script: looking closely at a snap-in. */
#include <stdlib.h>

#include "tests/console/about_check.h"
#include "tests/console/output.h"
#include "tests/console/persistence_check.h"
#include "tests/console/script.h"
#include "tests/console/tour.h"
#include "tests/console/view.h"

static bool run_tour(script_line *line)
{
    int depth = 3;

    if (line->count > 0 && !script_number(line->words[0], &depth))
        return script_fail(line, "%s is no number", line->words[0]);
    tour(line->in, depth);
    return true;
}

static bool run_check(script_line *line)
{
    tour_node(line->in->active);
    return true;
}

static bool run_about(script_line *line)
{
    for (size_t index = 0; index < line->in->snap_in_count; index++)
        about_check(line->in->snap_ins[index]);
    return true;
}

static bool run_persistence(script_line *line)
{
    for (size_t index = 0; index < line->in->snap_in_count; index++)
        persistence_check(line->in->snap_ins[index]);
    return true;
}

static bool run_check_snap_ins(script_line *line)
{
    tour_snap_ins(line->in);
    return true;
}

const script_command check_commands[] = {
    { "check", 0, 0, "", run_check },
    { "check-snap-ins", 0, 0, "", run_check_snap_ins },
    { "tour", 0, 1, "[DEPTH]", run_tour },
    { "about", 0, 0, "", run_about },
    { "persistence", 0, 0, "", run_persistence },
    { 0 },
};
