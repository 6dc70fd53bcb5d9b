#include "core/report/agent.h"

#include <inttypes.h>
#include <string.h>

#include "core/report/json_agent.h"
#include "core/report/text.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

bool tr_agent_report_is_fault(const tr_agent_certificate *certificate)
{
    return certificate->state != TR_AGENT_CERTIFICATE_MATCHES &&
           certificate->state != TR_AGENT_CERTIFICATE_SERVER_UNKNOWN;
}

static void begin_line(tr_report *report, const char *label)
{
    fprintf(report->options.out, "%*s%s", TR_TEXT_INDENT, "", label);
}

static void print_line(tr_report *report, const char *label, const char *text)
{
    if (!text)
        return;
    begin_line(report, label);
    tr_text_print(report, text);
    putc('\n', report->options.out);
}

/* With where it was read, if there is all to be said. */
static void print_fact(tr_report *report, const tr_installation *installation, tr_fact fact,
                       const char *label)
{
    const tr_fact_value *value = &installation->facts[fact];

    if (!value->text)
        return;
    begin_line(report, label);
    tr_text_print(report, value->text);
    if (report->options.is_verbose) {
        fputs("  from ", report->options.out);
        tr_text_print(report, value->source);
    }
    putc('\n', report->options.out);
}

static const char *state_words(const tr_installed_service *service)
{
    static const char *const words[] = {
        [TR_SERVICE_MISSING] = "is not installed",
        [TR_SERVICE_STOPPED] = "does not run",
        [TR_SERVICE_RUNNING] = "runs",
        [TR_SERVICE_CHANGING] = "starts, stops or pauses",
    };

    return service->is_known ? words[service->state] : "may not be looked at";
}

static void print_services(tr_report *report, const tr_installation *installation)
{
    for (size_t index = 0; index < installation->service_count; index++) {
        const tr_installed_service *service = &installation->services[index];

        if (service->is_known && service->state == TR_SERVICE_MISSING && !service->is_essential)
            continue;
        begin_line(report, "service ");
        fputs(service->name, report->options.out);
        if (service->title) {
            fputs(" (", report->options.out);
            tr_text_print(report, service->title);
            putc(')', report->options.out);
        }
        fprintf(report->options.out, " %s\n", state_words(service));
    }
}

void tr_agent_report_installation(tr_report *report, const tr_installation *installation)
{
    static const struct {
        tr_fact fact;
        const char *label;
    } facts[] = {
        { TR_FACT_PRODUCT, "product: " },
        { TR_FACT_VERSION, "version: " },
        { TR_FACT_SERVER, "server: " },
        { TR_FACT_HTTP_PORT, "server's HTTP port: " },
        { TR_FACT_HTTPS_PORT, "server's HTTPS port: " },
        { TR_FACT_AGENT_PORT, "agent's own port: " },
        { TR_FACT_GUID, "GUID: " },
        { TR_FACT_NO_UPGRADE, "NoProgramUpgrade: " },
        { TR_FACT_UNINSTALL, "Allow Uninstall: " },
        { TR_FACT_NO_PASSWORD, "NoPwdProtect: " },
    };

    if (report->options.records) {
        tr_json_installation(report, installation);
        return;
    }
    tr_text_cell(report, TR_TONE_HEADING,
                 installation->kind == TR_INSTALLATION_AGENT ? "agent" : "server", TR_TEXT_INDENT);
    tr_text_print(report, installation->folder ? installation->folder : "its folder is not known");
    putc('\n', report->options.out);
    if (installation->folder && !installation->has_folder)
        begin_line(report, "The folder is not there.\n");
    if (report->options.is_verbose)
        print_line(report, "folder from ", installation->folder_source);
    for (size_t index = 0; index < sizeof(facts) / sizeof(facts[0]); index++)
        print_fact(report, installation, facts[index].fact, facts[index].label);
    print_services(report, installation);
    print_line(report, "Not all could be read: ", installation->failure);
}

static void print_certificate(tr_report *report, const tr_server_certificate *of)
{
    FILE *out = report->options.out;

    begin_line(report, "");
    tr_text_print_owned(report, tr_certificate_subject(of->certificate));
    putc('\n', out);
    begin_line(report, "serial: ");
    fprintf(out, "%s\n", tr_certificate_serial(of->certificate).text);
    begin_line(report, "valid: ");
    fprintf(out, "%s to ", tr_time_text(tr_certificate_not_before(of->certificate)).text);
    fprintf(out, "%s\n", tr_time_text(tr_certificate_not_after(of->certificate)).text);
    begin_line(report, "SHA-1: ");
    tr_text_hex(report, of->thumbprint.sha1, TR_SHA1_SIZE);
    putc('\n', out);
    if (of->family != TR_FAMILY_SERVER || report->options.is_verbose)
        tr_text_paragraph(report, TR_TEXT_INDENT, tr_certificate_family_meaning(of->family));
}

