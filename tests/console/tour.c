#include "tests/console/tour.h"

#include <stdlib.h>

#include "tests/console/about_check.h"
#include "tests/console/breach.h"
#include "tests/console/data_object_check.h"
#include "tests/console/display.h"
#include "tests/console/idle.h"
#include "tests/console/node_check.h"
#include "tests/console/output.h"
#include "tests/console/persistence_check.h"
#include "tests/console/snap_in_registry.h"

#define ROWS_MAX     200 /* that are looked at one by one */
#define SELECTED_MAX 5
#define CHILDREN_MAX 20
#define IDLE_MS      20000

static void read_rows(view *at)
{
    display_hint(at, 0, (at->list.row_count < ROWS_MAX ? at->list.row_count : ROWS_MAX) - 1);
    for (int index = 0; index < at->list.row_count && index < ROWS_MAX; index++) {
        for (int column = 0; column < at->list.column_count; column++)
            display_text(at, index, column);
        display_image(at, index);
    }
    display_check_lent(at);
}

/* A data object of a row outlives the list: it is read when another node is shown. */
static void outlive(view *at)
{
    HSCOPEITEM id = at->selected->id;
    int index = view_node_row_count(at);
    IDataObject *data = NULL;
    wchar_t *before;
    wchar_t *after;

    if (breach_level() != LEVEL_STRICT || index >= at->list.row_count)
        return;
    data = component_data(at->shown, at->list.is_virtual ? index : at->list.rows[index]->cookie,
                          CCT_RESULT);
    if (!data || IS_SPECIAL_DATAOBJECT(data))
        return;
    before = data_object_name(data);
    view_select(at, at->in->root);
    after = data_object_name(data);
    breach_expect(before && after && wcscmp(before, after) == 0, CHECK_DATA_LIVES,
                  "a data object is another one when its list is no longer shown");
    free(before);
    free(after);
    IDataObject_Release(data);
    if (scope_item_find(id))
        view_select(at, scope_item_find(id));
}

static void select_each(view *at)
{
    int all[SELECTED_MAX];
    int count = 0;

    for (int index = 0; index < at->list.row_count && count < SELECTED_MAX; index++) {
        view_select_rows(at, &index, 1);
        node_check_selected(at);
        all[count++] = index;
    }
    if (count > 1 && at->options & MMC_VIEW_OPTIONS_MULTISELECT) {
        view_select_rows(at, all, count);
        node_check_selected(at);
    }
    view_select_rows(at, NULL, 0);
    node_check_selected(at);
}

static void sort_each(view *at)
{
    for (int column = 0; column < at->list.column_count; column++) {
        view_sort(at, column, false);
        read_rows(at);
        view_sort(at, column, true);
    }
}

void tour_node(view *at)
{
    if (!at->shown)
        return;
    snap_in_node_image(at->selected);
    read_rows(at);
    select_each(at);
    sort_each(at);
    node_check(at);
    outlive(at);
}

static void tour_below(view *at, HSCOPEITEM id, int depth)
{
    scope_item *item = scope_item_find(id);
    HSCOPEITEM children[CHILDREN_MAX];
    size_t count = 0;

    if (!item)
        return;
    output_write(json_pack("{s:s, s:i, s:o}", "type", "visited", "depth",
                           (int)scope_item_depth(item), "name",
                           output_text(snap_in_node_name(item))));
    view_select(at, item);
    idle_wait(IDLE_MS);
    if (at->selected && at->selected->id == id)
        tour_node(at);
    item = scope_item_find(id);
    for (scope_item *child = item && depth > 0 ? item->first : NULL; child && count < CHILDREN_MAX;
         child = child->next)
        children[count++] = child->id;
    for (size_t index = 0; index < count; index++)
        tour_below(at, children[index], depth - 1);
}

void tour_snap_ins(host *in)
{
    for (size_t index = 0; index < in->snap_in_count; index++) {
        snap_in_registry_check(&in->snap_ins[index]->class_id);
        about_check(in->snap_ins[index]);
        persistence_check(in->snap_ins[index]);
    }
}

void tour(host *in, int depth)
{
    tour_snap_ins(in);
    for (scope_item *child = in->root->first; child; child = child->next)
        tour_below(in->active, child->id, depth);
}
