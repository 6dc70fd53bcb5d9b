#include "core/report/diagnosis.h"

#include <inttypes.h>
#include <stdlib.h>

#include "core/report/json.h"
#include "core/report/text.h"
#include "core/words/words.h"

#define PLACES_SHOWN 3

static const char *time_word(tr_diagnosis_time when)
{
    static const char *const words[] = { "now", "before", "after" };

    return words[when];
}

/* Records */

static json_t *family_of(tr_family family)
{
    return family == TR_FAMILY_NONE ? json_null() : json_string(tr_family_word(family));
}

static json_t *sentences_of(const tr_ailment *ailment)
{
    json_t *list = json_array();

    for (size_t index = 0; list && index < ailment->sentence_count; index++)
        json_array_append_new(list, tr_json_text(ailment->sentences[index]));
    for (size_t index = 0; list && index < ailment->detail_count; index++)
        json_array_append_new(list, tr_json_text(ailment->details[index]));
    return list;
}

static json_t *places_of(const tr_ailment *ailment)
{
    json_t *list = json_array();

    for (size_t index = 0; list && index < ailment->place_count; index++) {
        const tr_evidence_place *place = &ailment->places[index];
        json_t *object = json_pack(
            "{s:o, s:o}", "line", place->line ? json_integer((json_int_t)place->line) : json_null(),
            "text", tr_json_text(place->text));

        if (!tr_json_set_path(object, "path", "path_bytes", place->path) ||
            json_array_append(list, object) != 0) {
            json_decref(list);
            list = NULL;
        }
        json_decref(object);
    }
    return list;
}

static json_t *causes_of(const tr_ailment *ailment)
{
    json_t *list = json_array();

    for (size_t index = 0; list && index < ailment->follows_count; index++)
        json_array_append_new(list, json_integer((json_int_t)ailment->follows_from[index]));
    return list;
}

static json_t *title_of(const tr_ailment *ailment, tr_language language)
{
    char *title = tr_ailment_title(ailment, language);
    json_t *value = title ? tr_json_text(title) : NULL;

    free(title);
    return value;
}

static json_t *finding_of(const tr_ailment *ailment, tr_language language, tr_diagnosis_time when)
{
    return json_pack(
        "{s:s, s:s, s:I, s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:o, s:s, s:o, s:b, s:I, s:o, "
        "s:o}",
        "type", "finding", "when", time_word(when), "number", (json_int_t)ailment->number, "id",
        ailment->kind->word, "severity", tr_severity_word(ailment->severity), "family",
        family_of(ailment->family), "subject", tr_json_text(ailment->subject), "key",
        tr_json_text(ailment->key), "title", title_of(ailment, language), "cause",
        tr_words(language, ailment->kind->cause), "evidence", sentences_of(ailment), "remedy",
        tr_words(language, ailment->kind->remedy), "command", tr_json_text(ailment->command),
        "mendable", ailment->is_mendable, "count", (json_int_t)ailment->count, "places",
        places_of(ailment), "follows_from", causes_of(ailment));
}

static void write_records(tr_records *records, const tr_diagnosis *diagnosis,
                          tr_diagnosis_time when)
{
    for (size_t index = 0; index < diagnosis->count; index++)
        tr_records_write(records, finding_of(diagnosis->items[index], diagnosis->language, when));
    for (size_t index = 0; index < diagnosis->overlooked_count; index++) {
        const tr_overlooked *one = &diagnosis->overlooked[index];

        tr_records_write(records,
                         json_pack("{s:s, s:s, s:o, s:o, s:b}", "type", "overlooked", "when",
                                   time_word(when), "what", tr_json_text(one->what), "why",
                                   tr_json_text(one->why), "failed", one->has_failed));
    }
}

/* Text */

static tr_text_tone tone_of(tr_severity severity)
{
    switch (severity) {
    case TR_FAULT:
        return TR_TONE_BAD;
    case TR_WARNING:
        return TR_TONE_DOUBT;
    case TR_NOTE:
        break;
    }
    return TR_TONE_PLAIN;
}

