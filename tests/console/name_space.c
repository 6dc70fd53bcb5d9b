/* IConsoleNameSpace2: the tree, as a snap-in fills it. */
#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/facets.h"
#include "tests/console/host.h"
#include "tests/console/scope_item.h"
#include "tests/console/snap_in.h"
#include "tests/console/view.h"

typedef struct name_space {
    IConsoleNameSpace2 IConsoleNameSpace2_iface;
    hosted base;
} name_space;

HOSTED_UNKNOWN(IConsoleNameSpace2, name_space)

#define WHERE (SDI_PREVIOUS | SDI_NEXT | SDI_FIRST)

static snap_in *snap_in_of(IConsoleNameSpace2 *iface)
{
    return from_IConsoleNameSpace2(iface)->base.owner->data;
}

static bool enter(IConsoleNameSpace2 *iface, const char *method)
{
    return hosted_enter(&from_IConsoleNameSpace2(iface)->base, method);
}

static scope_item *find(HSCOPEITEM id, const char *method)
{
    scope_item *item = scope_item_find(id);

    breach_expect(item != NULL, CHECK_SCOPE_HANDLE, "%s: there is no item %p", method, (void *)id);
    return item;
}

/* An item of somebody else may be looked at and have children, and that is all. */
static scope_item *find_own(IConsoleNameSpace2 *iface, HSCOPEITEM id, const char *method)
{
    scope_item *item = find(id, method);

    if (item && !breach_expect(item->owner == snap_in_of(iface), CHECK_SCOPE_FOREIGN,
                               "%s: the item %p is another snap-in's", method, (void *)id))
        return NULL;
    return item;
}

static void set_text(scope_item *item, const wchar_t *text)
{
    free(item->name);
    item->name = text == MMC_TEXTCALLBACK ? NULL : _wcsdup(text);
    free(item->shown_name);
    item->shown_name = NULL;
    item->shown_at = NULL;
}

static void set_members(scope_item *item, const SCOPEDATAITEM *from)
{
    if (from->mask & SDI_STR)
        set_text(item, from->displayname ? from->displayname : L"");
    if (from->mask & SDI_IMAGE)
        item->image = from->nImage;
    if (from->mask & SDI_OPENIMAGE)
        item->open_image = from->nOpenImage;
    if (from->mask & SDI_STATE)
        item->state = from->nState;
    if (from->mask & SDI_PARAM)
        item->cookie = from->lParam;
    if (from->mask & SDI_CHILDREN)
        item->children = from->cChildren;
}

static void find_place(scope_item *relative, DWORD mask, scope_item **parent, scope_item **before)
{
    *parent = relative;
    *before = NULL;
    if (mask & SDI_PREVIOUS) { /* the new one comes after relative */
        *parent = relative->parent;
        *before = relative->next;
    } else if (mask & SDI_NEXT) {
        *parent = relative->parent;
        *before = relative;
    } else if (mask & SDI_FIRST) {
        *before = relative->first;
    }
}

static HRESULT WINAPI name_space_InsertItem(IConsoleNameSpace2 *iface, SCOPEDATAITEM *given)
{
    snap_in *by = snap_in_of(iface);
    scope_item *relative;
    scope_item *parent;
    scope_item *before;
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::InsertItem"))
        return E_UNEXPECTED;
    if (!breach_expect(given != NULL, CHECK_SCOPE_ARGUMENT, "InsertItem was called with NULL"))
        return E_INVALIDARG;
    relative = find(given->relativeID, "InsertItem");
    if (!relative)
        return E_INVALIDARG;
    find_place(relative, given->mask, &parent, &before);
    if (!breach_expect(parent && parent->owner, CHECK_SCOPE_FOREIGN,
                       "InsertItem: beside a snap-in's own node nothing may be inserted"))
        return E_INVALIDARG;
    if (!breach_expect(parent->owner == by || by->is_extension, CHECK_SCOPE_FOREIGN,
                       "InsertItem: the item above, %p, is another snap-in's", (void *)parent->id))
        return E_INVALIDARG;
    breach_expect((given->mask & SDI_STR) != 0, CHECK_SCOPE_ARGUMENT,
                  "InsertItem: an item without a name (SDI_STR)");
    item = scope_item_insert(parent, before, by);
    set_text(item, L"");
    set_members(item, given);
    given->ID = item->id;
    view_node_inserted(item);
    host_changed(by->in, CHANGED_TREE);
    return S_OK;
}

/* Views that show something which is about to vanish show what is above it. */
static void leave(host *in, scope_item *item, bool is_kept)
{
    for (size_t index = 0; index < in->view_count; index++) {
        view *at = in->views[index];

        if (at->selected && scope_item_is_below(at->selected, item) &&
            !(is_kept && at->selected == item))
            view_select(at, is_kept ? item : item->parent);
    }
}

static void remove_item(scope_item *item)
{
    view_node_removed(item);
    scope_item_remove(item);
}

/* Makers delete what they put below a node, though it went with the node; a console bears that. */
static bool is_gone_already(HSCOPEITEM id)
{
    return breach_level() == LEVEL_TOLERATED && scope_item_was(id);
}

static HRESULT WINAPI name_space_DeleteItem(IConsoleNameSpace2 *iface, HSCOPEITEM id, LONG with)
{
    host *in = snap_in_of(iface)->in;
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::DeleteItem"))
        return E_UNEXPECTED;
    if (is_gone_already(id))
        return E_INVALIDARG;
    item = with ? find_own(iface, id, "DeleteItem") : find(id, "DeleteItem");
    if (!item)
        return E_INVALIDARG;
    if (with && !breach_expect(!item->is_static, CHECK_SCOPE_DELETE_STATIC,
                               "DeleteItem: the static node is the console's"))
        return E_INVALIDARG;
    leave(in, item, !with);
    for (scope_item *child = item->first, *next; child; child = next) {
        next = child->next;
        if (child->owner == snap_in_of(iface))
            remove_item(child);
    }
    if (with)
        remove_item(item);
    host_changed(in, CHANGED_TREE);
    return S_OK;
}

