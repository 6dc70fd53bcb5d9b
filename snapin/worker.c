#include "snapin/worker.h"

HRESULT worker_start(worker **out, const worker_job *job, const worker_events *events)
{
    (void)job, (void)events;
    *out = NULL;
    return E_NOTIMPL;
}

void worker_stop(worker *self)
{
    (void)self;
}

void worker_release(worker *self)
{
    (void)self;
}
