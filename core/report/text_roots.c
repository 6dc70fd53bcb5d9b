#include "core/report/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/printable.h"
#include "core/trust/certificate.h"
#include "core/trust/inventory.h"

#define GAP   2
#define SHA1  (2 * TR_SHA1_SIZE)
#define STORE 4 /* "Root" */

/* One line of the table. */
typedef struct row {
    tr_text_tone tone;
    const char *status;
    const char *name;
    const unsigned char *sha1;
    const char *store;
    const char *purpose;
    const tr_anchor *installed; /* may be NULL */
} row;

/* Widths of the columns that differ; a table too wide for the terminal takes two lines a row. */
typedef struct layout {
    size_t status;
    size_t name;
    size_t purpose;
    bool is_stacked;
} layout;

static size_t wider(size_t width, const char *text)
{
    char *printable = tr_printable(text);
    size_t other = printable ? tr_printable_width(printable) : 0;

    free(printable);
    return other > width ? other : width;
}

static void widen(layout *columns, const row *line)
{
    columns->status = wider(columns->status, line->status);
    columns->name = wider(columns->name, line->name);
    columns->purpose = wider(columns->purpose, line->purpose);
}

static void settle(layout *columns, const tr_report *report)
{
    size_t widest = columns->status + columns->name + columns->purpose + SHA1 + STORE + 5 * GAP;

    columns->is_stacked =
        report->options.columns > 0 && widest + 24 > (size_t)report->options.columns;
}

static void print_places(tr_report *report, const tr_anchor *installed)
{
    if (!installed || installed->place_count == 0) {
        fputs("-", report->options.out);
        return;
    }
    tr_text_print(report, installed->places[0]);
    if (installed->place_count > 1 && !report->options.is_verbose) {
        fprintf(report->options.out, " and %zu more", installed->place_count - 1);
        return;
    }
    for (size_t index = 1; index < installed->place_count; index++) {
        fputs(", ", report->options.out);
        tr_text_print(report, installed->places[index]);
    }
}

static void print_heading(tr_report *report, const layout *columns)
{
    FILE *out = report->options.out;

    if (columns->is_stacked)
        return;
    tr_text_cell(report, TR_TONE_HEADING, "STATUS", columns->status + GAP);
    tr_text_cell(report, TR_TONE_HEADING, "CERTIFICATE", columns->name + GAP);
    tr_text_cell(report, TR_TONE_HEADING, "SHA-1 THUMBPRINT", SHA1 + GAP);
    tr_text_cell(report, TR_TONE_HEADING, "STORE", STORE + 1 + GAP);
    tr_text_cell(report, TR_TONE_HEADING, "PURPOSE", columns->purpose + GAP);
    tr_text_cell(report, TR_TONE_HEADING, "INSTALLED IN", 0);
    putc('\n', out);
}

static void print_row(tr_report *report, const layout *columns, const row *line)
{
    FILE *out = report->options.out;

    tr_text_cell(report, line->tone, line->status, columns->status + GAP);
    tr_text_cell(report, TR_TONE_PLAIN, line->name, columns->is_stacked ? 0 : columns->name + GAP);
    if (columns->is_stacked)
        fprintf(out, "\n%*s", (int)(columns->status + GAP), "");
    if (line->sha1)
        tr_text_hex(report, line->sha1, TR_SHA1_SIZE);
    else
        tr_text_cell(report, TR_TONE_PLAIN, "not known", SHA1);
    if (columns->is_stacked)
        fprintf(out, "\n%*s", (int)(columns->status + GAP), "");
    else
        fprintf(out, "%*s", GAP, "");
    tr_text_cell(report, TR_TONE_PLAIN, line->store, STORE + 1 + GAP);
    tr_text_cell(report, TR_TONE_PLAIN, line->purpose,
                 columns->is_stacked ? 0 : columns->purpose + GAP);
    if (columns->is_stacked && line->installed)
        fprintf(out, "\n%*sinstalled in ", (int)(columns->status + GAP), "");
    if (!columns->is_stacked || line->installed)
        print_places(report, line->installed);
    putc('\n', out);
}

static const char *text_or_dash(const char *text)
{
    return text && *text ? text : "-";
}

static row row_of(const tr_comparison_row *compared)
{
    const tr_required *required = compared->required;
    row result = {
        .tone = tr_comparison_row_is_fault(compared)        ? TR_TONE_BAD
                : compared->status == TR_REQUIRED_INSTALLED ? TR_TONE_GOOD
                                                            : TR_TONE_PLAIN,
        .status = tr_required_status_word(compared->status),
        .name = text_or_dash(required->common_name),
        .sha1 = required->lacks_sha1 ? NULL : required->sha1,
        .store = required->store == TR_REQUIRED_IN_ROOT ? "Root" : "CA",
        .purpose = text_or_dash(required->purpose),
        .installed = compared->installed,
    };

    /* An intermediate that is missing is no fault, as signatures carry theirs: another word. */
    if (compared->status != TR_REQUIRED_INSTALLED && !tr_comparison_row_is_fault(compared)) {
        result.status = "optional";
        result.installed = NULL; /* a look-alike would only puzzle */
    }
    return result;
}

static void print_explanation(tr_report *report, size_t indent, const tr_comparison_row *compared)
{
    char *text = tr_comparison_row_explain(compared, report->options.language);

    if (text)
        tr_text_paragraph(report, indent, text);
    else
        tr_report_out_of_memory(report);
    free(text);
}

