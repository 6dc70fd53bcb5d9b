#include "tests/console/view.h"

#include <stdlib.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/facets.h"
#include "tests/console/view_type.h"
#include "tests/console/wrong.h"

view *view_open(host *in)
{
    view *self;

    if (in->view_count == HOST_VIEWS_MAX)
        return NULL;
    self = calloc(1, sizeof(*self));
    if (!self)
        abort();
    self->in = in;
    self->mode = MMCLV_VIEWSTYLE_REPORT;
    self->list.sorted_by = -1;
    self->list.focused = -1;
    self->small_images =
        ImageList_Create(GetSystemMetrics(SM_CXSMICON), GetSystemMetrics(SM_CYSMICON),
                         ILC_COLOR32 | ILC_MASK, 16, 16);
    self->large_images = ImageList_Create(GetSystemMetrics(SM_CXICON), GetSystemMetrics(SM_CYICON),
                                          ILC_COLOR32 | ILC_MASK, 16, 16);
    in->views[in->view_count++] = self;
    in->active = self;
    return self;
}

static void release_data(IDataObject *data)
{
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
}

/* Tell a component, and its control bars, that something of it is selected, or no longer. */
static void tell_selected(component *of, IDataObject *data, MMC_COOKIE cookie, bool is_scope,
                          bool is_selected)
{
    view *in = of->shown_in;
    LPARAM what = MAKELONG(is_scope, is_selected);

    if (of->is_selected == is_selected && !is_selected)
        return;
    if (!data) {
        of->is_selected = false;
        return;
    }
    if (in->told && in->told != of)
        in->told->is_selected = false;
    in->told = of;
    if (is_selected)
        component_reset_verbs(of);
    of->is_selecting = true;
    component_notify(of, data, MMCN_SELECT, what, 0);
    component_bars_selected(of, data, cookie, what);
    of->is_selecting = false;
    of->is_selected = is_selected;
    host_changed(of->data->in, CHANGED_TOOLBAR);
}

void view_forget_selection(view *self)
{
    component *owner = NULL;
    IDataObject *data;
    DATA_OBJECT_TYPES type;
    MMC_COOKIE cookie = 0;

    if (!self->shown || !self->told || !self->told->is_selected)
        return;
    data = view_selected_data(self, &owner, &cookie, &type);
    if (owner == self->told)
        tell_selected(owner, data, cookie, self->is_scope_selected, false);
    else
        self->told->is_selected = false; /* what it was told of is no longer there */
    release_data(data);
}

static void add_images(component *of, HSCOPEITEM id, IDataObject *data)
{
    IImageList *images = image_list_create(of->given, IMAGES_ADDED);

    image_set_clear(&of->images);
    ImageList_RemoveAll(of->shown_in->small_images);
    ImageList_RemoveAll(of->shown_in->large_images);
    component_notify(of, data, MMCN_ADD_IMAGES, (LPARAM)images, id);
    image_list_end(images);
}

static void add_node_rows(view *self)
{
    if (self->options & MMC_VIEW_OPTIONS_EXCLUDE_SCOPE_ITEMS_FROM_LIST || self->list.is_virtual)
        return;
    for (scope_item *child = self->selected->first; child; child = child->next)
        view_node_inserted(child);
}

static void empty(view *self)
{
    result_list_clear(&self->list);
    result_list_clear_columns(&self->list);
    self->list.is_virtual = false;
    free(self->description);
    self->description = NULL;
    host_changed(self->in, CHANGED_ROWS | CHANGED_COLUMNS | CHANGED_STATUS);
}

static void hide(view *self)
{
    IDataObject *data;

    if (!self->selected)
        return;
    view_forget_selection(self);
    if (self->shown && self->is_showing) {
        data = snap_in_data(self->selected, CCT_SCOPE);
        if (data && !wrong_is(WRONG_NEVER_HIDES))
            component_notify(self->shown, data, MMCN_SHOW, FALSE, self->selected->id);
        release_data(data);
    }
    self->is_showing = false;
    view_type_forget(self);
    empty(self);
}

