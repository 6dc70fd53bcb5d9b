#include "core/authenticode/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/catalog_membership.h"
#include "core/authenticode/examination.h"
#include "core/authenticode/explanation.h"
#include "core/authenticode/signed_file.h"
#include "core/platform/file.h"
#include "core/platform/second_opinion.h"

static tr_status no_memory(const tr_verification *verification, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to judge '%s'", verification->path);
}

static tr_status judge_item(tr_signature *out, const tr_examined *item,
                            const tr_verify_options *options, bool suppose, tr_chain_work *work,
                            tr_error *err)
{
    tr_status status;

    *out = (tr_signature){ .source = item->source, .parent = item->parent };
    if (item->catalog && !(out->catalog = strdup(item->catalog)))
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to judge '%s'", item->catalog);
    status = tr_findings_append(&out->findings, &item->findings, err);
    if (status != TR_OK)
        return status;
    if (item->message)
        return tr_signature_judge(out, item->message, item->has_claim ? &item->claim : NULL,
                                  options, suppose, work, err);
    out->digest = TR_DIGEST_UNKNOWN;
    out->verdict = out->strict = out->what_if = tr_findings_verdict(&out->findings, TR_FAULT);
    return TR_OK;
}

static tr_status judge_all(tr_verification *verification, const tr_examination *examination,
                           const tr_verify_options *options, tr_error *err)
{
    tr_chain_work work = TR_CHAIN_WORK_PER_FILE;
    tr_status status = TR_OK;

    if (examination->count == 0)
        return TR_OK;
    verification->signatures = calloc(examination->count, sizeof(*verification->signatures));
    if (!verification->signatures)
        return no_memory(verification, err);
    for (size_t i = 0; i < examination->count && status == TR_OK; i++) {
        verification->signature_count++;
        status = judge_item(&verification->signatures[i], &examination->items[i], options, false,
                            &work, err);
    }
    return status;
}

/* Whether a verdict is nearer to trust than another: in Windows' order, the later fault. */
static bool is_better(tr_verdict a, tr_verdict b)
{
    return a != b && tr_verdict_first(a, b) == b;
}

/* Catalog files are looked at where the file's own signatures do not count; they come last. */
static size_t first_that_counts(const tr_verification *verification)
{
    for (size_t i = 0; i < verification->signature_count; i++) {
        if (verification->signatures[i].source == TR_SOURCE_CATALOG)
            return i;
    }
    return 0;
}

static size_t choose(const tr_verification *verification, tr_signature_choice choice)
{
    const tr_signature *signatures = verification->signatures;
    size_t chosen = first_that_counts(verification);

    /* Which catalog file comes first is chance; one that is good is enough. */
    if (choice == TR_SIGNATURES_FIRST && chosen < verification->signature_count &&
        signatures[chosen].source == TR_SOURCE_CATALOG)
        choice = TR_SIGNATURES_ANY;
    for (size_t i = chosen + 1; i < verification->signature_count && choice != TR_SIGNATURES_FIRST;
         i++) {
        tr_verdict verdict = signatures[i].verdict;

        if (choice == TR_SIGNATURES_ANY ? is_better(verdict, signatures[chosen].verdict)
                                        : is_better(signatures[chosen].verdict, verdict))
            chosen = i;
    }
    return chosen;
}

/* The end of a chain, if what is missing there is a certificate. */
static void find_missing(tr_verification *verification, const tr_chain *chain)
{
    const tr_link *link;
    tr_missing *missing = &verification->missing[verification->missing_count];

    if (chain->count == 0)
        return;
    link = &chain->links[chain->count - 1];
    if (link->is_anchor || (link->role != TR_LINK_MISSING && link->role != TR_LINK_ROOT &&
                            chain->verdict != TR_UNTRUSTED_ROOT))
        return;
    for (size_t i = 0; i < verification->missing_count; i++) {
        if (strcmp(verification->missing[i].link->subject, link->subject) == 0)
            return;
    }
    /* Roots are mostly not carried by signatures, while issuers of signers are. */
    missing->link = link;
    missing->store = chain->count == 2 && link->role == TR_LINK_MISSING ? "CA" : "Root";
    missing->is_guess = link->role == TR_LINK_MISSING && !link->required;
    if (link->required)
        missing->store = link->required->store == TR_REQUIRED_IN_CA ? "CA" : "Root";
    verification->missing_count++;
}

