#include "core/report/text.h"

#include <string.h>

/* An action in words: as a plan, and once it is done. */
static const struct {
    tr_text_tone tone;
    const char *plan;
    const char *done;
} actions[TR_RENAMED_ACTION_COUNT] = {
    [TR_RENAMED_RESTORE] = { TR_TONE_GOOD, "can restore", "restored" },
    [TR_RENAMED_REFUSE] = { TR_TONE_BAD, "would refuse", "refused" },
    [TR_RENAMED_TARGET_EXISTS] = { TR_TONE_DOUBT, "name taken", "name taken" },
    [TR_RENAMED_PARK] = { TR_TONE_DOUBT, "would park", "parked" },
    [TR_RENAMED_REPLACE] = { TR_TONE_GOOD, "can replace", "replaced" },
};

static const char *word_of(const tr_renamed_file *file, bool is_plan)
{
    bool wants_change =
        file->action != TR_RENAMED_REFUSE && file->action != TR_RENAMED_TARGET_EXISTS;

    if (is_plan)
        return actions[file->action].plan;
    if (wants_change && !file->is_restored && !file->is_parked)
        return "not done";
    return actions[file->action].done;
}

/* Both separators, as either may stand in a path from Windows. */
static const char *last_part(const char *path)
{
    size_t end = strlen(path);

    while (end > 0 && path[end - 1] != '/' && path[end - 1] != '\\')
        end--;
    return path + end;
}

static bool has_rival(const tr_renamed_file *file)
{
    return file->action == TR_RENAMED_TARGET_EXISTS || file->action == TR_RENAMED_PARK ||
           file->action == TR_RENAMED_REPLACE;
}

static const char *rival_words(tr_target_state state)
{
    switch (state) {
    case TR_TARGET_SAME:
        return "The file is good, and another one with the same contents has its name.";
    case TR_TARGET_OLDER:
        return "The file is good, but an older good one has its name.";
    case TR_TARGET_NEWER:
        return "The file is good, but a newer good one has its name.";
    case TR_TARGET_DIFFERENT:
        return "The file is good, but another good one has its name, and which of the two is "
               "newer cannot be told.";
    case TR_TARGET_NOT_VALID:
        return "The file is good, but one that is not trusted has its name.";
    case TR_TARGET_NOT_A_FILE:
        return "The file is good, but a folder or link, or a file that cannot be read, has its "
               "name.";
    case TR_TARGET_FREE: /* it was not when we came to it */
        break;
    }
    return "The file is good, but another one has its name.";
}

/* The name that one of two files gets, or got, to be out of the way. */
static void print_parked_as(tr_report *report, const tr_renamed_file *file, bool is_plan)
{
    const char *which = file->action == TR_RENAMED_PARK ? "This one" : "The other one";

    fprintf(report->options.out, "%*s%s %s moved out of the way", TR_TEXT_INDENT, "", which,
            is_plan ? "would be" : "was");
    if (file->parked_as) {
        fputs(": ", report->options.out);
        tr_text_print(report, file->parked_as);
    } else {
        putc('.', report->options.out);
    }
    putc('\n', report->options.out);
}

static void explain_rival(tr_report *report, const tr_renamed_file *file, bool is_plan)
{
    tr_text_paragraph(report, TR_TEXT_INDENT, rival_words(file->target_state));
    if (file->action == TR_RENAMED_TARGET_EXISTS)
        tr_text_paragraph(report, TR_TEXT_INDENT,
                          "Nothing is overwritten. Compare the two, and move one away.");
    else if (is_plan || file->is_restored || file->is_parked)
        print_parked_as(report, file, is_plan);
}

void tr_text_renamed(tr_report *report, const char *path, const tr_renamed_file *file, bool is_plan)
{
    FILE *out = report->options.out;

    tr_text_cell(report, actions[file->action].tone, word_of(file, is_plan), TR_TEXT_INDENT);
    tr_text_print(report, path);
    fputs(" -> ", out);
    tr_text_print(report, last_part(file->target));
    putc('\n', out);
    if (has_rival(file))
        explain_rival(report, file, is_plan);
    else
        tr_text_explain(report, file->verification);
}
