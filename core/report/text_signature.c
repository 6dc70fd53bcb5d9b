#include "core/report/text.h"

#include <inttypes.h>
#include <stdlib.h>

#include "core/trust/certificate.h"

#define LABEL 11 /* columns of a label such as "issued by" */

static void label(tr_report *report, size_t indent, const char *word)
{
    fprintf(report->options.out, "%*s", (int)indent, "");
    tr_text_cell(report, TR_TONE_PLAIN, word, LABEL);
}

static void print_verdict(tr_report *report, tr_verdict verdict)
{
    tr_text_cell(report, tr_text_tone_of(verdict), tr_verdict_word(verdict), 0);
    if (verdict != TR_TRUSTED)
        fprintf(report->options.out, " (0x%08" PRIX32 " %s)", tr_verdict_code(verdict),
                tr_verdict_name(verdict));
}

static void print_date(tr_report *report, time_t time)
{
    fprintf(report->options.out, "%.10s", tr_time_text(time).text);
}

static void print_signer(tr_report *report, size_t indent, const X509 *signer)
{
    FILE *out = report->options.out;
    tr_thumbprint thumbprint;

    label(report, indent, "signer");
    if (!signer) {
        fputs("unknown: the signature does not carry its certificate\n", out);
        return;
    }
    tr_text_print_owned(report, tr_certificate_subject(signer));
    putc('\n', out);
    label(report, indent, "");
    fputs("valid from ", out);
    print_date(report, tr_certificate_not_before(signer));
    fputs(" to ", out);
    print_date(report, tr_certificate_not_after(signer));
    fprintf(out, ", serial %s\n", tr_certificate_serial(signer).text);
    if (tr_thumbprint_of(&thumbprint, signer, NULL) != TR_OK)
        return;
    label(report, indent, "");
    fputs("thumbprint ", out);
    tr_text_hex(report, thumbprint.sha1, TR_SHA1_SIZE);
    putc('\n', out);
}

/* The people's name of a link, or all that is known of it. */
static void print_link_name(tr_report *report, const tr_link *link)
{
    tr_text_print(report, link->name ? link->name : link->subject);
}

static void print_link(tr_report *report, const tr_chain *chain, const tr_link *link)
{
    FILE *out = report->options.out;

    if (tr_link_is_missing(chain, link)) {
        tr_text_cell(report, TR_TONE_BAD, "MISSING: ", 0);
        print_link_name(report, link);
        if (link->certificate || link->required) {
            fputs(", thumbprint ", out);
            tr_text_hex(report, link->certificate ? link->thumbprint.sha1 : link->required->sha1,
                        TR_SHA1_SIZE);
        } else if (link->has_key_id) {
            fputs(", key ", out);
            tr_text_hex(report, link->key_id, sizeof(link->key_id));
        }
    } else {
        print_link_name(report, link);
        if (link->is_anchor)
            fputs(" (installed)", out);
    }
    putc('\n', out);
}

/* From the root down to the signer, each indented below its issuer. */
static void print_chain(tr_report *report, size_t indent, const tr_chain *chain)
{
    FILE *out = report->options.out;

    for (size_t depth = 0; depth < chain->count; depth++) {
        label(report, indent, depth == 0 ? "chain" : "");
        if (depth > 0)
            fprintf(out, "%*s", (int)(3 * depth), "`- ");
        print_link(report, chain, &chain->links[chain->count - 1 - depth]);
    }
}

static void print_findings(tr_report *report, size_t indent, const tr_findings *findings)
{
    for (size_t index = 0; index < findings->count; index++) {
        const tr_finding *finding = &findings->items[index];
        char *text = tr_finding_text(finding);

        fprintf(report->options.out, "%*s", (int)indent, "");
        tr_text_cell(report,
                     finding->severity == TR_FAULT     ? TR_TONE_BAD
                     : finding->severity == TR_WARNING ? TR_TONE_DOUBT
                                                       : TR_TONE_PLAIN,
                     tr_severity_word(finding->severity), LABEL);
        fprintf(report->options.out, "%s\n", tr_finding_word(finding->id));
        tr_text_paragraph(report, indent + LABEL, text);
        free(text);
    }
}

static void print_stamp(tr_report *report, size_t indent, const tr_stamp *stamp)
{
    FILE *out = report->options.out;

    label(report, indent, "timestamp");
    if (stamp->has_time)
        fprintf(out, "%s, ", tr_time_text(stamp->time).text);
    fprintf(out, "%s, %s: ", stamp->kind == TR_STAMP_RFC3161 ? "RFC 3161" : "counter-signature",
            tr_digest_word(stamp->digest));
    print_verdict(report, stamp->verdict);
    putc('\n', out);
    print_signer(report, indent + LABEL, stamp->signer);
    print_chain(report, indent + LABEL, &stamp->chain);
    print_findings(report, indent + LABEL, &stamp->findings);
    print_findings(report, indent + LABEL, &stamp->chain.findings);
}

