#include "core/report/logs.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/report/json.h"
#include "core/report/text.h"
#include "core/symptoms/log_line.h"

/* What stands below a line of a hit, or of an example. */
#define DEEPER (TR_TEXT_INDENT + 4)

static json_t *json_time(tr_log_time time)
{
    return time.is_known ? json_string_nocheck(tr_log_time_text(time, 'T').text) : json_null();
}

static json_t *hit_record(const tr_log_hit *hit)
{
    json_t *record = json_pack("{s:s, s:s, s:s, s:I, s:o, s:s, s:o}", "type", "hit", "symptom",
                               hit->symptom->id, "family", tr_family_word(hit->symptom->family),
                               "line", (json_int_t)hit->line, "time", json_time(hit->time), "log",
                               tr_log_kind_word(hit->kind), "text", tr_json_text(hit->text));

    if (!tr_json_set_path(record, "path", "path_bytes", hit->path)) {
        json_decref(record);
        return NULL;
    }
    return record;
}

static void print_place(tr_report *report, const tr_log_hit *hit)
{
    tr_text_print(report, hit->path);
    fprintf(report->options.out, ":%" PRIu64, hit->line);
    if (hit->time.is_known)
        fprintf(report->options.out, "  %s", tr_log_time_text(hit->time, ' ').text);
}

void tr_logs_report_hit(tr_report *report, const tr_log_hit *hit)
{
    if (report->options.records) {
        tr_records_write(report->options.records, hit_record(hit));
    } else if (report->options.is_verbose) {
        tr_text_cell(report, TR_TONE_PLAIN, hit->symptom->id, TR_TEXT_INDENT);
        print_place(report, hit);
        putc('\n', report->options.out);
        tr_text_paragraph(report, TR_TEXT_INDENT, hit->text);
    }
}

static json_t *group_record(const tr_log_group *group)
{
    const tr_symptom *symptom = group->symptom;

    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o}",
                     "type", "symptom", "id", symptom->id, "family",
                     tr_family_word(symptom->family), "family_name",
                     tr_family_name(symptom->family), "title", tr_json_text(symptom->title), "hits",
                     (json_int_t)group->hits, "files", (json_int_t)group->files, "first",
                     json_time(group->first), "last", json_time(group->last), "cause",
                     tr_json_text(symptom->cause), "action", tr_json_text(symptom->action),
                     "command", tr_json_text(symptom->command), "evidence", symptom->evidence,
                     "source", tr_json_text(symptom->source), "note", tr_json_text(symptom->note));
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* "12 times in 2 logs, 2024-05-31 12:00:00 to 2024-06-01 08:00:00" */
static void print_counts(tr_report *report, const tr_log_group *group)
{
    FILE *out = report->options.out;

    fprintf(out, "%*s%" PRIu64 " time%s in %" PRIu64 " log%s", TR_TEXT_INDENT, "", group->hits,
            plural(group->hits), group->files, plural(group->files));
    if (group->first.is_known) {
        fprintf(out, ", %s", tr_log_time_text(group->first, ' ').text);
        if (group->last.seconds != group->first.seconds)
            fprintf(out, " to %s", tr_log_time_text(group->last, ' ').text);
    }
    putc('\n', out);
}

/* "Cause: ..."; nothing for a text that is not given. */
static void print_labelled(tr_report *report, const char *label, const char *text)
{
    char line[1200];

    if (!text || !*text)
        return;
    snprintf(line, sizeof(line), "%s: %s", label, text);
    tr_text_paragraph(report, TR_TEXT_INDENT, line);
}

static void print_examples(tr_report *report, const tr_log_group *group)
{
    FILE *out = report->options.out;

    for (size_t index = 0; index < group->example_count; index++) {
        fprintf(out, "%*s", TR_TEXT_INDENT, "");
        print_place(report, &group->examples[index]);
        putc('\n', out);
        tr_text_paragraph(report, DEEPER, group->examples[index].text);
    }
    if (group->hits > group->example_count)
        fprintf(out, "%*sand %" PRIu64 " more, which --verbose shows\n", TR_TEXT_INDENT, "",
                group->hits - group->example_count);
}

static void print_group(tr_report *report, const tr_log_group *group)
{
    const tr_symptom *symptom = group->symptom;
    char family[80];

    snprintf(family, sizeof(family), "%s: %s", tr_family_word(symptom->family),
             tr_family_name(symptom->family));
    tr_text_cell(report, TR_TONE_BAD, symptom->id, TR_TEXT_INDENT - 1);
    putc(' ', report->options.out);
    tr_text_print(report, symptom->title);
    putc('\n', report->options.out);
    print_counts(report, group);
    if (symptom->family != TR_FAMILY_NONE)
        print_labelled(report, "Family", family);
    print_labelled(report, "Cause", symptom->cause);
    print_labelled(report, "Action", symptom->action);
    print_labelled(report, "Run", symptom->command);
    print_labelled(report, "Note", symptom->note);
    if (report->options.is_verbose)
        print_labelled(report, "Source", symptom->source);
    else
        print_examples(report, group);
}

void tr_logs_report_group(tr_report *report, const tr_log_group *group)
{
    if (report->options.records)
        tr_records_write(report->options.records, group_record(group));
    else
        print_group(report, group);
}

static json_t *end_record(const tr_log_totals *totals, size_t symptoms, bool is_complete)
{
    return json_pack("{s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:I}", "type", "summary", "complete",
                     is_complete, "symptoms", (json_int_t)symptoms, "hits",
                     (json_int_t)totals->hits, "files", (json_int_t)totals->files, "bytes",
                     (json_int_t)totals->bytes, "passed_over", (json_int_t)totals->passed_over,
                     "error", (json_int_t)totals->failures);
}

void tr_logs_report_end(tr_report *report, const tr_log_totals *totals, size_t symptoms,
                        bool is_complete)
{
    FILE *out = report->options.out;

    if (report->options.records) {
        tr_records_write(report->options.records, end_record(totals, symptoms, is_complete));
        return;
    }
    if (totals->files == 0) {
        fputs("No log was searched.\n", out);
        return;
    }
    fprintf(out, "%" PRIu64 " log%s searched, %" PRIu64 " bytes: ", totals->files,
            plural(totals->files), totals->bytes);
    if (symptoms == 0)
        fputs("no known symptom", out);
    else
        fprintf(out, "%zu symptom%s, %" PRIu64 " hit%s", symptoms, plural(symptoms), totals->hits,
                plural(totals->hits));
    if (totals->failures > 0)
        fprintf(out, "; %" PRIu64 " failure%s", totals->failures, plural(totals->failures));
    if (!is_complete)
        fputs("; stopped before the end", out);
    fputs(".\n", out);
}
