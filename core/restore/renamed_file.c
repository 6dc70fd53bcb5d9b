#include "core/restore/renamed_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/holders.h"
#include "core/platform/path.h"
#include "core/restore/quarantine.h"

#define SUFFIX      "_invalid"
#define SUFFIX_SIZE (sizeof(SUFFIX) - 1)

/* ASCII only: the suffix has no other letters, and locales must not matter. */
static bool has_suffix(const char *name, size_t size)
{
    if (size <= SUFFIX_SIZE)
        return false;
    for (size_t i = 0; i < SUFFIX_SIZE; i++) {
        char c = name[size - SUFFIX_SIZE + i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != SUFFIX[i])
            return false;
    }
    return true;
}

bool tr_renamed_file_is(const char *path)
{
    const char *name = path + tr_path_name(path);

    return has_suffix(name, strlen(name));
}

/* A copy of a text without its suffix, to free(). */
static char *without_suffix(const char *text)
{
    size_t size = strlen(text) - SUFFIX_SIZE;
    char *copy = malloc(size + 1);

    if (!copy)
        return NULL;
    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

char *tr_renamed_file_target(const char *path)
{
    assert(tr_renamed_file_is(path));
    return without_suffix(path + tr_path_name(path));
}

/* A file that carries no signature at all: not one that carries a bad one. */
static bool is_unsigned(const tr_verification *verification)
{
    tr_verdict_class class = tr_verdict_class_of(verification->verdict);

    return verification->signature_count == 0 &&
           (class == TR_CLASS_UNSIGNED || class == TR_CLASS_UNSUPPORTED);
}

static void decide(tr_renamed_file *renamed, const tr_renamed_options *options)
{
    const tr_verification *verification = renamed->verification;
    tr_verdict verdict = options->verify->is_strict ? verification->strict : verification->verdict;

    renamed->action = verdict == TR_TRUSTED ? TR_RENAMED_RESTORE : TR_RENAMED_REFUSE;
    if (options->takes_unsigned && is_unsigned(verification)) {
        renamed->action = TR_RENAMED_RESTORE;
        renamed->is_forced = true;
    }
}

/* Who is in the way, and what to do, where the system knows. */
static void say_who_holds(const char *path, tr_error *err)
{
    char *holders = err && tr_holders_are_cause(err->code) ? tr_holders_of(path) : NULL;

    if (holders)
        tr_error_set(err, err->status, err->code,
                     "cannot rename '%s': %s has it open; stop that program or its service, and "
                     "try again",
                     path, holders);
    free(holders);
}

static tr_status look_at(tr_renamed_file *renamed, size_t root_size,
                         const tr_renamed_options *options, tr_error *err)
{
    const char *path = renamed->path;
    tr_file_mode mode = options->is_for_change ? TR_FILE_RENAME : TR_FILE_READ;
    tr_source source;
    tr_status status = tr_path_absolute(&renamed->absolute, path, err);

    if (status == TR_OK && tr_quarantine_holds(renamed->absolute))
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "'%s' is in a quarantine folder: what is there stays there", path);
    if (status == TR_OK)
        status = tr_file_open_below(&renamed->file, path, root_size, mode, err);
    if (status != TR_OK) {
        say_who_holds(path, err);
        return status;
    }
    source = tr_source_of_file(renamed->file);
    status = tr_verify(&renamed->verification, &source, options->verify, err);
    if (status == TR_OK)
        decide(renamed, options);
    if (status == TR_OK && options->is_for_change && renamed->action == TR_RENAMED_RESTORE)
        status = tr_renamed_file_prove(renamed, err);
    if (status == TR_OK && renamed->action == TR_RENAMED_REFUSE) {
        tr_file_close(renamed->file);
        renamed->file = NULL;
    }
    return status;
}

tr_status tr_renamed_file_judge(tr_renamed_file **out, const char *path, size_t root_size,
                                const tr_renamed_options *options, tr_error *err)
{
    tr_renamed_file *renamed = calloc(1, sizeof(*renamed));
    tr_status status;

    assert(tr_renamed_file_is(path));
    if (!renamed || !(renamed->path = strdup(path)) || !(renamed->target = without_suffix(path)))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
    else
        status = look_at(renamed, root_size, options, err);
    if (status == TR_OK)
        *out = renamed;
    else
        tr_renamed_file_free(renamed);
    return status;
}

tr_status tr_renamed_file_prove(tr_renamed_file *renamed, tr_error *err)
{
    tr_status status = TR_OK;

    if (!renamed->has_proof)
        status = tr_file_proof_of(&renamed->proof, renamed->file, err);
    renamed->has_proof = status == TR_OK;
    return status;
}

void tr_renamed_file_free(tr_renamed_file *file)
{
    if (!file)
        return;
    tr_file_close(file->file);
    free(file->path);
    free(file->target);
    free(file->absolute);
    free(file->parked_as);
    tr_verification_free(file->verification);
    free(file);
}

const char *tr_renamed_action_word(tr_renamed_action action)
{
    static const char *const words[] = {
        [TR_RENAMED_RESTORE] = "restore",
        [TR_RENAMED_REFUSE] = "refuse",
        [TR_RENAMED_TARGET_EXISTS] = "target-exists",
        [TR_RENAMED_PARK] = "park",
        [TR_RENAMED_REPLACE] = "replace",
    };

    assert(action < TR_RENAMED_ACTION_COUNT);
    return words[action];
}

const char *tr_target_state_word(tr_target_state state)
{
    static const char *const words[] = {
        [TR_TARGET_FREE] = "free",
        [TR_TARGET_SAME] = "same",
        [TR_TARGET_OLDER] = "older",
        [TR_TARGET_NEWER] = "newer",
        [TR_TARGET_DIFFERENT] = "different",
        [TR_TARGET_NOT_VALID] = "not-valid",
        [TR_TARGET_NOT_A_FILE] = "not-a-file",
    };

    return words[state];
}