static void print_heading(tr_report *report, const tr_verification *verification, size_t index)
{
    const tr_signature *signature = &verification->signatures[index];
    FILE *out = report->options.out;

    fprintf(out, "%*s", TR_TEXT_INDENT, "");
    tr_text_cell(report, TR_TONE_HEADING, "Signature", 0);
    fprintf(out, " %zu of %zu, %s, %s: ", index + 1, verification->signature_count,
            tr_signature_source_word(signature->source), tr_digest_word(signature->digest));
    print_verdict(report, signature->verdict);
    if (signature->strict != signature->verdict) {
        fputs("; strictly ", out);
        print_verdict(report, signature->strict);
    }
    putc('\n', out);
}

static void print_signature(tr_report *report, const tr_verification *verification, size_t index)
{
    const tr_signature *signature = &verification->signatures[index];
    size_t indent = TR_TEXT_INDENT + 2;

    print_heading(report, verification, index);
    if (signature->catalog) {
        label(report, indent, "catalog");
        tr_text_print(report, signature->catalog);
        putc('\n', report->options.out);
    }
    if (signature->program) {
        label(report, indent, "program");
        tr_text_print(report, signature->program);
        putc('\n', report->options.out);
    }
    print_signer(report, indent, signature->signer);
    print_chain(report, indent, &signature->chain);
    for (size_t stamp = 0; stamp < signature->stamp_count; stamp++)
        print_stamp(report, indent, &signature->stamps[stamp]);
    if (signature->stamp_count == 0) {
        label(report, indent, "timestamp");
        fputs("none\n", report->options.out);
    }
    print_findings(report, indent, &signature->findings);
}

void tr_text_signatures(tr_report *report, const tr_verification *verification)
{
    FILE *out = report->options.out;

    fprintf(out, "%*s%s, %" PRIu64 " bytes\n", TR_TEXT_INDENT, "", verification->format,
            verification->size);
    print_findings(report, TR_TEXT_INDENT, &verification->findings);
    for (size_t index = 0; index < verification->signature_count; index++)
        print_signature(report, verification, index);
}

/* The remedy has named what to install; this is what it would give. */
static void print_what_if(tr_report *report, const tr_verification *verification)
{
    if (verification->verdict == TR_TRUSTED || verification->what_if != TR_TRUSTED ||
        verification->with_count == 0)
        return;
    tr_text_paragraph(report, TR_TEXT_INDENT,
                      verification->is_supposed
                          ? "With that the file would be trusted, as far as names and key "
                            "identifiers tell."
                          : "With that the file would be trusted.");
}

/* What is found of the decisive signature with this severity. */
static void print_sentences(tr_report *report, const tr_verification *verification,
                            tr_severity severity)
{
    const tr_findings *findings;

    if (verification->signature_count == 0)
        return;
    findings = &verification->signatures[verification->decisive].findings;
    for (size_t index = 0; index < findings->count; index++) {
        char *text = findings->items[index].severity == severity
                         ? tr_finding_text(&findings->items[index])
                         : NULL;

        tr_text_paragraph(report, TR_TEXT_INDENT, text);
        free(text);
    }
}

/* That a signature will soon be worth nothing is news, also while the file is trusted. */
static void print_short_life(tr_report *report, const tr_verification *verification)
{
    const tr_finding *finding = NULL;
    char *text = NULL;

    if (verification->signature_count > 0)
        finding = tr_findings_find(&verification->signatures[verification->decisive].findings,
                                   TR_F_SHORT_LIVED);
    if (finding)
        text = tr_finding_text(finding);
    tr_text_paragraph(report, TR_TEXT_INDENT, text);
    free(text);
}

void tr_text_explain(tr_report *report, const tr_verification *verification)
{
    bool is_trusted = tr_report_verdict(report, verification) == TR_TRUSTED;

    if (report->options.is_verbose || !is_trusted) {
        tr_text_paragraph(report, TR_TEXT_INDENT, verification->reason);
        tr_text_paragraph(report, TR_TEXT_INDENT, verification->remedy);
        print_what_if(report, verification);
    } else {
        print_short_life(report, verification);
    }
    if (!is_trusted && verification->verdict == TR_TRUSTED)
        print_sentences(report, verification, TR_WARNING); /* why strictly it is not */
    if (report->options.is_verbose)
        tr_text_signatures(report, verification);
}