static HRESULT WINAPI name_space_SetItem(IConsoleNameSpace2 *iface, SCOPEDATAITEM *given)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::SetItem"))
        return E_UNEXPECTED;
    if (!breach_expect(given != NULL, CHECK_SCOPE_ARGUMENT, "SetItem was called with NULL"))
        return E_INVALIDARG;
    item = find_own(iface, given->ID, "SetItem");
    if (!item)
        return E_INVALIDARG;
    set_members(item, given);
    host_changed(snap_in_of(iface)->in, CHANGED_TREE);
    return S_OK;
}

/* The name is not given back: only what the item is. */
static HRESULT WINAPI name_space_GetItem(IConsoleNameSpace2 *iface, SCOPEDATAITEM *given)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::GetItem"))
        return E_UNEXPECTED;
    if (!breach_expect(given != NULL, CHECK_SCOPE_ARGUMENT, "GetItem was called with NULL"))
        return E_INVALIDARG;
    item = find(given->ID, "GetItem");
    if (!item)
        return E_INVALIDARG;
    if (given->mask & SDI_STR)
        given->displayname = item->name ? item->name : (wchar_t *)(void *)MMC_TEXTCALLBACK;
    if (given->mask & SDI_IMAGE)
        given->nImage = item->image;
    if (given->mask & SDI_OPENIMAGE)
        given->nOpenImage = item->open_image;
    if (given->mask & SDI_STATE)
        given->nState = item->is_expanded ? MMC_SCOPE_ITEM_STATE_EXPANDEDONCE : item->state;
    if (given->mask & SDI_PARAM)
        given->lParam = item->owner == snap_in_of(iface) ? item->cookie : 0;
    if (given->mask & SDI_CHILDREN)
        given->cChildren = item->first ? 1 : item->children;
    return S_OK;
}

static HRESULT give(const scope_item *item, HSCOPEITEM *id, MMC_COOKIE *cookie)
{
    *id = item ? item->id : 0;
    if (cookie)
        *cookie = item ? item->cookie : 0;
    return item ? S_OK : S_FALSE;
}

static HRESULT WINAPI name_space_GetChildItem(IConsoleNameSpace2 *iface, HSCOPEITEM id,
                                              HSCOPEITEM *child, MMC_COOKIE *cookie)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::GetChildItem") || !child)
        return E_UNEXPECTED;
    item = find(id, "GetChildItem");
    return item ? give(item->first, child, cookie) : E_INVALIDARG;
}

static HRESULT WINAPI name_space_GetNextItem(IConsoleNameSpace2 *iface, HSCOPEITEM id,
                                             HSCOPEITEM *next, MMC_COOKIE *cookie)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::GetNextItem") || !next)
        return E_UNEXPECTED;
    item = find(id, "GetNextItem");
    return item ? give(item->next, next, cookie) : E_INVALIDARG;
}

static HRESULT WINAPI name_space_GetParentItem(IConsoleNameSpace2 *iface, HSCOPEITEM id,
                                               HSCOPEITEM *parent, MMC_COOKIE *cookie)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace::GetParentItem") || !parent)
        return E_UNEXPECTED;
    item = find(id, "GetParentItem");
    if (!item)
        return E_INVALIDARG;
    return give(item->is_static ? NULL : item->parent, parent, cookie);
}

static HRESULT WINAPI name_space_Expand(IConsoleNameSpace2 *iface, HSCOPEITEM id)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace2::Expand"))
        return E_UNEXPECTED;
    item = find(id, "Expand");
    if (!item)
        return E_INVALIDARG;
    if (item->is_expanded)
        return S_FALSE;
    snap_in_expand(item);
    return S_OK;
}

static HRESULT WINAPI name_space_AddExtension(IConsoleNameSpace2 *iface, HSCOPEITEM id,
                                              CLSID *class_id)
{
    scope_item *item;

    if (!enter(iface, "IConsoleNameSpace2::AddExtension"))
        return E_UNEXPECTED;
    item = find_own(iface, id, "AddExtension");
    if (!item || !class_id)
        return E_INVALIDARG;
    return snap_in_extend(item, class_id) ? S_OK : E_FAIL;
}

static const IConsoleNameSpace2Vtbl name_space_vtbl = {
    .QueryInterface = name_space_QueryInterface,
    .AddRef = name_space_AddRef,
    .Release = name_space_Release,
    .InsertItem = name_space_InsertItem,
    .DeleteItem = name_space_DeleteItem,
    .SetItem = name_space_SetItem,
    .GetItem = name_space_GetItem,
    .GetChildItem = name_space_GetChildItem,
    .GetNextItem = name_space_GetNextItem,
    .GetParentItem = name_space_GetParentItem,
    .Expand = name_space_Expand,
    .AddExtension = name_space_AddExtension,
};

void name_space_create(console *owner)
{
    static const IID *const iids[] = { &IID_IConsoleNameSpace2, &IID_IConsoleNameSpace, NULL };
    name_space *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IConsoleNameSpace2_iface.lpVtbl = &name_space_vtbl;
    hosted_open(&self->base, "IConsoleNameSpace", owner, true, &self->IConsoleNameSpace2_iface,
                iids);
}