static tr_status name_missing(tr_verification *verification, tr_error *err)
{
    const tr_signature *signature = &verification->signatures[verification->decisive];

    verification->missing = calloc(2, sizeof(*verification->missing));
    if (!verification->missing)
        return no_memory(verification, err);
    find_missing(verification, &signature->chain);
    if (signature->stamp)
        find_missing(verification, &signature->stamp->chain);
    return TR_OK;
}

/* The catalogue's certificates that a chain rests on though they are not installed. */
static void collect_supposed(tr_verification *verification, const tr_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++) {
        const tr_link *link = &chain->links[i];
        bool is_new = link->is_supposed;

        verification->is_supposed |= link->role == TR_LINK_SUPPOSED;
        for (size_t k = 0; k < verification->with_count && is_new; k++)
            is_new = verification->with[k] != link->required;
        if (is_new)
            verification->with[verification->with_count++] = link->required;
    }
}

static tr_status suppose(tr_verification *verification, const tr_examined *item,
                         const tr_verify_options *options, tr_error *err)
{
    tr_chain_work work = TR_CHAIN_WORK_PER_FILE;
    tr_signature supposed;
    tr_status status = judge_item(&supposed, item, options, true, &work, err);

    if (status == TR_OK && supposed.verdict != verification->verdict) {
        verification->with = calloc(2 * TR_CHAIN_MAX, sizeof(*verification->with));
        if (verification->with) {
            collect_supposed(verification, &supposed.chain);
            if (supposed.stamp)
                collect_supposed(verification, &supposed.stamp->chain);
            verification->what_if = supposed.verdict;
        } else {
            status = no_memory(verification, err);
        }
    }
    tr_signature_clear(&supposed);
    return status;
}

/* Would installing help? Only chains can be mended, and only if the file itself is sound. */
static tr_status settle(tr_verification *verification, const tr_examination *examination,
                        const tr_verify_options *options, tr_error *err)
{
    tr_verdict own = tr_findings_verdict(&verification->findings, TR_FAULT);
    const tr_signature *signature;
    tr_status status;

    verification->verdict = own;
    verification->strict = tr_findings_verdict(&verification->findings, TR_WARNING);
    if (verification->signature_count > 0) {
        verification->decisive = choose(verification, options->choice);
        signature = &verification->signatures[verification->decisive];
        verification->verdict = tr_verdict_first(own, signature->verdict);
        verification->strict = tr_verdict_first(verification->strict, signature->strict);
    }
    verification->what_if = verification->verdict;
    if (verification->signature_count == 0)
        return TR_OK;
    status = name_missing(verification, err);
    if (status == TR_OK && own == TR_TRUSTED && options->catalogue &&
        tr_verdict_class_of(verification->verdict) == TR_CLASS_UNTRUSTED)
        status = suppose(verification, &examination->items[verification->decisive], options, err);
    return status;
}

static bool has_no_signature(const tr_verification *verification)
{
    tr_verdict own = tr_findings_verdict(&verification->findings, TR_FAULT);

    return own == TR_UNKNOWN_SUBJECT || own == TR_NO_SIGNATURE || own == TR_MALFORMED_TABLE;
}

/* A member of a catalog file needs no signature of its own; what is damaged is still told. */
static void excuse(tr_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        tr_finding *finding = &findings->items[i];

        if (finding->id == TR_F_NO_SIGNATURE || finding->id == TR_F_UNKNOWN_FORMAT) {
            finding->severity = TR_NOTE;
            finding->verdict = TR_TRUSTED;
        } else if (finding->severity == TR_FAULT) {
            finding->severity = TR_WARNING;
        }
    }
}

/* As Windows does it: only after a file turns out to have no signature. */
static tr_status look_into_catalogs(tr_verification *verification, tr_examination *examination,
                                    tr_signed_file *file, const tr_verify_options *options,
                                    tr_error *err)
{
    size_t count = examination->count;
    tr_status status;

    if (!options->catalogs || !has_no_signature(verification))
        return TR_OK;
    status =
        tr_catalog_membership_examine(examination, file, options->catalogs, options->threads, err);
    if (status != TR_OK)
        return status;
    if (examination->count > count)
        excuse(&verification->findings);
    else
        status = tr_findings_add(&verification->findings, TR_F_NOT_A_MEMBER, TR_NOTE, TR_TRUSTED,
                                 NULL, NULL, 0, err);
    return status;
}

