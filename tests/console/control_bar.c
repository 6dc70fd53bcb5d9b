#include "tests/console/control_bar.h"

#include <stdlib.h>
#include <wchar.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/menu_button.h"
#include "tests/console/output.h"
#include "tests/console/tool_bar.h"

#define CONTROLS_MAX 32

typedef struct control {
    MMC_CONTROL_TYPE type;
    IUnknown *object;
    bar *bar;
    tool_bar *tool_bar;       /* one of the two */
    menu_button *menu_button; /* is not NULL */
} control;

struct control_bar {
    IControlbar IControlbar_iface;
    hosted base;
    IExtendControlbar *extender;
    control controls[CONTROLS_MAX];
    size_t count;
    HWND parent;
};

HOSTED_UNKNOWN(IControlbar, control_bar)

static bool make(control *made, MMC_CONTROL_TYPE type, console *owner)
{
    made->type = type;
    if (type == TOOLBAR) {
        made->tool_bar = tool_bar_new(owner);
        made->bar = made->tool_bar ? &made->tool_bar->bar : NULL;
        made->object = (IUnknown *)&made->tool_bar->IToolbar_iface;
        if (made->bar)
            hosted_add_reference(&made->tool_bar->base);
    } else {
        made->menu_button = menu_button_new(owner);
        made->bar = made->menu_button ? &made->menu_button->bar : NULL;
        made->object = (IUnknown *)&made->menu_button->IMenuButton_iface;
        if (made->bar)
            hosted_add_reference(&made->menu_button->base);
    }
    return made->bar != NULL;
}

static HRESULT WINAPI control_bar_Create(IControlbar *iface, MMC_CONTROL_TYPE type,
                                         IExtendControlbar *extender, IUnknown **out)
{
    control_bar *self = from_IControlbar(iface);

    if (!hosted_enter(&self->base, "IControlbar::Create"))
        return E_UNEXPECTED;
    if (!breach_expect(out && extender, CHECK_BAD_ARGUMENT,
                       "IControlbar::Create was called with NULL"))
        return E_INVALIDARG;
    *out = NULL;
    if (!breach_expect(type == TOOLBAR || type == MENUBUTTON, CHECK_TOOLBAR_TYPE,
                       "%d is no kind of control that a console has", type))
        return E_NOTIMPL;
    if (self->count >= CONTROLS_MAX || !make(&self->controls[self->count], type, self->base.owner))
        return E_OUTOFMEMORY;
    *out = self->controls[self->count++].object;
    return S_OK;
}

static control *find(control_bar *self, IUnknown *object)
{
    IUnknown *known = NULL;
    control *found = NULL;

    if (!object || FAILED(IUnknown_QueryInterface(object, &IID_IUnknown, (void **)&known)))
        return NULL;
    for (size_t index = 0; index < self->count; index++) {
        if (self->controls[index].object == known)
            found = &self->controls[index];
    }
    IUnknown_Release(known);
    return found;
}

static HRESULT WINAPI control_bar_Attach(IControlbar *iface, MMC_CONTROL_TYPE type,
                                         IUnknown *object)
{
    control_bar *self = from_IControlbar(iface);
    control *attached;

    if (!hosted_enter(&self->base, "IControlbar::Attach"))
        return E_UNEXPECTED;
    attached = find(self, object);
    if (!breach_expect(attached && attached->type == type, CHECK_TOOLBAR_OWN,
                       "a control was attached that this control bar did not make, or not so"))
        return E_INVALIDARG;
    attached->bar->is_attached = true;
    bar_refresh(attached->bar);
    return S_OK;
}

static HRESULT WINAPI control_bar_Detach(IControlbar *iface, IUnknown *object)
{
    control_bar *self = from_IControlbar(iface);
    control *detached;

    if (!hosted_enter(&self->base, "IControlbar::Detach"))
        return E_UNEXPECTED;
    detached = find(self, object);
    if (!breach_expect(detached != NULL, CHECK_TOOLBAR_OWN,
                       "a control was detached that this control bar did not make"))
        return E_INVALIDARG;
    detached->bar->is_attached = false;
    bar_refresh(detached->bar);
    return S_OK;
}

static const IControlbarVtbl control_bar_vtbl = {
    .QueryInterface = control_bar_QueryInterface,
    .AddRef = control_bar_AddRef,
    .Release = control_bar_Release,
    .Create = control_bar_Create,
    .Attach = control_bar_Attach,
    .Detach = control_bar_Detach,
};

control_bar *control_bar_new(console *owner, IExtendControlbar *extender)
{
    static const IID *const iids[] = { &IID_IControlbar, NULL };
    control_bar *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IControlbar_iface.lpVtbl = &control_bar_vtbl;
    self->extender = extender;
    IExtendControlbar_AddRef(extender);
    hosted_open(&self->base, "IControlbar", owner, false, &self->IControlbar_iface, iids);
    return self;
}

static HRESULT tell_bar(control_bar *self, IControlbar *to)
{
    HRESULT result;
    call now;

    call_begin(&now, CALL_ANY, "IExtendControlbar::SetControlbar");
    result = IExtendControlbar_SetControlbar(self->extender, to);
    call_end(&now);
    return result;
}

