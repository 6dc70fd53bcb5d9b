#include "snapin/plan_dialog.h"

#include <stdlib.h>
#include <string.h>

#include <commctrl.h>

#include "com/users_format.h"
#include "core/platform/win32/text.h"
#include "shellext/window/passage.h"
#include "snapin/choice.h"
#include "snapin/form.h"
#include "snapin/resource.h"
#include "snapin/rows/plan_line.h"
#include "snapin/strings.h"
#include "snapin/worker.h"

#define MOST_LINES   5000
#define MOST_SOURCES 16
#define LONGEST_CELL 1024 /* characters that are shown of it */

enum {
    PART_HEADING = 1000,
    PART_REASON_LABEL,
    PART_REASON,
    PART_LIST_LABEL,
    PART_LIST,
    PART_WHOLE_LABEL,
    PART_WHOLE,
    PART_STATUS,
    PART_PROGRESS,
    PART_DO = IDOK,
    PART_CANCEL = IDCANCEL,
    PART_SOURCES = 1100
};

static const form_part parts[] = {
    { FORM_HEADING, PART_HEADING, 0, 0 },
    { FORM_LABEL, PART_LIST_LABEL, IDS_LABEL_PLAN, 0 },
    { FORM_LIST, PART_LIST, 0, FORM_REST },
    { FORM_LABEL, PART_WHOLE_LABEL, IDS_LABEL_WHOLE_LINE, 0 },
    { FORM_PASSAGE, PART_WHOLE, 0, 3 }, /* the line that is chosen */
    { FORM_LABEL, PART_REASON_LABEL, IDS_LABEL_REASON, 0 },
    { FORM_EDIT, PART_REASON, 0, 0 },
    { FORM_TEXT, PART_STATUS, 0, 0 },
    { FORM_PROGRESS, PART_PROGRESS, 0, 0 },
    { FORM_COMMAND, PART_SOURCES, IDS_BUTTON_SOURCES, 0 },
    { FORM_DEFAULT, PART_DO, 0, 0 },
    { FORM_COMMAND, PART_CANCEL, IDS_BUTTON_CANCEL, 0 },
};

typedef enum stage { STAGE_PLANNING, STAGE_PLANNED, STAGE_ACTING, STAGE_DONE } stage;

typedef struct dialog {
    form form;
    action_id id;
    const action_subject *subject;
    const target *looked_at;
    char *language;
    char *sources[MOST_SOURCES]; /* places that the user named */
    size_t source_count;
    char *reason;

    stage stage;
    worker *running;
    size_t next;      /* of the rows, the first that no command has had yet */
    bool is_stopped;  /* the user had enough of it */
    bool has_acted;   /* something may have been changed */
    wchar_t *failure; /* why it could not be done; NULL: it could */
    uint64_t willing; /* lines that are to be done; that were done */
    uint64_t done;
    uint64_t failed;  /* lines that cannot be done, or were not */
    bool is_to_fetch; /* a file has to be brought */
} dialog;

static void begin(dialog *self, stage entered);

static HWND part(const dialog *self, WORD id)
{
    return GetDlgItem(self->form.window, id);
}

static void focus(const dialog *self, WORD id)
{
    SendMessageW(self->form.window, WM_NEXTDLGCTL, (WPARAM)part(self, id), TRUE);
}

/* What loses its use loses the focus, too, and then no key reaches the dialog, not even Esc. */
static void enable(const dialog *self, WORD id, bool is_enabled)
{
    if (!is_enabled && GetFocus() == part(self, id))
        focus(self, PART_LIST);
    EnableWindow(part(self, id), is_enabled);
}

