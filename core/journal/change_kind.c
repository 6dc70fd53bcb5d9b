#include "core/journal/change_kind.h"

#include <assert.h>
#include <stdio.h>

#include "core/journal/journal.h"

/* Close a change as what it came to. */
static tr_status settle(tr_journal *journal, tr_change *change, tr_change_state state,
                        const char *note, tr_error *err)
{
    tr_change closed = *change;
    tr_status status;

    closed.state = state;
    closed.note = note;
    status = tr_journal_settle(journal, &closed, 1, err);
    if (status == TR_OK)
        change->state = state;
    return status;
}

/* Why it failed is what counts; that its entry stays open then is found by the next run. */
static tr_status give_up(tr_journal *journal, const tr_change_kind *kind, tr_change *change,
                         const tr_error *failure)
{
    tr_world world;
    tr_error found;
    tr_error ignored;

    if (kind->look(&world, &found, change, journal, &ignored) != TR_OK)
        return failure->status;
    if ((world == TR_WORLD_BETWEEN || world == TR_WORLD_AFTER) &&
        (!kind->undo || kind->undo(change, journal, &ignored) != TR_OK ||
         (kind->sync && kind->sync(change, &ignored) != TR_OK)))
        return failure->status;
    settle(journal, change, world == TR_WORLD_OTHER ? TR_CHANGE_UNCLEAR : TR_CHANGE_FAILED,
           failure->message, &ignored);
    return failure->status;
}

static tr_status not_taken(const tr_change *change, const tr_error *found, tr_error *err)
{
    return tr_error_set(err, TR_ERR_IO, 0, "the change of '%s' did not take%s%s", change->path,
                        *found->message ? ": " : "", found->message);
}

tr_status tr_change_make(tr_journal *journal, const tr_change_kind *kind, tr_change *change,
                         void *subject, tr_error *err)
{
    tr_error failure = { .message = "" };
    tr_error found = { .message = "" };
    tr_world world = TR_WORLD_OTHER;
    tr_status status;

    change->kind = kind->word;
    change->undoes = 0;
    status = tr_journal_record(journal, change, 1, err);
    if (status != TR_OK)
        return status;
    status = kind->act(change, subject, journal, &failure);
    if (status == TR_OK)
        status = kind->look(&world, &found, change, journal, &failure);
    if (status == TR_OK && world != TR_WORLD_AFTER)
        status = not_taken(change, &found, &failure);
    if (status == TR_OK)
        return settle(journal, change, TR_CHANGE_DONE, NULL, err);
    if (err)
        *err = failure;
    return give_up(journal, kind, change, &failure);
}