static void show(view *self)
{
    scope_item *item = self->selected;
    IDataObject *data;

    self->shown = item->owner ? component_of(self, item->owner) : NULL;
    if (!self->shown) {
        result_list_insert_column(&self->list, 0, L"Name", LVCFMT_LEFT, 300);
        add_node_rows(self);
        return;
    }
    view_type_ask(self);
    self->list.is_virtual = (self->options & MMC_VIEW_OPTIONS_OWNERDATALIST) != 0;
    data = snap_in_data(item, CCT_SCOPE);
    if (!data)
        return;
    if (!wrong_is(WRONG_IMAGES_LATE))
        add_images(self->shown, item->id, data);
    self->is_showing = true;
    self->is_filling = true;
    component_notify(self->shown, data, MMCN_SHOW, TRUE, item->id);
    self->is_filling = false;
    if (wrong_is(WRONG_IMAGES_LATE))
        add_images(self->shown, item->id, data);
    if (self->kind == SHOWS_LIST)
        add_node_rows(self);
    self->is_scope_selected = true;
    tell_selected(self->shown, data, 0, true, true);
    release_data(data);
}

static void select_now(view *self, scope_item *item)
{
    HSCOPEITEM id = item->id;

    hide(self);
    self->shown = NULL;
    self->selected = NULL;
    if (scope_item_find(id) != item)
        return;
    snap_in_expand(item);
    if (scope_item_find(id) != item)
        return;
    self->selected = item;
    show(self);
    host_changed(self->in,
                 CHANGED_ROWS | CHANGED_COLUMNS | CHANGED_SELECTION | CHANGED_VIEW | CHANGED_TREE);
}

/* What asks for another node while one is being shown gets it when that has ended. */
void view_select(view *self, scope_item *item)
{
    self->wanted = item->id;
    if (self->is_selecting)
        return;
    self->is_selecting = true;
    for (int turn = 0; self->wanted && turn < 8; turn++) {
        scope_item *next = scope_item_find(self->wanted);

        self->wanted = 0;
        if (next)
            select_now(self, next);
    }
    self->is_selecting = false;
}

void view_leave(view *self, snap_in *data)
{
    size_t kept = 0;

    if (self->selected && (self->selected->owner == data ||
                           (data->node && scope_item_is_below(self->selected, data->node))))
        view_select(self, self->in->root);
    if (self->told && self->told->data == data) {
        view_forget_selection(self); /* of an extension's node in the list of another */
        self->told = NULL;
    }
    for (size_t index = 0; index < self->component_count; index++) {
        if (self->components[index]->data == data)
            component_close(self->components[index]);
        else
            self->components[kept++] = self->components[index];
    }
    self->component_count = kept;
}

void view_close(view *self)
{
    host *in = self->in;
    size_t kept = 0;

    hide(self);
    self->selected = NULL;
    self->shown = NULL;
    for (size_t index = 0; index < self->component_count; index++)
        component_close(self->components[index]);
    self->component_count = 0;
    for (size_t index = 0; index < in->view_count; index++) {
        if (in->views[index] != self)
            in->views[kept++] = in->views[index];
    }
    in->view_count = kept;
    if (in->active == self)
        in->active = kept ? in->views[kept - 1] : NULL;
    ImageList_Destroy(self->small_images);
    ImageList_Destroy(self->large_images);
    free(self->status);
    self->status = NULL;
}

void view_node_inserted(scope_item *item)
{
    host *in = item->owner->in;

    for (size_t index = 0; index < in->view_count; index++) {
        view *at = in->views[index];
        result_row *row;

        if (at->selected != item->parent || at->list.is_virtual || at->kind != SHOWS_LIST ||
            at->is_filling || at->options & MMC_VIEW_OPTIONS_EXCLUDE_SCOPE_ITEMS_FROM_LIST)
            continue;
        row = result_list_insert(&at->list, view_node_row_count(at));
        row->owner = at->shown;
        row->scope = item;
        row->cookie = item->cookie;
        host_changed(in, CHANGED_ROWS);
    }
}

void view_node_removed(scope_item *item)
{
    host *in = item->owner->in;

    for (size_t index = 0; index < in->view_count; index++) {
        view *at = in->views[index];

        for (int row = view_node_row_count(at); row-- > 0;) {
            if (at->list.rows[row]->scope == item)
                result_list_remove(&at->list, row);
        }
        host_changed(in, CHANGED_ROWS);
    }
}