static void print_place(tr_report *report, const tr_evidence_place *place)
{
    FILE *out = report->options.out;

    fprintf(out, "%*s- ", TR_TEXT_INDENT, "");
    tr_text_print(report, place->path);
    if (place->line)
        fprintf(out, ", line %" PRIu64, place->line);
    if (place->text) {
        fputs(": ", out);
        tr_text_print(report, place->text);
    }
    putc('\n', out);
}

static void print_places(tr_report *report, const tr_ailment *ailment)
{
    size_t shown = ailment->place_count;

    if (!report->options.is_verbose && shown > PLACES_SHOWN)
        shown = PLACES_SHOWN;
    for (size_t index = 0; index < shown; index++)
        print_place(report, &ailment->places[index]);
    if (shown > 0 && ailment->place_count > 1 && ailment->count > shown)
        fprintf(report->options.out, "%*s- and %" PRIu64 " more\n", TR_TEXT_INDENT, "",
                ailment->count - shown);
}

static bool is_log(const tr_ailment *ailment)
{
    return ailment->kind == tr_ailment_kind_of(TR_AILMENT_LOG_SYMPTOM);
}

static void print_causes(tr_report *report, const tr_ailment *ailment)
{
    FILE *out = report->options.out;

    if (ailment->follows_count == 0)
        return;
    fprintf(out, "%*s%s ", TR_TEXT_INDENT, "", is_log(ailment) ? "It may come from" : "First mend");
    for (size_t index = 0; index < ailment->follows_count; index++) {
        const char *separator = index + 1 == ailment->follows_count ? " and " : ", ";

        fprintf(out, "%s%zu", index > 0 ? separator : "", ailment->follows_from[index]);
    }
    fputs(".\n", out);
}

static void print_ailment(tr_report *report, const tr_ailment *ailment)
{
    FILE *out = report->options.out;

    fprintf(out, "%3zu  ", ailment->number);
    tr_text_cell(report, tone_of(ailment->severity), tr_severity_word(ailment->severity),
                 TR_TEXT_INDENT - 5);
    tr_text_print_owned(report, tr_ailment_title(ailment, report->options.language));
    putc('\n', out);
    for (size_t index = 0; index < ailment->sentence_count; index++)
        tr_text_paragraph(report, TR_TEXT_INDENT, ailment->sentences[index]);
    print_places(report, ailment);
    if (report->options.is_verbose) {
        tr_text_paragraph(report, TR_TEXT_INDENT,
                          tr_words(report->options.language, ailment->kind->cause));
        for (size_t index = 0; index < ailment->detail_count; index++)
            tr_text_paragraph(report, TR_TEXT_INDENT, ailment->details[index]);
    }
    tr_text_paragraph(report, TR_TEXT_INDENT,
                      tr_words(report->options.language, ailment->kind->remedy));
    print_causes(report, ailment);
    if (ailment->command) {
        fprintf(out, "%*s> ", TR_TEXT_INDENT, "");
        tr_text_print(report, ailment->command);
        putc('\n', out);
    }
}

/* What a finding stands under. */
static const char *heading_of(const tr_ailment *ailment)
{
    if (is_log(ailment))
        return "What the logs tell";
    return ailment->family == TR_FAMILY_NONE ? "The rest" : tr_family_name(ailment->family);
}

static void print_heading(tr_report *report, const tr_ailment *ailment)
{
    if (ailment->family != TR_FAMILY_NONE && !is_log(ailment)) {
        tr_text_cell(report, TR_TONE_HEADING, tr_family_word(ailment->family), 0);
        tr_text_cell(report, TR_TONE_HEADING, ": ", 0);
    }
    tr_text_cell(report, TR_TONE_HEADING, heading_of(ailment), 0);
    putc('\n', report->options.out);
}

