#include "snapin/action_run.h"

#include <stdlib.h>
#include <string.h>

#include <shellapi.h>

#include "core/platform/win32/text.h"
#include "snapin/certificate.h"
#include "snapin/choice.h"
#include "snapin/find_dialog.h"
#include "snapin/pages.h"
#include "snapin/plan_dialog.h"
#include "snapin/resource.h"
#include "snapin/strings.h"
#include "snapin/target_dialog.h"
#include "snapin/write_dialog.h"

#define MOST_ASKED 256 /* rows, of those that are selected, to say what can be done */

/* An action while it is done. */
typedef struct doing {
    action_id id;
    action_scene *scene;
    IDataObject *object;
    IConsole2 *console; /* whose window owns dialogs */
    HWND owner;
    action_prospect rows; /* that are selected */
} doing;

/* The records of the first rows that are selected; false when out of memory. */
static bool read_records(action_prospect *out, const item *about, size_t most)
{
    size_t count = about->row_count < most ? about->row_count : most;

    out->records = calloc(count + 1, sizeof(json_t *));
    out->subject = (action_subject){ about->place, out->records, 0 };
    for (size_t index = 0; out->records && index < count; index++) {
        const char *record = about->rows[index].record;
        json_t *read = record ? json_loads(record, 0, NULL) : json_object();

        if (!read)
            return false;
        out->records[out->subject.count++] = read;
    }
    return out->records != NULL;
}

void action_prospect_clear(action_prospect *all)
{
    for (size_t index = 0; index < all->subject.count; index++)
        json_decref(all->records[index]);
    free(all->records);
    *all = (action_prospect){ 0 };
}

void action_prospect_read(action_prospect *out, const item *about)
{
    if (!read_records(out, about, MOST_ASKED)) {
        action_prospect_clear(out);
        out->subject.node = NODE_COUNT + 1; /* nothing applies to it */
    }
}

static const target *target_of(const doing *all)
{
    return component_data_target(all->scene->data);
}

static void tell(const doing *all, UINT id, const wchar_t *why)
{
    wchar_t *text = text_of(id, why);
    wchar_t *title = text_of(IDS_DIALOG_TITLE);
    int pressed;

    if (text && title)
        IConsole2_MessageBox(all->console, text, title, MB_OK | MB_ICONWARNING, &pressed);
    free(text);
    free(title);
}

static void tell_failure(const doing *all, HRESULT failure)
{
    wchar_t why[256] = L"";

    FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD)failure,
                   0, why, ARRAYSIZE(why), NULL);
    tell(all, IDS_WRITE_FAILED, why);
}

static HRESULT change(doing *all)
{
    if (plan_dialog_run(all->owner, all->id, &all->rows.subject, target_of(all)))
        component_data_refresh(all->scene->data);
    return S_OK;
}

static void open_page(const doing *all, const char *file)
{
    wchar_t *path = tr_text_to_utf16(file);

    if (path)
        ShellExecuteW(all->owner, L"open", path, NULL, NULL, SW_SHOWNORMAL);
    free(path);
}

static HRESULT write_file(doing *all)
{
    bool is_report = all->id == ACTION_REPORT;
    char *file = is_report
                     ? choice_to_save(all->owner, IDS_KINDS_REPORT, L"html", IDS_FILE_REPORT)
                     : choice_to_save(all->owner, IDS_KINDS_TRANSFER, L"cmd", IDS_FILE_TRANSFER);
    const action_answer answer = { .file = file };
    char *language = text_language();
    const action_request request = { .id = all->id,
                                     .step = ACTION_ACT,
                                     .subject = &all->rows.subject,
                                     .looked_at = target_of(all),
                                     .answer = &answer,
                                     .language = language };

    if (file && language && write_dialog_run(all->owner, &request) && is_report)
        open_page(all, file);
    free(language);
    free(file);
    return S_OK;
}

static HRESULT look_at(doing *all, target *chosen)
{
    if (chosen)
        component_data_look_at(all->scene->data, chosen);
    return S_OK;
}

