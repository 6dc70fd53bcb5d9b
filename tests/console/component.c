#include "tests/console/component.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/data_object_check.h"
#include "tests/console/facets.h"
#include "tests/console/identity_check.h"
#include "tests/console/notification.h"
#include "tests/console/view.h"

/* What an out pointer holds before a call, so that a failure which leaves it is seen. */
#define POISON ((void *)(LONG_PTR)0x5EEDBAD1)

static IComponent *create(snap_in *data)
{
    IComponent *object = POISON;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponentData::CreateComponent");
    outcome = IComponentData_CreateComponent(data->object, &object);
    call_end(&now);
    breach_expect(SUCCEEDED(outcome) || !object, CHECK_OUT_NULL,
                  "CreateComponent failed and left its out pointer as it was");
    if (!breach_expect(outcome == S_OK && object && object != POISON, CHECK_FAILED,
                       "CreateComponent gave %08lx", outcome))
        return NULL;
    return object;
}

static bool initialise(component *self)
{
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponent::Initialize");
    outcome = IComponent_Initialize(self->object, (IConsole *)&self->given->IConsole3_iface);
    call_end(&now);
    return breach_expect(SUCCEEDED(outcome), CHECK_FAILED, "IComponent::Initialize gave %08lx",
                         outcome);
}

component *component_of(view *shown_in, snap_in *data)
{
    component *self;

    for (size_t index = 0; index < shown_in->component_count; index++) {
        if (shown_in->components[index]->data == data)
            return shown_in->components[index];
    }
    if (shown_in->component_count == VIEW_COMPONENTS_MAX)
        return NULL;
    self = calloc(1, sizeof(*self));
    if (!self)
        abort();
    self->shown_in = shown_in;
    self->data = data;
    self->images.small_images = shown_in->small_images;
    self->images.large_images = shown_in->large_images;
    self->object = create(data);
    if (!self->object) {
        free(self);
        return NULL;
    }
    identity_check((IUnknown *)self->object, "IComponent");
    self->given = console_new(data, self);
    shown_in->components[shown_in->component_count++] = self;
    if (initialise(self))
        component_give_bars(self);
    return self;
}

static void destroy(component *self)
{
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponent::Destroy");
    outcome = IComponent_Destroy(self->object, 0);
    call_end(&now);
    breach_expect(SUCCEEDED(outcome) || outcome == E_NOTIMPL, CHECK_FAILED,
                  "IComponent::Destroy gave %08lx", outcome);
}

void component_close(component *self)
{
    ULONG left;
    call now;

    if (self->is_closed)
        return;
    component_take_bars(self);
    destroy(self);
    console_end(self->given);
    call_begin(&now, CALL_ANY, "IComponent::Release");
    left = IComponent_Release(self->object);
    call_end(&now);
    breach_expect(left == 0, CHECK_OWN_REFERENCES, "%lu references to an IComponent are left",
                  left);
    self->object = NULL;
    self->is_closed = true;
    console_close(self->given);
    image_set_clear(&self->images);
}

static HRESULT notify(component *self, call_kind kind, IDataObject *data, MMC_NOTIFY_TYPE event,
                      LPARAM arg, LPARAM param)
{
    HRESULT outcome;
    call now;

    call_begin(&now, kind, notification_call(event, false));
    outcome = IComponent_Notify(self->object, data, event, arg, param);
    call_end(&now);
    notification_check(event, outcome);
    return outcome;
}

static call_kind kind_of(MMC_NOTIFY_TYPE event)
{
    if (event == MMCN_SELECT)
        return CALL_SELECT;
    return event == MMCN_SHOW ? CALL_SHOW : CALL_ANY;
}

HRESULT component_notify(component *self, IDataObject *data, MMC_NOTIFY_TYPE event, LPARAM arg,
                         LPARAM param)
{
    return notify(self, kind_of(event), data, event, arg, param);
}

HRESULT component_notify_click(component *self, IDataObject *data, MMC_NOTIFY_TYPE event,
                               LPARAM arg, LPARAM param)
{
    return notify(self, CALL_CLICK, data, event, arg, param);
}

IDataObject *component_data(component *self, MMC_COOKIE cookie, DATA_OBJECT_TYPES type)
{
    IDataObject *data = POISON;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_DATA_OBJECT, "IComponent::QueryDataObject");
    outcome = IComponent_QueryDataObject(self->object, cookie, type, &data);
    call_end(&now);
    if (!data_object_given(outcome, data, POISON, "IComponent", cookie))
        return NULL;
    if (!IS_SPECIAL_DATAOBJECT(data))
        data_object_check(data, self->data, cookie == MMC_MULTI_SELECT_COOKIE);
    return data;
}
