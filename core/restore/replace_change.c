#include "core/restore/replace_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/journal/file_proof.h"
#include "core/platform/directory.h"
#include "core/restore/rename_change.h"

/* What the journal holds of a replacement, read and checked. */
typedef struct replace_facts {
    tr_file_proof renamed;
    tr_file_proof target;
    char *target_path;
    char *parked_path;
} replace_facts;

static void free_facts(replace_facts *facts)
{
    free(facts->target_path);
    free(facts->parked_path);
}

static tr_status read_facts(replace_facts *out, const tr_change *change, tr_error *err)
{
    const char *rest = change->proof ? tr_file_proof_read(&out->renamed, change->proof) : NULL;

    rest = rest ? tr_file_proof_read(&out->target, rest) : NULL;
    if (!rest || *rest || !tr_rename_is_name(change->before) || !tr_rename_is_name(change->after) ||
        !tr_rename_is_name(change->backup) ||
        strcmp(change->path + tr_path_name(change->path), change->before) != 0)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the journal's entry %lld makes no sense",
                            (long long)change->id);
    out->target_path = tr_rename_beside(change->path, change->after);
    out->parked_path = tr_rename_beside(change->path, change->backup);
    if (!out->target_path || !out->parked_path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", change->path);
    return TR_OK;
}

static char *describe(const tr_change *change)
{
    static const char format[] = "put '%s' in the place of '%s', which is '%s' now";
    const char *after = change->after ? change->after : "";
    const char *backup = change->backup ? change->backup : "";
    size_t size = sizeof(format) + strlen(change->path) + strlen(after) + strlen(backup);
    char *text = malloc(size);

    if (text)
        snprintf(text, size, format, change->path, after, backup);
    return text;
}

static tr_status is_like(bool *out, const char *path, const tr_file_proof *proof, tr_error *err)
{
    tr_file_likeness likeness = TR_FILE_IS_MISSING;
    tr_status status = tr_file_proof_compare(&likeness, path, proof, err);

    *out = likeness == TR_FILE_IS_SAME || likeness == TR_FILE_IS_EQUAL;
    return status;
}

static tr_status look_at(tr_world *out, tr_error *found, const replace_facts *facts,
                         const char *renamed_path, tr_error *err)
{
    bool has_renamed = false, has_old_target = false, has_new_target = false, has_parked = false;
    tr_status status = is_like(&has_renamed, renamed_path, &facts->renamed, err);

    if (status == TR_OK)
        status = is_like(&has_old_target, facts->target_path, &facts->target, err);
    if (status == TR_OK)
        status = is_like(&has_new_target, facts->target_path, &facts->renamed, err);
    if (status == TR_OK)
        status = is_like(&has_parked, facts->parked_path, &facts->target, err);
    if (status != TR_OK)
        return status;

    if (has_renamed && has_old_target)
        *out = TR_WORLD_BEFORE;
    else if (has_new_target && has_parked)
        *out = TR_WORLD_AFTER;
    else if (has_renamed && has_parked && !tr_file_exists(facts->target_path))
        *out = TR_WORLD_BETWEEN;
    else
        *out = TR_WORLD_OTHER;
    if (*out == TR_WORLD_OTHER && !has_new_target)
        tr_error_set(found, TR_OK, 0, "'%s' is another file now, or gone", facts->target_path);
    else if (*out == TR_WORLD_OTHER)
        tr_error_set(found, TR_OK, 0, "'%s' is another file now, or gone", facts->parked_path);
    return TR_OK;
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    replace_facts facts = { .target_path = NULL };
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = look_at(out, found, &facts, change->path, err);
    free_facts(&facts);
    return status;
}

/* If the second rename fails, the target gets its name back. */
static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    tr_file *file = subject;
    replace_facts facts = { .target_path = NULL };
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = tr_rename_proven(facts.target_path, change->backup, &facts.target, err);
    if (status == TR_OK) {
        status = tr_file_rename(file, change->after, err);
        if (status == TR_OK)
            status = tr_file_sync_name(file, err);
        else
            tr_rename_proven(facts.parked_path, change->after, &facts.target, NULL);
    }
    free_facts(&facts);
    return status;
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    replace_facts facts = { .target_path = NULL };
    tr_error found;
    tr_world world = TR_WORLD_OTHER;
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = look_at(&world, &found, &facts, change->path, err);
    if (status == TR_OK && world == TR_WORLD_AFTER)
        status = tr_rename_proven(facts.target_path, change->before, &facts.renamed, err);
    if (status == TR_OK)
        status = tr_rename_proven(facts.parked_path, change->after, &facts.target, err);
    free_facts(&facts);
    return status;
}

const tr_change_kind tr_replace_change = {
    .word = "replace",
    .describe = describe,
    .look = look,
    .act = act,
    .undo = undo,
    .sync = tr_rename_sync,
};
