#include "snapin/listing.h"

#include <stdlib.h>

#include "snapin/strings.h"
#include "snapin/worker.h"

struct listing {
    const node *node;
    listing_events events;
    listing_state state;
    row_set *rows;
    row_set *fresh; /* what is being read while rows are there; else NULL */
    worker *worker; /* NULL: nothing is being read */
    wchar_t *failure;
};

listing *listing_new(node_id id, const listing_events *events)
{
    listing *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->node = node_of(id);
    self->events = *events;
    self->rows = row_set_new(self->node);
    if (!self->rows) {
        free(self);
        return NULL;
    }
    return self;
}

static void forget_reading(listing *self)
{
    worker_release(self->worker);
    self->worker = NULL;
    row_set_free(self->fresh);
    self->fresh = NULL;
    free(self->failure);
    self->failure = NULL;
}

void listing_free(listing *self)
{
    if (!self)
        return;
    forget_reading(self);
    row_set_free(self->rows);
    free(self);
}

static void take_rows(void *context, row_block *block)
{
    listing *self = context;

    if (!row_set_take(self->fresh ? self->fresh : self->rows, block)) {
        worker_stop(self->worker);
        return;
    }
    self->events.grown(self->events.context, self);
}

static void replace_rows(listing *self)
{
    self->events.leaving(self->events.context, self);
    row_set_replace(self->rows, self->fresh);
    row_set_free(self->fresh);
    self->fresh = NULL;
    self->events.replaced(self->events.context, self);
}

/* What could not be looked at is told beside the rows of what could. */
static void end_reading(void *context, const worker_end *end)
{
    listing *self = context;

    if (end->failure)
        self->failure = text_from_utf8(end->failure);
    if (end->is_stopped)
        self->state = LISTING_STOPPED;
    else
        self->state = end->has_run && end->summary ? LISTING_READ : LISTING_FAILED;
    worker_release(self->worker);
    self->worker = NULL;
    if (self->fresh && self->state == LISTING_READ)
        replace_rows(self);
    row_set_free(self->fresh);
    self->fresh = NULL;
    self->events.ended(self->events.context, self);
}

static HRESULT start_worker(listing *self, const target *looked_at)
{
    char *language = text_language();
    arguments words = { 0 };
    worker_job job = { .words = &words,
                       .node = self->node,
                       .list = self->node->command == TARGET_MISMATCHED
                                   ? target_value(looked_at, TARGET_LIST, 0)
                                   : NULL };
    worker_events events = { take_rows, end_reading, self };
    HRESULT result = E_OUTOFMEMORY;

    if (language)
        node_arguments(&words, self->node, looked_at, language);
    if (language && !words.has_failed)
        result = worker_start(&self->worker, &job, &events);
    arguments_clear(&words);
    free(language);
    return result;
}

/* The list that was looked at is closed. */
static void remove_rows(listing *self)
{
    self->state = LISTING_EMPTY;
    self->events.leaving(self->events.context, self);
    row_set_clear(self->rows);
    self->events.replaced(self->events.context, self);
}

HRESULT listing_read(listing *self, const target *looked_at)
{
    HRESULT result;

    forget_reading(self);
    if (!node_has_source(self->node, looked_at)) {
        remove_rows(self);
        return S_FALSE;
    }
    if (row_set_count_all(self->rows) > 0) {
        self->fresh = row_set_new(self->node);
        if (!self->fresh)
            return E_OUTOFMEMORY;
    }
    result = start_worker(self, looked_at);
    self->state = result == S_OK ? LISTING_READING : LISTING_FAILED;
    return result;
}

void listing_stop(listing *self)
{
    if (self->worker)
        worker_stop(self->worker);
}

listing_state listing_state_of(const listing *self)
{
    return self->state;
}

bool listing_has_failed(const listing *self)
{
    return self->state == LISTING_FAILED || (self->state == LISTING_READ && self->failure);
}

const wchar_t *listing_failure(const listing *self)
{
    return self->failure;
}

row_set *listing_rows(listing *self)
{
    return self->rows;
}

size_t listing_progress(const listing *self)
{
    return row_set_count_all(self->fresh ? self->fresh : self->rows);
}
