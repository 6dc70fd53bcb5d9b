#include "tests/console/menu_button.h"

#include <stdlib.h>

#include "tests/console/breach.h"

HOSTED_UNKNOWN(IMenuButton, menu_button)

/* What a menu button can be; it is neither checked nor half so. */
#define ALL_STATES ((UINT)(ENABLED | HIDDEN | BUTTONPRESSED))

static bool has_texts(int id, const wchar_t *text, const wchar_t *tip)
{
    return breach_expect(text && *text && tip, CHECK_MENU_BUTTON_TEXT,
                         "the menu button %d has no text, or no tooltip", id);
}

static HRESULT WINAPI menu_button_AddButton(IMenuButton *iface, int id, LPOLESTR text, LPOLESTR tip)
{
    menu_button *self = from_IMenuButton(iface);
    bar_button added = {
        .id = id, .image = I_IMAGENONE, .state = ENABLED, .text = text, .tip = tip
    };

    if (!hosted_enter(&self->base, "IMenuButton::AddButton"))
        return E_UNEXPECTED;
    if (!has_texts(id, text, tip))
        return E_INVALIDARG;
    breach_expect(!bar_find(&self->bar, id), CHECK_TOOLBAR_UNIQUE_ID,
                  "two menu buttons have the id %d", id);
    return bar_insert(&self->bar, self->bar.count, &added);
}

static HRESULT WINAPI menu_button_SetButton(IMenuButton *iface, int id, LPOLESTR text, LPOLESTR tip)
{
    menu_button *self = from_IMenuButton(iface);
    bar_button *button;
    bar_button changed;
    size_t index;
    HRESULT result;

    if (!hosted_enter(&self->base, "IMenuButton::SetButton"))
        return E_UNEXPECTED;
    button = bar_find(&self->bar, id);
    if (!breach_expect(button != NULL, CHECK_TOOLBAR_KNOWN_ID, "no menu button has the id %d",
                       id) ||
        !has_texts(id, text, tip))
        return E_INVALIDARG;
    changed = *button;
    changed.text = text;
    changed.tip = tip;
    index = (size_t)(button - self->bar.buttons);
    result = bar_insert(&self->bar, index, &changed);
    if (SUCCEEDED(result))
        bar_remove(&self->bar, index + 1);
    return result;
}

static HRESULT WINAPI menu_button_SetButtonState(IMenuButton *iface, int id, MMC_BUTTON_STATE state,
                                                 BOOL is)
{
    menu_button *self = from_IMenuButton(iface);
    bar_button *button;

    if (!hosted_enter(&self->base, "IMenuButton::SetButtonState"))
        return E_UNEXPECTED;
    button = bar_find(&self->bar, id);
    if (!breach_expect(button != NULL, CHECK_TOOLBAR_KNOWN_ID, "no menu button has the id %d",
                       id) ||
        !breach_expect(state && !(state & ~ALL_STATES), CHECK_TOOLBAR_STATE,
                       "%x is no state of a menu button", state))
        return E_INVALIDARG;
    if (is)
        button->state |= state;
    else
        button->state &= ~(UINT)state;
    bar_refresh(&self->bar);
    return S_OK;
}

static const IMenuButtonVtbl menu_button_vtbl = {
    .QueryInterface = menu_button_QueryInterface,
    .AddRef = menu_button_AddRef,
    .Release = menu_button_Release,
    .AddButton = menu_button_AddButton,
    .SetButton = menu_button_SetButton,
    .SetButtonState = menu_button_SetButtonState,
};

menu_button *menu_button_new(console *owner)
{
    static const IID *const iids[] = { &IID_IMenuButton, NULL };
    menu_button *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IMenuButton_iface.lpVtbl = &menu_button_vtbl;
    self->bar.is_of_menus = true;
    hosted_open(&self->base, "IMenuButton", owner, false, &self->IMenuButton_iface, iids);
    return self;
}

void menu_button_close(menu_button *self)
{
    hosted_close(&self->base);
    bar_clear(&self->bar);
}