component *view_row_owner(view *self, const result_row *row)
{
    if (!self->shown || !row || !row->scope || row->scope->owner == self->shown->data)
        return self->shown;
    return component_of(self, row->scope->owner);
}

/* Nodes stand before the rows of the snap-in. */
int view_node_row_count(const view *self)
{
    int count = 0;

    while (!self->list.is_virtual && count < self->list.row_count && self->list.rows[count]->scope)
        count++;
    return count;
}

void view_delete_rows(view *self)
{
    if (self->list.is_virtual) {
        result_list_set_count(&self->list, 0);
    } else {
        result_list_clear(&self->list);
        if (self->selected && !self->is_filling)
            add_node_rows(self);
    }
    host_changed(self->in, CHANGED_ROWS);
}

static int first_selected(const view *self)
{
    int index = 0;

    while (index < self->list.row_count && !result_list_is_selected(&self->list, index))
        index++;
    return index < self->list.row_count ? index : -1;
}

IDataObject *view_selected_data(view *self, component **owner, MMC_COOKIE *cookie,
                                DATA_OBJECT_TYPES *type)
{
    int first = first_selected(self);
    const result_row *row = first >= 0 && !self->list.is_virtual ? self->list.rows[first] : NULL;

    *owner = self->shown;
    *type = first < 0 || (row && row->scope) ? CCT_SCOPE : CCT_RESULT;
    if (!self->shown || !self->selected)
        return NULL;
    if (first < 0) {
        *cookie = self->selected->is_static ? 0 : self->selected->cookie;
        return snap_in_data(self->selected, CCT_SCOPE);
    }
    *cookie = row ? row->cookie : first;
    if (result_list_selected_count(&self->list) > 1) {
        *cookie = MMC_MULTI_SELECT_COOKIE;
    } else if (row && row->scope) {
        *owner = view_row_owner(self, row);
        return *owner ? snap_in_data(row->scope, CCT_SCOPE) : NULL;
    }
    return component_data(self->shown, *cookie, CCT_RESULT);
}

/* The console first tells that what was selected no longer is. */
void view_select_rows(view *self, const int *indices, int count)
{
    if (count > 1 && !(self->options & MMC_VIEW_OPTIONS_MULTISELECT))
        count = 1;
    view_forget_selection(self);
    for (int index = 0; index < self->list.row_count; index++)
        result_list_select(&self->list, index, false);
    for (int index = 0; index < count; index++)
        result_list_select(&self->list, indices[index], true);
    self->list.focused = count > 0 ? indices[0] : -1;
    view_rows_selected(self);
    host_changed(self->in, CHANGED_SELECTION);
}

void view_rows_selected(view *self)
{
    component *owner = NULL;
    DATA_OBJECT_TYPES type;
    MMC_COOKIE cookie = 0;
    IDataObject *data;

    if (!self->shown || !self->is_showing || self->shown->is_selecting)
        return;
    self->is_scope_selected = first_selected(self) < 0;
    data = view_selected_data(self, &owner, &cookie, &type);
    if (owner)
        tell_selected(owner, data, cookie, type == CCT_SCOPE, true);
    release_data(data);
}

void view_refresh(view *self)
{
    IDataObject *data;

    if (!self->shown || !self->is_showing)
        return;
    data = snap_in_data(self->selected, CCT_SCOPE);
    if (data)
        component_notify_click(self->shown, data, MMCN_REFRESH, 0, 0);
    release_data(data);
}

void view_activate_row(view *self, int index)
{
    const result_row *row;
    component *owner;
    HRESULT outcome;
    IDataObject *data;

    if (!self->shown || !self->is_showing || index < 0 || index >= self->list.row_count)
        return;
    row = self->list.is_virtual ? NULL : self->list.rows[index];
    owner = view_row_owner(self, row);
    data = row && row->scope ? snap_in_data(row->scope, CCT_SCOPE)
                             : component_data(self->shown, row ? row->cookie : index, CCT_RESULT);
    if (!data || !owner)
        return;
    outcome = component_notify_click(owner, data, MMCN_DBLCLICK, 0, 0);
    release_data(data);
    if (outcome == S_FALSE && row && row->scope)
        view_select(self, row->scope);
}
