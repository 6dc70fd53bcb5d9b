/*
 * console-host [OPTION...] [SCRIPT]: a management console that looks closely at
 * the snap-ins in it. Without a script it reads commands from standard input.
 */
#include <stdio.h>
#include <string.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/console/breach.h"
#include "tests/console/display.h"
#include "tests/console/host.h"
#include "tests/console/malloc_spy.h"
#include "tests/console/output.h"
#include "tests/console/view.h"

static void write_rows(view *at)
{
    for (int index = 0; index < at->list.row_count; index++) {
        json_t *cells = json_array();

        for (int column = 0; column < at->list.column_count; column++)
            json_array_append_new(cells, output_text(display_text(at, index, column)));
        output_write(json_pack("{s:s, s:o}", "type", "row", "cells", cells));
    }
}

static void walk(view *at, scope_item *item, int depth)
{
    HSCOPEITEM id = item->id;

    output_write(json_pack("{s:s, s:i, s:o}", "type", "node", "depth", depth, "name",
                           output_text(snap_in_node_name(item))));
    view_select(at, item);
    write_rows(at);
    item = scope_item_find(id);
    for (scope_item *child = item && depth < 3 ? item->first : NULL; child; child = child->next)
        walk(at, child, depth + 1);
}

int main(int argc, char **argv)
{
    CLSID class_id;
    host *in;

    breach_set_thread();
    malloc_spy_start();
    OleInitialize(NULL);
    InitCommonControls();
    if (argc > 1 && strcmp(argv[1], "--checks") == 0) {
        breach_list();
        return 0;
    }
    in = host_open(NULL);
    if (argc > 1 && SUCCEEDED(CLSIDFromString(utf16_of(argv[1]), &class_id)) &&
        snap_in_open(in, &class_id))
        walk(in->active, in->snap_ins[0]->node, 0);
    host_close(in);
    {
        json_t *summary = json_pack("{s:s}", "type", "summary");

        breach_add_counts(summary);
        output_write(summary);
    }
    return breach_failures() > 0;
}
