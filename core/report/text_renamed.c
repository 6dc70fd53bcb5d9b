#include "core/report/text.h"

#include <string.h>

static tr_text_tone tone_of(tr_renamed_action action)
{
    switch (action) {
    case TR_RENAMED_RESTORE:
        return TR_TONE_GOOD;
    case TR_RENAMED_REFUSE:
        return TR_TONE_BAD;
    case TR_RENAMED_TARGET_EXISTS:
        break;
    }
    return TR_TONE_DOUBT;
}

static const char *word_of(const tr_renamed_file *file, bool is_plan)
{
    switch (file->action) {
    case TR_RENAMED_RESTORE:
        return is_plan ? "can restore" : file->is_restored ? "restored" : "not done";
    case TR_RENAMED_REFUSE:
        return is_plan ? "would refuse" : "refused";
    case TR_RENAMED_TARGET_EXISTS:
        break;
    }
    return "name taken";
}

/* Both separators, as either may stand in a path from Windows. */
static const char *last_part(const char *path)
{
    size_t end = strlen(path);

    while (end > 0 && path[end - 1] != '/' && path[end - 1] != '\\')
        end--;
    return path + end;
}

void tr_text_renamed(tr_report *report, const char *path, const tr_renamed_file *file, bool is_plan)
{
    FILE *out = report->options.out;

    tr_text_cell(report, tone_of(file->action), word_of(file, is_plan), TR_TEXT_INDENT);
    tr_text_print(report, path);
    fputs(" -> ", out);
    tr_text_print(report, last_part(file->target));
    putc('\n', out);
    if (file->action == TR_RENAMED_TARGET_EXISTS)
        tr_text_paragraph(report, TR_TEXT_INDENT,
                          "The file is good, but another one already has its name, and nothing is "
                          "overwritten. Compare the two, and move one away.");
    else
        tr_text_explain(report, file->verification);
}
