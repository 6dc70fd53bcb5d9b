#include "snapin/find_dialog.h"

#include <stdlib.h>
#include <wchar.h>

#include "core/platform/win32/text.h"
#include "snapin/form.h"
#include "snapin/resource.h"
#include "snapin/strings.h"

#define LONGEST 1000 /* characters */

enum { PART_LABEL = 1000, PART_TEXT, PART_FIND = IDOK, PART_CANCEL = IDCANCEL };

static const form_part parts[] = {
    { FORM_LABEL, PART_LABEL, IDS_LABEL_FIND, 0 },
    { FORM_EDIT, PART_TEXT, 0, 0 },
    { FORM_DEFAULT, PART_FIND, IDS_BUTTON_FIND, 0 },
    { FORM_COMMAND, PART_CANCEL, IDS_BUTTON_CANCEL, 0 },
};

typedef struct dialog {
    form form;
    const char *before;
    char *text;
} dialog;

static void settle(const dialog *self)
{
    HWND text = GetDlgItem(self->form.window, PART_TEXT);

    EnableWindow(GetDlgItem(self->form.window, PART_FIND), GetWindowTextLengthW(text) > 0);
}

static void on_begin(dialog *self, HWND window)
{
    form_make(&self->form, window, parts, ARRAYSIZE(parts));
    SendDlgItemMessageW(window, PART_TEXT, EM_LIMITTEXT, LONGEST, 0);
    if (self->before)
        form_say(&self->form, PART_TEXT, tr_text_to_utf16(self->before));
    settle(self);
    form_fit(&self->form, 0, 0);
    SendMessageW(window, WM_NEXTDLGCTL, (WPARAM)GetDlgItem(window, PART_TEXT), TRUE);
}

static void take(dialog *self)
{
    wchar_t *text = form_text(&self->form, PART_TEXT);

    self->text = text && *text ? tr_text_to_utf8(text, wcslen(text)) : NULL;
    free(text);
    EndDialog(self->form.window, 0);
}

static void on_command(dialog *self, WORD id)
{
    if (id == PART_FIND)
        take(self);
    else if (id == PART_CANCEL)
        EndDialog(self->form.window, 0);
    else
        settle(self);
}

static INT_PTR CALLBACK on_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    dialog *self = (dialog *)GetWindowLongPtrW(window, DWLP_USER);

    switch (message) {
    case WM_INITDIALOG:
        SetWindowLongPtrW(window, DWLP_USER, lparam);
        on_begin((dialog *)lparam, window);
        return FALSE;
    case WM_COMMAND:
        on_command(self, LOWORD(wparam));
        return TRUE;
    default:
        return self && form_handle(&self->form, message, lparam);
    }
}

char *find_dialog_ask(HWND owner, const char *before)
{
    dialog self = { .before = before };

    form_run(owner, on_message, (LPARAM)&self);
    form_clear(&self.form);
    return self.text;
}
