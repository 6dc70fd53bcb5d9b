/*
 * What a kind of change is able to do: a constant table of functions for
 * each, so that history, undo and recovery need not know the kinds.
 *
 * All of them go by what the journal holds of the change, in this process or
 * a later one. None may rely on anything else, but look at the world afresh.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"
#include "core/journal/change.h"

typedef struct tr_journal tr_journal;

/** What is there now, measured by a change. */
typedef enum tr_world {
    TR_WORLD_BEFORE,  /* all is as before the change */
    TR_WORLD_AFTER,   /* all is as after it */
    TR_WORLD_BETWEEN, /* it broke off in the middle; undo leads back to before */
    TR_WORLD_OTHER    /* something else has changed since */
} tr_world;

typedef struct tr_change_kind {
    const char *word; /* in the journal: "rename" */

    /** One line for people, "gave 'x.dll_invalid' its name 'x.dll' back", to free(). */
    char *(*describe)(const tr_change *change);

    /**
     * Look what is there.
     *
     * @param found  for TR_WORLD_OTHER, what was found instead: one line, such as
     *               "'C:/PCCSRV/x.dll' is another file now"; never NULL
     * @return TR_OK whatever is found; else what kept it from being looked at
     */
    tr_status (*look)(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err);

    /**
     * Make the change: atomic where the system lets it, durable on return.
     *
     * @param subject  what tr_change_make was given, such as an open file; may be NULL
     */
    tr_status (*act)(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err);

    /**
     * Take it back: from TR_WORLD_AFTER or TR_WORLD_BETWEEN to TR_WORLD_BEFORE. NULL if a
     * change of this kind cannot be taken back.
     */
    tr_status (*undo)(const tr_change *change, const tr_journal *journal, tr_error *err);

    /**
     * Nothing stays of such a change that could be taken back, as when a service was
     * restarted: undo only ends what was interrupted.
     */
    bool is_passing;

    /** Why undo is NULL, for people, in one line; NULL: there is no more to say. */
    const char *no_way_back;

    /**
     * Make durable what undo did to this change, and to all others whose path is
     * in the same folder. NULL: undo does so itself.
     */
    tr_status (*sync)(const tr_change *change, tr_error *err);
} tr_change_kind;

/**
 * Make one change: record it, act, look whether it took, close it. Call with
 * the journal locked. If it does not take, it is taken back where that is
 * possible, closed as failed, and the cause returned.
 *
 * @param change   of which the first part is filled in; id, state and note are set
 * @param subject  passed on to the kind's act
 */
tr_status tr_change_make(tr_journal *journal, const tr_change_kind *kind, tr_change *change,
                         void *subject, tr_error *err);

/**
 * Take a change back, as a change of its own. Call with the journal locked.
 * Refused with TR_ERR_UNSUPPORTED, and what is there instead, when the world
 * has changed since; also a change that was not made, was taken back already,
 * or takes back another one.
 */
tr_status tr_change_undo(tr_journal *journal, const tr_change *change, tr_error *err);

/** Whether tr_change_undo would take a change back now: TR_OK, or why not. */
tr_status tr_change_check_undo(const tr_journal *journal, const tr_change *change, tr_error *err);
