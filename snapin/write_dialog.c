#include "snapin/write_dialog.h"

#include <stdlib.h>

#include <commctrl.h>

#include "snapin/form.h"
#include "snapin/resource.h"
#include "snapin/strings.h"
#include "snapin/worker.h"

enum { PART_TEXT = 1000, PART_PROGRESS, PART_STOP = IDCANCEL };

static const form_part parts[] = {
    { FORM_TEXT, PART_TEXT, IDS_WRITING, 0 },
    { FORM_PROGRESS, PART_PROGRESS, 0, 0 },
    { FORM_DEFAULT, PART_STOP, IDS_BUTTON_STOP, 0 },
};

typedef struct dialog {
    form form;
    const action_request *request;
    worker *running;
    bool is_written;
} dialog;

static void on_rows(void *context, row_block *block)
{
    (void)context;
    row_block_free(block);
}

static void tell(const dialog *self, const char *failure)
{
    wchar_t *why = text_from_utf8(failure ? failure : "");
    wchar_t *text = why ? text_of(IDS_WRITE_FAILED, why) : NULL;
    wchar_t *title = text_of(IDS_DIALOG_TITLE);

    MessageBoxW(self->form.window, text ? text : L"", title ? title : L"", MB_ICONERROR);
    free(why);
    free(text);
    free(title);
}

/* 1 is a report too: it says that something is not well. */
static void on_ended(void *context, const worker_end *end)
{
    dialog *self = context;

    self->is_written = end->has_run && !end->is_stopped && end->code <= 1;
    if (!self->is_written && !end->is_stopped)
        tell(self, end->failure);
    EndDialog(self->form.window, 0);
}

static void begin(dialog *self)
{
    const worker_events events = { on_rows, on_ended, self };
    arguments words = { 0 };
    size_t next = 0;

    if (!action_command(&words, &next, self->request) ||
        worker_start(&self->running, &(worker_job){ .words = &words }, &events) != S_OK)
        EndDialog(self->form.window, 0);
    arguments_clear(&words);
}

static void on_begin(dialog *self, HWND window)
{
    form_make(&self->form, window, parts, ARRAYSIZE(parts));
    SendDlgItemMessageW(window, PART_PROGRESS, PBM_SETMARQUEE, TRUE, 0);
    form_fit(&self->form, 0, 0);
    begin(self);
}

static INT_PTR CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    dialog *self = (dialog *)GetWindowLongPtrW(window, DWLP_USER);

    switch (message) {
    case WM_INITDIALOG:
        SetWindowLongPtrW(window, DWLP_USER, lparam);
        on_begin((dialog *)lparam, window);
        return TRUE;
    case WM_COMMAND:
        if (LOWORD(wparam) == PART_STOP && self->running)
            worker_stop(self->running);
        return TRUE;
    default:
        return self && form_handle(&self->form, message, lparam);
    }
}

bool write_dialog_run(HWND owner, const action_request *request)
{
    dialog self = { .request = request };

    form_run(owner, on_message, (LPARAM)&self);
    worker_release(self.running);
    form_clear(&self.form);
    return self.is_written;
}
