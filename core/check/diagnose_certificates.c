#include <stdlib.h>
#include <string.h>

#include "core/check/command_text.h"
#include "core/check/diagnose.h"
#include "core/trust/certificate.h"

static tr_ailment_id ailment_of(tr_required_status status)
{
    switch (status) {
    case TR_REQUIRED_DISTRUSTED:
        return TR_AILMENT_CA_DISTRUSTED;
    case TR_REQUIRED_DISABLED:
        return TR_AILMENT_CA_DISABLED;
    case TR_REQUIRED_LOOK_ALIKE:
        return TR_AILMENT_CA_LOOK_ALIKE;
    case TR_REQUIRED_WRONG_STORE:
        return TR_AILMENT_CA_WRONG_STORE;
    case TR_REQUIRED_USER_ONLY:
        return TR_AILMENT_CA_USER_ONLY;
    case TR_REQUIRED_INSTALLED:
    case TR_REQUIRED_MISSING:
        break;
    }
    return TR_AILMENT_CA_MISSING;
}

static bool is_installable(const tr_comparison_row *row)
{
    return row->status != TR_REQUIRED_DISTRUSTED && row->status != TR_REQUIRED_DISABLED;
}

/* That the catalogue does not list it, is known by its id: its thumbprint. */
static bool is_listed(const tr_required *required)
{
    return required->evidence != NULL;
}

static void say_command(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_required *required,
                        const tr_mending_words *words)
{
    const bool is_known = is_listed(required);

    if (!is_known && required->lacks_sha1)
        return;
    tr_ailment_mend_by(diagnosis, ailment,
                       tr_command_text("trustmend import %s%s%s%s%s", required->id,
                                       is_known ? "" : " --unpinned", words->stores, words->sources,
                                       words->changing),
                       is_known || words->takes_unpinned);
}

/* How it stands; that what is missing is not installed, its title says. */
static void say_row(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_comparison_row *row)
{
    const tr_required *required = row->required;
    char *explanation = tr_comparison_row_explain(row, diagnosis->language);
    char sha1[2 * TR_SHA1_SIZE + 1];
    const tr_word words[] = { { "sha1", sha1 }, { "url", required->url } };

    if (!explanation)
        diagnosis->is_out_of_memory = true;
    else if (row->status == TR_REQUIRED_MISSING && row->fetch == TR_FETCH_UNSAID)
        tr_ailment_detail(diagnosis, ailment, explanation, NULL, 0);
    else
        tr_ailment_say(diagnosis, ailment, explanation, NULL, 0);
    free(explanation);
    if (!required->lacks_sha1) {
        tr_hex(sha1, required->sha1, TR_SHA1_SIZE);
        tr_ailment_detail(diagnosis, ailment, TR_WORDS("Thumbprint (SHA-1): {sha1}."), words, 1);
    }
    if (required->url)
        tr_ailment_detail(diagnosis, ailment,
                          TR_WORDS("On another machine it can be had from {url}"), words, 2);
}

/* A certificate with which something is wrong, and how many files are not trusted for it. */
typedef struct fault {
    const tr_comparison_row *row;
    uint64_t files;
} fault;

static bool fails_for(const tr_surveyed_file *file, const tr_required *required)
{
    return tr_verdict_class_of(file->verdict) == TR_CLASS_UNTRUSTED &&
           tr_surveyed_file_needs(file, required);
}

static void weigh(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_required *required)
{
    char count[TR_NUMBER_SIZE];
    const tr_word words[] = { { "n", count } };

    tr_language_number(count, diagnosis->language, ailment->count);
    if (ailment->count > 0) {
        tr_ailment_say(diagnosis, ailment,
                       ailment->count == 1 ? TR_WORDS("{n} file does not verify without it.")
                                           : TR_WORDS("{n} files do not verify without it."),
                       words, 1);
    } else if (is_listed(required) && required->profile == TR_PROFILE_NAMED) {
        ailment->severity = TR_WARNING;
        tr_ailment_say(diagnosis, ailment,
                       TR_WORDS("No file that was looked at fails for it; the vendor's articles "
                                "name it, and the next update may need it."),
                       NULL, 0);
    } else {
        ailment->severity = TR_NOTE;
        tr_ailment_say(diagnosis, ailment,
                       TR_WORDS("No file fails for it: what needs it has another signature, or a "
                                "certificate that is still valid."),
                       NULL, 0);
    }
}

static void add_fault(tr_ca_causes *out, tr_diagnosis *diagnosis, const tr_comparison_row *row,
                      const tr_file_survey *survey, const tr_mending_words *words)
{
    const tr_required *required = row->required;
    tr_ailment *ailment =
        tr_diagnosis_add(diagnosis, ailment_of(row->status), required->common_name);

    if (!ailment)
        return;
    tr_ailment_set_key(diagnosis, ailment, required->id);
    for (size_t index = 0; index < survey->count; index++) {
        if (fails_for(&survey->items[index], required))
            tr_ailment_place(diagnosis, ailment, survey->items[index].path, 0, NULL);
    }
    weigh(diagnosis, ailment, required);
    say_row(diagnosis, ailment, row);
    if (is_installable(row))
        say_command(diagnosis, ailment, required, words);
    out->items[out->count++] = (tr_ca_cause){ required, ailment };
}

static bool is_among(const tr_compared *list, const tr_required *required)
{
    for (size_t index = 0; index < list->count; index++) {
        if (list->rows[index].required == required)
            return true;
    }
    return false;
}

/* What files fail for comes first; then the order is that of the table. */
static int compare(const void *a, const void *b)
{
    const fault *first = a;
    const fault *second = b;
    const int by_files = (first->files == 0) - (second->files == 0);
    const int by_status =
        (int)ailment_of(first->row->status) - (int)ailment_of(second->row->status);

    if (by_files)
        return by_files;
    return by_status ? by_status : strcmp(first->row->required->id, second->row->required->id);
}

static void take(fault *out, size_t *count, const tr_comparison_row *row,
                 const tr_file_survey *survey)
{
    fault *one = &out[*count];

    if (!tr_comparison_row_is_fault(row))
        return;
    *one = (fault){ row, 0 };
    for (size_t index = 0; index < survey->count; index++)
        one->files += fails_for(&survey->items[index], row->required);
    ++*count;
}

void tr_diagnose_certificates(tr_ca_causes *out, tr_diagnosis *diagnosis, const tr_compared *listed,
                              const tr_compared *needed, const tr_file_survey *survey,
                              const tr_mending_words *words)
{
    const size_t most = listed->count + needed->count + 1;
    fault *faults = calloc(most, sizeof(*faults));
    size_t count = 0;

    *out = (tr_ca_causes){ calloc(most, sizeof(*out->items)), 0 };
    if (!faults || !out->items) {
        diagnosis->is_out_of_memory = true;
        free(faults);
        return;
    }
    for (size_t index = 0; index < needed->count; index++)
        take(faults, &count, &needed->rows[index], survey);
    for (size_t index = 0; index < listed->count; index++) {
        if (!is_among(needed, listed->rows[index].required))
            take(faults, &count, &listed->rows[index], survey);
    }
    qsort(faults, count, sizeof(*faults), compare);
    for (size_t index = 0; index < count; index++)
        add_fault(out, diagnosis, faults[index].row, survey, words);
    free(faults);
}
