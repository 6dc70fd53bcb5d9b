#include "core/restore/renamed_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/file.h"

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

static tr_status act_on(tr_renamed_file *renamed, tr_file *file, bool act, bool is_strict,
                        tr_error *err)
{
    const tr_verification *verification = renamed->verification;
    tr_status status;
    char *name;

    if ((is_strict ? verification->strict : verification->verdict) != TR_TRUSTED) {
        renamed->action = TR_RENAMED_REFUSE;
        return TR_OK;
    }
    renamed->action = TR_RENAMED_RESTORE;
    if (tr_file_exists(renamed->target)) {
        renamed->action = TR_RENAMED_TARGET_EXISTS;
        return TR_OK;
    }
    if (!act)
        return TR_OK;
    name = tr_renamed_file_target(tr_file_path(file));
    if (!name)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to rename '%s'", tr_file_path(file));
    status = tr_file_rename(file, name, err);
    free(name);
    if (status == TR_OK)
        renamed->is_restored = true;
    if (status != TR_ERR_EXISTS)
        return status;
    renamed->action = TR_RENAMED_TARGET_EXISTS;
    return TR_OK;
}

tr_status tr_renamed_file_handle(tr_renamed_file **out, const char *path, bool act,
                                 const tr_verify_options *options, tr_error *err)
{
    tr_status status;
    tr_source source;
    tr_file *file = NULL;
    tr_renamed_file *renamed = calloc(1, sizeof(*renamed));

    assert(tr_renamed_file_is(path));
    if (!renamed || !(renamed->target = without_suffix(path))) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
        goto done;
    }
    status = tr_file_open(&file, path, act ? TR_FILE_RENAME : TR_FILE_READ, err);
    if (status != TR_OK)
        goto done;
    source = tr_source_of_file(file);
    status = tr_verify(&renamed->verification, &source, options, err);
    if (status == TR_OK)
        status = act_on(renamed, file, act, options->is_strict, err);
done:
    tr_file_close(file);
    if (status == TR_OK)
        *out = renamed;
    else
        tr_renamed_file_free(renamed);
    return status;
}

void tr_renamed_file_free(tr_renamed_file *file)
{
    if (!file)
        return;
    free(file->target);
    tr_verification_free(file->verification);
    free(file);
}

const char *tr_renamed_action_word(tr_renamed_action action)
{
    switch (action) {
    case TR_RENAMED_REFUSE:
        return "refuse";
    case TR_RENAMED_TARGET_EXISTS:
        return "target-exists";
    case TR_RENAMED_RESTORE:
        break;
    }
    return "restore";
}
