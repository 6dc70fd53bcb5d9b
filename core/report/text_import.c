#include <string.h>

#include "core/report/text.h"
#include "core/trust/certificate.h"

static const struct {
    tr_text_tone tone;
    const char *plan;
    const char *done;
} actions[TR_IMPORT_ACTION_COUNT] = {
    [TR_IMPORT_INSTALL] = { TR_TONE_GOOD, "can install", "installed" },
    [TR_IMPORT_NOTHING] = { TR_TONE_GOOD, "in place", "in place" },
    [TR_IMPORT_FETCH] = { TR_TONE_BAD, "to fetch", "to fetch" },
    [TR_IMPORT_UNPINNED] = { TR_TONE_BAD, "not pinned", "not pinned" },
    [TR_IMPORT_REFUSE] = { TR_TONE_BAD, "refused", "refused" },
};

static void print_name(tr_report *report, const tr_import *import)
{
    if (import->sought.found)
        tr_text_print_owned(report, tr_certificate_common_name(import->sought.found));
    else
        tr_text_print(report, import->required ? import->required->common_name : import->wanted);
}

static void begin_line(tr_report *report, const char *label)
{
    fprintf(report->options.out, "%*s%s", TR_TEXT_INDENT, "", label);
}

static void print_thumbprint(tr_report *report, const char *label, const unsigned char *bytes,
                             size_t size)
{
    begin_line(report, label);
    tr_text_hex(report, bytes, size);
    putc('\n', report->options.out);
}

static void print_owned(tr_report *report, const char *label, char *text)
{
    begin_line(report, label);
    tr_text_print_owned(report, text);
    putc('\n', report->options.out);
}

/* All that there is to check by eye. */
static void print_certificate(tr_report *report, X509 *certificate)
{
    tr_thumbprint thumbprint;

    print_owned(report, "subject: ", tr_certificate_subject(certificate));
    print_owned(report, "issuer: ", tr_certificate_issuer(certificate));
    begin_line(report, "serial: ");
    fprintf(report->options.out, "%s\n", tr_certificate_serial(certificate).text);
    begin_line(report, "valid: ");
    fprintf(report->options.out, "%s to ",
            tr_time_text(tr_certificate_not_before(certificate)).text);
    fprintf(report->options.out, "%s\n", tr_time_text(tr_certificate_not_after(certificate)).text);
    if (tr_thumbprint_of(&thumbprint, certificate, NULL) == TR_OK) {
        print_thumbprint(report, "SHA-1: ", thumbprint.sha1, TR_SHA1_SIZE);
        print_thumbprint(report, "SHA-256: ", thumbprint.sha256, TR_SHA256_SIZE);
    }
}

/* What to bring: the shopping list. */
static void print_wanted(tr_report *report, const tr_import *import)
{
    const tr_required *required = import->required;

    tr_text_paragraph(report, TR_TEXT_INDENT,
                      "It is in none of the places looked into. Fetch it on another machine, and "
                      "name its file or folder with --from.");
    if (import->sought.has_sha1)
        print_thumbprint(report, "SHA-1: ", import->sought.thumbprint.sha1, TR_SHA1_SIZE);
    if (import->sought.has_sha256)
        print_thumbprint(report, "SHA-256: ", import->sought.thumbprint.sha256, TR_SHA256_SIZE);
    if (required && required->subject) {
        begin_line(report, "subject: ");
        tr_text_print(report, required->subject);
        putc('\n', report->options.out);
    }
    if (required && required->url) {
        begin_line(report, "to be had from: ");
        tr_text_print(report, required->url);
        putc('\n', report->options.out);
    }
}

static const char *word_of(const tr_import *import, bool is_plan)
{
    if (is_plan)
        return actions[import->action].plan;
    if (import->action == TR_IMPORT_INSTALL && !import->is_installed)
        return "not done";
    return actions[import->action].done;
}

void tr_text_import(tr_report *report, const tr_import *import, bool is_plan)
{
    bool is_verbose = report->options.is_verbose || !import->is_pinned;

    tr_text_cell(report, actions[import->action].tone, word_of(import, is_plan), TR_TEXT_INDENT);
    print_name(report, import);
    if (import->place) {
        fputs(" -> ", report->options.out);
        tr_text_print(report, import->place);
    }
    putc('\n', report->options.out);
    if (import->action == TR_IMPORT_FETCH)
        print_wanted(report, import);
    if (import->action == TR_IMPORT_UNPINNED)
        tr_text_paragraph(report, TR_TEXT_INDENT,
                          "The list of required certificates does not know it, so that nothing "
                          "says that it is the right one. If it is, say --unpinned.");
    if (import->reason) {
        begin_line(report, "Not installed: ");
        fprintf(report->options.out, "%s.\n", import->reason);
    }
    if (import->sought.found_in) {
        begin_line(report, "from ");
        tr_text_print(report, import->sought.found_in);
        putc('\n', report->options.out);
    }
    if (import->sought.found && is_verbose)
        print_certificate(report, import->sought.found);
}
