/* Commands of the script: what the list shows, and what is selected in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/display.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/view.h"

static json_t *row_of(view *at, int index)
{
    json_t *cells = json_array();
    const result_row *row = at->list.is_virtual ? NULL : at->list.rows[index];

    for (int column = 0; column < at->list.column_count; column++)
        json_array_append_new(cells, output_text(display_text(at, index, column)));
    return json_pack("{s:s, s:i, s:b, s:b, s:i, s:o}", "type", "row", "index", index, "node",
                     row && row->scope, "selected", result_list_is_selected(&at->list, index),
                     "image", display_image(at, index), "cells", cells);
}

static bool run_rows(script_line *line)
{
    view *at = line->in->active;
    int most = at->list.row_count;

    if (line->count > 0 && !script_number(line->words[0], &most))
        return script_fail(line, "%s is no number", line->words[0]);
    for (int index = 0; index < at->list.row_count && index < most; index++)
        output_write(row_of(at, index));
    display_check_lent(at);
    output_write(json_pack("{s:s, s:i}", "type", "rows", "count", at->list.row_count));
    return true;
}

static bool run_columns(script_line *line)
{
    static const char *const alignments[] = { "left", "right", "center", "left" };
    const result_list *list = &line->in->active->list;
    json_t *columns = json_array();

    for (int index = 0; index < list->column_count; index++) {
        const result_column *column = &list->columns[index];

        json_array_append_new(columns, json_pack("{s:o, s:i, s:s, s:b}", "title",
                                                 output_text(column->title), "width", column->width,
                                                 "align", alignments[column->format & 3], "hidden",
                                                 column->is_hidden));
    }
    output_write(json_pack("{s:s, s:i, s:b, s:o}", "type", "columns", "sorted", list->sorted_by,
                           "descending", list->is_descending, "columns", columns));
    return true;
}

static bool select_all(view *at)
{
    int *all = calloc((size_t)at->list.row_count + 1, sizeof(*all));

    if (!all)
        abort();
    for (int index = 0; index < at->list.row_count; index++)
        all[index] = index;
    view_select_rows(at, all, at->list.row_count);
    free(all);
    return true;
}

static bool run_select_rows(script_line *line)
{
    view *at = line->in->active;
    int indices[SCRIPT_WORDS_MAX];

    if (line->count == 1 && strcmp(line->words[0], "all") == 0)
        return select_all(at);
    if (line->count == 1 && strcmp(line->words[0], "none") == 0) {
        view_select_rows(at, NULL, 0);
        return true;
    }
    for (int index = 0; index < line->count; index++) {
        if (!script_number(line->words[index], &indices[index]) || indices[index] < 0 ||
            indices[index] >= at->list.row_count)
            return script_fail(line, "there is no row %s", line->words[index]);
    }
    view_select_rows(at, indices, line->count);
    return true;
}

static bool run_sort(script_line *line)
{
    view *at = line->in->active;
    bool is_descending = line->count > 1 && strcmp(line->words[1], "descending") == 0;
    int column;

    if (!script_number(line->words[0], &column) || column < 0 || column >= at->list.column_count)
        return script_fail(line, "there is no column %s", line->words[0]);
    view_sort(at, column, is_descending);
    return true;
}

static bool run_activate(script_line *line)
{
    view *at = line->in->active;
    int index;

    if (!script_number(line->words[0], &index) || index < 0 || index >= at->list.row_count)
        return script_fail(line, "there is no row %s", line->words[0]);
    view_select_rows(at, &index, 1);
    view_activate_row(at, index);
    return true;
}

static bool run_refresh(script_line *line)
{
    view_refresh(line->in->active);
    return true;
}

/* A virtual list is asked; in another the console looks for itself. */
static int find_virtual(view *at, wchar_t *text, int start)
{
    RESULTFINDINFO asked = { text, start, RFI_PARTIAL };
    IResultOwnerData *owner = NULL;
    int found = -1;
    HRESULT outcome;
    call now;

    if (FAILED(
            IComponent_QueryInterface(at->shown->object, &IID_IResultOwnerData, (void **)&owner)))
        return -1;
    call_begin(&now, CALL_ANY, "IResultOwnerData::FindItem");
    outcome = IResultOwnerData_FindItem(owner, &asked, &found);
    call_end(&now);
    IResultOwnerData_Release(owner);
    if (outcome != S_OK)
        return -1;
    return breach_expect(found >= -1 && found < at->list.row_count, CHECK_RESULT_VIRTUAL,
                         "FindItem gave row %d of %d", found, at->list.row_count)
               ? found
               : -1;
}

static int find_kept(view *at, const wchar_t *text, int start)
{
    for (int index = start; index < at->list.row_count; index++) {
        if (_wcsnicmp(display_text(at, index, 0), text, wcslen(text)) == 0)
            return index;
    }
    return -1;
}