static void print_looks(tr_report *report, const tr_agent_certificate *of)
{
    for (size_t index = 0; index < of->look_count; index++) {
        if (of->looks[index].is_found)
            continue;
        begin_line(report, "not found in ");
        tr_text_print(report, of->looks[index].place);
        if (of->looks[index].failure) {
            fputs(": ", report->options.out);
            tr_text_print(report, of->looks[index].failure);
        }
        putc('\n', report->options.out);
    }
}

static void print_servers(tr_report *report, const tr_agent_certificate *of)
{
    if (of->kind == TR_INSTALLATION_SERVER && !of->server.certificate && of->look_count == 0)
        return; /* there is no other place to speak of */
    tr_text_cell(report, TR_TONE_PLAIN, "server's", TR_TEXT_INDENT);
    if (!of->server.certificate) {
        fputs("The server's certificate is not known here.\n", report->options.out);
    } else {
        tr_text_print(report, of->server.place);
        putc('\n', report->options.out);
        if (of->state != TR_AGENT_CERTIFICATE_MATCHES || report->options.is_verbose)
            print_certificate(report, &of->server);
    }
    if (of->is_server_expired)
        begin_line(report, "It has expired.\n");
    if (of->is_server_early)
        begin_line(report, "It is not yet valid.\n");
    print_line(report, "It is distrusted: ", of->server_distrusted_in);
    print_looks(report, of);
}

static void print_remedy(tr_report *report, const tr_agent_certificate *of)
{
    const char *remedy = tr_agent_certificate_remedy(of);

    if (!remedy)
        return;
    begin_line(report, "What to do:\n");
    tr_text_paragraph(report, TR_TEXT_INDENT, tr_words(report->options.language, remedy));
}

static tr_text_tone tone_of(const tr_agent_certificate *of)
{
    if (tr_agent_report_is_fault(of))
        return TR_TONE_BAD;
    return of->state == TR_AGENT_CERTIFICATE_MATCHES ? TR_TONE_GOOD : TR_TONE_DOUBT;
}

/* "not-yet-valid" and "server-unknown" are longer than the column. */
static void print_state(tr_report *report, const tr_agent_certificate *of)
{
    const char *word = tr_agent_certificate_word(of->state);

    if (of->state == TR_AGENT_CERTIFICATE_NOT_YET_VALID)
        word = "early";
    else if (of->state == TR_AGENT_CERTIFICATE_SERVER_UNKNOWN)
        word = "unknown";
    tr_text_cell(report, tone_of(of), word, TR_TEXT_INDENT);
}

void tr_agent_report_certificate(tr_report *report, const tr_agent_certificate *of)
{
    if (report->options.records) {
        tr_json_agent_certificate(report, of);
        return;
    }
    print_state(report, of);
    tr_text_print(report, of->path);
    putc('\n', report->options.out);
    if (of->own.certificate)
        print_certificate(report, &of->own);
    print_line(report, "", of->failure);
    print_line(report, "distrusted in ", of->distrusted_in);
    tr_text_paragraph(report, TR_TEXT_INDENT,
                      tr_words(report->options.language, tr_agent_certificate_meaning(of)));
    print_remedy(report, of);
    print_servers(report, of);
}

void tr_agent_report_other(tr_report *report, const tr_server_certificate *other)
{
    if (report->options.records) {
        tr_json_other_certificate(report, other);
        return;
    }
    tr_text_cell(report, TR_TONE_PLAIN, "other", TR_TEXT_INDENT);
    tr_text_print(report, other->place);
    putc('\n', report->options.out);
    print_certificate(report, other);
}

static const char *replacement_word(const tr_agent_replacement *replacement)
{
    if (!replacement->is_needed)
        return "in place";
    if (replacement->refusal && !replacement->is_forced)
        return "refused";
    if (replacement->is_plan)
        return "can replace";
    return replacement->is_done ? "replaced" : "not done";
}

void tr_agent_report_replacement(tr_report *report, const tr_agent_replacement *replacement)
{
    const bool is_good = !replacement->is_needed || replacement->is_done ||
                         (replacement->is_plan && !replacement->refusal);

    if (report->options.records) {
        tr_json_agent_replacement(report, replacement);
        return;
    }
    tr_text_cell(report, is_good ? TR_TONE_GOOD : TR_TONE_BAD, replacement_word(replacement),
                 TR_TEXT_INDENT);
    tr_text_print(report, replacement->certificate->path);
    putc('\n', report->options.out);
    print_line(report, replacement->is_forced ? "Although " : "Because ", replacement->refusal);
    print_line(report, "backup: ", replacement->backup);
    if (replacement->change > 0) {
        begin_line(report, "");
        fprintf(report->options.out, "change %" PRId64 " of the history\n", replacement->change);
    }
}

void tr_agent_report_end(tr_report *report, uint64_t certificates, uint64_t faults,
                         bool is_complete)
{
    if (report->options.records)
        tr_json_agent_end(report, certificates, faults, is_complete);
    else if (certificates > 0)
        fprintf(report->options.out, "%" PRIu64 " %s looked at: %" PRIu64 " at fault.\n",
                certificates, certificates == 1 ? "certificate" : "certificates", faults);
}
