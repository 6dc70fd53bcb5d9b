#include "core/restore/restore.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/clock.h"
#include "core/platform/directory.h"
#include "core/restore/folder_names.h"
#include "core/restore/parked_name.h"
#include "core/restore/rename_change.h"
#include "core/restore/replace_change.h"
#include "core/restore/target.h"

/* So many files at most are held open, and for so long (in milliseconds), until they are renamed.
 */
#define MOST_FILES 128
#define MOST_TIME  500

/* A file, and its row in the journal. */
typedef struct item {
    tr_renamed_file *file;
    tr_change change;
    bool is_recorded; /* there is a row */
    char *after;      /* texts of the change */
    char proof[2 * TR_FILE_PROOF_TEXT_SIZE];
} item;

struct tr_restore {
    tr_restore_options options;
    item items[MOST_FILES];
    size_t count;
    size_t acting; /* of those, how many are to be renamed */
    uint64_t since;
    char *planned; /* of a plan: the name that the last file would leave */
    tr_folder_names *names;
};

tr_status tr_restore_new(tr_restore **out, const tr_restore_options *options, tr_error *err)
{
    tr_restore *restore = calloc(1, sizeof(*restore));

    if (!restore)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to restore files");
    if (tr_folder_names_new(&restore->names, err) != TR_OK) {
        free(restore);
        return TR_ERR_MEMORY;
    }
    restore->options = *options;
    *out = restore;
    return TR_OK;
}

static tr_renamed_action action_for(const tr_renamed_file *file, bool parks)
{
    switch (file->target_state) {
    case TR_TARGET_FREE:
        return TR_RENAMED_RESTORE;
    case TR_TARGET_SAME:
        return parks ? TR_RENAMED_PARK : TR_RENAMED_TARGET_EXISTS;
    case TR_TARGET_NEWER:
        return parks && !file->is_forced ? TR_RENAMED_PARK : TR_RENAMED_TARGET_EXISTS;
    case TR_TARGET_OLDER:
    case TR_TARGET_NOT_VALID:
        return parks && !file->is_forced && !file->has_other_case ? TR_RENAMED_REPLACE
                                                                  : TR_RENAMED_TARGET_EXISTS;
    case TR_TARGET_DIFFERENT:
    case TR_TARGET_NOT_A_FILE:
        break;
    }
    return TR_RENAMED_TARGET_EXISTS;
}

static bool is_act(tr_renamed_action action)
{
    return action == TR_RENAMED_RESTORE || action == TR_RENAMED_PARK ||
           action == TR_RENAMED_REPLACE;
}

/* Of several generations, the one that a plan has just restored leaves its name to the next. */
static bool will_be_free(const tr_restore *restore, const tr_renamed_file *file)
{
    return !restore->options.journal && restore->planned &&
           strcmp(restore->planned, file->target) == 0;
}

/*
 * No file has the name that a file would get; but one may have it in other
 * letters. If that is one that is still to be renamed, it cannot be told yet.
 */
static tr_status look_for_other_case(const tr_restore *restore, tr_renamed_file *file,
                                     const char *target, tr_error *err)
{
    char *path = tr_rename_beside(file->absolute, target);
    const char *other = NULL;
    tr_status status =
        path ? tr_folder_names_find(&other, restore->names, path, err)
             : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", file->target);

    if (status == TR_OK && other)
        status = tr_target_compare(&file->target_state, file, other, restore->options.verify, err);
    file->has_other_case = file->target_state != TR_TARGET_FREE;
    if (status == TR_OK && other && file->target_state == TR_TARGET_FREE && restore->acting > 0)
        file->target_state = TR_TARGET_DIFFERENT;
    if (status == TR_OK && file->target_state == TR_TARGET_FREE)
        status = tr_folder_names_add(restore->names, path, err);
    free(path);
    return status;
}

static tr_status find_state(const tr_restore *restore, tr_renamed_file *file, tr_error *err)
{
    char *target = tr_renamed_file_target(file->absolute);
    tr_status status;

    if (!target)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", file->target);
    status = tr_target_compare(&file->target_state, file, target, restore->options.verify, err);
    if (status == TR_OK && file->target_state == TR_TARGET_FREE)
        status = look_for_other_case(restore, file, target, err);
    free(target);
    return status;
}

