#include "shellext/window/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <commdlg.h>
#include <shlwapi.h>

#include "core/platform/output.h"
#include "core/platform/win32/text.h"
#include "core/report/record.h"
#include "core/report/report.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

typedef struct export
{
    char *path;
    window_mode mode;
    targets *all;
    const model *rows;
    bool is_complete;
}
export;

/* "description|pattern|" as the dialog wants it: with the ends of strings for bars. */
static wchar_t *kinds(void)
{
    wchar_t *text = text_of(IDS_EXPORT_KINDS);

    for (wchar_t *unit = text; unit && *unit; unit++) {
        if (*unit == L'|')
            *unit = L'\0';
    }
    return text;
}

char *export_ask(HWND owner)
{
    wchar_t *filter = kinds();
    wchar_t *name = text_of(IDS_EXPORT_NAME);
    wchar_t path[32768] = L"";
    OPENFILENAMEW asked = { .lStructSize = sizeof(asked),
                            .hwndOwner = owner,
                            .lpstrFilter = filter,
                            .lpstrFile = path,
                            .nMaxFile = ARRAYSIZE(path),
                            .lpstrDefExt = L"html",
                            .Flags = OFN_EXPLORER | OFN_OVERWRITEPROMPT | OFN_HIDEREADONLY |
                                     OFN_NOCHANGEDIR | OFN_PATHMUSTEXIST };
    char *chosen = NULL;

    if (filter && name)
        wcsncpy(path, name, ARRAYSIZE(path) - 1);
    if (filter && name && GetSaveFileNameW(&asked))
        chosen = tr_text_to_utf8(path, wcslen(path));
    free(filter);
    free(name);
    return chosen;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t size = strlen(path);
    size_t ending_size = strlen(ending);

    return size >= ending_size && _stricmp(path + size - ending_size, ending) == 0;
}

static tr_report_format format_of(const char *path)
{
    if (ends_with(path, ".csv"))
        return TR_REPORT_CSV;
    if (ends_with(path, ".json") || ends_with(path, ".jsonl"))
        return TR_REPORT_JSON;
    if (ends_with(path, ".xml"))
        return TR_REPORT_XML;
    return TR_REPORT_HTML;
}

static void write_row(tr_report *report, const row *which)
{
    if (!which->verification || which->failure.status != TR_OK)
        tr_report_failure(report, which->path, &which->failure);
    else if (which->renamed)
        tr_report_renamed(report, which->path, which->renamed, which->is_plan);
    else if (which->is_passed_over)
        tr_report_passed_over(report, which->verification);
    else
        tr_report_file(report, which->verification);
}

static tr_report_subject subject_of(const export *self)
{
    bool is_plan = self->rows->count == 0 || self->rows->rows[0]->is_plan;

    if (self->mode == MODE_VERIFY)
        return TR_REPORT_ABOUT_FILES;
    return is_plan ? TR_REPORT_ABOUT_PLAN : TR_REPORT_ABOUT_RESTORED;
}

static void write_rows(const export *self, job *work, tr_report *report)
{
    bool is_complete = self->is_complete;

    for (size_t index = 0; index < self->rows->count; index++) {
        if (job_is_stopped(work)) {
            is_complete = false;
            break;
        }
        write_row(report, self->rows->rows[index]);
    }
    tr_report_summary(report, subject_of(self), is_complete);
}

static tr_status write_report(const export *self, job *work, FILE *out, const char *const *command,
                              tr_error *err)
{
    const tr_records_options options = { .format = format_of(self->path),
                                         .out = out,
                                         .out_path = self->path,
                                         .command = command[0],
                                         .arguments = command };
    tr_report_options report_options = { .out = out, .out_path = self->path };
    tr_report *report = NULL;
    tr_status status = tr_records_open(&report_options.records, &options, err);

    if (status == TR_OK)
        status = tr_report_new(&report, &report_options, err);
    if (status == TR_OK) {
        write_rows(self, work, report);
        status = tr_records_end(report_options.records, err);
        if (status == TR_OK)
            status = tr_report_flush(report, err);
    }
    tr_report_free(report);
    tr_records_close(report_options.records);
    return status;
}

/* What the command line would have been given, with NULL at the end; to free(). */
static const char **command_of(const export *self)
{
    const path_list *paths;
    const char **command;

    targets_get(&paths, self->all, NULL);
    command = calloc(paths->count + 2, sizeof(*command));
    if (!command)
        return NULL;
    command[0] = self->mode == MODE_VERIFY ? "verify" : "restore";
    for (size_t index = 0; index < paths->count; index++)
        command[index + 1] = paths->items[index];
    return command;
}

static void run(job *work, void *context)
{
    const export *self = context;
    const char **command = command_of(self);
    FILE *out = NULL;
    tr_error err;
    tr_status status =
        command ? tr_output_open(&out, self->path, &err)
                : tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to write '%s'", self->path);

    if (status == TR_OK) {
        status = write_report(self, work, out, command, &err);
        if (fclose(out) != 0 && status == TR_OK)
            status = tr_output_failure(self->path, &err);
    }
    if (status != TR_OK)
        job_fail(work, &err);
    free(command);
}

static void free_export(void *context)
{
    export *self = context;

    targets_release(self->all);
    free(self->path);
    free(self);
}

job *export_start(HWND window, char *path, window_mode mode, targets *all, const model *rows,
                  bool is_complete)
{
    export *self = calloc(1, sizeof(*self));
    const job_task task = { run, free_export, self };

    if (!self) {
        free(path);
        return NULL;
    }
    *self = (export){ path, mode, targets_share(all), rows, is_complete };
    return job_start(window, &task);
}
