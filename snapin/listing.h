/*
 * The rows of one node as one view shows them: read by a worker, kept until they
 * are read again, in the order and choice of this view.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#include "snapin/rows/node.h"
#include "snapin/rows/row_set.h"
#include "snapin/rows/target.h"

typedef enum listing_state {
    LISTING_EMPTY,   /* nobody asked for the rows yet, or there is nothing to read them of */
    LISTING_READING, /* a worker is at it */
    LISTING_READ,
    LISTING_STOPPED, /* the user had enough */
    LISTING_FAILED
} listing_state;

typedef struct listing listing;

/** What the view hears, on its own thread. */
typedef struct listing_events {
    /** Some rows stand behind those that were there. */
    void (*grown)(void *context, listing *self);

    /** All rows are about to go, and then they are gone and others there. */
    void (*leaving)(void *context, listing *self);
    void (*replaced)(void *context, listing *self);

    /** The reading came to its end, whichever. */
    void (*ended)(void *context, listing *self);

    void *context; /* borrowed as long as the listing lives */
} listing_events;

listing *listing_new(node_id id, const listing_events *events);

/** Whatever is being read is stopped, and nothing more is heard. NULL is fine. */
void listing_free(listing *self);

/**
 * Read the rows, again if they were: those that are there stay until all of the new ones are.
 * A reading that goes on is stopped first.
 *
 * @return S_FALSE if there is nothing to read them of, and there are no rows then
 */
HRESULT listing_read(listing *self, const target *looked_at);

/** Stop reading; what is read stays. */
void listing_stop(listing *self);

listing_state listing_state_of(const listing *self);

/** Whether something could not be read, by the last reading; the rest is there. */
bool listing_has_failed(const listing *self);

/** What could not be read, or NULL. */
const wchar_t *listing_failure(const listing *self);

row_set *listing_rows(listing *self);

/** How many rows the reading that goes on has brought so far. */
size_t listing_progress(const listing *self);
