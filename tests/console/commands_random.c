/*
 * A command of the script: what a person may do at any time, in an order that a
 * seed gives. The same seed is the same order, as long as the snap-in is the same.
 */
#include <stdlib.h>

#include "tests/console/help_check.h"
#include "tests/console/node_check.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/selection_menu.h"
#include "tests/console/view.h"
#include "tests/console/watchdog.h"

#define NODES_MAX   256
#define WINDOWS_MAX 4

typedef struct choice {
    host *in;
    unsigned state;
} choice;

/* The generator of the C standard's example: good enough to mix, and the same everywhere. */
static unsigned choose(choice *self, size_t count)
{
    self->state = self->state * 1103515245U + 12345U;
    return count ? (self->state >> 16) % (unsigned)count : 0;
}

static void collect(scope_item *item, HSCOPEITEM *ids, size_t *count)
{
    if (*count < NODES_MAX)
        ids[(*count)++] = item->id;
    for (scope_item *child = item->first; child; child = child->next)
        collect(child, ids, count);
}

static scope_item *some_node(choice *self)
{
    HSCOPEITEM ids[NODES_MAX];
    size_t count = 0;

    collect(self->in->root, ids, &count);
    return scope_item_find(ids[choose(self, count)]);
}

static void select_node(choice *self)
{
    view_select(self->in->active, some_node(self));
}

static void expand_node(choice *self)
{
    snap_in_expand(some_node(self));
}

static void select_rows(choice *self)
{
    view *at = self->in->active;
    int rows[3];
    int most = at->options & MMC_VIEW_OPTIONS_MULTISELECT ? (int)ARRAYSIZE(rows) : 1;
    int count = at->list.row_count ? (int)choose(self, (size_t)most + 1) : 0;

    for (int index = 0; index < count; index++)
        rows[index] = (int)choose(self, (size_t)at->list.row_count);
    view_select_rows(at, rows, count);
}

static void sort_rows(choice *self)
{
    view *at = self->in->active;

    if (at->list.column_count)
        view_sort(at, (int)choose(self, (size_t)at->list.column_count), choose(self, 2) != 0);
}

static void show_menu(choice *self)
{
    selection_menu made;

    selection_menu_make(&made, self->in->active);
    selection_menu_free(&made);
}

static void ask_help(choice *self)
{
    if (self->in->active->shown)
        help_check(self->in->active);
}

static void refresh(choice *self)
{
    view_refresh(self->in->active);
}

static void notify(choice *self)
{
    if (self->in->active->shown)
        node_check(self->in->active);
}

static void open_window(choice *self)
{
    view *made = self->in->view_count < WINDOWS_MAX ? view_open(self->in) : NULL;

    if (made)
        view_select(made, some_node(self));
}

static void close_window(choice *self)
{
    if (self->in->view_count > 1)
        view_close(self->in->active);
}

static void change_window(choice *self)
{
    self->in->active = self->in->views[choose(self, self->in->view_count)];
}

static bool run_random(script_line *line)
{
    static void (*const acts[])(choice * self) = {
        select_node, select_node, expand_node, select_rows, select_rows,  sort_rows,     show_menu,
        ask_help,    refresh,     notify,      open_window, close_window, change_window,
    };
    int seed;
    int steps;
    choice self = { .in = line->in };

    if (!script_number(line->words[0], &seed) || !script_number(line->words[1], &steps))
        return script_fail(line, "a seed and a number of steps are two numbers");
    self.state = (unsigned)seed;
    for (int step = 0; step < steps; step++) {
        acts[choose(&self, ARRAYSIZE(acts))](&self);
        host_pump(0);
    }
    while (line->in->view_count > 1)
        view_close(line->in->active);
    output_write(json_pack("{s:s, s:i, s:i}", "type", "random", "seed", seed, "steps", steps));
    return true;
}

const script_command random_commands[] = {
    { "random", 2, 2, "SEED STEPS", run_random },
    { 0 },
};