static void print_files(tr_report *report, size_t indent, const tr_comparison_row *compared)
{
    if (compared->files == 0)
        return;
    fprintf(report->options.out, "%*sneeded by %" PRIu64 " %s, such as ", (int)indent, "",
            compared->files, compared->files == 1 ? "file" : "files");
    tr_text_print(report, compared->example);
    putc('\n', report->options.out);
}

static void print_why(tr_report *report, size_t indent, const tr_required *required)
{
    static const struct {
        const char *label;
        size_t offset;
    } lines[] = {
        { "needed by: ", offsetof(tr_required, products) },
        { "since: ", offsetof(tr_required, since) },
        { "evidence: ", offsetof(tr_required, evidence) },
        { "values: ", offsetof(tr_required, values) },
        { "note: ", offsetof(tr_required, note) },
        { "documented in: ", offsetof(tr_required, source) },
        { "to be had from: ", offsetof(tr_required, url) },
    };

    for (size_t index = 0; index < sizeof(lines) / sizeof(lines[0]); index++) {
        const char *text;

        memcpy(&text, (const char *)required + lines[index].offset, sizeof(text));
        if (!text || !*text)
            continue;
        fprintf(report->options.out, "%*s%s", (int)indent, "", lines[index].label);
        tr_text_print(report, text);
        putc('\n', report->options.out);
    }
}

void tr_text_comparison(tr_report *report, const tr_comparison_row *rows, size_t count)
{
    layout columns = { .status = sizeof("STATUS") - 1, .purpose = sizeof("PURPOSE") - 1 };

    for (size_t index = 0; index < count; index++) {
        row line = row_of(&rows[index]);

        widen(&columns, &line);
    }
    settle(&columns, report);
    print_heading(report, &columns);
    for (size_t index = 0; index < count; index++) {
        row line = row_of(&rows[index]);

        print_row(report, &columns, &line);
        if (report->options.is_verbose || tr_comparison_row_is_fault(&rows[index]))
            print_explanation(report, columns.status + GAP, &rows[index]);
        if (report->options.is_verbose)
            print_why(report, columns.status + GAP, rows[index].required);
        if (report->options.is_verbose || tr_comparison_row_is_fault(&rows[index]))
            print_files(report, columns.status + GAP, &rows[index]);
    }
}

void tr_text_azure_signing(tr_report *report, const tr_azure_signing *found)
{
    char *text = tr_azure_signing_explain(found, report->options.language);

    if (text)
        tr_text_paragraph(report, 0, text);
    else
        tr_report_out_of_memory(report);
    free(text);
}

static const char *store_of(unsigned roles)
{
    return roles & TR_ROLE_ANCHOR ? "Root" : roles & TR_ROLE_INTERMEDIATE ? "CA" : "-";
}

/* The row of an installed certificate; *name is the caller's to free(). */
static row row_of_installed(char **name, const tr_anchor *anchor,
                            const tr_trust_catalogue *catalogue)
{
    const tr_required *required =
        catalogue ? tr_trust_catalogue_find_sha1(catalogue, anchor->thumbprint.sha1) : NULL;

    *name = tr_certificate_common_name(anchor->certificate);
    return (row){
        .tone = anchor->roles & TR_ROLE_DISTRUSTED ? TR_TONE_BAD
                : required                         ? TR_TONE_GOOD
                                                   : TR_TONE_PLAIN,
        .status = anchor->roles & TR_ROLE_DISTRUSTED ? "distrusted"
                  : required                         ? "required"
                                                     : "installed",
        .name = *name ? *name : "?",
        .sha1 = anchor->thumbprint.sha1,
        .store = store_of(anchor->roles),
        .purpose = text_or_dash(required ? required->purpose : NULL),
        .installed = anchor,
    };
}

/* What gives cause for thought; that it has expired is no news of an old root. */
static void print_inventory(tr_report *report, size_t indent, const tr_anchor *anchor,
                            const tr_comparison_base *base)
{
    tr_inventory inventory = tr_inventory_of(anchor, base->trust_list, base->now);
    char *text = NULL;

    if (report->options.is_verbose) {
        fprintf(report->options.out, "%*s%s of %d bits, %s, %d years old\n", (int)indent, "",
                inventory.key ? inventory.key : "unknown key", inventory.key_bits,
                inventory.digest ? inventory.digest : "unknown digest", inventory.age_days / 365);
        if (tr_anchor_remark(anchor))
            tr_text_paragraph(report, indent, tr_anchor_remark(anchor));
    } else {
        inventory.is_expired = false;
    }
    if (tr_inventory_explain(&text, &inventory, NULL) != TR_OK)
        tr_report_out_of_memory(report);
    if (text)
        fprintf(report->options.out, "%*s%s\n", (int)indent, "", text);
    free(text);
}

void tr_text_installed(tr_report *report, const tr_comparison_base *base,
                       const tr_trust_catalogue *catalogue)
{
    layout columns = { .status = sizeof("distrusted") - 1, .purpose = sizeof("PURPOSE") - 1 };
    size_t count = tr_anchor_store_count(base->store);

    for (size_t index = 0; index < count; index++) {
        char *name;
        row line = row_of_installed(&name, tr_anchor_store_get(base->store, index), catalogue);

        widen(&columns, &line);
        free(name);
    }
    settle(&columns, report);
    print_heading(report, &columns);
    for (size_t index = 0; index < count; index++) {
        char *name;
        row line = row_of_installed(&name, tr_anchor_store_get(base->store, index), catalogue);

        print_row(report, &columns, &line);
        print_inventory(report, columns.status + GAP, line.installed, base);
        free(name);
    }
}
