#include "core/report/checks.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/json.h"
#include "core/report/printable.h"
#include "core/trust/certificate.h"

#define INDENT 13

static bool print_text(FILE *out, const char *text)
{
    char *printable = tr_printable(text);

    if (!printable)
        return false;
    fputs(printable, out);
    free(printable);
    return true;
}

/* Takes object; adds the path. */
static bool write_line(const tr_checks_report *report, json_t *object)
{
    if (object && !tr_json_set_path(object, "path", "path_bytes", report->path)) {
        json_decref(object);
        object = NULL;
    }
    tr_records_write(report->records, object);
    return true;
}

static json_t *optional_text(const char *text)
{
    return text && *text ? tr_json_text(text) : json_null();
}

static json_t *relaxing_object(const tr_change *relaxing)
{
    if (!relaxing)
        return json_null();
    return json_pack("{s:I, s:o, s:o, s:o}", "change", (json_int_t)relaxing->id, "since",
                     tr_json_time(relaxing->recorded), "by", tr_json_text(relaxing->who), "reason",
                     tr_json_text(relaxing->reason));
}

static bool write_check(const tr_checks_report *report, const tr_check_switch *check,
                        const tr_change *relaxing)
{
    return write_line(report,
                      json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "type", "check",
                                "check", check->word, "section", check->section, "key", check->key,
                                "state", tr_check_switch_word(check->state), "line",
                                check->line ? json_integer((json_int_t)check->line) : json_null(),
                                "value", check->line ? tr_json_text(check->value) : json_null(),
                                "relaxed", relaxing_object(relaxing), "warning",
                                optional_text(check->warning)));
}

/* What a state means for a check. */
static const char *meaning_of(const tr_check_switch *check)
{
    const bool is_server = strcmp(check->word, "hotfix") == 0;

    switch (check->state) {
    case TR_CHECK_ENFORCED:
        return NULL;
    case TR_CHECK_RELAXED:
        return is_server ? "The server takes files with bad signatures, or none."
                         : "Agents install and upgrade with files of bad signatures, or none.";
    case TR_CHECK_UNSET:
        return "Not in the file: the product's default holds, which is to check, by all that is "
               "known.";
    case TR_CHECK_UNCLEAR:
        break;
    }
    return "Not a number: the product probably takes it for 0, and does not check. 'trustmend "
           "checks enforce' sets it to 1.";
}

static void print_indented(FILE *out, const char *text)
{
    if (text && *text)
        fprintf(out, "%*s%s\n", INDENT, "", text);
}

static bool print_relaxing(FILE *out, const tr_change *relaxing)
{
    bool is_good;

    if (!relaxing)
        return true;
    fprintf(out, "%*sSince %s, by ", INDENT, "", tr_time_text(relaxing->recorded).text);
    is_good = print_text(out, relaxing->who ? relaxing->who : "somebody");
    if (relaxing->reason) {
        fputs(", because: ", out);
        is_good = print_text(out, relaxing->reason) && is_good;
    }
    fprintf(out, " (change %" PRId64 ")\n", relaxing->id);
    return is_good;
}

bool tr_checks_report_check(const tr_checks_report *report, const tr_check_switch *check,
                            const tr_change *relaxing)
{
    FILE *out = report->out;
    bool is_good;

    if (report->records)
        return write_check(report, check, relaxing);
    fprintf(out, "%-*s[%s] %s", INDENT, tr_check_switch_word(check->state), check->section,
            check->key);
    if (check->line)
        fprintf(out, "=%s, line %zu", check->value, check->line);
    putc('\n', out);
    print_indented(out, meaning_of(check));
    is_good = print_relaxing(out, relaxing);
    if (check->state == TR_CHECK_RELAXED && !relaxing)
        print_indented(out, "The history does not say since when, nor by whom.");
    print_indented(out, check->warning);
    return is_good;
}

static const char *step_word(tr_checks_step step)
{
    switch (step) {
    case TR_STEP_NONE:
        return "none";
    case TR_STEP_SET:
        return "set";
    case TR_STEP_TAKE_BACK:
        break;
    }
    return "take-back";
}

static const char *outcome_of(const tr_checks_report *report, const tr_checks_plan *plan,
                              size_t index)
{
    if (plan->items[index].step == TR_STEP_NONE)
        return "unchanged";
    if (report->is_plan)
        return plan->goal == TR_CHECKS_RELAX ? "to relax" : "to enforce";
    if (!plan->items[index].is_done)
        return "not done";
    return plan->goal == TR_CHECKS_RELAX ? "relaxed" : "enforced";
}

