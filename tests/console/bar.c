#include "tests/console/bar.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define BUTTONS_MAX 256

static wchar_t *copy_of(const wchar_t *text)
{
    return text ? _wcsdup(text) : NULL;
}

HRESULT bar_insert(bar *self, size_t index, const bar_button *button)
{
    bar_button *buttons;

    if (index > self->count || self->count >= BUTTONS_MAX)
        return E_INVALIDARG;
    buttons = realloc(self->buttons, (self->count + 1) * sizeof(*buttons));
    if (!buttons)
        return E_OUTOFMEMORY;
    self->buttons = buttons;
    memmove(&buttons[index + 1], &buttons[index], (self->count - index) * sizeof(*buttons));
    buttons[index] = *button;
    buttons[index].text = copy_of(button->text);
    buttons[index].tip = copy_of(button->tip);
    self->count++;
    bar_refresh(self);
    return S_OK;
}

void bar_remove(bar *self, size_t index)
{
    free(self->buttons[index].text);
    free(self->buttons[index].tip);
    self->count--;
    memmove(&self->buttons[index], &self->buttons[index + 1],
            (self->count - index) * sizeof(self->buttons[0]));
    bar_refresh(self);
}

bar_button *bar_find(const bar *self, int id)
{
    for (size_t index = 0; index < self->count; index++) {
        if (LOWORD(self->buttons[index].id) == LOWORD(id) &&
            !(self->buttons[index].type & TBSTYLE_SEP))
            return &self->buttons[index];
    }
    return NULL;
}

HRESULT bar_add_images(bar *self, HBITMAP bitmap, int count, SIZE each, COLORREF mask)
{
    if (!self->images)
        self->images = ImageList_Create(each.cx, each.cy, ILC_COLOR32 | ILC_MASK, count, 4);
    if (!self->images || ImageList_AddMasked(self->images, bitmap, mask) < 0)
        return E_FAIL;
    self->image_count += count;
    bar_refresh(self);
    return S_OK;
}

static BYTE shown_state(UINT state)
{
    UINT shown = state & ENABLED ? TBSTATE_ENABLED : 0;

    if (state & CHECKED)
        shown |= TBSTATE_CHECKED;
    if (state & HIDDEN)
        shown |= TBSTATE_HIDDEN;
    if (state & INDETERMINATE)
        shown |= TBSTATE_INDETERMINATE;
    if (state & BUTTONPRESSED)
        shown |= TBSTATE_PRESSED;
    return (BYTE)shown;
}

static void show_button(const bar *self, const bar_button *button)
{
    TBBUTTON shown = {
        .iBitmap = button->type & TBSTYLE_SEP ? 8 : button->image,
        .idCommand = LOWORD(button->id),
        .fsState = shown_state(button->state),
        .fsStyle = button->type,
    };
    const wchar_t *text = button->text && *button->text ? button->text : button->tip;

    if (self->is_of_menus) {
        shown.iBitmap = I_IMAGENONE;
        shown.fsStyle = BTNS_SHOWTEXT | BTNS_AUTOSIZE;
        text = button->text;
    }
    if (text && !(button->type & TBSTYLE_SEP))
        shown.iString = (INT_PTR)text;
    SendMessageW(self->window, TB_ADDBUTTONSW, 1, (LPARAM)&shown);
}

void bar_refresh(bar *self)
{
    if (!self->window)
        return;
    while (SendMessageW(self->window, TB_DELETEBUTTON, 0, 0))
        ;
    SendMessageW(self->window, TB_SETIMAGELIST, 0, (LPARAM)self->images);
    for (size_t index = 0; index < self->count; index++)
        show_button(self, &self->buttons[index]);
    ShowWindow(self->window, self->is_attached ? SW_SHOWNA : SW_HIDE);
}

void bar_show(bar *self, HWND parent)
{
    if (!parent) {
        if (self->window)
            DestroyWindow(self->window);
        self->window = NULL;
        return;
    }
    if (self->window)
        return;
    self->window = CreateWindowExW(0, TOOLBARCLASSNAMEW, NULL,
                                   WS_CHILD | TBSTYLE_FLAT | TBSTYLE_LIST | TBSTYLE_TOOLTIPS |
                                       CCS_NOPARENTALIGN | CCS_NODIVIDER | CCS_NORESIZE,
                                   0, 0, 0, 0, parent, NULL, GetModuleHandleW(NULL), NULL);
    SendMessageW(self->window, TB_BUTTONSTRUCTSIZE, sizeof(TBBUTTON), 0);
    SendMessageW(self->window, TB_SETEXTENDEDSTYLE, 0, TBSTYLE_EX_MIXEDBUTTONS);
    bar_refresh(self);
}

void bar_clear(bar *self)
{
    bar_show(self, NULL);
    while (self->count > 0)
        bar_remove(self, self->count - 1);
    free(self->buttons);
    self->buttons = NULL;
    if (self->images)
        ImageList_Destroy(self->images);
    self->images = NULL;
}
