#include "core/restore/rename_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/path.h"

/* What the journal holds of a rename, read and checked. */
typedef struct rename_facts {
    tr_file_proof proof;
    char *after; /* path */
} rename_facts;

bool tr_rename_is_name(const char *name)
{
    return name && *name && tr_path_name(name) == 0 && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

char *tr_rename_beside(const char *path, const char *name)
{
    size_t folder = tr_path_name(path);
    size_t size = strlen(name) + 1;
    char *beside = malloc(folder + size);

    if (!beside)
        return NULL;
    memcpy(beside, path, folder);
    memcpy(beside + folder, name, size);
    return beside;
}

static tr_status read_facts(rename_facts *out, const tr_change *change, tr_error *err)
{
    const char *rest = change->proof ? tr_file_proof_read(&out->proof, change->proof) : NULL;

    if (!rest || *rest || !tr_rename_is_name(change->before) || !tr_rename_is_name(change->after) ||
        strcmp(change->path + tr_path_name(change->path), change->before) != 0)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the journal's entry %lld makes no sense",
                            (long long)change->id);
    out->after = tr_rename_beside(change->path, change->after);
    if (!out->after)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", change->path);
    return TR_OK;
}

static char *describe(const tr_change *change)
{
    static const char forced[] = ", although it is not signed";
    const char *because = change->reason ? forced : "";
    const char *after = change->after ? change->after : "";
    size_t size = strlen(change->path) + strlen(after) + sizeof(forced) + 32;
    char *text = malloc(size);

    if (text)
        snprintf(text, size, "renamed '%s' to '%s'%s", change->path, after, because);
    return text;
}

static bool is_like(tr_file_likeness likeness)
{
    return likeness == TR_FILE_IS_SAME || likeness == TR_FILE_IS_EQUAL;
}

static tr_world world_of(tr_file_likeness before, tr_file_likeness after)
{
    if (is_like(before) != is_like(after))
        return is_like(before) ? TR_WORLD_BEFORE : TR_WORLD_AFTER;
    /* Of two with the same contents, the one that is the very file settles it. */
    if (is_like(before) && before != after)
        return before == TR_FILE_IS_SAME ? TR_WORLD_BEFORE : TR_WORLD_AFTER;
    return TR_WORLD_OTHER;
}

static void say_what_is(tr_error *found, const rename_facts *facts, const tr_change *change,
                        tr_file_likeness before, tr_file_likeness after)
{
    if (is_like(before))
        tr_error_set(found, TR_OK, 0, "'%s' and '%s' are the same file now", change->path,
                     facts->after);
    else if (after == TR_FILE_IS_OTHER)
        tr_error_set(found, TR_OK, 0, "'%s' is another file now", facts->after);
    else if (before == TR_FILE_IS_OTHER)
        tr_error_set(found, TR_OK, 0, "'%s' is gone, and '%s' is another file now", facts->after,
                     change->path);
    else
        tr_error_set(found, TR_OK, 0, "'%s' is gone", facts->after);
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    rename_facts facts = { .after = NULL };
    tr_file_likeness before = TR_FILE_IS_MISSING;
    tr_file_likeness after = TR_FILE_IS_MISSING;
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = tr_file_proof_compare(&before, change->path, &facts.proof, err);
    if (status == TR_OK)
        status = tr_file_proof_compare(&after, facts.after, &facts.proof, err);
    if (status == TR_OK) {
        *out = world_of(before, after);
        if (*out == TR_WORLD_OTHER)
            say_what_is(found, &facts, change, before, after);
    }
    free(facts.after);
    return status;
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    tr_file *file = subject;
    tr_status status = tr_file_rename(file, change->after, err);

    (void)journal;
    return status == TR_OK ? tr_file_sync_name(file, err) : status;
}

tr_status tr_rename_proven(const char *path, const char *name, const tr_file_proof *proof,
                           tr_error *err)
{
    tr_file *file = NULL;
    tr_file_proof found;
    tr_status status = tr_file_open_absolute(&file, path, TR_FILE_RENAME, err);

    if (status != TR_OK)
        return status;
    status = tr_file_proof_of(&found, file, err);
    if (status == TR_OK && !tr_file_proof_equal(&found, proof))
        status = tr_error_set(err, TR_ERR_IO, 0, "'%s' is another file now", path);
    if (status == TR_OK)
        status = tr_file_rename(file, name, err);
    if (status == TR_ERR_EXISTS)
        tr_error_set(err, status, 0, "cannot rename '%s' to '%s': another file has that name now",
                     path, name);
    tr_file_close(file);
    return status;
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    rename_facts facts = { .after = NULL };
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = tr_rename_proven(facts.after, change->before, &facts.proof, err);
    free(facts.after);
    return status;
}

tr_status tr_rename_sync(const tr_change *change, tr_error *err)
{
    return tr_path_sync_folder(change->path, err);
}

const tr_change_kind tr_rename_change = {
    .word = "rename",
    .describe = describe,
    .look = look,
    .act = act,
    .undo = undo,
    .sync = tr_rename_sync,
};
