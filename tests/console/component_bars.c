/* The toolbars of a snap-in in a view, and those of the snap-ins that extend its items. */
#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/component.h"
#include "tests/console/composite.h"
#include "tests/console/control_bar.h"
#include "tests/console/data_object_check.h"
#include "tests/console/extension.h"
#include "tests/console/wrong.h"

/* Made when an item that it extends is first selected; it stays as long as the component. */
typedef struct extension_bar {
    CLSID class_id;
    IExtendControlbar *extender;
    control_bar *bar;
    bool is_selected;
    struct extension_bar *next;
} extension_bar;

void component_give_bars(component *self)
{
    HRESULT outcome;
    call now;

    if (wrong_is(WRONG_WITHOUT_BARS))
        return;
    call_begin(&now, CALL_ANY, "QueryInterface(IExtendControlbar)");
    outcome = IComponent_QueryInterface(self->object, &IID_IExtendControlbar, (void **)&self->bars);
    call_end(&now);
    if (FAILED(outcome)) {
        self->bars = NULL;
        return;
    }
    self->bar = control_bar_new(self->given, self->bars);
    if (self->bar)
        control_bar_set(self->bar);
}

void component_take_bars(component *self)
{
    if (self->bar)
        control_bar_unset(self->bar);
    if (self->bars)
        IExtendControlbar_Release(self->bars);
    self->bar = NULL;
    self->bars = NULL;
    while (self->extension_bars) {
        extension_bar *gone = self->extension_bars;

        self->extension_bars = gone->next;
        control_bar_unset(gone->bar);
        IExtendControlbar_Release(gone->extender);
        free(gone);
    }
}

static extension_bar *make(component *self, const CLSID *class_id)
{
    extension_bar *made = calloc(1, sizeof(*made));
    HRESULT outcome;

    if (!made)
        abort();
    outcome = CoCreateInstance(class_id, NULL, CLSCTX_INPROC_SERVER, &IID_IExtendControlbar,
                               (void **)&made->extender);
    if (!breach_expect(SUCCEEDED(outcome), CHECK_CREATE,
                       "an extension of toolbars is not created: %08lx", (ULONG)outcome) ||
        !(made->bar = control_bar_new(self->given, made->extender))) {
        free(made);
        return NULL;
    }
    made->class_id = *class_id;
    made->next = self->extension_bars;
    self->extension_bars = made;
    control_bar_set(made->bar);
    return made;
}

typedef struct selecting {
    component *of;
    IDataObject *data;
    LPARAM what;
} selecting;

static void select_extension(const CLSID *class_id, void *context)
{
    const selecting *about = context;
    extension_bar *found = about->of->extension_bars;

    while (found && !IsEqualCLSID(&found->class_id, class_id))
        found = found->next;
    if (!found)
        found = make(about->of, class_id);
    if (!found)
        return;
    found->is_selected = true;
    control_bar_select(found->bar, about->what, about->data);
}

static void leave_extensions(component *self, IDataObject *data, LPARAM what)
{
    for (extension_bar *at = self->extension_bars; at; at = at->next) {
        if (at->is_selected)
            control_bar_select(at->bar, what, data);
        at->is_selected = false;
    }
}

void component_bars_selected(component *self, IDataObject *data, MMC_COOKIE cookie, LPARAM what)
{
    IDataObject *told = composite_of(data, cookie);
    selecting about = { self, told, what };
    GUID type;

    if (self->bar)
        control_bar_select(self->bar, what, told);
    if (!HIWORD(what))
        leave_extensions(self, told, what);
    else if (data_object_selected_type(data, cookie, &type))
        extension_list(&type, EXTENSION_TOOL_BAR, select_extension, &about);
    composite_release(told);
}

void component_bars_describe(const component *self, json_t *buttons)
{
    if (self->bar)
        control_bar_describe(self->bar, buttons);
    for (const extension_bar *at = self->extension_bars; at; at = at->next) {
        if (at->is_selected)
            control_bar_describe(at->bar, buttons);
    }
}

bool component_bars_press(component *self, const wchar_t *text, IDataObject *data,
                          MMC_COOKIE cookie)
{
    IDataObject *told = composite_of(data, cookie);
    bool is_done = self->bar && control_bar_press(self->bar, text, told);

    for (extension_bar *at = self->extension_bars; at && !is_done; at = at->next)
        is_done = at->is_selected && control_bar_press(at->bar, text, told);
    composite_release(told);
    return is_done;
}