static HRESULT open_list(doing *all)
{
    char *file = choice_to_open(all->owner, IDS_KINDS_LIST);
    target *chosen = file ? target_copy(target_of(all)) : NULL;

    if (chosen && target_add(chosen, TARGET_LIST, file, NULL) != TR_OK) {
        target_free(chosen);
        chosen = NULL;
    }
    free(file);
    return look_at(all, chosen);
}

/* One command a line, for cmd.exe or a script. */
static wchar_t *commands_of(const doing *all)
{
    size_t size = 1;
    char *text;
    wchar_t *wide;

    for (size_t index = 0; index < all->rows.subject.count; index++) {
        const char *command = action_typed_command(all->rows.records[index]);

        size += command ? strlen(command) + 2 : 0;
    }
    text = calloc(1, size);
    size = 0;
    for (size_t index = 0; text && index < all->rows.subject.count; index++) {
        const char *command = action_typed_command(all->rows.records[index]);

        if (!command)
            continue;
        memcpy(text + size, command, strlen(command));
        size += strlen(command);
        memcpy(text + size, "\r\n", 2);
        size += 2;
    }
    wide = text ? tr_text_to_utf16(text) : NULL;
    free(text);
    return wide;
}

static HRESULT copy_commands(doing *all)
{
    wchar_t *text = commands_of(all);
    size_t size = text ? (wcslen(text) + 1) * sizeof(*text) : 0;
    HGLOBAL block = text ? GlobalAlloc(GMEM_MOVEABLE, size) : NULL;
    HRESULT result = E_OUTOFMEMORY;

    if (block && OpenClipboard(all->owner)) {
        memcpy(GlobalLock(block), text, size);
        GlobalUnlock(block);
        EmptyClipboard();
        result = SetClipboardData(CF_UNICODETEXT, block) ? S_OK : E_FAIL;
        CloseClipboard();
    }
    if (FAILED(result) && block)
        GlobalFree(block);
    free(text);
    return result;
}

static HRESULT export(doing *all)
{
    char *file = choice_to_save(all->owner, IDS_KINDS_CERTIFICATE, L"cer", 0);
    HRESULT result = file ? certificate_export(all->rows.records[0], file) : S_OK;

    if (result == S_FALSE)
        tell(all, IDS_CERTIFICATE_GONE, L"");
    else if (FAILED(result))
        tell_failure(all, result);
    free(file);
    return S_OK;
}

static HRESULT view(doing *all)
{
    if (certificate_view(all->owner, all->rows.records[0]) == S_FALSE)
        tell(all, IDS_CERTIFICATE_GONE, L"");
    return S_OK;
}

/* The row behind the one that is selected; the first one if none is. */
static size_t after_selected(const doing *all, row_set *rows)
{
    IDataObject *selected;
    size_t index = ROW_SET_NONE;

    if (FAILED(component_selected(all->scene->view, &selected)))
        return 0;
    if (data_object_item(selected)->row_count > 0)
        index = row_set_find_key(rows, data_object_item(selected)->rows[0].key);
    IDataObject_Release(selected);
    return index == ROW_SET_NONE || index + 1 >= row_set_count(rows) ? 0 : index + 1;
}

static HRESULT find_next(doing *all)
{
    row_set *rows = component_rows(all->scene->view);
    size_t found;

    if (!rows || !all->scene->sought)
        return S_FALSE;
    found = row_set_find(rows, after_selected(all, rows), ROW_SET_NONE, all->scene->sought, false);
    if (found == ROW_SET_NONE)
        tell(all, IDS_FIND_NONE, L"");
    else
        component_select(all->scene->view, found);
    return S_OK;
}

static HRESULT find(doing *all)
{
    char *sought = find_dialog_ask(all->owner, all->scene->sought);

    if (!sought)
        return S_OK;
    free(all->scene->sought);
    all->scene->sought = sought;
    return find_next(all);
}

static HRESULT filter(doing *all, row_tone least)
{
    component_filter(all->scene->view, &(row_filter){ .least = least });
    return S_OK;
}

static const char *last_part(const char *path)
{
    const char *end = path + strlen(path);

    while (end > path && end[-1] != '/' && end[-1] != '\\')
        end--;
    return *end ? end : path;
}

