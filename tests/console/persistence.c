#include "tests/console/persistence.h"

#include <windows.h>
#include <ocidl.h>
#include <ole2.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"

/* Both are one as far as this file goes, but for InitNew, which is the last method of one. */
typedef struct persisted {
    IPersistStream *stream;
    IPersistStreamInit *with_start;
} persisted;

static persisted find(IUnknown *object)
{
    persisted found = { 0 };

    if (FAILED(IUnknown_QueryInterface(object, &IID_IPersistStream, (void **)&found.stream)))
        found.stream = NULL;
    if (!found.stream && FAILED(IUnknown_QueryInterface(object, &IID_IPersistStreamInit,
                                                        (void **)&found.with_start)))
        found.with_start = NULL;
    return found;
}

static void let_go(persisted *self)
{
    if (self->stream)
        IPersistStream_Release(self->stream);
    if (self->with_start)
        IPersistStreamInit_Release(self->with_start);
}

static HRESULT load(const persisted *self, IStream *state)
{
    if (self->stream)
        return IPersistStream_Load(self->stream, state);
    return IPersistStreamInit_Load(self->with_start, state);
}

bool persistence_start(IUnknown *object, IStream *state)
{
    persisted self = find(object);
    HRESULT outcome = S_OK;
    call now;

    call_begin(&now, CALL_ANY, state ? "IPersistStream::Load" : "IPersistStreamInit::InitNew");
    if (state && (self.stream || self.with_start))
        outcome = load(&self, state);
    else if (self.with_start)
        outcome = IPersistStreamInit_InitNew(self.with_start);
    call_end(&now);
    let_go(&self);
    return breach_expect(SUCCEEDED(outcome) || outcome == E_NOTIMPL, CHECK_FAILED, "%s gave %08lx",
                         state ? "Load" : "InitNew", outcome);
}

IStream *persistence_save(IUnknown *object)
{
    persisted self = find(object);
    IStream *state = NULL;
    HRESULT outcome = E_NOTIMPL;
    call now;

    call_begin(&now, CALL_ANY, "IPersistStream::Save");
    if ((self.stream || self.with_start) && SUCCEEDED(CreateStreamOnHGlobal(NULL, TRUE, &state)))
        outcome = self.stream ? IPersistStream_Save(self.stream, state, TRUE)
                              : IPersistStreamInit_Save(self.with_start, state, TRUE);
    call_end(&now);
    let_go(&self);
    if (SUCCEEDED(outcome))
        return state;
    breach_expect(outcome == E_NOTIMPL, CHECK_FAILED, "Save gave %08lx", outcome);
    if (state)
        IStream_Release(state);
    return NULL;
}

HRESULT persistence_is_dirty(IUnknown *object)
{
    persisted self = find(object);
    HRESULT outcome = E_NOTIMPL;
    call now;

    call_begin(&now, CALL_ANY, "IPersistStream::IsDirty");
    if (self.stream)
        outcome = IPersistStream_IsDirty(self.stream);
    else if (self.with_start)
        outcome = IPersistStreamInit_IsDirty(self.with_start);
    call_end(&now);
    let_go(&self);
    return outcome;
}
