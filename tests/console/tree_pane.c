#include "tests/console/tree_pane.h"

#include <stdbool.h>

#include <windows.h>

#include "tests/console/scope_item.h"
#include "tests/console/snap_in.h"
#include "tests/console/view.h"

static bool is_refreshing;

HWND tree_pane_create(HWND parent, int id)
{
    return CreateWindowExW(WS_EX_CLIENTEDGE, WC_TREEVIEWW, L"Console tree",
                           WS_CHILD | WS_VISIBLE | WS_TABSTOP | TVS_HASBUTTONS | TVS_HASLINES |
                               TVS_LINESATROOT | TVS_SHOWSELALWAYS,
                           0, 0, 0, 0, parent, (HMENU)(INT_PTR)id, NULL, NULL);
}

static scope_item *item_at(HWND tree, HTREEITEM place)
{
    TVITEMW facts = { .mask = TVIF_PARAM, .hItem = place };

    if (!place || !SendMessageW(tree, TVM_GETITEMW, 0, (LPARAM)&facts))
        return NULL;
    return scope_item_find((HSCOPEITEM)facts.lParam);
}

/* Nodes that are gone, at one level. */
static void remove_stale(HWND tree, HTREEITEM parent)
{
    HTREEITEM at = TreeView_GetChild(tree, parent);

    while (at) {
        HTREEITEM next = TreeView_GetNextSibling(tree, at);

        if (!item_at(tree, at))
            TreeView_DeleteItem(tree, at);
        at = next;
    }
}

static void fill_facts(scope_item *item, TVITEMW *facts)
{
    facts->mask = TVIF_TEXT | TVIF_PARAM | TVIF_CHILDREN | TVIF_IMAGE | TVIF_SELECTEDIMAGE;
    facts->pszText = (wchar_t *)(void *)snap_in_node_name(item);
    facts->lParam = (LPARAM)item->id;
    facts->cChildren = item->first || (!item->is_expanded && item->children != 0);
    facts->iImage = snap_in_node_image(item);
    if (facts->iImage < 0)
        facts->iImage = I_IMAGENONE;
    facts->iSelectedImage = facts->iImage;
}

static void place(HWND tree, HTREEITEM parent, HTREEITEM after, scope_item *item)
{
    TVINSERTSTRUCTW made = { .hParent = parent, .hInsertAfter = after };

    fill_facts(item, &made.item);
    if (item->tree_place) {
        made.item.mask |= TVIF_HANDLE;
        made.item.hItem = item->tree_place;
        SendMessageW(tree, TVM_SETITEMW, 0, (LPARAM)&made.item);
    } else {
        item->tree_place = (HTREEITEM)SendMessageW(tree, TVM_INSERTITEMW, 0, (LPARAM)&made);
    }
}

static void refresh_below(HWND tree, scope_item *item)
{
    HTREEITEM after = TVI_FIRST;

    remove_stale(tree, item->tree_place);
    for (scope_item *child = item->first; child; child = child->next) {
        place(tree, item->tree_place, after, child);
        after = child->tree_place;
        refresh_below(tree, child);
    }
}

void tree_pane_refresh(HWND tree, host *in)
{
    scope_item *selected = in->active ? in->active->selected : NULL;

    is_refreshing = true;
    TreeView_SetImageList(tree, in->scope_images, TVSIL_NORMAL);
    place(tree, TVI_ROOT, TVI_FIRST, in->root);
    refresh_below(tree, in->root);
    TreeView_Expand(tree, in->root->tree_place, TVE_EXPAND);
    if (selected && selected->tree_place)
        TreeView_SelectItem(tree, selected->tree_place);
    is_refreshing = false;
}

static LRESULT on_expanding(HWND tree, const NMTREEVIEWW *notice)
{
    scope_item *item = item_at(tree, notice->itemNew.hItem);

    if (item && notice->action & TVE_EXPAND && !is_refreshing) {
        snap_in_expand(item);
        is_refreshing = true;
        refresh_below(tree, item);
        is_refreshing = false;
    }
    return FALSE;
}

LRESULT tree_pane_notify(HWND tree, host *in, NMHDR *notice)
{
    scope_item *item;

    if (notice->code == TVN_ITEMEXPANDINGW)
        return on_expanding(tree, (const NMTREEVIEWW *)(void *)notice);
    if (notice->code != TVN_SELCHANGEDW || is_refreshing || !in->active)
        return 0;
    item = item_at(tree, ((const NMTREEVIEWW *)(void *)notice)->itemNew.hItem);
    if (item && item != in->active->selected)
        view_select(in->active, item);
    return 0;
}
