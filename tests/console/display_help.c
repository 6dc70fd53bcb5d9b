#include "tests/console/display_help.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/facets.h"
#include "tests/console/output.h"

typedef struct display_help {
    IDisplayHelp IDisplayHelp_iface;
    hosted base;
} display_help;

HOSTED_UNKNOWN(IDisplayHelp, display_help)

HRESULT display_help_show(const wchar_t *topic)
{
    if (!breach_expect(topic && *topic, CHECK_HELP_TOPIC, "a help topic without a name was shown"))
        return E_INVALIDARG;
    output_write(json_pack("{s:s, s:o}", "type", "help", "topic", output_text(topic)));
    return S_OK;
}

static HRESULT WINAPI display_help_ShowTopic(IDisplayHelp *iface, LPOLESTR topic)
{
    if (!hosted_enter(&from_IDisplayHelp(iface)->base, "IDisplayHelp::ShowTopic"))
        return E_UNEXPECTED;
    return display_help_show(topic);
}

static const IDisplayHelpVtbl display_help_vtbl = {
    .QueryInterface = display_help_QueryInterface,
    .AddRef = display_help_AddRef,
    .Release = display_help_Release,
    .ShowTopic = display_help_ShowTopic,
};

void display_help_create(console *owner)
{
    static const IID *const iids[] = { &IID_IDisplayHelp, NULL };
    display_help *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IDisplayHelp_iface.lpVtbl = &display_help_vtbl;
    hosted_open(&self->base, "IDisplayHelp", owner, true, &self->IDisplayHelp_iface, iids);
}
