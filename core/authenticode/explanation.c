#include "core/authenticode/explanation.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"

#define SENTENCE_MAX 2048

/* What the sentences are made of. */
typedef struct explained {
    const tr_verification *file;
    const tr_signature *signature; /* NULL if there is none */
    char *signer;                  /* the name people know; "an unknown signer" */
    char signed_on[16];            /* date of the stamp; "" if there is none */
    char ended_on[16];             /* date on which the signer's certificate ended */
    char reason[SENTENCE_MAX];
    char remedy[SENTENCE_MAX];
} explained;

static void say(char *out, const char *format, ...) __attribute__((format(gnu_printf, 2, 3)));
static void say(char *out, const char *format, ...)
{
    size_t used = strlen(out);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(out + used, SENTENCE_MAX - used, format, arguments);
    va_end(arguments);
}

static void write_date(char *out, time_t time)
{
    snprintf(out, 11, "%.10s", tr_time_text(time).text);
}

static const char *store_name(const char *store)
{
    return strcmp(store, "CA") == 0 ? "Intermediate Certification Authorities"
                                    : "Trusted Root Certification Authorities";
}

/* "Install X into Y (Local Computer)." for each certificate that is missing. */
static void say_install(explained *story)
{
    const tr_verification *file = story->file;

    for (size_t i = 0; i < file->missing_count; i++) {
        const tr_missing *missing = &file->missing[i];

        say(story->remedy, "%sInstall %s into %s (Local Computer)", i ? " " : "",
            missing->link->name, store_name(missing->store));
        if (missing->is_guess && strcmp(missing->store, "CA") == 0)
            say(story->remedy, ", or, if it was issued by itself, into %s", store_name("Root"));
        say(story->remedy, ".");
    }
}

/* The certificate at the end of a chain, by the name that people know. */
static const char *end_of(const tr_chain *chain)
{
    return chain->count > 0 ? chain->links[chain->count - 1].name : "its issuer";
}

static void tell_trusted(explained *story)
{
    if (story->signature->catalog)
        say(story->reason, "Listed in the catalog file %s, which was signed",
            story->signature->catalog);
    else
        say(story->reason, "Signed");
    say(story->reason, " by %s", story->signer);
    if (story->signed_on[0])
        say(story->reason, " and timestamped on %s", story->signed_on);
    say(story->reason, "; unchanged since, and the certificates are trusted on this machine.");
}

static void tell_root(explained *story)
{
    const char *root = end_of(&story->signature->chain);

    if (story->signature->chain.count == 1)
        say(story->reason,
            "Signed by %s with a certificate that vouches only for itself, and that "
            "is not installed on this machine.",
            story->signer);
    else
        say(story->reason,
            "Signed by %s, but its root certificate %s is not installed on this "
            "machine.",
            story->signer, root);
    say_install(story);
}

static void tell_incomplete(explained *story)
{
    say(story->reason,
        "Signed by %s, but the certificate %s, which vouches for the signer, is neither in the "
        "file nor installed on this machine.",
        story->signer, end_of(&story->signature->chain));
    if (tr_findings_find(&story->signature->chain.findings, TR_F_LOOK_ALIKE))
        say(story->reason, " The certificate of the same name that is installed is another one.");
    say_install(story);
}

static void tell_expired(explained *story)
{
    const tr_stamp *stamp = story->signature->stamp;

    if (tr_findings_find(&story->signature->chain.findings, TR_F_NOT_YET_VALID)) {
        say(story->reason,
            "Signed by %s with a certificate that was not valid yet at the time "
            "that counts.",
            story->signer);
        say(story->remedy, "Check the date and time of this machine; if they are right, ask the "
                           "maker for another file.");
        return;
    }
    say(story->reason,
        "Signed by %s with certificates that were no longer valid at the time that "
        "counts (the signer's ended on %s)",
        story->signer, story->ended_on);
    if (!stamp) {
        say(story->reason, ", and no timestamp proves that the signature is older.");
    } else if (stamp->verdict == TR_UNTRUSTED_TIMESTAMP) {
        say(story->reason,
            ". Its timestamp of %s would keep it good, but does not count, because %s is not "
            "installed on this machine.",
            story->signed_on, end_of(&stamp->chain));
        say_install(story);
        return;
    } else {
        say(story->reason, ", and its timestamp does not change that.");
    }
    say(story->remedy,
        "No certificate that could be installed mends this. Get a newer copy of the file from "
        "its maker.");
}

