#include "shellext/window/chain_tree.h"

#include <stdlib.h>

#include <commctrl.h>

#include "core/report/report.h"
#include "shellext/window/dpi.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

HWND chain_tree_create(HWND parent, UINT_PTR id)
{
    return CreateWindowExW(WS_EX_CLIENTEDGE, WC_TREEVIEWW, L"",
                           WS_CHILD | WS_VISIBLE | WS_TABSTOP | TVS_HASBUTTONS | TVS_HASLINES |
                               TVS_LINESATROOT | TVS_SHOWSELALWAYS | TVS_DISABLEDRAGDROP,
                           0, 0, 0, 0, parent, (HMENU)id, GetModuleHandleW(NULL), NULL);
}

void chain_tree_set_dpi(HWND tree, UINT dpi)
{
    TreeView_SetItemHeight(tree, dpi_scale(20, dpi));
}

/* Add a node below one that is open then; the text is taken. */
static HTREEITEM add(HWND tree, HTREEITEM parent, wchar_t *text, bool is_bold)
{
    TVINSERTSTRUCTW node = { .hParent = parent, .hInsertAfter = TVI_LAST };
    HTREEITEM added;

    node.item.mask = TVIF_TEXT | TVIF_STATE;
    node.item.pszText = text ? text : L"";
    node.item.state = is_bold ? TVIS_BOLD : 0;
    node.item.stateMask = TVIS_BOLD;
    added = (HTREEITEM)SendMessageW(tree, TVM_INSERTITEMW, 0, (LPARAM)&node);
    free(text);
    if (parent != TVI_ROOT)
        TreeView_Expand(tree, parent, TVE_EXPAND);
    return added;
}

static wchar_t *link_text(const tr_chain *chain, const tr_link *link)
{
    const char *known = link->name ? link->name : link->subject;
    wchar_t *name = text_from_utf8(known ? known : "?");
    wchar_t *text = NULL;

    if (name && tr_link_is_missing(chain, link))
        text = text_of(IDS_CHAIN_MISSING, name);
    else if (name && link->is_anchor)
        text = text_of(IDS_CHAIN_INSTALLED, name);
    if (!text)
        return name;
    free(name);
    return text;
}

/* From the root down to the signer, each below its issuer. */
static void add_chain(HWND tree, HTREEITEM parent, const tr_chain *chain)
{
    if (chain->count == 0)
        add(tree, parent, text_of(IDS_CHAIN_NONE), false);
    for (size_t depth = chain->count; depth > 0; depth--) {
        const tr_link *link = &chain->links[depth - 1];

        parent = add(tree, parent, link_text(chain, link), tr_link_is_missing(chain, link));
    }
}

static void add_signature(HWND tree, const tr_signature *signature, size_t index)
{
    wchar_t *number = text_of_number(index + 1);
    HTREEITEM top =
        add(tree, TVI_ROOT, number ? text_of(IDS_CHAIN_SIGNATURE, number) : NULL, false);

    free(number);
    add_chain(tree, top, &signature->chain);
    if (signature->stamp)
        add_chain(tree, add(tree, top, text_of(IDS_CHAIN_STAMP), false), &signature->stamp->chain);
}

void chain_tree_show(HWND tree, const row *which)
{
    const tr_verification *file = which ? which->verification : NULL;

    SendMessageW(tree, WM_SETREDRAW, FALSE, 0);
    TreeView_DeleteAllItems(tree);
    for (size_t index = 0; file && index < file->signature_count; index++)
        add_signature(tree, &file->signatures[index], index);
    SendMessageW(tree, WM_SETREDRAW, TRUE, 0);
    InvalidateRect(tree, NULL, TRUE);
}
