#include "core/check/file_survey.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/sha.h>

tr_status tr_file_survey_new(tr_file_survey **out, tr_error *err)
{
    tr_file_survey *survey = calloc(1, sizeof(*survey));
    tr_status status;

    if (!survey)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at files");
    status = tr_needs_new(&survey->needs, err);
    if (status != TR_OK) {
        free(survey);
        return status;
    }
    *out = survey;
    return TR_OK;
}

static void clear_file(tr_surveyed_file *file)
{
    free(file->path);
    free(file->reason);
    free(file->links);
}

void tr_file_survey_free(tr_file_survey *survey)
{
    if (!survey)
        return;
    for (size_t index = 0; index < survey->count; index++)
        clear_file(&survey->items[index]);
    free(survey->items);
    tr_needs_free(survey->needs);
    free(survey);
}

static void digest_name(unsigned char *out, const char *subject)
{
    SHA1((const unsigned char *)subject, strlen(subject), out);
}

static void take_chain(tr_surveyed_file *file, const tr_chain *chain)
{
    for (size_t index = 0; index < chain->count && file->link_count < TR_SURVEY_LINKS_MOST;
         index++) {
        const tr_link *link = &chain->links[index];
        tr_survey_link *kept = &file->links[file->link_count++];

        if (link->certificate)
            memcpy(kept->sha1, link->thumbprint.sha1, TR_SHA1_SIZE);
        else if (link->required && !link->required->lacks_sha1)
            memcpy(kept->sha1, link->required->sha1, TR_SHA1_SIZE);
        if (link->subject)
            digest_name(kept->name, link->subject);
    }
}

static bool take_links(tr_surveyed_file *file, const tr_verification *verification)
{
    const tr_signature *signature;

    if (verification->signature_count == 0)
        return true;
    file->links = calloc(TR_SURVEY_LINKS_MOST, sizeof(*file->links));
    if (!file->links)
        return false;
    signature = &verification->signatures[verification->decisive];
    take_chain(file, &signature->chain);
    for (size_t index = 0; index < signature->stamp_count; index++)
        take_chain(file, &signature->stamps[index].chain);
    return true;
}

static bool take(tr_surveyed_file *out, const char *path, const tr_verification *verification,
                 const tr_renamed_file *renamed)
{
    out->path = strdup(path);
    out->reason = strdup(verification->reason ? verification->reason : "");
    if (renamed) {
        out->is_renamed = true;
        out->is_stacked = tr_renamed_file_is(renamed->target);
        out->action = renamed->action;
        out->target_state = renamed->target_state;
    }
    return out->path && out->reason && take_links(out, verification);
}

/* Doubled at each power of two. */
static bool grow(tr_file_survey *survey)
{
    size_t count = survey->count;
    tr_surveyed_file *items;

    if (count & (count - 1))
        return true;
    items = realloc(survey->items, (count ? count * 2 : 1) * sizeof(*items));
    if (items)
        survey->items = items;
    return items != NULL;
}

tr_status tr_file_survey_add(tr_file_survey *survey, const char *path,
                             const tr_verification *verification, const tr_renamed_file *renamed,
                             bool is_strict, tr_error *err)
{
    tr_surveyed_file file = { .verdict = is_strict ? verification->strict : verification->verdict };
    tr_status status = tr_needs_add(survey->needs, verification, err);

    if (status != TR_OK)
        return status;
    survey->files++;
    survey->bytes += verification->size;
    if (!renamed && file.verdict == TR_TRUSTED)
        return TR_OK;
    if (!take(&file, path, verification, renamed) || !grow(survey)) {
        clear_file(&file);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look at '%s'", path);
    }
    survey->items[survey->count++] = file;
    return TR_OK;
}

bool tr_surveyed_file_needs(const tr_surveyed_file *file, const tr_required *required)
{
    unsigned char name[TR_SHA1_SIZE];

    if (required->subject)
        digest_name(name, required->subject);
    for (size_t index = 0; index < file->link_count; index++) {
        const tr_survey_link *link = &file->links[index];

        if (!required->lacks_sha1 && memcmp(link->sha1, required->sha1, TR_SHA1_SIZE) == 0)
            return true;
        if (required->subject && memcmp(link->name, name, TR_SHA1_SIZE) == 0)
            return true;
    }
    return false;
}
