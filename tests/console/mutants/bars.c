/* The toolbar and the menu button of a component. */
#include <windows.h>
#include <commctrl.h>

#include "tests/console/mutants/mutant.h"

enum { BUTTON_ONE = 101, BUTTON_TWO, BUTTON_MENU };

static HRESULT fill_tools(const mutant_bars *self, mutation does)
{
    MMCBUTTON buttons[] = {
        { 0, BUTTON_ONE, TBSTATE_ENABLED, TBSTYLE_BUTTON, (LPOLESTR)L"One",
          (LPOLESTR)L"The first one" },
        { 0, 0, TBSTATE_ENABLED, TBSTYLE_SEP, NULL, NULL },
        { 1, BUTTON_TWO, TBSTATE_ENABLED, TBSTYLE_BUTTON, (LPOLESTR)L"Two",
          (LPOLESTR)L"The second one" },
    };
    HBITMAP bitmap = mutant_bitmap(16);
    HRESULT result = IToolbar_AddBitmap(self->tools, does == HAS_NARROW_BITMAP ? 5 : 2, bitmap, 16,
                                        16, RGB(255, 0, 255));

    DeleteObject(bitmap);
    if (does == HAS_NO_BUTTON_IMAGE)
        buttons[2].nBitmap = 7;
    if (does == HAS_NO_TIP)
        buttons[2].lpTooltipText = NULL;
    if (SUCCEEDED(result))
        result = IToolbar_AddButtons(self->tools, (int)ARRAYSIZE(buttons), buttons);
    if (does == REPEATS_BUTTON)
        IToolbar_InsertButton(self->tools, 0, &buttons[2]);
    return result;
}

static HRESULT make(mutant_bars *self, mutation does, IExtendControlbar *extender)
{
    IUnknown *made = NULL;
    HRESULT result = IControlbar_Create(self->bar, TOOLBAR, extender, &made);

    if (FAILED(result))
        return result;
    result = IUnknown_QueryInterface(made, &IID_IToolbar, (void **)&self->tools);
    IUnknown_Release(made);
    if (SUCCEEDED(result))
        result = fill_tools(self, does);
    if (SUCCEEDED(result))
        result = IControlbar_Create(self->bar, MENUBUTTON, extender, &made);
    if (FAILED(result))
        return result;
    result = IUnknown_QueryInterface(made, &IID_IMenuButton, (void **)&self->menus);
    IUnknown_Release(made);
    if (SUCCEEDED(result))
        result = IMenuButton_AddButton(self->menus, BUTTON_MENU, (LPOLESTR)L"Variant",
                                       (LPOLESTR)(does == HAS_NO_MENU_TIP ? NULL : L"A menu"));
    return result;
}

static void misuse(const mutant_bars *self, mutation does, IExtendControlbar *extender)
{
    IUnknown *made = NULL;
    BOOL is;

    switch ((int)does) {
    case ASKS_FOR_COMBOBOX:
        IControlbar_Create(self->bar, COMBOBOXBAR, extender, &made);
        break;
    case ATTACHES_ITSELF:
        IControlbar_Attach(self->bar, TOOLBAR, (IUnknown *)extender);
        break;
    case STATES_NO_BUTTON:
        IToolbar_SetButtonState(self->tools, 999, ENABLED, TRUE);
        break;
    case STATES_NOTHING:
        IToolbar_GetButtonState(self->tools, BUTTON_ONE, (MMC_BUTTON_STATE)0x40, &is);
        break;
    default:
        break;
    }
}

static void detach(mutant_bars *self, mutation does)
{
    if (does == STAYS_ATTACHED)
        return;
    IControlbar_Detach(self->bar, (IUnknown *)self->tools);
    IControlbar_Detach(self->bar, (IUnknown *)self->menus);
}

static void let_go(mutant_bars *self, mutation does)
{
    if (self->tools && self->menus)
        detach(self, does);
    if (self->tools)
        IToolbar_Release(self->tools);
    if (self->menus)
        IMenuButton_Release(self->menus);
    if (self->bar)
        IControlbar_Release(self->bar);
    *self = (mutant_bars){ 0 };
}

static void attach(const mutant_bars *self)
{
    IControlbar_Attach(self->bar, TOOLBAR, (IUnknown *)self->tools);
    IControlbar_Attach(self->bar, MENUBUTTON, (IUnknown *)self->menus);
}

HRESULT mutant_bars_set(mutant_bars *self, mutation does, IExtendControlbar *extender,
                        IControlbar *bar)
{
    HRESULT result;

    if (!bar) {
        let_go(self, does);
        return S_OK;
    }
    self->bar = bar;
    IControlbar_AddRef(bar);
    result = make(self, does, extender);
    if (SUCCEEDED(result))
        misuse(self, does, extender);
    if (SUCCEEDED(result) && does == ATTACHES_AT_ONCE)
        attach(self);
    return result;
}

void mutant_bars_select(mutant_bars *self, mutation does, bool is_selected)
{
    if (does == IS_SLOW)
        Sleep(25);
    if (!self->tools || !self->menus)
        return;
    if (does != ATTACHES_AT_ONCE && is_selected)
        attach(self);
    IToolbar_SetButtonState(self->tools, BUTTON_TWO, ENABLED, is_selected);
}