static bool run_find(script_line *line)
{
    view *at = line->in->active;
    wchar_t *text = utf16_of(line->words[0]);
    int start = 0;
    int found;

    if (line->count > 1)
        script_number(line->words[1], &start);
    found = at->list.is_virtual && at->shown ? find_virtual(at, text, start)
                                             : find_kept(at, text, start);
    free(text);
    output_write(json_pack("{s:s, s:i}", "type", "found", "index", found));
    return found >= 0 || script_fail(line, "no row begins with %s", line->words[0]);
}

static const struct {
    MMC_CONSOLE_VERB verb;
    const char *name;
} verbs[] = {
    { MMC_VERB_OPEN, "open" },     { MMC_VERB_COPY, "copy" },
    { MMC_VERB_PASTE, "paste" },   { MMC_VERB_DELETE, "delete" },
    { MMC_VERB_RENAME, "rename" }, { MMC_VERB_PROPERTIES, "properties" },
    { MMC_VERB_PRINT, "print" },   { MMC_VERB_REFRESH, "refresh" },
    { MMC_VERB_CUT, "cut" },
};

static json_t *verbs_of(const component *shown)
{
    json_t *out = json_array();

    for (size_t index = 0; shown && index < ARRAYSIZE(verbs); index++) {
        UINT state = shown->verbs[verbs[index].verb - MMC_VERB_FIRST];

        if ((state & ENABLED) && !(state & HIDDEN))
            json_array_append_new(out, json_string(verbs[index].name));
    }
    return out;
}

static const char *default_verb_of(const component *shown)
{
    for (size_t index = 0; shown && index < ARRAYSIZE(verbs); index++) {
        if (shown->default_verb == verbs[index].verb)
            return verbs[index].name;
    }
    return "none";
}

/* By MMCLV_VIEWSTYLE_... */
static const char *const modes[] = { "icons", "report", "small-icons", "list", "filtered" };

static bool run_status(script_line *line)
{
    static const char *const kinds[] = { "list", "page", "control", "message" };
    const view *at = line->in->active;

    output_write(json_pack("{s:s, s:o, s:o, s:s, s:o, s:s, s:b, s:b, s:i, s:i, s:o, s:s}", "type",
                           "status", "status", output_text(at->status), "description",
                           output_text(at->description), "kind", kinds[at->kind], "kind_text",
                           output_text(at->kind_text), "mode", modes[at->mode], "virtual",
                           at->list.is_virtual, "multiple",
                           (at->options & MMC_VIEW_OPTIONS_MULTISELECT) != 0, "rows",
                           at->list.row_count, "selected", result_list_selected_count(&at->list),
                           "verbs", verbs_of(at->shown), "default", default_verb_of(at->shown)));
    return true;
}

static void write_line(FILE *file, view *at, int index)
{
    bool is_first = true;

    for (int column = 0; column < at->list.column_count; column++) {
        char *text;

        if (at->list.columns[column].is_hidden)
            continue;
        text =
            utf8_of(index < 0 ? at->list.columns[column].title : display_text(at, index, column));
        fprintf(file, "%s%s", is_first ? "" : "\t", text);
        free(text);
        is_first = false;
    }
    fputs("\n", file);
}

/* What the console's own Export List writes of a standard list: columns that are shown, by tabs. */
static bool run_export(script_line *line)
{
    view *at = line->in->active;
    wchar_t *path = utf16_of(line->words[0]);
    FILE *file = at->kind == SHOWS_LIST ? _wfopen(path, L"wb") : NULL;

    free(path);
    if (!file)
        return script_fail(
            line, at->kind == SHOWS_LIST ? "cannot write '%s'" : "no list is shown, for '%s'",
            line->words[0]);
    for (int index = -1; index < at->list.row_count; index++)
        write_line(file, at, index);
    return fclose(file) == 0 || script_fail(line, "cannot write '%s'", line->words[0]);
}

static bool run_mode(script_line *line)
{
    view *at = line->in->active;

    for (size_t mode = 0; mode < ARRAYSIZE(modes); mode++) {
        if (strcmp(modes[mode], line->words[0]) != 0)
            continue;
        at->mode = (LONG)mode;
        host_changed(line->in, CHANGED_VIEW | CHANGED_ROWS);
        return true;
    }
    return script_fail(line, "there is no mode %s", line->words[0]);
}

const script_command list_commands[] = {
    { "rows", 0, 1, "[MOST]", run_rows },
    { "columns", 0, 0, "", run_columns },
    { "status", 0, 0, "", run_status },
    { "select-rows", 1, SCRIPT_WORDS_MAX, "INDEX... | all | none", run_select_rows },
    { "sort", 1, 2, "COLUMN [descending]", run_sort },
    { "activate", 1, 1, "INDEX", run_activate },
    { "refresh", 0, 0, "", run_refresh },
    { "export", 1, 1, "FILE", run_export },
    { "mode", 1, 1, "icons | small-icons | list | report", run_mode },
    { "find", 1, 2, "TEXT [START]", run_find },
    { 0 },
};
