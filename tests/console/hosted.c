#include "tests/console/hosted.h"

#include <stdio.h>

#include <ole2.h>

#include "tests/console/breach.h"
#include "tests/console/console.h"

void hosted_open(hosted *self, const char *name, console *owner, bool is_facet, void *iface,
                 const IID *const *iids)
{
    self->name = name;
    self->iface = iface;
    self->owner = owner;
    self->is_facet = is_facet;
    for (size_t index = 0; iids[index] && index < HOSTED_IIDS_MAX; index++)
        self->iids[index] = iids[index];
    self->next = owner->objects;
    owner->objects = self;
}

void hosted_close(hosted *self)
{
    if (self->on_close && !self->is_closed)
        self->on_close(self);
    self->is_closed = true;
}

bool hosted_enter(hosted *self, const char *method)
{
    return breach_thread(method) && breach_expect(!self->is_closed, CHECK_AFTER_DESTROY,
                                                  "%s was called when its time was over", method);
}

static bool answers(const hosted *self, REFIID iid)
{
    for (size_t index = 0; index < HOSTED_IIDS_MAX && self->iids[index]; index++) {
        if (IsEqualIID(iid, self->iids[index]))
            return true;
    }
    return false;
}

static hosted *find(hosted *self, REFIID iid)
{
    if (!self->is_facet)
        return IsEqualIID(iid, &IID_IUnknown) || answers(self, iid) ? self : NULL;
    if (IsEqualIID(iid, &IID_IUnknown))
        return &self->owner->base;
    for (hosted *other = self->owner->objects; other; other = other->next) {
        if (other->is_facet && answers(other, iid))
            return other;
    }
    return NULL;
}

HRESULT hosted_query(hosted *self, REFIID iid, void **out)
{
    hosted *found;

    if (!breach_expect(out != NULL, CHECK_BAD_ARGUMENT, "%s::QueryInterface was called with NULL",
                       self->name))
        return E_POINTER;
    *out = NULL;
    found = find(self, iid);
    if (!found)
        return E_NOINTERFACE;
    hosted_add_reference(found);
    *out = found->iface;
    return S_OK;
}

ULONG hosted_add_reference(hosted *self)
{
    return (ULONG)InterlockedIncrement(&self->references);
}

ULONG hosted_release(hosted *self)
{
    LONG left = InterlockedDecrement(&self->references);

    if (breach_expect(left >= 0, CHECK_OVER_RELEASED, "%s was released more often than given",
                      self->name))
        return (ULONG)left;
    InterlockedIncrement(&self->references);
    return 0;
}