/* What a row is called, to free(). */
static wchar_t *name_of(const json_t *record)
{
    static const char *const members[] = { "title", "path", "name", "key", "text", "what", "id" };

    for (size_t index = 0; index < ARRAYSIZE(members); index++) {
        const char *name = json_string_value(json_object_get(record, members[index]));

        if (name)
            return text_from_utf8(strcmp(members[index], "path") == 0 ? last_part(name) : name);
    }
    return text_of(IDS_DIALOG_TITLE);
}

static HRESULT show_properties(doing *all)
{
    wchar_t *title = name_of(all->rows.records[0]);
    IComponent *shown_in = component_interface(all->scene->view);
    HRESULT result = title ? pages_show(all->console, shown_in, all->object, title) : E_OUTOFMEMORY;

    free(title);
    return result;
}

static HRESULT show(doing *all)
{
    switch (all->id) {
    case ACTION_OPEN_LIST:
        return open_list(all);
    case ACTION_COPY_COMMAND:
        return copy_commands(all);
    case ACTION_EXPORT_CERTIFICATE:
        return export(all);
    case ACTION_VIEW_CERTIFICATE:
        return view(all);
    case ACTION_TARGET:
        return look_at(all, target_dialog_ask(all->owner, target_of(all)));
    case ACTION_FIND:
        return find(all);
    case ACTION_FIND_NEXT:
        return find_next(all);
    case ACTION_SHOW_ALL:
        return filter(all, ROW_PLAIN);
    case ACTION_SHOW_FAULTS:
        return filter(all, ROW_WARNING);
    case ACTION_STOP:
        component_stop(all->scene->view);
        return S_OK;
    case ACTION_PROPERTIES:
        return show_properties(all);
    default:
        return E_INVALIDARG;
    }
}

static bool needs_view(action_id id)
{
    return id == ACTION_FIND || id == ACTION_FIND_NEXT || id == ACTION_SHOW_ALL ||
           id == ACTION_SHOW_FAULTS || id == ACTION_STOP || id == ACTION_PROPERTIES;
}

bool action_is_possible(action_id id, const action_scene *scene, const action_subject *subject)
{
    const target *looked_at = component_data_target(scene->data);

    if (needs_view(id) && !scene->view)
        return false;
    if (id == ACTION_FIND_NEXT && !scene->sought)
        return false;
    if (id == ACTION_STOP && !component_is_reading(scene->view))
        return false;
    if (id == ACTION_WRITE_TRANSFER && !target_value(looked_at, TARGET_LIST, 0))
        return false;
    return action_applies(id, subject);
}

bool action_is_chosen(action_id id, const action_scene *scene)
{
    row_set *rows = scene->view ? component_rows(scene->view) : NULL;

    if (!rows)
        return false;
    if (id == ACTION_SHOW_ALL)
        return row_set_least(rows) == ROW_PLAIN;
    return id == ACTION_SHOW_FAULTS && row_set_least(rows) > ROW_PLAIN;
}

static HRESULT run(doing *all)
{
    switch (action_of(all->id)->kind) {
    case ACTION_CHANGES:
        return change(all);
    case ACTION_WRITES:
        return write_file(all);
    case ACTION_SHOWS:
        break;
    }
    return show(all);
}

HRESULT action_run(action_id id, action_scene *scene, IDataObject *about)
{
    doing all = { .id = id, .scene = scene, .object = about };
    HRESULT result = E_OUTOFMEMORY;

    all.console =
        scene->view ? component_console(scene->view) : component_data_console(scene->data);
    if (!all.console)
        return E_UNEXPECTED;
    IConsole2_AddRef(all.console);
    (void)IConsole2_GetMainWindow(all.console, &all.owner);
    if (read_records(&all.rows, data_object_item(about), SIZE_MAX))
        result = action_is_possible(id, scene, &all.rows.subject) ? run(&all) : E_INVALIDARG;
    action_prospect_clear(&all.rows);
    IConsole2_Release(all.console);
    return result;
}

void action_scene_clear(action_scene *scene)
{
    free(scene->sought);
    scene->sought = NULL;
}
