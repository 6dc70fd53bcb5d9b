#include "tests/console/menu_provider.h"

#include <stdlib.h>
#include <wchar.h>

#include "tests/console/breach.h"
#include "tests/console/facets.h"

/* A menu of the snap-in's own making allows whatever points it made. */
#define ALLOWED_ALL                                                                                \
    (CCM_INSERTIONALLOWED_TOP | CCM_INSERTIONALLOWED_NEW | CCM_INSERTIONALLOWED_TASK |             \
     CCM_INSERTIONALLOWED_VIEW)

HOSTED_UNKNOWN(IContextMenuProvider, menu_provider)

static wchar_t *next_answer;

void menu_provider_answer(const wchar_t *name)
{
    free(next_answer);
    next_answer = name ? _wcsdup(name) : NULL;
}

static HRESULT WINAPI provider_AddItem(IContextMenuProvider *iface, CONTEXTMENUITEM *item)
{
    menu_provider *self = from_IContextMenuProvider(iface);
    CONTEXTMENUITEM2 wider = { 0 };

    if (!hosted_enter(&self->base, "IContextMenuProvider::AddItem"))
        return E_UNEXPECTED;
    if (!item)
        return E_INVALIDARG;
    wider.strName = item->strName;
    wider.strStatusBarText = item->strStatusBarText;
    wider.lCommandID = item->lCommandID;
    wider.lInsertionPointID = item->lInsertionPointID;
    wider.fFlags = item->fFlags;
    wider.fSpecialFlags = item->fSpecialFlags;
    return context_menu_add(&self->menu, &wider);
}

static HRESULT WINAPI provider_EmptyMenuList(IContextMenuProvider *iface)
{
    menu_provider *self = from_IContextMenuProvider(iface);

    if (!hosted_enter(&self->base, "IContextMenuProvider::EmptyMenuList"))
        return E_UNEXPECTED;
    context_menu_clear(&self->menu);
    return S_OK;
}

static HRESULT WINAPI provider_AddPrimaryExtensionItems(IContextMenuProvider *iface,
                                                        IUnknown *extension, IDataObject *data)
{
    menu_provider *self = from_IContextMenuProvider(iface);

    if (!hosted_enter(&self->base, "IContextMenuProvider::AddPrimaryExtensionItems"))
        return E_UNEXPECTED;
    if (!breach_expect(extension != NULL, CHECK_BAD_ARGUMENT,
                       "IContextMenuProvider::AddPrimaryExtensionItems was called with no snap-in"))
        return E_INVALIDARG;
    return context_menu_add_primary(&self->menu, extension, data, ALLOWED_ALL);
}

static HRESULT WINAPI provider_AddThirdPartyExtensionItems(IContextMenuProvider *iface,
                                                           IDataObject *data)
{
    menu_provider *self = from_IContextMenuProvider(iface);

    if (!hosted_enter(&self->base, "IContextMenuProvider::AddThirdPartyExtensionItems"))
        return E_UNEXPECTED;
    return data ? context_menu_add_extensions(&self->menu, data, 0, ALLOWED_ALL) : E_INVALIDARG;
}

/* What a person chooses, or what the script said that they would. */
static const menu_item *chosen(context_menu *menu, HWND parent, LONG x, LONG y)
{
    const menu_item *item = NULL;

    if (next_answer) {
        item = context_menu_find(menu, next_answer);
        menu_provider_answer(NULL);
    } else {
        HMENU shown = context_menu_show(menu);
        size_t index = (size_t)TrackPopupMenu(shown, TPM_RETURNCMD, x, y, 0, parent, NULL);

        DestroyMenu(shown);
        item = index > 0 && index <= menu->count ? &menu->items[index - 1] : NULL;
    }
    return item;
}

static HRESULT WINAPI provider_ShowContextMenu(IContextMenuProvider *iface, HWND parent, LONG x,
                                               LONG y, LONG *selected)
{
    menu_provider *self = from_IContextMenuProvider(iface);
    const menu_item *item;

    if (!hosted_enter(&self->base, "IContextMenuProvider::ShowContextMenu"))
        return E_UNEXPECTED;
    if (!breach_expect(selected != NULL, CHECK_BAD_ARGUMENT,
                       "IContextMenuProvider::ShowContextMenu was called with NULL"))
        return E_INVALIDARG;
    *selected = 0;
    item = chosen(&self->menu, parent, x, y);
    if (item && item->extension)
        return context_menu_choose(item, NULL);
    if (item)
        *selected = item->id;
    return item ? S_OK : S_FALSE;
}

static const IContextMenuProviderVtbl provider_vtbl = {
    .QueryInterface = menu_provider_QueryInterface,
    .AddRef = menu_provider_AddRef,
    .Release = menu_provider_Release,
    .AddItem = provider_AddItem,
    .EmptyMenuList = provider_EmptyMenuList,
    .AddPrimaryExtensionItems = provider_AddPrimaryExtensionItems,
    .AddThirdPartyExtensionItems = provider_AddThirdPartyExtensionItems,
    .ShowContextMenu = provider_ShowContextMenu,
};

static void forget_items(hosted *base)
{
    context_menu_clear(&CONTAINING_RECORD(base, menu_provider, base)->menu);
}

void menu_provider_open(menu_provider *self, console *owner)
{
    static const IID *const iids[] = { &IID_IContextMenuProvider, &IID_IContextMenuCallback, NULL };

    self->IContextMenuProvider_iface.lpVtbl = &provider_vtbl;
    self->base.on_close = forget_items;
    hosted_open(&self->base, "IContextMenuProvider", owner, true, &self->IContextMenuProvider_iface,
                iids);
}

void menu_provider_create(console *owner)
{
    menu_provider *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    menu_provider_open(self, owner);
}
