#include "tests/console/tool_bar.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/output.h"

HOSTED_UNKNOWN(IToolbar, tool_bar)

#define ALL_STATES ((UINT)(ENABLED | CHECKED | HIDDEN | INDETERMINATE | BUTTONPRESSED))

static HRESULT WINAPI tool_bar_AddBitmap(IToolbar *iface, int count, HBITMAP bitmap, int width,
                                         int height, COLORREF mask)
{
    tool_bar *self = from_IToolbar(iface);
    SIZE each = { width, height };
    BITMAP seen = { 0 };

    if (!hosted_enter(&self->base, "IToolbar::AddBitmap"))
        return E_UNEXPECTED;
    if (!breach_expect(count > 0 && width > 0 && height > 0 &&
                           GetObjectW(bitmap, sizeof(seen), &seen),
                       CHECK_TOOLBAR_BITMAP, "AddBitmap was called with %d images and %s bitmap",
                       count, bitmap ? "a bad" : "no"))
        return E_INVALIDARG;
    breach_expect((LONGLONG)count * width <= seen.bmWidth && height <= seen.bmHeight,
                  CHECK_TOOLBAR_BITMAP, "a bitmap of %ld x %ld does not hold %d images of %d x %d",
                  seen.bmWidth, seen.bmHeight, count, width, height);
    return bar_add_images(&self->bar, bitmap, count, each, mask);
}

/* The states of MMCBUTTON are those of a toolbar control; later on the console has its own. */
static UINT state_of(BYTE given)
{
    UINT state = given & TBSTATE_ENABLED ? ENABLED : 0;

    if (given & TBSTATE_CHECKED)
        state |= CHECKED;
    if (given & TBSTATE_HIDDEN)
        state |= HIDDEN;
    if (given & TBSTATE_INDETERMINATE)
        state |= INDETERMINATE;
    if (given & TBSTATE_PRESSED)
        state |= BUTTONPRESSED;
    return state;
}

static void check_button(const tool_bar *self, const MMCBUTTON *button)
{
    if (button->fsType & TBSTYLE_SEP)
        return;
    breach_expect(!bar_find(&self->bar, button->idCommand), CHECK_TOOLBAR_UNIQUE_ID,
                  "two buttons of a toolbar have the id %d", button->idCommand);
    breach_expect(button->nBitmap >= 0 && button->nBitmap < self->bar.image_count,
                  CHECK_TOOLBAR_IMAGE, "button %d has image %d of %d", button->idCommand,
                  button->nBitmap, self->bar.image_count);
    breach_expect(button->lpTooltipText && *button->lpTooltipText, CHECK_TOOLBAR_TEXT,
                  "button %d says nothing of what it does", button->idCommand);
}

static HRESULT insert(tool_bar *self, size_t index, const MMCBUTTON *button)
{
    bar_button added = { button->idCommand, button->nBitmap,      state_of(button->fsState),
                         button->fsType,    button->lpButtonText, button->lpTooltipText };

    check_button(self, button);
    return bar_insert(&self->bar, index, &added);
}

static HRESULT WINAPI tool_bar_AddButtons(IToolbar *iface, int count, MMCBUTTON *buttons)
{
    tool_bar *self = from_IToolbar(iface);
    HRESULT result = S_OK;

    if (!hosted_enter(&self->base, "IToolbar::AddButtons"))
        return E_UNEXPECTED;
    if (!breach_expect(count > 0 && buttons, CHECK_BAD_ARGUMENT, "AddButtons was called with none"))
        return E_INVALIDARG;
    for (int index = 0; index < count && SUCCEEDED(result); index++)
        result = insert(self, self->bar.count, &buttons[index]);
    return result;
}

static HRESULT WINAPI tool_bar_InsertButton(IToolbar *iface, int index, MMCBUTTON *button)
{
    tool_bar *self = from_IToolbar(iface);

    if (!hosted_enter(&self->base, "IToolbar::InsertButton"))
        return E_UNEXPECTED;
    if (!breach_expect(button != NULL, CHECK_BAD_ARGUMENT, "InsertButton was called with NULL"))
        return E_INVALIDARG;
    if (index < 0 || (size_t)index > self->bar.count) /* as a toolbar control does */
        index = (int)self->bar.count;
    return insert(self, (size_t)index, button);
}

static HRESULT WINAPI tool_bar_DeleteButton(IToolbar *iface, int index)
{
    tool_bar *self = from_IToolbar(iface);

    if (!hosted_enter(&self->base, "IToolbar::DeleteButton"))
        return E_UNEXPECTED;
    if (index < 0 || (size_t)index >= self->bar.count)
        return E_INVALIDARG;
    bar_remove(&self->bar, (size_t)index);
    return S_OK;
}

static bar_button *button_of(tool_bar *self, int id, MMC_BUTTON_STATE state)
{
    bar_button *button = bar_find(&self->bar, id);

    breach_expect(button != NULL, CHECK_TOOLBAR_KNOWN_ID, "no button of the toolbar has the id %d",
                  id);
    if (!breach_expect(state && !(state & ~ALL_STATES), CHECK_TOOLBAR_STATE,
                       "%x is no state of a button", state))
        return NULL;
    return button;
}

static HRESULT WINAPI tool_bar_GetButtonState(IToolbar *iface, int id, MMC_BUTTON_STATE state,
                                              BOOL *is)
{
    tool_bar *self = from_IToolbar(iface);
    const bar_button *button;

    if (!hosted_enter(&self->base, "IToolbar::GetButtonState"))
        return E_UNEXPECTED;
    if (!breach_expect(is != NULL, CHECK_BAD_ARGUMENT, "GetButtonState was called with NULL"))
        return E_INVALIDARG;
    *is = FALSE;
    button = button_of(self, id, state);
    if (!button)
        return E_INVALIDARG;
    *is = (button->state & state) != 0;
    return S_OK;
}

static HRESULT WINAPI tool_bar_SetButtonState(IToolbar *iface, int id, MMC_BUTTON_STATE state,
                                              BOOL is)
{
    tool_bar *self = from_IToolbar(iface);
    bar_button *button;

    if (!hosted_enter(&self->base, "IToolbar::SetButtonState"))
        return E_UNEXPECTED;
    button = button_of(self, id, state);
    if (!button)
        return E_INVALIDARG;
    if (is)
        button->state |= state;
    else
        button->state &= ~(UINT)state;
    bar_refresh(&self->bar);
    return S_OK;
}

static const IToolbarVtbl tool_bar_vtbl = {
    .QueryInterface = tool_bar_QueryInterface,
    .AddRef = tool_bar_AddRef,
    .Release = tool_bar_Release,
    .AddBitmap = tool_bar_AddBitmap,
    .AddButtons = tool_bar_AddButtons,
    .InsertButton = tool_bar_InsertButton,
    .DeleteButton = tool_bar_DeleteButton,
    .GetButtonState = tool_bar_GetButtonState,
    .SetButtonState = tool_bar_SetButtonState,
};

tool_bar *tool_bar_new(console *owner)
{
    static const IID *const iids[] = { &IID_IToolbar, NULL };
    tool_bar *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IToolbar_iface.lpVtbl = &tool_bar_vtbl;
    hosted_open(&self->base, "IToolbar", owner, false, &self->IToolbar_iface, iids);
    return self;
}

void tool_bar_close(tool_bar *self)
{
    hosted_close(&self->base);
    bar_clear(&self->bar);
}
