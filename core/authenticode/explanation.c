#include "core/authenticode/explanation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "core/words/words.h"

#define STORY_MAX         4096
#define WORD_COUNT(words) (sizeof(words) / sizeof((words)[0]))

/* What the sentences are made of. */
typedef struct explained {
    const tr_verification *file;
    const tr_signature *signature; /* NULL if there is none */
    tr_language language;
    char *signer;                 /* the name people know; "an unknown signer" */
    char signed_on[TR_DATE_SIZE]; /* date of the stamp; "" if there is none */
    char ended_on[TR_DATE_SIZE];  /* date on which the signer's certificate ended */
    const char *certificate;      /* the one that a sentence is about */
    const char *store;            /* where it belongs */
    char reason[STORY_MAX];
    char remedy[STORY_MAX];
} explained;

static const char *store_name(const explained *story, const char *store)
{
    return tr_words(story->language, strcmp(store, "CA") == 0
                                         ? TR_WORDS("Intermediate Certification Authorities")
                                         : TR_WORDS("Trusted Root Certification Authorities"));
}

/* Add text that is in the language already, as the next sentence of reason or remedy. */
static void add(char *out, const explained *story, const char *text, const tr_word *words,
                size_t count)
{
    size_t used = strlen(out);

    if (used > 0 && used < STORY_MAX - 1)
        used +=
            tr_words_fill(out + used, STORY_MAX - used, tr_language_gap(story->language), NULL, 0);
    tr_words_fill(out + used, STORY_MAX - used, text, words, count);
}

/* Add a sentence to reason or remedy. */
static void say(char *out, const explained *story, const char *english)
{
    const tr_word words[] = {
        { "signer", story->signer },
        { "catalog", story->signature ? story->signature->catalog : NULL },
        { "signed", story->signed_on },
        { "ended", story->ended_on },
        { "certificate", story->certificate },
        { "store", story->store },
        { "root_store", store_name(story, "Root") },
    };

    add(out, story, tr_words(story->language, english), words, WORD_COUNT(words));
}

static void write_date(char *out, tr_language language, time_t time)
{
    char date[11];

    snprintf(date, sizeof(date), "%.10s", tr_time_text(time).text);
    if (!tr_language_date(out, language, date))
        strcpy(out, date);
}

/* "Install X into Y (Local Computer)." for each certificate that is missing. */
static void say_install(explained *story)
{
    const tr_verification *file = story->file;

    for (size_t i = 0; i < file->missing_count; i++) {
        const tr_missing *missing = &file->missing[i];
        bool may_be_root = missing->is_guess && strcmp(missing->store, "CA") == 0;

        story->certificate = missing->link->name;
        story->store = store_name(story, missing->store);
        say(story->remedy, story,
            may_be_root ? TR_WORDS("Install {certificate} into {store} (Local Computer), or, if it "
                                   "was issued by itself, into {root_store}.")
                        : TR_WORDS("Install {certificate} into {store} (Local Computer)."));
    }
}

/* The next sentences are about the certificate at the end of a chain. */
static void point_at_end(explained *story, const tr_chain *chain)
{
    story->certificate = chain->count > 0 ? chain->links[chain->count - 1].name
                                          : tr_words(story->language, TR_WORDS("its issuer"));
}

static void tell_trusted(explained *story)
{
    const char *sentence =
        TR_WORDS("Signed by {signer}; unchanged since, and the certificates are trusted on this "
                 "machine.");

    if (story->signature->catalog && story->signed_on[0])
        sentence = TR_WORDS("Listed in the catalog file {catalog}, which was signed by {signer} "
                            "and timestamped on {signed}; unchanged since, and the certificates "
                            "are trusted on this machine.");
    else if (story->signature->catalog)
        sentence = TR_WORDS("Listed in the catalog file {catalog}, which was signed by {signer}; "
                            "unchanged since, and the certificates are trusted on this machine.");
    else if (story->signed_on[0])
        sentence = TR_WORDS("Signed by {signer} and timestamped on {signed}; unchanged since, and "
                            "the certificates are trusted on this machine.");
    say(story->reason, story, sentence);
}

static void tell_root(explained *story)
{
    const tr_chain *chain = &story->signature->chain;

    point_at_end(story, chain);
    say(story->reason, story,
        chain->count == 1
            ? TR_WORDS("Signed by {signer} with a certificate that vouches only for itself, and "
                       "that is not installed on this machine.")
            : TR_WORDS("Signed by {signer}, but its root certificate {certificate} is not "
                       "installed on this machine."));
    say_install(story);
}

static void tell_incomplete(explained *story)
{
    const tr_chain *chain = &story->signature->chain;

    point_at_end(story, chain);
    say(story->reason, story,
        TR_WORDS("Signed by {signer}, but the certificate {certificate}, which vouches for the "
                 "signer, is neither in the file nor installed on this machine."));
    if (tr_findings_find(&chain->findings, TR_F_LOOK_ALIKE))
        say(story->reason, story,
            TR_WORDS("The certificate of the same name that is installed is another one."));
    say_install(story);
}

