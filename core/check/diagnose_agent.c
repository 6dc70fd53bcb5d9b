#include <stdlib.h>
#include <string.h>

#include "core/agent/certificate_replacement.h"
#include "core/check/command_text.h"
#include "core/check/diagnose.h"
#include "core/platform/directory.h"
#include "core/trust/certificate.h"

/* TR_AILMENT_COUNT: nothing is wrong, as far as can be said. */
static tr_ailment_id ailment_of(const tr_agent_certificate *found)
{
    const bool is_server = found->kind == TR_INSTALLATION_SERVER;

    switch (found->state) {
    case TR_AGENT_CERTIFICATE_MISSING:
        return is_server ? TR_AILMENT_SERVER_CERTIFICATE_MISSING
                         : TR_AILMENT_AGENT_CERTIFICATE_MISSING;
    case TR_AGENT_CERTIFICATE_BROKEN:
        return is_server ? TR_AILMENT_SERVER_CERTIFICATE_BROKEN
                         : TR_AILMENT_AGENT_CERTIFICATE_BROKEN;
    case TR_AGENT_CERTIFICATE_MISMATCHED:
        return is_server ? TR_AILMENT_SERVER_CERTIFICATE_MISMATCHED
                         : TR_AILMENT_AGENT_CERTIFICATE_MISMATCHED;
    case TR_AGENT_CERTIFICATE_DISTRUSTED:
        return is_server ? TR_AILMENT_SERVER_CERTIFICATE_DISTRUSTED
                         : TR_AILMENT_AGENT_CERTIFICATE_DISTRUSTED;
    case TR_AGENT_CERTIFICATE_EXPIRED:
        return is_server ? TR_AILMENT_SERVER_CERTIFICATE_EXPIRED
                         : TR_AILMENT_AGENT_CERTIFICATE_EXPIRED;
    case TR_AGENT_CERTIFICATE_NOT_YET_VALID:
        return is_server ? TR_AILMENT_SERVER_CERTIFICATE_EARLY : TR_AILMENT_AGENT_CERTIFICATE_EARLY;
    case TR_AGENT_CERTIFICATE_UNREADABLE:
    case TR_AGENT_CERTIFICATE_SERVER_UNKNOWN:
    case TR_AGENT_CERTIFICATE_MATCHES:
        break;
    }
    return TR_AILMENT_COUNT;
}

static void overlook(tr_diagnosis *diagnosis, const tr_agent_certificate *found)
{
    tr_error err;

    if (found->state == TR_AGENT_CERTIFICATE_UNREADABLE) {
        tr_error_set(&err, TR_ERR_IO, 0, "%s", found->failure ? found->failure : found->path);
        tr_diagnosis_fail(diagnosis, found->path, &err);
    } else if (found->state == TR_AGENT_CERTIFICATE_SERVER_UNKNOWN) {
        tr_diagnosis_overlook(
            diagnosis, found->path,
            found->kind == TR_INSTALLATION_SERVER
                ? TR_WORDS("whether it is the certificate that the server uses: its store "
                           "(OfficeScan NT) is not here")
                : TR_WORDS("whether it is its server's certificate, which is not known; name it "
                           "with --server-certificate"));
    }
}

/* english names the thumbprint, the serial number and the place. */
static void say_certificate(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *english,
                            const tr_server_certificate *certificate)
{
    char sha1[2 * TR_SHA1_SIZE + 1];
    tr_short_text serial;

    if (!certificate->certificate)
        return;
    tr_hex(sha1, certificate->thumbprint.sha1, TR_SHA1_SIZE);
    serial = tr_certificate_serial(certificate->certificate);
    tr_ailment_detail(diagnosis, ailment, english,
                      (const tr_word[]){ { "sha1", sha1 },
                                         { "serial", serial.text },
                                         { "place", certificate->place } },
                      3);
}

