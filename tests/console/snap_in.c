#include "tests/console/snap_in.h"

#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/data_object_check.h"
#include "tests/console/identity_check.h"
#include "tests/console/import_watch.h"
#include "tests/console/notification.h"
#include "tests/console/output.h"
#include "tests/console/persistence.h"
#include "tests/console/result_list.h"
#include "tests/console/sheet.h"
#include "tests/console/unloading.h"
#include "tests/console/view.h"
#include "tests/console/wrong.h"

#define SHEET_LIMIT 10000 /* ms, for property sheets to go */

#define POISON ((void *)(LONG_PTR)0x5EEDBAD3)

static IUnknown *create(REFCLSID class_id)
{
    IUnknown *object = NULL;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "CoCreateInstance");
    outcome =
        CoCreateInstance(class_id, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&object);
    call_end(&now);
    if (!breach_expect(SUCCEEDED(outcome) && object, CHECK_CREATE, "the class gave %08lx", outcome))
        return NULL;
    return object;
}

static void check_aggregation(REFCLSID class_id, IUnknown *outer)
{
    IUnknown *inner = NULL;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IClassFactory::CreateInstance");
    outcome =
        CoCreateInstance(class_id, outer, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&inner);
    call_end(&now);
    breach_expect(outcome == CLASS_E_NOAGGREGATION, CHECK_AGGREGATION,
                  "an outer object was answered with %08lx", outcome);
    if (SUCCEEDED(outcome) && inner)
        IUnknown_Release(inner);
}

static bool initialise(snap_in *self)
{
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponentData::Initialize");
    outcome =
        IComponentData_Initialize(self->object, (IUnknown *)(void *)&self->given->IConsole3_iface);
    call_end(&now);
    return breach_expect(SUCCEEDED(outcome), CHECK_FAILED, "IComponentData::Initialize gave %08lx",
                         outcome);
}

/* What only extends others has no tree of its own. */
static bool is_extension(IUnknown *object)
{
    static const IID *const iids[] = { &IID_IExtendContextMenu, &IID_IExtendPropertySheet,
                                       &IID_IExtendControlbar };

    for (size_t index = 0; index < ARRAYSIZE(iids); index++) {
        IUnknown *found = NULL;

        if (SUCCEEDED(IUnknown_QueryInterface(object, iids[index], (void **)&found)) && found) {
            IUnknown_Release(found);
            return true;
        }
    }
    return false;
}

static IComponentData *component_data_of(IUnknown *object)
{
    IComponentData *out = NULL;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "QueryInterface(IComponentData)");
    outcome = IUnknown_QueryInterface(object, &IID_IComponentData, (void **)&out);
    call_end(&now);
    if (outcome == E_NOINTERFACE && is_extension(object))
        return NULL;
    return breach_expect(SUCCEEDED(outcome) && out, CHECK_CREATE,
                         "the class is no snap-in: IComponentData gave %08lx", outcome)
               ? out
               : NULL;
}

snap_in *snap_in_load(host *in, REFCLSID class_id)
{
    IUnknown *object;
    snap_in *self;

    if (in->snap_in_count == HOST_SNAP_INS_MAX || !(object = create(class_id)))
        return NULL;
    self = calloc(1, sizeof(*self));
    if (!self)
        abort();
    self->in = in;
    self->class_id = *class_id;
    self->images.small_images = in->scope_images;
    check_aggregation(class_id, object);
    identity_check(object, "IComponentData");
    self->object = component_data_of(object);
    IUnknown_Release(object);
    if (!self->object) {
        free(self);
        return NULL;
    }
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                           GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       (const wchar_t *)(const void *)self->object->lpVtbl, &self->dll);
    import_watch(self->dll);
    unloading_note(self->dll);
    self->given = console_new(self, NULL);
    in->snap_ins[in->snap_in_count++] = self;
    if (initialise(self))
        return self;
    snap_in_close(self);
    return NULL;
}

static void place_static_node(snap_in *self)
{
    IDataObject *data;

    self->node = scope_item_insert(self->in->root, NULL, self);
    self->node->is_static = true;
    data = snap_in_data(self->node, CCT_SNAPIN_MANAGER);
    if (data && !IS_SPECIAL_DATAOBJECT(data)) {
        self->node->name = data_object_name(data);
        IDataObject_Release(data);
    }
    if (!self->node->name)
        self->node->name = _wcsdup(L"");
    host_changed(self->in, CHANGED_TREE);
}