static bool write_step(const tr_checks_report *report, const tr_checks_plan *plan, size_t index)
{
    const tr_check_switch *before = &plan->before.items[index];
    const tr_check_switch *after = &plan->after.items[index];
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:s, s:o}", "type", "step", "check", before->word,
        "section", after->section, "key", after->key, "action", step_word(plan->items[index].step),
        "dry_run", report->is_plan, "done", plan->items[index].is_done, "before",
        tr_check_switch_word(before->state), "after", tr_check_switch_word(after->state), "warning",
        optional_text(before->warning));
    json_t *values = json_pack(
        "{s:o, s:o}", "value_before", before->line ? tr_json_text(before->value) : json_null(),
        "value_after", after->line ? tr_json_text(after->value) : json_null());
    bool is_good = object && values && json_object_update(object, values) == 0;

    json_decref(values);
    if (!is_good) {
        json_decref(object);
        object = NULL;
    }
    return write_line(report, object);
}

static void print_value(FILE *out, const tr_check_switch *check)
{
    if (check->line)
        fprintf(out, "'%s'", check->value);
    else
        fputs("not in the file", out);
}

bool tr_checks_report_step(const tr_checks_report *report, const tr_checks_plan *plan, size_t index)
{
    const tr_check_switch *before = &plan->before.items[index];
    const tr_check_switch *after = &plan->after.items[index];
    FILE *out = report->out;

    if (report->records)
        return write_step(report, plan, index);
    fprintf(out, "%-*s[%s] %s: ", INDENT, outcome_of(report, plan, index), after->section,
            after->key);
    print_value(out, before);
    if (plan->items[index].step != TR_STEP_NONE) {
        fputs(" -> ", out);
        print_value(out, after);
    }
    putc('\n', out);
    if (plan->items[index].step == TR_STEP_TAKE_BACK)
        print_indented(out, "The line as it was before it was relaxed.");
    if (plan->goal == TR_CHECKS_ENFORCE && !tr_check_switch_is_well(after->state))
        print_indented(out, meaning_of(after));
    print_indented(out, before->warning);
    return true;
}

static const char *service_words(const tr_checks_report *report, tr_service_outcome outcome)
{
    switch (outcome) {
    case TR_SERVICE_RESTARTED:
        return report->is_plan ? "would be restarted" : "was restarted, and runs";
    case TR_SERVICE_FAILED:
        return "could not be restarted; until it is, the settings do not take effect";
    case TR_SERVICE_LEFT:
        return "is left as it is; restart it for the settings to take effect";
    case TR_SERVICE_NOT_HERE:
        break;
    }
    return "does not run here with this file; restart it where it does, for the settings to take "
           "effect";
}

bool tr_checks_report_service(const tr_checks_report *report, const char *name,
                              tr_service_outcome outcome)
{
    static const char *const words[] = {
        [TR_SERVICE_NOT_HERE] = "not-here",
        [TR_SERVICE_LEFT] = "left",
        [TR_SERVICE_RESTARTED] = "restarted",
        [TR_SERVICE_FAILED] = "failed",
    };

    if (report->records)
        return write_line(report, json_pack("{s:s, s:s, s:s, s:b}", "type", "service", "name", name,
                                            "outcome", words[outcome], "dry_run", report->is_plan));
    fprintf(report->out, "%-*sThe Master Service (%s) %s.\n", INDENT, "service", name,
            service_words(report, outcome));
    return true;
}

static size_t count_of(const tr_signature_checks *checks, tr_check_switch_state state)
{
    size_t count = 0;

    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++)
        count += checks->items[index].state == state;
    return count;
}

static bool write_end(const tr_checks_report *report, const tr_signature_checks *checks,
                      const char *backup, bool is_complete)
{
    json_t *object = json_pack("{s:s, s:b, s:b, s:o}", "type", "summary", "complete", is_complete,
                               "dry_run", report->is_plan, "backup", optional_text(backup));

    for (int state = TR_CHECK_ENFORCED; object && state <= TR_CHECK_UNCLEAR; state++) {
        size_t count = checks ? count_of(checks, (tr_check_switch_state)state) : 0;

        json_object_set_new(object, tr_check_switch_word((tr_check_switch_state)state),
                            json_integer((json_int_t)count));
    }
    return write_line(report, object);
}

bool tr_checks_report_end(const tr_checks_report *report, const tr_signature_checks *checks,
                          const char *backup, bool is_complete)
{
    FILE *out = report->out;
    bool is_good = true;

    if (report->records)
        return write_end(report, checks, backup, is_complete);
    if (backup) {
        fprintf(out, "%-*s", INDENT, "backup");
        is_good = print_text(out, backup);
        putc('\n', out);
    }
    if (!checks)
        return is_good;
    is_good = print_text(out, report->path) && is_good;
    fprintf(out, ": %s%zu of %d signature checks relaxed.\n", report->is_plan ? "then " : "",
            count_of(checks, TR_CHECK_RELAXED), TR_CHECK_SWITCH_COUNT);
    return is_good;
}