static tr_status judge_file(tr_verification *verification, tr_signed_file *file,
                            const tr_verify_options *options, tr_error *err)
{
    tr_examination *examination;
    tr_status status;

    file->pool = tr_anchor_store_pool(options->store);
    status = tr_examination_make(&examination, file, options->threads, err);
    if (status != TR_OK)
        return status;
    status = tr_findings_append(&verification->findings, &file->findings, err);
    if (status == TR_OK)
        status = look_into_catalogs(verification, examination, file, options, err);
    if (status == TR_OK && examination->is_cut_off)
        status = tr_findings_add(&verification->findings, TR_F_NESTED_TOO_DEEP, TR_WARNING,
                                 TR_NOT_TRUSTED, NULL, NULL, TR_SIGNATURE_MAX, err);
    if (status == TR_OK)
        status = judge_all(verification, examination, options, err);
    if (status == TR_OK)
        status = settle(verification, examination, options, err);
    if (status == TR_OK)
        status = tr_explanation_make(verification, err);
    tr_examination_free(examination);
    return status;
}

/*
 * Windows' own verdict, where it differs: it tells whether the fault is in the
 * file or in Windows' stores. Not asked of a broken table, which has crashed
 * implementations of WinVerifyTrust, nor if Windows cannot be asked.
 */
static tr_status ask_windows(tr_verification *verification, const tr_source *source, tr_error *err)
{
    char subject[16];
    uint32_t code;

    if (!source->file || tr_verdict_class_of(verification->verdict) == TR_CLASS_MALFORMED ||
        tr_findings_find(&verification->findings, TR_F_UNKNOWN_ENTRY) ||
        tr_second_opinion_ask(&code, source->file, NULL) != TR_OK ||
        code == tr_verdict_code(verification->verdict))
        return TR_OK;
    snprintf(subject, sizeof(subject), "0x%08X", (unsigned)code);
    return tr_findings_add(&verification->findings, TR_F_WINDOWS_DISAGREES, TR_NOTE, TR_TRUSTED,
                           subject, tr_verdict_name_of_code(code), 0, err);
}

tr_status tr_verify(tr_verification **out, const tr_source *source,
                    const tr_verify_options *options, tr_error *err)
{
    tr_source watched = *source;
    tr_status status;
    tr_signed_file *file = NULL;
    tr_verification *verification = calloc(1, sizeof(*verification));

    if (!verification || !(verification->path = strdup(source->name))) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to judge '%s'", source->name);
        goto done;
    }
    watched.watch = options->watch;
    status = tr_signed_file_open(&file, &watched, err);
    if (status != TR_OK)
        goto done;
    verification->format = file->format ? file->format->word : "unknown";
    verification->size = source->size;
    verification->language = options->language;
    status = judge_file(verification, file, options, err);
    if (status == TR_OK && options->asks_windows)
        status = ask_windows(verification, source, err);
done:
    tr_signed_file_close(file);
    if (status == TR_OK)
        *out = verification;
    else
        tr_verification_free(verification);
    return status;
}

tr_status tr_verify_path(tr_verification **out, const char *path, const tr_verify_options *options,
                         tr_error *err)
{
    tr_file *file;
    tr_source source;
    tr_status status = tr_file_open(&file, path, TR_FILE_READ, err);

    if (status != TR_OK)
        return status;
    source = tr_source_of_file(file);
    status = tr_verify(out, &source, options, err);
    tr_file_close(file);
    return status;
}

void tr_verification_free(tr_verification *verification)
{
    if (!verification)
        return;
    for (size_t i = 0; i < verification->signature_count; i++)
        tr_signature_clear(&verification->signatures[i]);
    free(verification->signatures);
    free(verification->missing);
    free(verification->with);
    tr_findings_clear(&verification->findings);
    free(verification->reason);
    free(verification->remedy);
    free(verification->path);
    free(verification);
}
