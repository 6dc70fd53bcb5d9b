#include "core/report/text.h"

#include <inttypes.h>
#include <string.h>

/* One part of a sentence of counts; nothing for 0. */
static void part(tr_report *report, bool *is_first, tr_text_tone tone, uint64_t count,
                 const char *words)
{
    char text[96];

    if (count == 0)
        return;
    fputs(*is_first ? ": " : ", ", report->options.out);
    *is_first = false;
    snprintf(text, sizeof(text), "%" PRIu64 " %s", count, words);
    tr_text_cell(report, tone, text, 0);
}

static void counted(tr_report *report, uint64_t count, const char *one, const char *many)
{
    fprintf(report->options.out, "%" PRIu64 " %s", count, count == 1 ? one : many);
}

static void failures(tr_report *report, bool *is_first)
{
    part(report, is_first, TR_TONE_DOUBT, report->counts.failures, "could not be looked at");
}

static void about_files(tr_report *report)
{
    const tr_report_counts *counts = &report->counts;
    const uint64_t *verdicts = counts->verdicts;
    bool is_first = true;

    counted(report, counts->files + counts->failures, "file", "files");
    part(report, &is_first, TR_TONE_GOOD, verdicts[TR_CLASS_TRUSTED], "trusted");
    part(report, &is_first, TR_TONE_BAD, verdicts[TR_CLASS_UNTRUSTED], "untrusted");
    part(report, &is_first, TR_TONE_BAD, verdicts[TR_CLASS_TAMPERED], "tampered");
    part(report, &is_first, TR_TONE_BAD, verdicts[TR_CLASS_MALFORMED], "malformed");
    part(report, &is_first, TR_TONE_DOUBT, verdicts[TR_CLASS_UNSIGNED], "unsigned");
    part(report, &is_first, TR_TONE_DOUBT, verdicts[TR_CLASS_UNSUPPORTED] - counts->passed_over,
         "unsupported");
    part(report, &is_first, TR_TONE_PLAIN, counts->passed_over,
         "passed over that cannot carry a signature");
    failures(report, &is_first);
}

static void about_required(tr_report *report)
{
    static const struct {
        tr_required_status status;
        const char *words;
    } faults[] = {
        { TR_REQUIRED_MISSING, "missing" },
        { TR_REQUIRED_LOOK_ALIKE, "missing, but with a look-alike" },
        { TR_REQUIRED_WRONG_STORE, "in the wrong store" },
        { TR_REQUIRED_USER_ONLY, "installed for this user only" },
        { TR_REQUIRED_DISTRUSTED, "distrusted" },
        { TR_REQUIRED_DISABLED, "disabled by Microsoft's trust list" },
    };
    const tr_report_counts *counts = &report->counts;
    uint64_t installed = counts->required[TR_REQUIRED_INSTALLED];
    uint64_t all = 0;
    bool is_first = true;

    for (size_t index = 0; index <= TR_REQUIRED_MISSING; index++)
        all += counts->required[index];
    counted(report, all, "required certificate", "required certificates");
    part(report, &is_first, TR_TONE_GOOD, installed, "installed");
    for (size_t index = 0; index < sizeof(faults) / sizeof(faults[0]); index++)
        part(report, &is_first, TR_TONE_BAD, counts->faults[faults[index].status],
             faults[index].words);
    part(report, &is_first, TR_TONE_PLAIN, all - installed - counts->required_faults, "optional");
    failures(report, &is_first);
}

static void about_installed(tr_report *report)
{
    bool is_first = true;

    counted(report, report->counts.installed, "installed certificate", "installed certificates");
    failures(report, &is_first);
}

static void about_renamed(tr_report *report, bool is_plan)
{
    const tr_report_counts *counts = &report->counts;
    const uint64_t *actions = counts->actions;
    bool is_first = true;

    counted(report, counts->files, "renamed file", "renamed files");
    part(report, &is_first, TR_TONE_GOOD, counts->restored, "restored");
    part(report, &is_first, TR_TONE_GOOD, is_plan ? actions[TR_RENAMED_RESTORE] : 0,
         "can be restored");
    part(report, &is_first, TR_TONE_GOOD, is_plan ? actions[TR_RENAMED_REPLACE] : 0,
         "can replace what has their name");
    part(report, &is_first, TR_TONE_DOUBT, is_plan ? actions[TR_RENAMED_PARK] : counts->parked,
         is_plan ? "would be moved out of the way" : "moved out of the way");
    part(report, &is_first, TR_TONE_BAD, actions[TR_RENAMED_REFUSE],
         is_plan ? "would be refused" : "refused");
    part(report, &is_first, TR_TONE_DOUBT, actions[TR_RENAMED_TARGET_EXISTS],
         "whose name is taken");
    part(report, &is_first, TR_TONE_DOUBT, counts->failures,
         is_plan ? "could not be looked at" : "could not be looked at or renamed");
}