/* What is to be done with a file that is good, now that others before it are done. */
static void decide(const tr_restore *restore, tr_renamed_file *file)
{
    if (file->failure.status != TR_OK || file->action != TR_RENAMED_RESTORE)
        return;
    if (find_state(restore, file, &file->failure) != TR_OK)
        return;
    if (file->target_state != TR_TARGET_FREE && will_be_free(restore, file))
        file->target_state = TR_TARGET_FREE;
    file->action = action_for(file, restore->options.parks);
}

static void deliver(const tr_restore *restore, tr_renamed_file *file)
{
    tr_file_close(file->file);
    file->file = NULL;
    restore->options.done(restore->options.context, file);
}

/* Fill in what the journal is told; false when out of memory. */
static bool describe_change(const tr_restore *restore, item *one)
{
    tr_renamed_file *file = one->file;
    const char *name = file->absolute + tr_path_name(file->absolute);
    char *target = tr_renamed_file_target(file->absolute);
    bool is_replace = file->action == TR_RENAMED_REPLACE;

    if (!target)
        return false;
    if (file->action != TR_RENAMED_RESTORE)
        file->parked_as = tr_parked_name(file->absolute, is_replace ? target : name);
    one->after = file->action == TR_RENAMED_PARK && file->parked_as ? strdup(file->parked_as)
                                                                    : strdup(target);
    free(target);
    if (!one->after || (file->action != TR_RENAMED_RESTORE && !file->parked_as))
        return false;
    tr_file_proof_write(one->proof, &file->proof);
    if (is_replace) {
        size_t size = strlen(one->proof);

        one->proof[size] = ' ';
        tr_file_proof_write(one->proof + size + 1, &file->target_proof);
    }
    one->change = (tr_change){ .kind = is_replace ? tr_replace_change.word : tr_rename_change.word,
                               .path = file->absolute,
                               .before = name,
                               .after = one->after,
                               .proof = one->proof,
                               .backup = is_replace ? file->parked_as : NULL,
                               .reason = file->is_forced ? restore->options.reason : NULL };
    return true;
}

static void fail_item(item *one, const tr_error *failure)
{
    tr_error_set(&one->file->failure, failure->status, failure->code, "'%s' stays as it is: %s",
                 one->file->path, failure->message);
}

/* Describe all changes of the batch, and write their rows. */
static tr_status record(tr_restore *restore, tr_error *err)
{
    tr_change changes[MOST_FILES];
    size_t count = 0;
    tr_status status;

    for (size_t index = 0; index < restore->count; index++) {
        item *one = &restore->items[index];

        if (!is_act(one->file->action) || one->file->failure.status != TR_OK)
            continue;
        if (!describe_change(restore, one))
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to record changes");
        one->is_recorded = true;
        changes[count++] = one->change;
    }
    status = tr_journal_record(restore->options.journal, changes, count, err);
    count = 0;
    for (size_t index = 0; index < restore->count; index++) {
        item *one = &restore->items[index];

        if (!one->is_recorded)
            continue;
        one->change = changes[count++];
        one->is_recorded = status == TR_OK;
        one->file->change = status == TR_OK ? one->change.id : 0;
    }
    return status;
}

/* The name was free when it was looked at, and is not any more. */
static void find_taken(const tr_restore *restore, tr_renamed_file *file)
{
    file->failure = (tr_error){ .status = TR_OK };
    if (find_state(restore, file, &file->failure) == TR_OK)
        file->action = TR_RENAMED_TARGET_EXISTS;
}

static void act_on(const tr_restore *restore, item *one)
{
    tr_renamed_file *file = one->file;
    tr_status status;

    if (file->action == TR_RENAMED_REPLACE)
        status = tr_replace_change.act(&one->change, file->file, restore->options.journal,
                                       &file->failure);
    else
        status = tr_file_rename(file->file, one->after, &file->failure);
    if (status == TR_OK) {
        one->change.state = TR_CHANGE_DONE;
        file->is_parked = file->action == TR_RENAMED_PARK;
        file->is_restored = !file->is_parked;
        return;
    }
    one->change.state = TR_CHANGE_FAILED;
    if (status == TR_ERR_EXISTS && file->action == TR_RENAMED_RESTORE)
        find_taken(restore, file);
}