static void tell_not_yet_valid(explained *story)
{
    say(story->reason, story,
        TR_WORDS("Signed by {signer} with a certificate that was not valid yet at the time that "
                 "counts."));
    say(story->remedy, story,
        TR_WORDS("Check the date and time of this machine; if they are right, ask the maker for "
                 "another file."));
}

static void tell_expired(explained *story)
{
    const tr_stamp *stamp = story->signature->stamp;

    if (stamp && stamp->verdict == TR_UNTRUSTED_TIMESTAMP) {
        point_at_end(story, &stamp->chain);
        say(story->reason, story,
            TR_WORDS("Signed by {signer} with certificates that were no longer valid at the time "
                     "that counts (the signer's ended on {ended}). Its timestamp of {signed} would "
                     "keep it good, but does not count, because {certificate} is not installed on "
                     "this machine."));
        say_install(story);
        return;
    }
    say(story->reason, story,
        stamp ? TR_WORDS("Signed by {signer} with certificates that were no longer valid at the "
                         "time that counts (the signer's ended on {ended}), and its timestamp "
                         "does not change that.")
              : TR_WORDS("Signed by {signer} with certificates that were no longer valid at the "
                         "time that counts (the signer's ended on {ended}), and no timestamp "
                         "proves that the signature is older."));
    say(story->remedy, story,
        TR_WORDS("No certificate that could be installed mends this. Get a newer copy of the file "
                 "from its maker."));
}

static void tell_stamp(explained *story)
{
    const tr_stamp *stamp = story->signature->stamp;

    if (stamp && story->file->missing_count > 0) {
        point_at_end(story, &stamp->chain);
        say(story->reason, story,
            TR_WORDS("Signed by {signer}, but the certificates of its timestamp are not trusted "
                     "on this machine: {certificate} is not installed."));
        say_install(story);
    } else {
        say(story->reason, story,
            TR_WORDS("Signed by {signer}, but the certificates of its timestamp are not trusted "
                     "on this machine."));
        say(story->remedy, story, TR_WORDS("Get a newer copy of the file from its maker."));
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
            text = tr_finding_text_in(finding, story->language);
            add(story->reason, story, text ? text : "", NULL, 0);
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
        return TR_WORDS("If its maker signs its files, get the file again from there.");
    case TR_DISTRUSTED:
        return TR_WORDS("Do not use the file. If the certificate was distrusted by mistake, take "
                        "it out of Untrusted Certificates.");
    case TR_REVOKED:
        return TR_WORDS("Do not use the file. Get a newer copy from its maker.");
    case TR_WRONG_USAGE:
    case TR_BAD_CONSTRAINTS:
    case TR_BAD_NAME:
    case TR_BAD_EXTENSION:
        return TR_WORDS(
            "Ask the maker for a file that is signed with a certificate for code signing.");
    default:
        return TR_WORDS("Do not use the file. Get it again from its maker.");
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
        say(story->reason, story,
            TR_WORDS("The file was changed after {signer} signed it: it is damaged, or somebody "
                     "tampered with it."));
        break;
    case TR_UNTRUSTED_ROOT:
        tell_root(story);
        return;
    case TR_INCOMPLETE_CHAIN:
        tell_incomplete(story);
        return;
    case TR_EXPIRED:
        if (tr_findings_find(&story->signature->chain.findings, TR_F_NOT_YET_VALID))
            tell_not_yet_valid(story);
        else
            tell_expired(story);
        return;
    case TR_UNTRUSTED_TIMESTAMP:
        tell_stamp(story);
        return;
    default:
        if (is_chain && story->signature->signer)
            say(story->reason, story, TR_WORDS("Signed by {signer}, but not trusted."));
        tell_finding(story);
    }
    say(story->remedy, story, remedy_of(story->file->verdict));
}

static tr_status write_story(tr_verification *verification, explained *story, tr_error *err)
{
    const tr_signature *signature = story->signature;

    if (signature && signature->signer) {
        story->signer = tr_certificate_common_name(signature->signer);
        write_date(story->ended_on, story->language, tr_certificate_not_after(signature->signer));
    } else {
        story->signer = strdup(tr_words(story->language, TR_WORDS("an unknown signer")));
    }
    if (!story->signer)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to explain a verdict");
    if (signature && signature->stamp && signature->stamp->has_time)
        write_date(story->signed_on, story->language, signature->stamp->time);
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
    story->language = verification->language;
    if (verification->signature_count > 0)
        story->signature = &verification->signatures[verification->decisive];
    status = write_story(verification, story, err);
    free(story);
    return status;
}
