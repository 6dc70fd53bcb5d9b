#include "shellext/window/row.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

static const struct {
    row_tone tone;
    UINT word;
} classes[] = {
    [TR_CLASS_TRUSTED] = { TONE_GOOD, IDS_TRUSTED },
    [TR_CLASS_UNTRUSTED] = { TONE_BAD, IDS_UNTRUSTED },
    [TR_CLASS_TAMPERED] = { TONE_BAD, IDS_TAMPERED },
    [TR_CLASS_UNSIGNED] = { TONE_DOUBT, IDS_UNSIGNED },
    [TR_CLASS_MALFORMED] = { TONE_BAD, IDS_MALFORMED },
    [TR_CLASS_UNSUPPORTED] = { TONE_PLAIN, IDS_UNSUPPORTED },
};

/* An action as a plan, and once it is done. */
static const struct {
    row_tone tone;
    UINT plan;
    UINT done;
} actions[TR_RENAMED_ACTION_COUNT] = {
    [TR_RENAMED_RESTORE] = { TONE_GOOD, IDS_WILL_RESTORE, IDS_RESTORED },
    [TR_RENAMED_REFUSE] = { TONE_BAD, IDS_WILL_REFUSE, IDS_REFUSED },
    [TR_RENAMED_TARGET_EXISTS] = { TONE_DOUBT, IDS_NAME_TAKEN, IDS_NAME_TAKEN },
    [TR_RENAMED_PARK] = { TONE_DOUBT, IDS_NAME_TAKEN, IDS_NAME_TAKEN },
    [TR_RENAMED_REPLACE] = { TONE_DOUBT, IDS_NAME_TAKEN, IDS_NAME_TAKEN },
};

static const UINT rivals[] = {
    [TR_TARGET_FREE] = IDS_RIVAL_UNKNOWN,          [TR_TARGET_SAME] = IDS_RIVAL_SAME,
    [TR_TARGET_OLDER] = IDS_RIVAL_OLDER,           [TR_TARGET_NEWER] = IDS_RIVAL_NEWER,
    [TR_TARGET_DIFFERENT] = IDS_RIVAL_DIFFERENT,   [TR_TARGET_NOT_VALID] = IDS_RIVAL_NOT_VALID,
    [TR_TARGET_NOT_A_FILE] = IDS_RIVAL_NOT_A_FILE,
};

const tr_signature *row_signature(const row *which)
{
    const tr_verification *file = which->verification;

    return file && file->signature_count > 0 ? &file->signatures[file->decisive] : NULL;
}

/* Where the last part of a path begins; both separators may stand in it. */
static size_t name_of(const char *path)
{
    size_t start = strlen(path);

    while (start > 0 && path[start - 1] != '/' && path[start - 1] != '\\')
        start--;
    return start;
}

static wchar_t *folder_text(const char *path)
{
    size_t size = name_of(path);
    char *folder = strdup(path);
    wchar_t *text = NULL;

    /* The root of a drive keeps its separator: "C:\". */
    while (size > 0 && folder && (folder[size - 1] == '/' || folder[size - 1] == '\\') &&
           !(size == 3 && folder[1] == ':'))
        size--;
    if (folder) {
        folder[size] = '\0';
        text = text_from_utf8(folder);
    }
    free(folder);
    return text;
}

static wchar_t *signer_text(const row *which)
{
    const tr_signature *signature = row_signature(which);
    char *name =
        signature && signature->signer ? tr_certificate_common_name(signature->signer) : strdup("");
    wchar_t *text = name ? text_from_utf8(name) : NULL;

    free(name);
    return text;
}

static wchar_t *stamp_text(const row *which)
{
    const tr_signature *signature = row_signature(which);
    const tr_stamp *stamp = signature ? signature->stamp : NULL;

    return stamp && stamp->has_time ? text_of_time(stamp->time) : _wcsdup(L"");
}

static bool has_rival(const tr_renamed_file *renamed)
{
    return renamed->action != TR_RENAMED_RESTORE && renamed->action != TR_RENAMED_REFUSE;
}

static wchar_t *reason_text(const row *which)
{
    if (!which->verification || which->failure.status != TR_OK)
        return text_from_utf8(which->failure.message);
    if (which->renamed && has_rival(which->renamed))
        return text_of(rivals[which->renamed->target_state]);
    return text_from_utf8(which->verification->reason ? which->verification->reason : "");
}

static UINT judge_renamed(row *which)
{
    const tr_renamed_file *renamed = which->renamed;

    which->tone = actions[renamed->action].tone;
    if (renamed->failure.status != TR_OK) {
        which->failure = renamed->failure;
        which->tone = TONE_BAD;
        return IDS_NOT_DONE;
    }
    if (which->is_plan)
        return actions[renamed->action].plan;
    if (renamed->action == TR_RENAMED_RESTORE && !renamed->is_restored) {
        which->tone = TONE_BAD;
        return IDS_NOT_DONE;
    }
    return actions[renamed->action].done;
}

/* Sets the tone, and gives the word for it. */
static UINT judge(row *which)
{
    tr_verdict_class found;

    if (which->renamed)
        return judge_renamed(which);
    if (!which->verification) {
        which->tone = TONE_DOUBT;
        return IDS_UNREADABLE;
    }
    found = tr_verdict_class_of(which->verification->verdict);
    which->tone = classes[found].tone;
    return classes[found].word;
}

static bool fill(row *which, const char *path)
{
    which->path = strdup(path);
    which->texts[COLUMN_RESULT] = text_of(judge(which));
    which->texts[COLUMN_NAME] = text_from_utf8(path + name_of(path));
    which->texts[COLUMN_FOLDER] = folder_text(path);
    which->texts[COLUMN_SIGNER] = signer_text(which);
    which->texts[COLUMN_STAMP] = stamp_text(which);
    which->texts[COLUMN_REASON] = reason_text(which);
    for (int index = 0; index < COLUMN_COUNT; index++) {
        if (!which->texts[index])
            return false;
    }
    return which->path != NULL;
}

/* The row if it could be filled; else it is freed. */
static row *finished(row *which, const char *path)
{
    if (fill(which, path))
        return which;
    row_free(which);
    return NULL;
}

row *row_of_verification(trust *judged_by, tr_verification *judged, bool is_passed_over)
{
    row *made = calloc(1, sizeof(*made));

    if (!made) {
        tr_verification_free(judged);
        return NULL;
    }
    made->judged_by = trust_share(judged_by);
    made->verification = made->judged = judged;
    made->is_passed_over = is_passed_over;
    return finished(made, judged->path);
}

row *row_of_renamed(trust *judged_by, tr_renamed_file *renamed, bool is_plan)
{
    row *made = calloc(1, sizeof(*made));

    if (!made) {
        tr_renamed_file_free(renamed);
        return NULL;
    }
    made->judged_by = trust_share(judged_by);
    made->renamed = renamed;
    made->verification = renamed->verification;
    made->is_plan = is_plan;
    return finished(made, renamed->path);
}

row *row_of_failure(const char *path, const tr_error *failure)
{
    row *made = calloc(1, sizeof(*made));

    if (!made)
        return NULL;
    made->failure = *failure;
    return finished(made, path);
}

void row_free(row *which)
{
    if (!which)
        return;
    for (int index = 0; index < COLUMN_COUNT; index++)
        free(which->texts[index]);
    tr_verification_free(which->judged);
    tr_renamed_file_free(which->renamed);
    trust_release(which->judged_by);
    free(which->path);
    free(which);
}