snap_in *snap_in_open_saved(host *in, REFCLSID class_id, IStream *state)
{
    snap_in *self = snap_in_load(in, class_id);

    if (!self)
        return NULL;
    if (!persistence_start((IUnknown *)self->object, state)) {
        snap_in_close(self);
        return NULL;
    }
    place_static_node(self);
    return self;
}

snap_in *snap_in_open(host *in, REFCLSID class_id)
{
    return snap_in_open_saved(in, class_id, NULL);
}

snap_in *snap_in_open_extension(host *in, REFCLSID class_id)
{
    snap_in *self;

    for (size_t index = 0; index < in->snap_in_count; index++) {
        if (in->snap_ins[index]->is_extension &&
            IsEqualCLSID(&in->snap_ins[index]->class_id, class_id))
            return in->snap_ins[index];
    }
    self = snap_in_load(in, class_id);
    if (self)
        self->is_extension = true;
    return self;
}

static void leave_views(snap_in *self)
{
    host *in = self->in;

    for (size_t index = 0; index < in->view_count; index++)
        view_leave(in->views[index], self);
}

/* The name of a node must stand until the node goes or is asked about again. */
static void check_lent(const scope_item *item)
{
    lent_text lent = { item->shown_at, item->shown_name };

    breach_expect(!lent.at || !lent.was || lent_text_lives(&lent), CHECK_RESULT_LIFE,
                  "a name that IComponentData::GetDisplayInfo gave is gone");
}

/* What an extension put below nodes of others goes with it. */
static void remove_foreign_nodes(snap_in *self)
{
    for (scope_item *at = self->in->root->first; at;) {
        scope_item *next = scope_item_next(at);

        if (at->owner == self) {
            next = scope_item_next_outside(at);
            view_node_removed(at);
            scope_item_remove(at);
        }
        at = next;
    }
    host_changed(self->in, CHANGED_TREE);
}

static void remove_nodes(snap_in *self)
{
    IDataObject *data;

    if (!self->node) {
        remove_foreign_nodes(self);
        return;
    }
    for (scope_item *child = self->node->first; child; child = child->next)
        check_lent(child);
    data = snap_in_data(self->node, CCT_SCOPE);
    if (data)
        snap_in_notify(self, data, MMCN_REMOVE_CHILDREN, self->node->id, 0);
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
    scope_item_remove(self->node);
    self->node = NULL;
    host_changed(self->in, CHANGED_TREE);
}

static void forget(snap_in *self)
{
    host *in = self->in;

    for (size_t index = 0; index < in->snap_in_count; index++) {
        if (in->snap_ins[index] != self)
            continue;
        memmove(&in->snap_ins[index], &in->snap_ins[index + 1],
                (in->snap_in_count - index - 1) * sizeof(in->snap_ins[0]));
        in->snap_in_count--;
        return;
    }
}

/* Its struct stays, for consoles that it still holds look at it. */
void snap_in_close(snap_in *self)
{
    HRESULT outcome;
    ULONG left;
    call now;

    if (self->is_closed)
        return;
    sheet_close_all(SHEET_LIMIT);
    leave_views(self);
    remove_nodes(self);
    call_begin(&now, CALL_ANY, "IComponentData::Destroy");
    outcome = IComponentData_Destroy(self->object);
    call_end(&now);
    breach_expect(SUCCEEDED(outcome) || outcome == E_NOTIMPL, CHECK_FAILED,
                  "IComponentData::Destroy gave %08lx", outcome);
    console_end(self->given);
    call_begin(&now, CALL_ANY, "IComponentData::Release");
    left = IComponentData_Release(self->object);
    call_end(&now);
    breach_expect(left == 0, CHECK_OWN_REFERENCES, "%lu references to the IComponentData are left",
                  left);
    self->object = NULL;
    self->is_closed = true;
    console_close(self->given);
    image_set_clear(&self->images);
    forget(self);
}