static void print_overlooked(tr_report *report, const tr_diagnosis *diagnosis)
{
    if (diagnosis->overlooked_count == 0)
        return;
    tr_text_cell(report, TR_TONE_HEADING, "Not looked at", 0);
    putc('\n', report->options.out);
    for (size_t index = 0; index < diagnosis->overlooked_count; index++) {
        const tr_overlooked *one = &diagnosis->overlooked[index];

        fprintf(report->options.out, "  - ");
        tr_text_print(report, one->what);
        fputs(": ", report->options.out);
        tr_text_print(report, one->why);
        putc('\n', report->options.out);
    }
}

static void print_diagnosis(tr_report *report, const tr_diagnosis *diagnosis,
                            tr_diagnosis_time when)
{
    if (when == TR_DIAGNOSIS_AFTER) {
        tr_text_cell(report, TR_TONE_HEADING, "After that", 0);
        putc('\n', report->options.out);
    }
    for (size_t index = 0; index < diagnosis->count; index++) {
        const tr_ailment *ailment = diagnosis->items[index];

        if (index == 0 || heading_of(ailment) != heading_of(diagnosis->items[index - 1]))
            print_heading(report, ailment);
        print_ailment(report, ailment);
    }
    print_overlooked(report, diagnosis);
}

void tr_report_diagnosis(tr_report *report, const tr_diagnosis *diagnosis, tr_diagnosis_time when)
{
    if (report->options.records)
        write_records(report->options.records, diagnosis, when);
    else
        print_diagnosis(report, diagnosis, when);
}

static void print_step(tr_report *report, uint64_t count, const char *one, const char *many)
{
    if (count > 0)
        fprintf(report->options.out, "  - %" PRIu64 " %s\n", count, count == 1 ? one : many);
}

static void print_plan(tr_report *report, const tr_mending_plan *plan)
{
    const bool is_empty = tr_mending_plan_is_empty(plan);

    tr_text_cell(report, TR_TONE_HEADING,
                 is_empty ? "Nothing can be mended from here" : "What can be mended from here", 0);
    putc('\n', report->options.out);
    print_step(report, plan->installable, "certificate is installed", "certificates are installed");
    print_step(report, plan->absent,
               "certificate has to be brought first (--from PATH): it is in none of the places "
               "looked into",
               "certificates have to be brought first (--from PATH): they are in none of the "
               "places looked into");
    print_step(report, plan->renamed, "renamed file gets its name back, if it is good then",
               "renamed files get their names back, as far as they are good then");
    print_step(report, plan->agents, "agent gets its server's certificate",
               "agents get their server's certificate");
    print_step(report, plan->checks, "signature check is enforced again",
               "signature checks are enforced again");
}

static json_t *plan_text(const tr_mending_plan *plan, tr_language language)
{
    char numbers[5][TR_NUMBER_SIZE];
    const tr_word words[] = { { "install", numbers[0] },
                              { "fetch", numbers[1] },
                              { "restore", numbers[2] },
                              { "replace", numbers[3] },
                              { "enforce", numbers[4] } };
    const uint64_t counts[] = { plan->installable, plan->absent, plan->renamed, plan->agents,
                                plan->checks };
    json_t *value;
    char *text;

    for (size_t index = 0; index < 5; index++)
        tr_language_number(numbers[index], language, counts[index]);
    text = tr_words_write(language,
                          TR_WORDS("To be installed: {install} certificates; to be brought first: "
                                   "{fetch} certificates; to be restored, as far as they are good "
                                   "then: {restore} renamed files; to be given their server's "
                                   "certificate: {replace} agents; to be enforced: {enforce} "
                                   "signature checks."),
                          words, 5);
    value = text ? tr_json_text(text) : NULL;
    free(text);
    return value;
}

