/* What a run that was killed left open: looked at, finished or taken back, told. */
#include <string.h>

#include "core/journal/open_journal.h"

/* How an interrupted change ends. */
typedef struct ending {
    tr_change_state state;
    char note[sizeof(((tr_error *)0)->message) + 64];
} ending;

static void end_as(ending *out, tr_change_state state, const char *note)
{
    out->state = state;
    strncpy(out->note, note, sizeof(out->note) - 1);
    out->note[sizeof(out->note) - 1] = '\0';
}

static bool take_back(const tr_change_kind *kind, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    return kind->undo && kind->undo(change, journal, err) == TR_OK &&
           (!kind->sync || kind->sync(change, err) == TR_OK);
}

/* How an interrupted change ends, by what the world looks like. */
typedef struct ending_words {
    tr_change_state before;
    tr_change_state after;
    tr_change_state between; /* once it is taken back */
    const char *between_note;
} ending_words;

static const ending_words ends_change = { TR_CHANGE_FAILED, TR_CHANGE_DONE, TR_CHANGE_FAILED,
                                          "interrupted in the middle, and taken back" };

/* A change that takes another one back is measured by that one, the other way. */
static const ending_words ends_undo = { TR_CHANGE_DONE, TR_CHANGE_FAILED, TR_CHANGE_DONE,
                                        "interrupted in the middle, and finished" };

static const char *found_note(tr_change_state state)
{
    return state == TR_CHANGE_DONE ? "interrupted, and found made"
                                   : "interrupted before it was made";
}

static void end_change(ending *out, const ending_words *words, const tr_journal *journal,
                       const tr_change_kind *kind, const tr_change *change)
{
    tr_world world;
    tr_error found = { .message = "" };
    tr_error err = { .message = "" };

    if (kind->look(&world, &found, change, journal, &err) != TR_OK) {
        end_as(out, TR_CHANGE_OPEN, err.message);
        return;
    }
    switch (world) {
    case TR_WORLD_BEFORE:
        end_as(out, words->before, found_note(words->before));
        return;
    case TR_WORLD_AFTER:
        end_as(out, words->after, found_note(words->after));
        return;
    case TR_WORLD_BETWEEN:
        if (take_back(kind, change, journal, &err))
            end_as(out, words->between, words->between_note);
        else
            end_as(out, TR_CHANGE_OPEN, err.message);
        return;
    case TR_WORLD_OTHER:
        break;
    }
    end_as(out, TR_CHANGE_UNCLEAR, found.message);
}

static tr_status find_ending(ending *out, const tr_journal *journal, const tr_change *change,
                             tr_error *err)
{
    const tr_change_kind *kind = tr_journal_kind(journal, change->kind);
    const tr_journal_filter filter = { .id = change->undoes };
    change_list original = { 0 };
    tr_status status = TR_OK;

    if (!kind) {
        end_as(out, TR_CHANGE_UNCLEAR, "interrupted; this program does not know such changes");
        return TR_OK;
    }
    if (change->undoes == 0) {
        end_change(out, &ends_change, journal, kind, change);
        return TR_OK;
    }
    status = change_list_load(&original, journal, &filter, err);
    if (status == TR_OK && original.count == 1)
        end_change(out, &ends_undo, journal, kind, original.items[0]);
    else if (status == TR_OK)
        end_as(out, TR_CHANGE_UNCLEAR, "interrupted; the change that it takes back is not there");
    change_list_free(&original);
    return status;
}

static tr_status recover_one(tr_journal *journal, const tr_change *left, tr_error *err)
{
    tr_change change = *left;
    ending end;
    tr_status status = find_ending(&end, journal, left, err);

    if (status != TR_OK)
        return status;
    change.state = end.state;
    change.note = end.note;
    if (change.state != TR_CHANGE_OPEN)
        status = tr_journal_settle(journal, &change, 1, err);
    if (status == TR_OK && journal->options.recovered)
        journal->options.recovered(journal->options.context, &change);
    return status;
}

/* The newest first: what was done last is what lies on top. */
tr_status tr_journal_recover(tr_journal *journal, tr_error *err)
{
    const tr_journal_filter filter = { .is_open = true };
    change_list left = { 0 };
    tr_status status = change_list_load(&left, journal, &filter, err);

    for (size_t index = 0; index < left.count && status == TR_OK; index++)
        status = recover_one(journal, left.items[index], err);
    change_list_free(&left);
    return status;
}