static void say_validity(tr_diagnosis *diagnosis, tr_ailment *ailment,
                         const tr_server_certificate *certificate)
{
    char from[TR_DATE_SIZE];
    char to[TR_DATE_SIZE];
    const tr_word words[] = { { "from", from }, { "to", to } };
    const X509 *of = certificate->certificate;

    if (!of)
        return;
    tr_language_date(from, diagnosis->language, tr_time_text(tr_certificate_not_before(of)).text);
    tr_language_date(to, diagnosis->language, tr_time_text(tr_certificate_not_after(of)).text);
    tr_ailment_say(diagnosis, ailment, TR_WORDS("It is valid from {from} to {to}."), words, 2);
}

/* What is wrong with the server's is to be mended there first. */
static void follow_server(tr_diagnosis *diagnosis, tr_ailment *ailment)
{
    for (size_t index = 0; index < diagnosis->count; index++) {
        const tr_ailment_kind *kind = diagnosis->items[index]->kind;

        if (kind >= tr_ailment_kind_of(TR_AILMENT_SERVER_CERTIFICATE_MISSING) &&
            kind <= tr_ailment_kind_of(TR_AILMENT_SERVER_CERTIFICATE_EARLY))
            tr_ailment_follow(diagnosis, ailment, diagnosis->items[index]);
    }
}

/* Where the server's certificate is to be taken from: what the user named, or what was found. */
static char *write_source(const tr_agent_certificate *found, const tr_mending_words *words)
{
    const char *place = found->server.place;
    char *word;
    char *text;

    if (*words->server_certificate)
        return strdup(words->server_certificate);
    if (!found->server.certificate)
        return strdup(" --server-certificate FILE");
    if (tr_path_kind_of(place) != TR_PATH_FILE)
        return strdup(""); /* the store of this machine, which is looked into anyway */
    word = tr_command_word(place);
    text = word ? tr_command_text(" --server-certificate %s", word) : NULL;
    free(word);
    return text;
}

static void say_command(tr_diagnosis *diagnosis, tr_ailment *ailment,
                        const tr_agent_certificate *found, const char *folder,
                        const tr_mending_words *words)
{
    char *source = write_source(found, words);
    char *word = tr_command_word(folder);
    char *command = source && word
                        ? tr_command_text("trustmend agent replace --installation %s%s%s", word,
                                          source, words->changing)
                        : NULL;

    tr_ailment_mend_by(diagnosis, ailment, command,
                       found->server.certificate &&
                           tr_agent_certificate_check_replacement(found, NULL) == TR_OK);
    free(source);
    free(word);
}

void tr_diagnose_agent_certificate(tr_diagnosis *diagnosis, const tr_agent_certificate *found,
                                   const char *folder, const tr_mending_words *words)
{
    const tr_ailment_id id = ailment_of(found);
    const char *meaning = tr_agent_certificate_meaning(found);
    tr_ailment *ailment;

    if (id == TR_AILMENT_COUNT) {
        overlook(diagnosis, found);
        return;
    }
    ailment = tr_diagnosis_add(diagnosis, id, NULL);
    tr_ailment_place(diagnosis, ailment, found->path, 0, found->distrusted_in);
    if (meaning)
        tr_ailment_say(diagnosis, ailment, meaning, NULL, 0);
    if (found->state == TR_AGENT_CERTIFICATE_EXPIRED ||
        found->state == TR_AGENT_CERTIFICATE_NOT_YET_VALID)
        say_validity(diagnosis, ailment, &found->own);
    say_certificate(diagnosis, ailment,
                    TR_WORDS("The one that is there: thumbprint (SHA-1) {sha1}, serial number "
                             "{serial}, in {place}."),
                    &found->own);
    say_certificate(diagnosis, ailment,
                    TR_WORDS("The server's: thumbprint (SHA-1) {sha1}, serial number {serial}, in "
                             "{place}."),
                    &found->server);
    if (found->kind != TR_INSTALLATION_AGENT)
        return;
    follow_server(diagnosis, ailment);
    if (tr_agent_certificate_needs_replacement(found))
        say_command(diagnosis, ailment, found, folder, words);
}
