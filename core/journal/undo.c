#include "core/journal/undo.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"

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
        return refuse(change,
                      kind->no_way_back ? kind->no_way_back : "there is no way back from it", err);
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

static tr_status not_taken(const tr_change *change, const tr_error *found, tr_error *err)
{
    return tr_error_set(err, TR_ERR_IO, 0, "change %lld was not taken back%s%s",
                        (long long)change->id, *found->message ? ": " : "", found->message);
}

/* Take back, and look whether it took. Gives how the entry of it ends. */
static tr_change_state take_back(const tr_journal *journal, const tr_change *change, tr_error *err)
{
    const tr_change_kind *kind = tr_journal_kind(journal, change->kind);
    tr_error found = { .message = "" };
    tr_error ignored;
    tr_world world = TR_WORLD_OTHER;
    tr_status status = kind->undo(change, journal, err);

    if (kind->look(&world, &found, change, journal, status == TR_OK ? err : &ignored) != TR_OK)
        return TR_CHANGE_OPEN;
    if (status == TR_OK && world == TR_WORLD_BEFORE)
        return TR_CHANGE_DONE;
    if (status == TR_OK)
        not_taken(change, &found, err);
    /* What is neither as before nor as after is for the next run to look at. */
    return world == TR_WORLD_AFTER ? TR_CHANGE_FAILED : TR_CHANGE_OPEN;
}

static bool is_beside(const tr_change *a, const tr_change *b)
{
    size_t folder = tr_path_name(a->path);

    return folder == tr_path_name(b->path) && memcmp(a->path, b->path, folder) == 0;
}

/* Before entries say that something is done. Once is enough for what lies in one folder. */
static void make_durable(const tr_journal *journal, tr_change *entries, const size_t *places,
                         size_t count, tr_error *results)
{
    const tr_change *last = NULL;
    tr_error err = { .status = TR_OK };

    for (size_t index = count; index-- > 0;) {
        tr_change *entry = &entries[index];
        const tr_change_kind *kind = tr_journal_kind(journal, entry->kind);

        if (entry->state != TR_CHANGE_DONE || !kind->sync)
            continue;
        if (!last || !is_beside(last, entry)) {
            err.status = TR_OK;
            err.status = kind->sync(entry, &err);
            last = entry;
        }
        if (err.status != TR_OK) {
            entry->state = TR_CHANGE_OPEN;
            results[places[index]] = err;
        }
    }
}

static tr_change entry_of(const tr_change *change)
{
    return (tr_change){ .kind = change->kind,
                        .path = change->path,
                        .before = change->after,
                        .after = change->before,
                        .proof = change->proof,
                        .backup = change->backup,
                        .undoes = change->id };
}

static tr_status undo_recorded(tr_journal *journal, const tr_change *const *changes,
                               tr_change *entries, const size_t *places, size_t count,
                               tr_error *results, tr_error *err)
{
    tr_status status = tr_journal_record(journal, entries, count, err);

    for (size_t index = 0; index < count; index++) {
        tr_error *result = &results[places[index]];

        if (status != TR_OK) {
            *result = *err;
            continue;
        }
        entries[index].state = take_back(journal, changes[places[index]], result);
        entries[index].note = entries[index].state == TR_CHANGE_DONE ? NULL : result->message;
    }
    if (status != TR_OK)
        return status;
    make_durable(journal, entries, places, count, results);
    return tr_journal_settle(journal, entries, count, err);
}

tr_status tr_change_undo_all(tr_journal *journal, const tr_change *const *changes, size_t count,
                             tr_error *results, tr_error *err)
{
    tr_change *entries = calloc(count + 1, sizeof(*entries));
    size_t *places = calloc(count + 1, sizeof(*places));
    size_t good = 0;
    tr_status status = TR_OK;
    tr_error failure = { .message = "" };

    if (!entries || !places) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to take changes back");
        goto done;
    }
    for (size_t index = 0; index < count; index++) {
        results[index] = (tr_error){ .status = TR_OK };
        if (tr_change_check_undo(journal, changes[index], &results[index]) != TR_OK)
            continue;
        entries[good] = entry_of(changes[index]);
        places[good++] = index;
    }
    if (good > 0)
        status = undo_recorded(journal, changes, entries, places, good, results, &failure);
    if (status != TR_OK && err)
        *err = failure;
done:
    free(places);
    free(entries);
    return status;
}

tr_status tr_change_undo(tr_journal *journal, const tr_change *change, tr_error *err)
{
    tr_error result = { .message = "" };
    tr_error failure = { .message = "" };
    tr_status status = tr_change_undo_all(journal, &change, 1, &result, &failure);

    if (result.status == TR_OK && status != TR_OK)
        result = failure;
    if (result.status != TR_OK && err)
        *err = result;
    return result.status;
}
