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
        (!kind->undo || kind->undo(change, journal, &ignored) != TR_OK))
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

static tr_status refuse(const tr_change *change, const char *why, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "change %lld cannot be taken back: %s",
                        (long long)change->id, why);
}

/* Whether the journal lets a change be taken back. */
static tr_status check_standing(const tr_change_kind *kind, const tr_change *change, tr_error *err)
{
    if (!kind)
        return refuse(change, "this program does not know such changes", err);
    if (!kind->undo || kind->is_passing)
        return refuse(change, "there is no way back from it", err);
    if (change->undoes != 0)
        return refuse(change, "it takes another one back itself", err);
    switch (change->state) {
    case TR_CHANGE_DONE:
        return TR_OK;
    case TR_CHANGE_UNDONE:
        return refuse(change, "it was taken back already", err);
    case TR_CHANGE_FAILED:
        return refuse(change, "it was not made", err);
    case TR_CHANGE_OPEN:
    case TR_CHANGE_UNCLEAR:
        break;
    }
    return refuse(change, "it was interrupted, and it is not clear what is there", err);
}

/* Whether the world does. */
static tr_status check_world(const tr_journal *journal, const tr_change_kind *kind,
                             const tr_change *change, tr_error *err)
{
    tr_world world;
    tr_error found = { .message = "" };
    tr_status status = kind->look(&world, &found, change, journal, err);

    if (status != TR_OK)
        return status;
    if (world == TR_WORLD_BEFORE)
        return refuse(change, "all is as before already", err);
    if (world == TR_WORLD_OTHER)
        return refuse(change, found.message, err);
    return TR_OK;
}

tr_status tr_change_check_undo(const tr_journal *journal, const tr_change *change, tr_error *err)
{
    const tr_change_kind *kind = tr_journal_kind(journal, change->kind);
    tr_status status = check_standing(kind, change, err);

    return status == TR_OK ? check_world(journal, kind, change, err) : status;
}

/* Undo what is recorded in back; gives how it ended, in *state and err. */
static tr_status take_back(const tr_journal *journal, const tr_change_kind *kind,
                           const tr_change *change, tr_change_state *state, tr_error *err)
{
    tr_error found = { .message = "" };
    tr_world world = TR_WORLD_OTHER;
    tr_status status = kind->undo(change, journal, err);

    if (status == TR_OK) {
        status = kind->look(&world, &found, change, journal, err);
        if (status == TR_OK && world != TR_WORLD_BEFORE)
            status = not_taken(change, &found, err);
    } else {
        tr_error ignored;

        if (kind->look(&world, &found, change, journal, &ignored) != TR_OK)
            world = TR_WORLD_OTHER;
    }
    if (status == TR_OK)
        *state = TR_CHANGE_DONE;
    else
        *state = world == TR_WORLD_AFTER ? TR_CHANGE_FAILED : TR_CHANGE_OPEN;
    return status;
}

tr_status tr_change_undo(tr_journal *journal, const tr_change *change, tr_error *err)
{
    const tr_change_kind *kind = tr_journal_kind(journal, change->kind);
    tr_error failure = { .message = "" };
    tr_change_state state;
    tr_status status = tr_change_check_undo(journal, change, err);
    tr_change back = { .kind = change->kind,
                       .path = change->path,
                       .before = change->after,
                       .after = change->before,
                       .proof = change->proof,
                       .backup = change->backup,
                       .undoes = change->id };

    if (status == TR_OK)
        status = tr_journal_record(journal, &back, 1, err);
    if (status != TR_OK)
        return status;
    status = take_back(journal, kind, change, &state, &failure);
    if (status == TR_OK)
        return settle(journal, &back, state, NULL, err);
    if (state == TR_CHANGE_FAILED)
        settle(journal, &back, state, failure.message, NULL);
    if (err)
        *err = failure;
    return status;
}
