/* The toolbars of a snap-in in a view. */
#include "tests/console/component.h"

void component_give_bars(component *self)
{
    (void)self;
}

void component_take_bars(component *self)
{
    (void)self;
}

void component_bars_selected(component *self, IDataObject *data, LPARAM what)
{
    (void)self, (void)data, (void)what;
}