static UINT do_text(action_id id)
{
    switch (action_of(id)->title) {
    case IDS_PLAN_MEND:
        return IDS_DO_MEND;
    case IDS_PLAN_INSTALL:
        return IDS_DO_INSTALL;
    case IDS_PLAN_ENFORCE:
        return IDS_DO_ENFORCE;
    case IDS_PLAN_RELAX:
        return IDS_DO_RELAX;
    case IDS_PLAN_REPLACE:
        return IDS_DO_REPLACE;
    case IDS_PLAN_UNDO:
        return IDS_DO_UNDO;
    default:
        return IDS_DO_RESTORE;
    }
}

static void add_cell(HWND list, int index, int place, const char *utf8)
{
    wchar_t *text = utf8 ? text_from_utf8(utf8) : NULL;

    if (text)
        ListView_SetItemText(list, index, place, text);
    free(text);
}

static void add_line(dialog *self, const plan_line *line)
{
    HWND list = part(self, PART_LIST);
    wchar_t *effect;
    LVITEMW item = { .mask = LVIF_TEXT, .iItem = ListView_GetItemCount(list) };

    if (item.iItem >= MOST_LINES)
        return;
    effect = text_of(line->text);
    item.pszText = effect ? effect : (wchar_t[]){ L"" };
    item.iItem = ListView_InsertItem(list, &item);
    free(effect);
    add_cell(list, item.iItem, 1, line->subject);
    add_cell(list, item.iItem, 2, line->detail);
}

static void count_line(dialog *self, const plan_line *line)
{
    self->willing += line->effect == PLAN_WILL;
    self->done += line->effect == PLAN_DONE;
    self->failed += line->effect == PLAN_CANNOT || line->effect == PLAN_FAILED;
    self->is_to_fetch |= line->is_to_fetch;
}

static void on_rows(void *context, row_block *block)
{
    dialog *self = context;

    for (size_t index = 0; index < row_block_count(block); index++) {
        json_t *record = row_record(row_block_at(block, index));
        plan_line line;

        if (record && plan_line_of(&line, record, self->stage == STAGE_PLANNING)) {
            count_line(self, &line);
            add_line(self, &line);
        }
        json_decref(record);
    }
    row_block_free(block);
}

static wchar_t *count_text(UINT id, uint64_t first, uint64_t second)
{
    wchar_t *texts[2] = { users_number(first), users_number(second) };
    wchar_t *text = texts[0] && texts[1] ? text_of(id, texts[0], texts[1]) : NULL;

    free(texts[0]);
    free(texts[1]);
    return text;
}

static wchar_t *stage_text(const dialog *self)
{
    switch (self->stage) {
    case STAGE_PLANNING:
        return text_of(IDS_RUN_PLANNING);
    case STAGE_ACTING:
        return text_of(IDS_RUN_ACTING);
    case STAGE_PLANNED:
        if (self->is_to_fetch)
            return text_of(IDS_RUN_FETCH);
        return self->willing > 0 ? count_text(IDS_RUN_PLANNED, self->willing, self->failed)
                                 : text_of(IDS_RUN_NOTHING);
    case STAGE_DONE:
        break;
    }
    return count_text(self->is_stopped ? IDS_RUN_STOPPED : IDS_RUN_DONE, self->done, self->failed);
}

/* What stands below the list: how far it is, and what failed. */
static wchar_t *status_text(const dialog *self)
{
    wchar_t *text = stage_text(self);
    wchar_t *both;

    if (!self->failure)
        return text;
    both = text ? text_of(IDS_RUN_FAILED, text, self->failure) : NULL;
    free(text);
    return both;
}

static bool has_reason(const dialog *self)
{
    return action_of(self->id)->input != ACTION_ASKS_REASON ||
           GetWindowTextLengthW(part(self, PART_REASON)) > 0;
}

