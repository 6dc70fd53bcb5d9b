/* IConsoleVerb: what can be done to what is selected. */
#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/component.h"
#include "tests/console/facets.h"

typedef struct verb {
    IConsoleVerb IConsoleVerb_iface;
    hosted base;
} verb;

HOSTED_UNKNOWN(IConsoleVerb, verb)

#define STATES (ENABLED | CHECKED | HIDDEN | INDETERMINATE | BUTTONPRESSED)

static component *enter(IConsoleVerb *iface, const char *method)
{
    hosted *base = &from_IConsoleVerb(iface)->base;

    if (!hosted_enter(base, method) || !console_is_for_results(base->owner, method))
        return NULL;
    return base->owner->viewed;
}

static bool is_verb(MMC_CONSOLE_VERB which, const char *method)
{
    return breach_expect((int)which >= MMC_VERB_FIRST && (int)which <= MMC_VERB_LAST,
                         CHECK_VERB_ARGUMENT, "%s: there is no verb %x", method, (unsigned)which);
}

static bool is_state(MMC_BUTTON_STATE state, const char *method)
{
    return breach_expect(state && !((unsigned)state & ~(unsigned)STATES), CHECK_VERB_ARGUMENT,
                         "%s: there is no state %x", method, (unsigned)state);
}

static HRESULT WINAPI verb_GetVerbState(IConsoleVerb *iface, MMC_CONSOLE_VERB which,
                                        MMC_BUTTON_STATE state, BOOL *out)
{
    component *of = enter(iface, "IConsoleVerb::GetVerbState");

    if (!of || !out)
        return E_UNEXPECTED;
    *out = FALSE;
    if (!is_verb(which, "GetVerbState") || !is_state(state, "GetVerbState"))
        return E_INVALIDARG;
    *out = (of->verbs[which - MMC_VERB_FIRST] & state) != 0;
    return S_OK;
}

static HRESULT WINAPI verb_SetVerbState(IConsoleVerb *iface, MMC_CONSOLE_VERB which,
                                        MMC_BUTTON_STATE state, BOOL on)
{
    component *of = enter(iface, "IConsoleVerb::SetVerbState");

    if (!of)
        return E_UNEXPECTED;
    if (!is_verb(which, "SetVerbState") || !is_state(state, "SetVerbState"))
        return E_INVALIDARG;
    breach_expect(of->is_selecting || of->is_selected, CHECK_VERB_WHEN,
                  "SetVerbState was called while nothing of it is selected");
    if (on)
        of->verbs[which - MMC_VERB_FIRST] |= (UINT)state;
    else
        of->verbs[which - MMC_VERB_FIRST] &= ~(UINT)state;
    host_changed(of->data->in, CHANGED_TOOLBAR);
    return S_OK;
}

static HRESULT WINAPI verb_SetDefaultVerb(IConsoleVerb *iface, MMC_CONSOLE_VERB which)
{
    component *of = enter(iface, "IConsoleVerb::SetDefaultVerb");

    if (!of)
        return E_UNEXPECTED;
    if (which != MMC_VERB_NONE && !is_verb(which, "SetDefaultVerb"))
        return E_INVALIDARG;
    of->default_verb = which;
    return S_OK;
}

static HRESULT WINAPI verb_GetDefaultVerb(IConsoleVerb *iface, MMC_CONSOLE_VERB *out)
{
    component *of = enter(iface, "IConsoleVerb::GetDefaultVerb");

    if (!of || !out)
        return E_UNEXPECTED;
    *out = of->default_verb;
    return S_OK;
}

static const IConsoleVerbVtbl verb_vtbl = {
    .QueryInterface = verb_QueryInterface,
    .AddRef = verb_AddRef,
    .Release = verb_Release,
    .GetVerbState = verb_GetVerbState,
    .SetVerbState = verb_SetVerbState,
    .SetDefaultVerb = verb_SetDefaultVerb,
    .GetDefaultVerb = verb_GetDefaultVerb,
};

void component_reset_verbs(component *self)
{
    for (size_t index = 0; index < VERB_COUNT; index++)
        self->verbs[index] = HIDDEN;
    self->default_verb = MMC_VERB_NONE;
}

void verb_create(console *owner)
{
    static const IID *const iids[] = { &IID_IConsoleVerb, NULL };
    verb *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IConsoleVerb_iface.lpVtbl = &verb_vtbl;
    hosted_open(&self->base, "IConsoleVerb", owner, true, &self->IConsoleVerb_iface, iids);
}