HRESULT snap_in_notify(snap_in *self, IDataObject *data, MMC_NOTIFY_TYPE event, LPARAM arg,
                       LPARAM param)
{
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, notification_call(event, true));
    outcome = IComponentData_Notify(self->object, data, event, arg, param);
    call_end(&now);
    notification_check(event, outcome);
    return outcome;
}

IDataObject *snap_in_data(scope_item *item, DATA_OBJECT_TYPES type)
{
    MMC_COOKIE cookie = item->is_static ? 0 : item->cookie;
    IDataObject *data = POISON;
    HRESULT outcome;
    call now;

    if (!item->owner)
        return NULL;
    call_begin(&now, CALL_DATA_OBJECT, "IComponentData::QueryDataObject");
    outcome = IComponentData_QueryDataObject(item->owner->object, cookie, type, &data);
    call_end(&now);
    if (!data_object_given(outcome, data, POISON, "IComponentData", cookie))
        return NULL;
    if (!IS_SPECIAL_DATAOBJECT(data))
        data_object_check(data, item->owner, false);
    return data;
}

static void expand_by(snap_in *by, scope_item *item, IDataObject *data)
{
    MMC_EXPANDSYNC_STRUCT sync = { FALSE, TRUE, item->id };

    snap_in_notify(by, data, MMCN_EXPANDSYNC, 0, (LPARAM)&sync);
    if (!sync.bHandled)
        snap_in_notify(by, data, MMCN_EXPAND, TRUE, item->id);
    if (wrong_is(WRONG_EXPANDS_TWICE))
        snap_in_notify(by, data, MMCN_EXPAND, TRUE, item->id);
}

bool snap_in_extend(scope_item *item, REFCLSID class_id)
{
    snap_in *by = snap_in_open_extension(item->owner->in, class_id);
    IDataObject *data = by ? snap_in_data(item, CCT_SCOPE) : NULL;

    if (!data)
        return false;
    expand_by(by, item, data);
    if (!IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
    return true;
}

void snap_in_expand(scope_item *item)
{
    IDataObject *data;
    HSCOPEITEM id = item->id;

    if (item->is_expanded || !item->owner)
        return;
    item->is_expanded = true;
    data = snap_in_data(item, CCT_SCOPE);
    if (!data)
        return;
    expand_by(item->owner, item, data);
    item = scope_item_find(id);
    if (item)
        snap_in_expand_extensions(item, data);
    if (!IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
}

/* What the snap-in answers for an item that it inserted with MMC_CALLBACK. */
static void ask_display(scope_item *item)
{
    SCOPEDATAITEM asked = { .mask = SDI_STR | SDI_IMAGE, .lParam = item->cookie, .ID = item->id };
    HRESULT outcome;
    call now;

    check_lent(item);
    call_begin(&now, CALL_DISPLAY, "IComponentData::GetDisplayInfo");
    outcome = IComponentData_GetDisplayInfo(item->owner->object, &asked);
    call_end(&now);
    if (!breach_expect(outcome == S_OK && (asked.displayname || item->name), CHECK_SCOPE_TEXT,
                       "IComponentData::GetDisplayInfo gave %08lx%s", outcome,
                       asked.displayname ? "" : " and no text"))
        breach_expect(outcome == S_FALSE || SUCCEEDED(outcome), CHECK_FAILED,
                      "IComponentData::GetDisplayInfo gave %08lx", outcome);
    item->shown_image = asked.nImage;
    if (asked.displayname && asked.displayname != (wchar_t *)(void *)MMC_TEXTCALLBACK) {
        free(item->shown_name);
        item->shown_name = _wcsdup(asked.displayname);
        item->shown_at = asked.displayname;
    }
}

const wchar_t *snap_in_node_name(scope_item *item)
{
    if (item->name)
        return item->name;
    if (!item->shown_name)
        ask_display(item);
    return item->shown_name ? item->shown_name : L"";
}

int snap_in_node_image(scope_item *item)
{
    int number = item->image;

    if (!item->owner)
        return -1;
    if (number == MMC_IMAGECALLBACK) {
        if (!item->shown_name)
            ask_display(item);
        number = item->shown_image;
    }
    breach_expect(item->owner->images.count == 0 || image_set_has(&item->owner->images, number),
                  CHECK_SCOPE_IMAGE, "the image %d of a node was never set", number);
    return image_set_index(&item->owner->images, number, false);
}