/* Which parts can be used now. */
static void settle(dialog *self)
{
    bool is_running = self->stage == STAGE_PLANNING || self->stage == STAGE_ACTING;
    bool is_over = self->stage == STAGE_DONE;

    form_say(&self->form, PART_STATUS, status_text(self));
    form_say(&self->form, PART_CANCEL,
             text_of(is_over                       ? IDS_BUTTON_CLOSE
                     : self->stage == STAGE_ACTING ? IDS_BUTTON_STOP
                                                   : IDS_BUTTON_CANCEL));
    enable(self, PART_DO, self->stage == STAGE_PLANNED && self->willing > 0 && has_reason(self));
    enable(self, PART_CANCEL, self->stage != STAGE_ACTING || !self->is_stopped);
    enable(self, PART_SOURCES, self->stage == STAGE_PLANNED && self->source_count < MOST_SOURCES);
    enable(self, PART_REASON, !is_over && self->stage != STAGE_ACTING);
    form_show(&self->form, PART_DO, !is_over);
    form_show(&self->form, PART_SOURCES,
              !is_over && action_of(self->id)->input == ACTION_ASKS_SOURCES);
    form_show(&self->form, PART_PROGRESS, is_running);
    SendMessageW(part(self, PART_PROGRESS), PBM_SETMARQUEE, is_running, 0);
    form_place(&self->form);
}

static void finish(dialog *self)
{
    self->stage = self->stage == STAGE_ACTING ? STAGE_DONE : STAGE_PLANNED;
    if (self->stage == STAGE_DONE)
        form_say(&self->form, PART_HEADING, text_of(IDS_HEADING_DONE));
    ListView_SetItemState(part(self, PART_LIST), 0, LVIS_SELECTED | LVIS_FOCUSED,
                          LVIS_SELECTED | LVIS_FOCUSED);
    settle(self);
    if (self->stage == STAGE_DONE || self->willing == 0)
        focus(self, self->is_to_fetch ? PART_SOURCES : PART_CANCEL);
    else
        focus(self, has_reason(self) ? PART_DO : PART_REASON);
}

static void set_failure(dialog *self, const char *failure)
{
    free(self->failure);
    self->failure = failure ? text_from_utf8(failure) : NULL;
}

static void run_next(dialog *self);

static void on_ended(void *context, const worker_end *end)
{
    dialog *self = context;
    worker *ended = self->running;

    if (end->failure && !end->is_stopped)
        set_failure(self, end->failure);
    self->is_stopped |= end->is_stopped;
    self->running = NULL;
    if (self->next < self->subject->count && end->has_run && !self->is_stopped)
        run_next(self);
    else
        finish(self);
    worker_release(ended);
}

/* The command for the rows that none has had yet. */
static void run_next(dialog *self)
{
    const action_answer answer = { .sources = (const char *const *)self->sources,
                                   .source_count = self->source_count,
                                   .reason = self->reason };
    const action_request request = { .id = self->id,
                                     .step = self->stage == STAGE_ACTING ? ACTION_ACT : ACTION_PLAN,
                                     .subject = self->subject,
                                     .looked_at = self->looked_at,
                                     .answer = &answer,
                                     .language = self->language };
    const worker_events events = { on_rows, on_ended, self };
    arguments words = { 0 };

    if (!action_command(&words, &self->next, &request) ||
        worker_start(&self->running, &(worker_job){ .words = &words }, &events) != S_OK)
        finish(self);
    arguments_clear(&words);
}

static void begin(dialog *self, stage entered)
{
    self->stage = entered;
    self->next = 0;
    self->willing = self->done = self->failed = 0;
    self->is_to_fetch = false;
    self->is_stopped = false;
    self->has_acted |= entered == STAGE_ACTING;
    set_failure(self, NULL);
    ListView_DeleteAllItems(part(self, PART_LIST));
    settle(self);
    run_next(self);
}

static void take_reason(dialog *self)
{
    wchar_t *text = form_text(&self->form, PART_REASON);

    free(self->reason);
    self->reason = text ? tr_text_to_utf8(text, wcslen(text)) : NULL;
    free(text);
}

static void add_source(dialog *self)
{
    char *source = choice_of_place(self->form.window, IDS_WHERE_CERTIFICATES);

    if (!source)
        return;
    self->sources[self->source_count++] = source;
    begin(self, STAGE_PLANNING);
}

