/*
 * One change that Trustmend makes, as the journal keeps it.
 *
 * Texts are UTF-8 where the thing itself is; a path keeps the bytes that
 * core/platform/file.h takes. No secret may stand in any of them: they are
 * shown by `history`, whoever asks.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "core/error.h"

typedef enum tr_change_state {
    TR_CHANGE_OPEN,   /* about to be made; if its run is gone, made or not */
    TR_CHANGE_DONE,   /* made, and checked */
    TR_CHANGE_FAILED, /* not made: all is as before; note says why */
    TR_CHANGE_UNDONE, /* made, and taken back by the change undone_by */
    TR_CHANGE_UNCLEAR /* interrupted, and neither before nor after is there; note says what is */
} tr_change_state;

/** The texts are borrowed, from whoever filled it; any may be NULL but kind and path. */
typedef struct tr_change {
    /* What the one who makes the change says. */
    const char *kind;   /* word of its tr_change_kind */
    const char *path;   /* what is changed, absolute */
    const char *before; /* as its kind puts it; NULL: there was nothing */
    const char *after;
    const char *proof; /* what the kind tells before and after by: digests, identities */
    const char
        *backup; /* name of the copy that was kept: in the backup folder, or as its kind says */
    const char *reason; /* the user's */

    /* What the journal adds. */
    int64_t id;      /* 0: not recorded yet */
    int64_t run;     /* the same for all changes of one command */
    const char *who; /* name of the user */
    time_t recorded;
    time_t closed;     /* 0 while open */
    int64_t undoes;    /* the change that this one takes back; 0: none */
    int64_t undone_by; /* the change that took this one back; 0: none */

    /* How it ended. */
    tr_change_state state;
    const char *note; /* why it failed, or what recovery found */
} tr_change;

/** "open", "done", "failed", "undone" or "unclear". */
const char *tr_change_state_word(tr_change_state state);

/** A copy with texts of its own, for tr_change_free; NULL when out of memory. */
tr_change *tr_change_copy(const tr_change *change);
void tr_change_free(tr_change *change); /* NULL is fine; not for one that is no copy */
