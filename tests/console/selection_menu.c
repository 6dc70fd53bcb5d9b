#include "tests/console/selection_menu.h"

#include <wchar.h>

#include "tests/console/call.h"
#include "tests/console/node_manager.h"
#include "tests/console/sheet_provider.h"

#define VERB_COMMAND 0x100L /* and the verb's place: ids that are the console's own here */

static const struct {
    MMC_CONSOLE_VERB verb;
    const wchar_t *name;
    const wchar_t *word;
} verbs[] = {
    { MMC_VERB_OPEN, L"&Open", L"_OPEN" },
    { MMC_VERB_CUT, L"Cu&t", L"_CUT" },
    { MMC_VERB_COPY, L"&Copy", L"_COPY" },
    { MMC_VERB_PASTE, L"&Paste", L"_PASTE" },
    { MMC_VERB_DELETE, L"&Delete", L"_DELETE" },
    { MMC_VERB_RENAME, L"Rena&me", L"_RENAME" },
    { MMC_VERB_REFRESH, L"Re&fresh", L"_REFRESH" },
    { MMC_VERB_PRINT, L"Pr&int", L"_PRINT" },
    { MMC_VERB_PROPERTIES, L"P&roperties", L"_PROPERTIES" },
};

static bool is_enabled(const component *of, MMC_CONSOLE_VERB verb)
{
    UINT state = of ? of->verbs[verb - MMC_VERB_FIRST] : 0;

    return (state & (ENABLED | HIDDEN)) == ENABLED;
}

static void add_verbs(selection_menu *self)
{
    for (size_t index = 0; index < ARRAYSIZE(verbs); index++) {
        CONTEXTMENUITEM2 item = {
            .strName = (wchar_t *)verbs[index].name,
            .lCommandID = VERB_COMMAND + (LONG)(verbs[index].verb - MMC_VERB_FIRST),
            .fSpecialFlags =
                self->owner->default_verb == verbs[index].verb ? CCM_SPECIAL_DEFAULT_ITEM : 0,
            .strLanguageIndependentName = (wchar_t *)verbs[index].word,
        };

        if (is_enabled(self->owner, verbs[index].verb))
            context_menu_add(&self->menu, &item);
    }
}

/* A node's commands are its IComponentData's, but for View; a row's are all its IComponent's. */
static void let_primary_add(selection_menu *self)
{
    LONG all = CCM_INSERTIONALLOWED_TOP | CCM_INSERTIONALLOWED_NEW | CCM_INSERTIONALLOWED_TASK;
    call now;

    call_begin(&now, CALL_ANY, "IExtendContextMenu::AddMenuItems");
    if (self->type == CCT_SCOPE) {
        context_menu_add_primary(&self->menu, (IUnknown *)self->owner->data->object, self->data,
                                 all);
        context_menu_add_primary(&self->menu, (IUnknown *)self->owner->object, self->data,
                                 CCM_INSERTIONALLOWED_VIEW);
    } else {
        context_menu_add_primary(&self->menu, (IUnknown *)self->owner->object, self->data,
                                 all | CCM_INSERTIONALLOWED_VIEW);
    }
    call_end(&now);
}

bool selection_menu_make(selection_menu *out, view *of)
{
    LONG all = CCM_INSERTIONALLOWED_TOP | CCM_INSERTIONALLOWED_NEW | CCM_INSERTIONALLOWED_TASK |
               CCM_INSERTIONALLOWED_VIEW;

    *out = (selection_menu){ .of = of };
    out->data = view_selected_data(of, &out->owner, &out->cookie, &out->type);
    if (!out->data || !out->owner || IS_SPECIAL_DATAOBJECT(out->data))
        return false;
    context_menu_add_points(&out->menu, all);
    let_primary_add(out);
    context_menu_add_extensions(&out->menu, out->data, out->cookie,
                                CCM_INSERTIONALLOWED_NEW | CCM_INSERTIONALLOWED_TASK);
    add_verbs(out);
    return true;
}

void selection_menu_free(selection_menu *self)
{
    context_menu_clear(&self->menu);
    if (self->data && !IS_SPECIAL_DATAOBJECT(self->data))
        IDataObject_Release(self->data);
    self->data = NULL;
}

static void show_properties(const selection_menu *self)
{
    bool is_scope = self->type == CCT_SCOPE;
    sheet_request request = {
        .primary =
            is_scope ? (IUnknown *)self->owner->data->object : (IUnknown *)self->owner->object,
        .is_scope = is_scope,
        .cookie = self->cookie,
        .data = self->data,
        .title = is_scope ? snap_in_node_name(self->of->selected) : L"Item",
        .parent = self->of->in->frame,
    };

    sheet_provider_properties(node_manager_own_sheets(), &request);
}

static void do_verb(const selection_menu *self, MMC_CONSOLE_VERB verb)
{
    switch ((int)verb) {
    case MMC_VERB_PROPERTIES:
        show_properties(self);
        break;
    case MMC_VERB_REFRESH:
        view_refresh(self->of);
        break;
    case MMC_VERB_DELETE:
        component_notify_click(self->owner, self->data, MMCN_DELETE, 0, 0);
        break;
    case MMC_VERB_PRINT:
        component_notify_click(self->owner, self->data, MMCN_PRINT, 0, 0);
        break;
    case MMC_VERB_COPY:
        OleSetClipboard(self->data);
        break;
    default:
        break;
    }
}

bool selection_menu_choose(selection_menu *self, const wchar_t *name)
{
    const menu_item *item = context_menu_find(&self->menu, name);

    return item && selection_menu_do(self, item);
}

bool selection_menu_do(selection_menu *self, const menu_item *item)
{
    call now;

    if (item->flags & (MF_GRAYED | MF_DISABLED))
        return false;
    if (item->adder == MENU_CREATOR) {
        do_verb(self, (MMC_CONSOLE_VERB)(item->id - VERB_COMMAND + MMC_VERB_FIRST));
        return true;
    }
    call_begin(&now, CALL_CLICK, "IExtendContextMenu::Command");
    context_menu_choose(item, self->data);
    call_end(&now);
    return true;
}

bool selection_verb(view *of, MMC_CONSOLE_VERB verb)
{
    selection_menu about = { .of = of };
    bool is_done = false;

    about.data = view_selected_data(of, &about.owner, &about.cookie, &about.type);
    if (about.data && is_enabled(about.owner, verb)) {
        do_verb(&about, verb);
        is_done = true;
    }
    selection_menu_free(&about);
    return is_done;
}
