#include "tests/console/message_view.h"

#include <stdlib.h>
#include <wchar.h>

#include "tests/console/breach.h"

HOSTED_UNKNOWN(IMessageView, message_view)

static HRESULT set(wchar_t **text, const wchar_t *to)
{
    wchar_t *copy = to ? _wcsdup(to) : NULL;

    if (to && !copy)
        return E_OUTOFMEMORY;
    free(*text);
    *text = copy;
    return S_OK;
}

static HRESULT WINAPI message_view_SetTitleText(IMessageView *iface, LPCOLESTR title)
{
    message_view *self = from_IMessageView(iface);

    if (!hosted_enter(&self->base, "IMessageView::SetTitleText"))
        return E_UNEXPECTED;
    return set(&self->title, title);
}

static HRESULT WINAPI message_view_SetBodyText(IMessageView *iface, LPCOLESTR text)
{
    message_view *self = from_IMessageView(iface);

    if (!hosted_enter(&self->base, "IMessageView::SetBodyText"))
        return E_UNEXPECTED;
    return set(&self->text, text);
}

static HRESULT WINAPI message_view_SetIcon(IMessageView *iface, IconIdentifier icon)
{
    message_view *self = from_IMessageView(iface);

    if (!hosted_enter(&self->base, "IMessageView::SetIcon"))
        return E_UNEXPECTED;
    if (!breach_expect(icon == Icon_None || (icon >= Icon_First && icon <= Icon_Last),
                       CHECK_MESSAGE_VIEW, "%d is no icon of a message", icon))
        return E_INVALIDARG;
    self->icon = icon;
    return S_OK;
}

static HRESULT WINAPI message_view_Clear(IMessageView *iface)
{
    message_view *self = from_IMessageView(iface);

    if (!hosted_enter(&self->base, "IMessageView::Clear"))
        return E_UNEXPECTED;
    set(&self->title, NULL);
    set(&self->text, NULL);
    self->icon = Icon_None;
    return S_OK;
}

static const IMessageViewVtbl message_view_vtbl = {
    .QueryInterface = message_view_QueryInterface,
    .AddRef = message_view_AddRef,
    .Release = message_view_Release,
    .SetTitleText = message_view_SetTitleText,
    .SetBodyText = message_view_SetBodyText,
    .SetIcon = message_view_SetIcon,
    .Clear = message_view_Clear,
};

message_view *message_view_new(console *owner)
{
    static const IID *const iids[] = { &IID_IMessageView, NULL };
    message_view *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->IMessageView_iface.lpVtbl = &message_view_vtbl;
    hosted_open(&self->base, "IMessageView", owner, false, &self->IMessageView_iface, iids);
    return self;
}

void message_view_close(message_view *self)
{
    hosted_close(&self->base);
    set(&self->title, NULL);
    set(&self->text, NULL);
}
