#include "core/restore/target.h"

#include <stdlib.h>

#include "core/platform/directory.h"
#include "core/restore/rename_change.h"
#include "core/restore/version.h"

/* When a file was signed, as a timestamp that is good says. */
static bool signing_time(time_t *out, const tr_verification *verification)
{
    const tr_signature *signature;

    if (verification->signature_count == 0)
        return false;
    signature = &verification->signatures[verification->decisive];
    if (!signature->stamp || !signature->stamp->has_time || signature->stamp->verdict != TR_TRUSTED)
        return false;
    *out = signature->stamp->time;
    return true;
}

static tr_target_state by_order(int order)
{
    if (order == 0)
        return TR_TARGET_DIFFERENT;
    return order < 0 ? TR_TARGET_OLDER : TR_TARGET_NEWER;
}

static tr_target_state compare_age(const tr_file *target, const tr_verification *of_target,
                                   const tr_renamed_file *renamed)
{
    time_t target_time;
    time_t renamed_time;
    tr_version target_version;
    tr_version renamed_version;

    if (signing_time(&target_time, of_target) &&
        signing_time(&renamed_time, renamed->verification) && target_time != renamed_time)
        return by_order(target_time < renamed_time ? -1 : 1);
    if (tr_version_of(&target_version, target) && tr_version_of(&renamed_version, renamed->file))
        return by_order(tr_version_compare(target_version, renamed_version));
    return TR_TARGET_DIFFERENT;
}

static tr_status compare_file(tr_target_state *out, const tr_file *target, tr_renamed_file *renamed,
                              const tr_verify_options *verify, tr_error *err)
{
    tr_source source = tr_source_of_file(target);
    tr_verification *verification = NULL;
    tr_status status = tr_renamed_file_prove(renamed, err);

    if (status == TR_OK)
        status = tr_file_proof_of(&renamed->target_proof, target, err);

    if (status == TR_OK && tr_file_proof_equal(&renamed->target_proof, &renamed->proof)) {
        *out = TR_TARGET_SAME;
        return TR_OK;
    }
    if (status == TR_OK)
        status = tr_verify(&verification, &source, verify, err);
    if (status != TR_OK)
        return status;
    if ((verify->is_strict ? verification->strict : verification->verdict) != TR_TRUSTED)
        *out = TR_TARGET_NOT_VALID;
    else
        *out = compare_age(target, verification, renamed);
    tr_verification_free(verification);
    return TR_OK;
}

tr_status tr_target_compare(tr_target_state *out, tr_renamed_file *renamed, const char *name,
                            const tr_verify_options *verify, tr_error *err)
{
    char *path = tr_rename_beside(renamed->absolute, name);
    tr_file *target = NULL;
    tr_status status;

    if (!path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", renamed->target);
    if (!tr_file_exists(path)) {
        *out = TR_TARGET_FREE;
        status = TR_OK;
    } else if (tr_file_open_below(&target, path, tr_path_name(path), TR_FILE_READ, NULL) != TR_OK) {
        *out = TR_TARGET_NOT_A_FILE;
        status = TR_OK;
    } else {
        status = compare_file(out, target, renamed, verify, err);
    }
    tr_file_close(target);
    free(path);
    return status;
}