static void tell_stamp(explained *story)
{
    const tr_stamp *stamp = story->signature->stamp;

    say(story->reason,
        "Signed by %s, but the certificates of its timestamp are not trusted on "
        "this machine",
        story->signer);
    if (stamp && story->file->missing_count > 0) {
        say(story->reason, ": %s is not installed.", end_of(&stamp->chain));
        say_install(story);
    } else {
        say(story->reason, ".");
        say(story->remedy, "Get a newer copy of the file from its maker.");
    }
}

/* The finding that settled the verdict, as a sentence of its own. */
static void tell_finding(explained *story)
{
    const tr_findings *lists[] = { &story->file->findings,
                                   story->signature ? &story->signature->findings : NULL };

    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; lists[i] && k < lists[i]->count; k++) {
            const tr_finding *finding = &lists[i]->items[k];
            char *text;

            if (finding->severity != TR_FAULT || finding->verdict != story->file->verdict)
                continue;
            text = tr_finding_text(finding);
            say(story->reason, "%s", text ? text : "");
            free(text);
            return;
        }
    }
}

/* What to do about verdicts whose finding already says all there is to say. */
static const char *remedy_of(tr_verdict verdict)
{
    switch (verdict) {
    case TR_UNKNOWN_SUBJECT:
    case TR_TRUSTED:
        return "";
    case TR_NO_SIGNATURE:
        return "If its maker signs its files, get the file again from there.";
    case TR_DISTRUSTED:
        return "Do not use the file. If the certificate was distrusted by mistake, take it out of "
               "Untrusted Certificates.";
    case TR_REVOKED:
        return "Do not use the file. Get a newer copy from its maker.";
    case TR_WRONG_USAGE:
    case TR_BAD_CONSTRAINTS:
    case TR_BAD_NAME:
    case TR_BAD_EXTENSION:
        return "Ask the maker for a file that is signed with a certificate for code signing.";
    default:
        return "Do not use the file. Get it again from its maker.";
    }
}

static void tell(explained *story)
{
    bool is_chain = story->signature && story->signature->verdict == story->file->verdict;

    switch (story->file->verdict) {
    case TR_TRUSTED:
        tell_trusted(story);
        return;
    case TR_BAD_DIGEST:
        say(story->reason,
            "The file was changed after %s signed it: it is damaged, or somebody "
            "tampered with it.",
            story->signer);
        break;
    case TR_UNTRUSTED_ROOT:
        tell_root(story);
        return;
    case TR_INCOMPLETE_CHAIN:
        tell_incomplete(story);
        return;
    case TR_EXPIRED:
        tell_expired(story);
        return;
    case TR_UNTRUSTED_TIMESTAMP:
        tell_stamp(story);
        return;
    default:
        if (is_chain && story->signature->signer)
            say(story->reason, "Signed by %s, but not trusted. ", story->signer);
        tell_finding(story);
    }
    say(story->remedy, "%s", remedy_of(story->file->verdict));
}

static tr_status write_story(tr_verification *verification, explained *story, tr_error *err)
{
    const tr_signature *signature = story->signature;

    if (signature && signature->signer) {
        story->signer = tr_certificate_common_name(signature->signer);
        write_date(story->ended_on, tr_certificate_not_after(signature->signer));
    } else {
        story->signer = strdup("an unknown signer");
    }
    if (!story->signer)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to explain a verdict");
    if (signature && signature->stamp && signature->stamp->has_time)
        write_date(story->signed_on, signature->stamp->time);
    tell(story);
    verification->reason = strdup(story->reason);
    if (story->remedy[0])
        verification->remedy = strdup(story->remedy);
    free(story->signer);
    if (!verification->reason || (story->remedy[0] && !verification->remedy))
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to explain a verdict");
    return TR_OK;
}

tr_status tr_explanation_make(tr_verification *verification, tr_error *err)
{
    tr_status status;
    explained *story = calloc(1, sizeof(*story));

    if (!story)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to explain a verdict");
    story->file = verification;
    if (verification->signature_count > 0)
        story->signature = &verification->signatures[verification->decisive];
    status = write_story(verification, story, err);
    free(story);
    return status;
}