/* A failure is closed as one only if nothing was changed; else the next run looks at it. */
static void check_failed(const tr_restore *restore, item *one)
{
    const tr_change_kind *kind = tr_journal_kind(restore->options.journal, one->change.kind);
    tr_world world = TR_WORLD_OTHER;
    tr_error found;
    tr_error ignored;

    one->change.note = one->file->failure.status != TR_OK ? one->file->failure.message
                                                          : "the name was taken meanwhile";
    if (!kind ||
        kind->look(&world, &found, &one->change, restore->options.journal, &ignored) != TR_OK)
        one->change.state = TR_CHANGE_OPEN;
    else if (world == TR_WORLD_AFTER || world == TR_WORLD_BETWEEN)
        one->change.state = TR_CHANGE_OPEN;
}

/* Names are durable before rows say so. One call does for all files of a folder. */
static void make_durable(const tr_restore *restore)
{
    const tr_file *synced = NULL;
    tr_error err = { .status = TR_OK };

    for (size_t index = restore->count; index-- > 0;) {
        item *one = (item *)&restore->items[index];

        if (!one->is_recorded || one->change.state != TR_CHANGE_DONE)
            continue;
        if (!synced || !tr_file_is_beside(synced, one->file->file)) {
            err.status = TR_OK;
            tr_file_sync_name(one->file->file, &err);
            synced = one->file->file;
        }
        if (err.status != TR_OK) {
            one->change.state = TR_CHANGE_OPEN;
            one->file->failure = err;
        }
    }
}

static tr_status settle(tr_restore *restore, tr_error *err)
{
    tr_change changes[MOST_FILES];
    size_t count = 0;

    for (size_t index = 0; index < restore->count; index++) {
        if (restore->items[index].is_recorded)
            changes[count++] = restore->items[index].change;
    }
    return tr_journal_settle(restore->options.journal, changes, count, err);
}

static tr_status act_on_all(tr_restore *restore, tr_error *err)
{
    tr_status status = tr_journal_lock(restore->options.journal, err);

    if (status != TR_OK)
        return status;
    status = record(restore, err);
    if (status == TR_OK) {
        for (size_t index = 0; index < restore->count; index++) {
            item *one = &restore->items[index];

            if (one->is_recorded)
                act_on(restore, one);
            if (one->is_recorded && one->change.state == TR_CHANGE_FAILED)
                check_failed(restore, one);
        }
        make_durable(restore);
        status = settle(restore, err);
    }
    tr_journal_unlock(restore->options.journal);
    return status;
}

static tr_status flush(tr_restore *restore, tr_error *err)
{
    tr_error failure = { .message = "" };
    tr_status status = TR_OK;

    if (restore->acting > 0)
        status = act_on_all(restore, &failure);
    for (size_t index = 0; index < restore->count; index++) {
        item *one = &restore->items[index];
        tr_renamed_file *file = one->file;

        if (status != TR_OK && is_act(file->action) && !one->is_recorded &&
            file->failure.status == TR_OK)
            fail_item(one, &failure);
        free(one->after);
        *one = (item){ .file = NULL };
        deliver(restore, file);
    }
    restore->count = 0;
    restore->acting = 0;
    if (status != TR_OK && err)
        *err = failure;
    return status;
}

static void plan_only(tr_restore *restore, tr_renamed_file *file)
{
    decide(restore, file);
    if (file->action == TR_RENAMED_RESTORE || file->action == TR_RENAMED_REPLACE ||
        file->action == TR_RENAMED_PARK) {
        free(restore->planned);
        restore->planned = strdup(file->path);
    }
    deliver(restore, file);
}

tr_status tr_restore_add(tr_restore *restore, tr_renamed_file *file, tr_error *err)
{
    tr_status status = TR_OK;

    if (!restore->options.journal) {
        plan_only(restore, file);
        return TR_OK;
    }
    decide(restore, file);
    /* What has the name may be a file that is about to get its own. */
    if (restore->acting > 0 && file->target_state != TR_TARGET_FREE) {
        status = flush(restore, err);
        file->action = TR_RENAMED_RESTORE;
        decide(restore, file);
    }
    if (restore->count == 0)
        restore->since = tr_clock_milliseconds();
    restore->items[restore->count++] = (item){ .file = file };
    if (is_act(file->action) && file->failure.status == TR_OK)
        restore->acting++;
    if (status == TR_OK &&
        (restore->count == MOST_FILES || tr_clock_milliseconds() - restore->since >= MOST_TIME))
        status = flush(restore, err);
    return status;
}

tr_status tr_restore_finish(tr_restore *restore, tr_error *err)
{
    tr_status status;

    if (!restore)
        return TR_OK;
    status = flush(restore, err);
    tr_folder_names_free(restore->names);
    free(restore->planned);
    free(restore);
    return status;
}