static json_t *plan_of(const tr_mending_plan *plan, tr_language language, bool is_dry_run)
{
    return json_pack("{s:s, s:b, s:o, s:I, s:I, s:I, s:I, s:I}", "type", "plan", "dry_run",
                     is_dry_run, "text", plan_text(plan, language), "install",
                     (json_int_t)plan->installable, "fetch", (json_int_t)plan->absent, "restore",
                     (json_int_t)plan->renamed, "replace", (json_int_t)plan->agents, "enforce",
                     (json_int_t)plan->checks);
}

void tr_report_mending_plan(tr_report *report, const tr_mending_plan *plan, bool is_dry_run)
{
    if (report->options.records)
        tr_records_write(report->options.records,
                         plan_of(plan, report->options.language, is_dry_run));
    else
        print_plan(report, plan);
}

void tr_report_mended(tr_report *report, const tr_change *change, const char *what)
{
    if (!what) {
        tr_report_out_of_memory(report);
    } else if (report->options.records) {
        tr_records_write(report->options.records,
                         json_pack("{s:s, s:I, s:s, s:s, s:o}", "type", "mended", "change",
                                   (json_int_t)change->id, "kind", change->kind, "state",
                                   tr_change_state_word(change->state), "text",
                                   tr_json_text(what)));
    } else {
        tr_text_cell(report, change->state == TR_CHANGE_DONE ? TR_TONE_GOOD : TR_TONE_BAD,
                     change->state == TR_CHANGE_DONE ? "mended" : "failed", TR_TEXT_INDENT);
        tr_text_print(report, what);
        putc('\n', report->options.out);
    }
}

/* "3 faults, " */
static void print_count(FILE *out, size_t count, const char *one, const char *many)
{
    fprintf(out, "%zu %s", count, count == 1 ? one : many);
}

static void print_summary(tr_report *report, const tr_diagnosis *diagnosis)
{
    FILE *out = report->options.out;

    if (diagnosis->count == 0) {
        fputs("Nothing is wrong, as far as was looked.", out);
    } else {
        print_count(out, diagnosis->count, "finding", "findings");
        fputs(": ", out);
        print_count(out, tr_diagnosis_count(diagnosis, TR_FAULT), "fault, ", "faults, ");
        print_count(out, tr_diagnosis_count(diagnosis, TR_WARNING), "warning, ", "warnings, ");
        print_count(out, tr_diagnosis_count(diagnosis, TR_NOTE), "note.", "notes.");
    }
    if (diagnosis->overlooked_count > 0)
        fprintf(out, " %zu %s not looked at.", diagnosis->overlooked_count,
                diagnosis->overlooked_count == 1 ? "thing was" : "things were");
    putc('\n', out);
}

/* What to do first, where a terminal shows it last. */
static void print_advice(tr_report *report, const tr_diagnosis *diagnosis)
{
    size_t count = 0;

    for (size_t index = 0; index < diagnosis->count; index++)
        count += diagnosis->items[index]->is_mendable;
    if (count > 0)
        fprintf(report->options.out,
                "%zu of them can be mended from here: '--fix --dry-run' behind the same command "
                "shows how, '--fix' does it.\n",
                count);
}

void tr_report_diagnosis_summary(tr_report *report, const tr_diagnosis *diagnosis,
                                 tr_diagnosis_time when, bool is_complete)
{
    const tr_report_counts *counts = tr_report_counts_of(report);

    if (!report->options.records) {
        print_summary(report, diagnosis);
        if (when == TR_DIAGNOSIS_NOW)
            print_advice(report, diagnosis);
        return;
    }
    tr_records_write(report->options.records,
                     json_pack("{s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "type", "summary",
                               "complete", is_complete, "findings", (json_int_t)diagnosis->count,
                               "fault", (json_int_t)tr_diagnosis_count(diagnosis, TR_FAULT),
                               "warning", (json_int_t)tr_diagnosis_count(diagnosis, TR_WARNING),
                               "note", (json_int_t)tr_diagnosis_count(diagnosis, TR_NOTE),
                               "overlooked", (json_int_t)diagnosis->overlooked_count, "files",
                               (json_int_t)diagnosis->files, "error",
                               (json_int_t)counts->failures));
}