/* Esc, the button and the window's own: what has begun is finished first. */
static void cancel(dialog *self)
{
    if (self->stage == STAGE_ACTING) {
        self->is_stopped = true;
        worker_stop(self->running);
        settle(self);
        return;
    }
    EndDialog(self->form.window, 0);
}

/* The line that is chosen, which is longer than its columns. */
static void show_whole(const dialog *self, const NMLISTVIEW *change)
{
    HWND list = part(self, PART_LIST);
    wchar_t cells[2][LONGEST_CELL] = { L"", L"" };
    passage text = { 0 };

    if (change->iItem < 0 || !(change->uNewState & LVIS_SELECTED))
        return;
    for (int at = 0; at < 2; at++) {
        ListView_GetItemText(list, change->iItem, at + 1, cells[at], LONGEST_CELL);
        if (cells[at][0])
            passage_add_line(&text, _wcsdup(cells[at]));
    }
    form_say(&self->form, PART_WHOLE, text.text);
}

static void on_command(dialog *self, WORD id, WORD notification)
{
    switch (id) {
    case PART_DO:
        if (!IsWindowEnabled(part(self, PART_DO)))
            break;
        take_reason(self);
        begin(self, STAGE_ACTING);
        break;
    case PART_CANCEL:
        cancel(self);
        break;
    case PART_SOURCES:
        add_source(self);
        break;
    case PART_REASON:
        if (notification == EN_CHANGE && self->stage == STAGE_PLANNED)
            enable(self, PART_DO, self->willing > 0 && has_reason(self));
        break;
    default:
        break;
    }
}

static void on_begin(dialog *self, HWND window)
{
    bool asks_reason = action_of(self->id)->input == ACTION_ASKS_REASON;

    form_make(&self->form, window, parts, ARRAYSIZE(parts));
    form_say(&self->form, PART_HEADING, text_of(action_of(self->id)->title));
    form_say(&self->form, PART_DO, text_of(do_text(self->id)));
    form_show(&self->form, PART_REASON_LABEL, asks_reason);
    form_show(&self->form, PART_REASON, asks_reason);
    form_add_column(&self->form, PART_LIST, 0, IDS_COLUMN_EFFECT, 26);
    form_add_column(&self->form, PART_LIST, 1, IDS_COLUMN_OBJECT, 50);
    form_add_column(&self->form, PART_LIST, 2, IDS_COLUMN_DETAIL, 70);
    form_fit(&self->form, 110, 30);
    begin(self, STAGE_PLANNING);
}

static INT_PTR CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    dialog *self = (dialog *)GetWindowLongPtrW(window, DWLP_USER);

    switch (message) {
    case WM_INITDIALOG:
        SetWindowLongPtrW(window, DWLP_USER, lparam);
        on_begin((dialog *)lparam, window);
        return FALSE; /* the focus is set already */
    case WM_COMMAND:
        on_command(self, LOWORD(wparam), HIWORD(wparam));
        return TRUE;
    case WM_NOTIFY:
        if (self && ((const NMHDR *)lparam)->code == LVN_ITEMCHANGED)
            show_whole(self, (const NMLISTVIEW *)lparam);
        return FALSE;
    default:
        return self && form_handle(&self->form, message, lparam);
    }
}

bool plan_dialog_run(HWND owner, action_id id, const action_subject *subject,
                     const target *looked_at)
{
    dialog self = {
        .id = id, .subject = subject, .looked_at = looked_at, .language = text_language()
    };

    if (self.language)
        form_run(owner, on_message, (LPARAM)&self);
    worker_release(self.running);
    form_clear(&self.form);
    while (self.source_count > 0)
        free(self.sources[--self.source_count]);
    free(self.failure);
    free(self.reason);
    free(self.language);
    return self.has_acted;
}
