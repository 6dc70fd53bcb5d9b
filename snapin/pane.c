#include "snapin/pane.h"

#include "snapin/mmc_guids.h"
#include "snapin/place.h"

listing *pane_listing(const pane *self)
{
    return self->is_showing && self->place != PLACE_ROOT ? self->listings[self->place] : NULL;
}

/* What a listing tells ------------------------------------------------------------------------- */

static void listing_grown(void *context, listing *grown)
{
    pane *self = context;

    if (grown != pane_listing(self))
        return;
    results_grow(self->results);
    results_say_state(self->results);
}

static void listing_leaving(void *context, listing *left)
{
    pane *self = context;

    if (left == pane_listing(self))
        results_leave(self->results);
}

static void listing_replaced(void *context, listing *replaced)
{
    pane *self = context;

    if (replaced == pane_listing(self))
        results_refill(self->results);
}

static bool needs_message(const pane *self, node_id place)
{
    listing *shown = self->listings[place];

    if (!node_has_source(node_of(place), component_data_target(self->owner)))
        return true;
    return shown && listing_has_failed(shown) && row_set_count_all(listing_rows(shown)) == 0;
}

/* Where a message ought to stand in place of the list, or the list in place of a message, the
 * console is asked to show the node anew. */
static void change_view(pane *self)
{
    if (self->is_leaving || self->is_message == needs_message(self, self->place))
        return;
    self->is_leaving = true;
    IConsole2_SelectScopeItem(self->console, self->item);
    self->is_leaving = false;
}

static void listing_ended(void *context, listing *ended)
{
    pane *self = context;

    if (ended != pane_listing(self))
        return;
    results_sort_in(self->results);
    results_say_state(self->results);
    self->changed(self->context);
    change_view(self);
}

static listing *listing_of(pane *self, node_id place)
{
    listing_events events = { listing_grown, listing_leaving, listing_replaced, listing_ended,
                              self };

    if (!self->listings[place])
        self->listings[place] = listing_new(place, &events);
    return self->listings[place];
}

static HRESULT start_reading(pane *self, listing *wanted)
{
    HRESULT result = listing_read(wanted, component_data_target(self->owner));

    if (wanted == pane_listing(self)) {
        results_say_state(self->results);
        self->changed(self->context);
    }
    return result;
}

HRESULT pane_read(pane *self, node_id place)
{
    listing *wanted = listing_of(self, place);
    HRESULT result = wanted ? start_reading(self, wanted) : E_OUTOFMEMORY;

    if (wanted && wanted == pane_listing(self))
        change_view(self);
    return result;
}

HRESULT pane_show(pane *self, node_id place, HSCOPEITEM item)
{
    listing *shown = place == PLACE_ROOT ? NULL : listing_of(self, place);
    HRESULT result;

    if (place != PLACE_ROOT && !shown)
        return E_OUTOFMEMORY;
    self->is_showing = true;
    self->place = place;
    self->item = item;
    if (place == PLACE_ROOT)
        return results_show_places(self->results);
    result = results_show(self->results, shown, self->is_message);
    if (SUCCEEDED(result) && listing_state_of(shown) == LISTING_EMPTY && !self->is_message)
        result = start_reading(self, shown);
    return result;
}

HRESULT pane_hide(pane *self)
{
    results_hide(self->results);
    self->is_showing = false;
    return S_OK;
}

void pane_read_all(pane *self)
{
    for (size_t place = 0; place < NODE_COUNT; place++) {
        if (self->listings[place] && self->listings[place] != pane_listing(self)) {
            listing_free(self->listings[place]);
            self->listings[place] = NULL;
        }
    }
    if (pane_listing(self))
        pane_read(self, self->place);
}

bool pane_ask_message(pane *self, node_id place)
{
    self->is_message = place != PLACE_ROOT && needs_message(self, place);
    return self->is_message;
}

void pane_filter(pane *self, const row_filter *filter)
{
    listing *shown = pane_listing(self);

    if (!shown)
        return;
    results_leave(self->results);
    row_set_filter(listing_rows(shown), filter);
    results_refill(self->results);
    results_say_state(self->results);
}

HRESULT pane_enter(pane *self, IConsole *console)
{
    HRESULT result;

    pane_leave(self);
    result = IConsole_QueryInterface(console, &IID_IConsole2, (void **)&self->console);
    if (SUCCEEDED(result))
        result = results_create(&self->results, self->console);
    if (FAILED(result))
        pane_leave(self);
    return result;
}

void pane_leave(pane *self)
{
    self->is_showing = false;
    results_free(self->results);
    self->results = NULL;
    for (size_t place = 0; place < NODE_COUNT; place++) {
        listing_free(self->listings[place]);
        self->listings[place] = NULL;
    }
    if (self->console)
        IConsole2_Release(self->console);
    self->console = NULL;
}