static void about_import(tr_report *report, bool is_plan)
{
    const tr_report_counts *counts = &report->counts;
    const uint64_t *imports = counts->imports;
    uint64_t all = 0;
    bool is_first = true;

    for (size_t index = 0; index < TR_IMPORT_ACTION_COUNT; index++)
        all += imports[index];
    counted(report, all, "certificate", "certificates");
    part(report, &is_first, TR_TONE_GOOD, is_plan ? imports[TR_IMPORT_INSTALL] : counts->imported,
         is_plan ? "can be installed" : "installed");
    part(report, &is_first, TR_TONE_GOOD, imports[TR_IMPORT_NOTHING], "in place already");
    part(report, &is_first, TR_TONE_BAD, imports[TR_IMPORT_FETCH], "to be fetched elsewhere");
    part(report, &is_first, TR_TONE_BAD, imports[TR_IMPORT_UNPINNED], "not known to the list");
    part(report, &is_first, TR_TONE_BAD, imports[TR_IMPORT_REFUSE], "refused");
    part(report, &is_first, TR_TONE_BAD,
         is_plan ? 0 : imports[TR_IMPORT_INSTALL] - counts->imported, "could not be installed");
    if (counts->files == 0)
        return;
    fputs(".\nOf ", report->options.out);
    counted(report, counts->files, "file that needs them", "files that need them");
    fprintf(report->options.out, ", %" PRIu64 " %s trusted now", counts->verdicts[TR_CLASS_TRUSTED],
            counts->verdicts[TR_CLASS_TRUSTED] == 1 ? "is" : "are");
}

/* What to mend, and how many files that would help. */
static void print_missing(tr_report *report)
{
    FILE *out = report->options.out;

    if (report->missing.count > 0)
        fputs("Not installed on this machine:\n", out);
    for (size_t index = 0; index < report->missing.count; index++) {
        const tr_missing_count *item = &report->missing.items[index];

        fputs("  ", out);
        tr_text_print(report, item->name);
        if (item->store)
            fprintf(out, " (%s)", strcmp(item->store, "CA") == 0 ? "intermediate" : "root");
        if (item->has_sha1) {
            fputs(", thumbprint ", out);
            tr_text_hex(report, item->sha1, TR_SHA1_SIZE);
        }
        fputs(": ", out);
        counted(report, item->files, "file needs it", "files need it");
        fputs(".\n", out);
    }
    if (report->missing.is_full)
        fputs("  and others.\n", out);
}

void tr_text_summary(tr_report *report, tr_report_subject subject, bool is_complete)
{
    switch (subject) {
    case TR_REPORT_ABOUT_FILES:
        about_files(report);
        break;
    case TR_REPORT_ABOUT_REQUIRED:
        about_required(report);
        break;
    case TR_REPORT_ABOUT_INSTALLED:
        about_installed(report);
        break;
    case TR_REPORT_ABOUT_PLAN:
    case TR_REPORT_ABOUT_RESTORED:
        about_renamed(report, subject == TR_REPORT_ABOUT_PLAN);
        break;
    case TR_REPORT_ABOUT_IMPORT_PLAN:
    case TR_REPORT_ABOUT_IMPORTED:
        about_import(report, subject == TR_REPORT_ABOUT_IMPORT_PLAN);
        break;
    }
    fputs(".\n", report->options.out);
    print_missing(report);
    if (report->counts.required_faults > 0 && !report->options.is_verbose)
        fputs("With --verbose, what each is needed for, and where to get it.\n",
              report->options.out);
    if (!is_complete)
        fputs("Stopped before the end: the rest was not looked at.\n", report->options.out);
}