HRESULT control_bar_set(control_bar *self)
{
    return tell_bar(self, &self->IControlbar_iface);
}

static void close_control(control *closed)
{
    breach_expect(!closed->bar->is_attached, CHECK_TOOLBAR_DETACHED,
                  "a control is still attached after SetControlbar(NULL)");
    if (closed->tool_bar)
        tool_bar_close(closed->tool_bar);
    else
        menu_button_close(closed->menu_button);
}

void control_bar_unset(control_bar *self)
{
    tell_bar(self, NULL);
    for (size_t index = 0; index < self->count; index++)
        close_control(&self->controls[index]);
    hosted_close(&self->base);
    IExtendControlbar_Release(self->extender);
    self->extender = NULL;
}

static HRESULT notify(control_bar *self, call_kind kind, const char *name, MMC_NOTIFY_TYPE event,
                      LPARAM arg, LPARAM param)
{
    HRESULT result;
    call now;

    call_begin(&now, kind, name);
    result = IExtendControlbar_ControlbarNotify(self->extender, event, arg, param);
    call_end(&now);
    breach_expect(result == S_OK || result == S_FALSE || result == E_NOTIMPL, CHECK_NOTIFY_RESULT,
                  "%s was answered with %08lx", name, (ULONG)result);
    return result;
}

HRESULT control_bar_select(control_bar *self, LPARAM what, IDataObject *data)
{
    return notify(self, CALL_SELECT, "ControlbarNotify(MMCN_SELECT)", MMCN_SELECT, what,
                  (LPARAM)data);
}

int control_bar_show(control_bar *self, HWND parent, int left, int height)
{
    for (size_t index = 0; index < self->count; index++) {
        bar *shown = self->controls[index].bar;
        SIZE size = { 0 };

        bar_show(shown, parent);
        if (!shown->window || !shown->is_attached)
            continue;
        SendMessageW(shown->window, TB_GETMAXSIZE, 0, (LPARAM)&size);
        MoveWindow(shown->window, left, 0, size.cx, height, TRUE);
        left += size.cx;
    }
    self->parent = parent;
    return left;
}

static void press(control_bar *self, const control *in, const bar_button *button, IDataObject *data)
{
    MENUBUTTONDATA where = { button->id, 0, 0 };

    if (in->type == TOOLBAR) {
        notify(self, CALL_CLICK, "ControlbarNotify(MMCN_BTN_CLICK)", MMCN_BTN_CLICK, (LPARAM)data,
               button->id);
        return;
    }
    if (in->bar->window) {
        RECT at = { 0 };

        SendMessageW(in->bar->window, TB_GETRECT, LOWORD(button->id), (LPARAM)&at);
        MapWindowPoints(in->bar->window, NULL, (POINT *)&at, 2);
        where.x = at.left;
        where.y = at.bottom;
    }
    notify(self, CALL_CLICK, "ControlbarNotify(MMCN_MENU_BTNCLICK)", MMCN_MENU_BTNCLICK,
           (LPARAM)data, (LPARAM)&where);
}

bool control_bar_pressed(control_bar *self, HWND window, int id, IDataObject *data)
{
    for (size_t index = 0; index < self->count; index++) {
        const control *in = &self->controls[index];
        const bar_button *button = in->bar->window == window ? bar_find(in->bar, id) : NULL;

        if (!button)
            continue;
        press(self, in, button, data);
        return true;
    }
    return false;
}

static bool is_called(const bar_button *button, const wchar_t *text)
{
    return (button->text && wcscmp(button->text, text) == 0) ||
           (button->tip && wcscmp(button->tip, text) == 0);
}

bool control_bar_press(control_bar *self, const wchar_t *text, IDataObject *data)
{
    for (size_t index = 0; index < self->count; index++) {
        const control *in = &self->controls[index];

        for (size_t at = 0; in->bar->is_attached && at < in->bar->count; at++) {
            const bar_button *button = &in->bar->buttons[at];

            if ((button->state & (ENABLED | HIDDEN)) != ENABLED || !is_called(button, text))
                continue;
            press(self, in, button, data);
            return true;
        }
    }
    return false;
}

void control_bar_describe(const control_bar *self, json_t *buttons)
{
    for (size_t index = 0; index < self->count; index++) {
        const control *in = &self->controls[index];

        for (size_t at = 0; in->bar->is_attached && at < in->bar->count; at++) {
            const bar_button *button = &in->bar->buttons[at];

            if (button->type & TBSTYLE_SEP)
                continue;
            json_array_append_new(
                buttons,
                json_pack("{s:s, s:o, s:o, s:i, s:b, s:b, s:b}", "control",
                          in->type == TOOLBAR ? "toolbar" : "menu-button", "text",
                          output_text(button->text), "tip", output_text(button->tip), "id",
                          button->id, "enabled", (button->state & ENABLED) != 0, "checked",
                          (button->state & CHECKED) != 0, "hidden", (button->state & HIDDEN) != 0));
        }
    }
}
