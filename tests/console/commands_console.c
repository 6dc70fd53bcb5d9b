/* Commands of the script: the console itself. */
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/node_path.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/view.h"

static bool run_new_window(script_line *line)
{
    scope_item *item = node_of_path(line, line->words[0]);
    view *made = item ? view_open(line->in) : NULL;

    if (made)
        view_select(made, item);
    return made || (item && script_fail(line, "there are too many windows"));
}

static bool run_window(script_line *line)
{
    int index;

    if (!script_number(line->words[0], &index) || index < 0 ||
        (size_t)index >= line->in->view_count)
        return script_fail(line, "there is no window %s", line->words[0]);
    line->in->active = line->in->views[index];
    return true;
}

static bool run_close_window(script_line *line)
{
    if (line->in->view_count < 2)
        return script_fail(line, "the last window stays");
    view_close(line->in->active);
    return true;
}

static bool run_times(script_line *line)
{
    (void)line;
    call_write_times();
    return true;
}

static bool run_checks(script_line *line)
{
    (void)line;
    breach_list();
    return true;
}

/* Whether a check was broken, for scripts that plant a breach. */
static bool run_expect(script_line *line)
{
    check_id id = check_find(line->words[0]);
    bool is_broken;

    if (id == CHECK_COUNT)
        return script_fail(line, "there is no check %s", line->words[0]);
    is_broken = breach_count_of(id) > 0;
    return is_broken || script_fail(line, "the check %s was not broken", line->words[0]);
}

static bool run_reset(script_line *line)
{
    (void)line;
    breach_reset();
    call_reset_times();
    return true;
}

static bool is_named(const script_line *line, const char *name)
{
    for (int index = 0; index < line->count; index++) {
        if (strcmp(line->words[index], name) == 0)
            return true;
    }
    return false;
}

/* The checks that failed since the last reset are these, and no others. */
static bool run_only(script_line *line)
{
    bool is_so = true;

    call_judge_times();
    for (int id = 0; id < CHECK_COUNT; id++) {
        bool is_broken = breach_count_of((check_id)id) > 0 && breach_counts((check_id)id);
        const char *name = check_name((check_id)id);

        if (is_broken && !is_named(line, name))
            is_so = script_fail(line, "the check %s was broken", name);
        if (!is_broken && is_named(line, name))
            is_so = script_fail(line, "the check %s was not broken", name);
    }
    return is_so;
}

static bool run_say(script_line *line)
{
    output_write(json_pack("{s:s, s:s}", "type", "remark", "text", line->words[0]));
    return true;
}

const script_command console_commands[] = {
    { "new-window", 1, 1, "PATH", run_new_window },
    { "window", 1, 1, "INDEX", run_window },
    { "close-window", 0, 0, "", run_close_window },
    { "times", 0, 0, "", run_times },
    { "checks", 0, 0, "", run_checks },
    { "expect", 1, 1, "CHECK", run_expect },
    { "reset", 0, 0, "", run_reset },
    { "only", 0, SCRIPT_WORDS_MAX, "[CHECK...]", run_only },
    { "say", 1, 1, "TEXT", run_say },
    { 0 },
};
