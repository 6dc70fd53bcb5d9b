/* The toolbars of a snap-in in a view. */
#include "tests/console/call.h"
#include "tests/console/component.h"
#include "tests/console/control_bar.h"
#include "tests/console/wrong.h"

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
}

void component_bars_selected(component *self, IDataObject *data, LPARAM what)
{
    if (self->bar)
        control_bar_select(self->bar, what, data);
}
