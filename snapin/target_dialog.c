#include "snapin/target_dialog.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/platform/win32/text.h"
#include "snapin/choice.h"
#include "snapin/form.h"
#include "snapin/resource.h"
#include "snapin/strings.h"

#define LONGEST      4000 /* characters */
#define FIRST_LABEL  1010
#define FIRST_EDIT   1030
#define FIRST_BROWSE 1050

enum { PART_INTRO = 1000, PART_OK = IDOK, PART_CANCEL = IDCANCEL };

/* What can be said here, and where it stands in the target. */
static const struct {
    target_option option;
    UINT label;
    bool is_folder;
} fields[] = {
    { TARGET_SYSTEM_ROOT, IDS_TARGET_SYSTEM_ROOT, true },
    { TARGET_SERVER, IDS_TARGET_SERVER, true },
    { TARGET_AGENT_FOLDER, IDS_TARGET_AGENT, true },
    { TARGET_SERVER_CERTIFICATE, IDS_TARGET_CERTIFICATE, false },
    { TARGET_STORE, IDS_TARGET_STORE, true },
    { TARGET_SOURCES, IDS_TARGET_SOURCES, false },
    { TARGET_STATE, IDS_TARGET_STATE, true },
};

#define FIELD_COUNT ARRAYSIZE(fields)
#define PART_COUNT  (1 + 3 * FIELD_COUNT + 2)

typedef struct dialog {
    form form;
    form_part parts[PART_COUNT];
    const target *looked_at;
    target *chosen;
} dialog;

static void list_parts(dialog *self)
{
    size_t count = 0;

    self->parts[count++] = (form_part){ FORM_TEXT, PART_INTRO, IDS_TARGET_INTRO, 0 };
    for (size_t index = 0; index < FIELD_COUNT; index++) {
        self->parts[count++] =
            (form_part){ FORM_LABEL, (WORD)(FIRST_LABEL + index), fields[index].label, 0 };
        self->parts[count++] = (form_part){ FORM_EDIT, (WORD)(FIRST_EDIT + index), 0, 0 };
        self->parts[count++] =
            (form_part){ FORM_BESIDE, (WORD)(FIRST_BROWSE + index), IDS_BUTTON_BROWSE, 0 };
    }
    self->parts[count++] = (form_part){ FORM_DEFAULT, PART_OK, IDS_BUTTON_OK, 0 };
    self->parts[count++] = (form_part){ FORM_COMMAND, PART_CANCEL, IDS_BUTTON_CANCEL, 0 };
}

static void on_begin(dialog *self, HWND window)
{
    list_parts(self);
    form_make(&self->form, window, self->parts, PART_COUNT);
    for (size_t index = 0; index < FIELD_COUNT; index++) {
        const char *value = target_value(self->looked_at, fields[index].option, 0);

        SendDlgItemMessageW(window, (int)(FIRST_EDIT + index), EM_LIMITTEXT, LONGEST, 0);
        if (value)
            form_say(&self->form, (WORD)(FIRST_EDIT + index), tr_text_to_utf16(value));
    }
    form_fit(&self->form, 80, 0);
    SendMessageW(window, WM_NEXTDLGCTL, (WPARAM)GetDlgItem(window, FIRST_EDIT), TRUE);
}

static void tell(const dialog *self, const tr_error *err)
{
    wchar_t *why = text_from_utf8(err->message);
    wchar_t *text = why ? text_of(IDS_TARGET_WRONG, why) : NULL;
    wchar_t *title = text_of(IDS_DIALOG_TITLE);

    MessageBoxW(self->form.window, text ? text : L"", title ? title : L"", MB_ICONWARNING);
    free(why);
    free(text);
    free(title);
}

static tr_status take_field(target *out, const dialog *self, size_t index, tr_error *err)
{
    wchar_t *text = form_text(&self->form, (WORD)(FIRST_EDIT + index));
    char *value = text ? tr_text_to_utf8(text, wcslen(text)) : NULL;
    const char *before = target_value(self->looked_at, fields[index].option, 0);
    tr_status status = TR_OK;

    /* A list of several stays if its first one does, which is all that is shown here. */
    if (value && strcmp(value, before ? before : "") != 0) {
        target_remove_all(out, fields[index].option);
        if (*value)
            status = target_add(out, fields[index].option, value, err);
    }
    free(text);
    free(value);
    return status;
}

static void take(dialog *self)
{
    target *chosen = target_copy(self->looked_at);

    for (size_t index = 0; chosen && index < FIELD_COUNT; index++) {
        tr_error err;

        if (take_field(chosen, self, index, &err) != TR_OK) {
            tell(self, &err);
            SendMessageW(self->form.window, WM_NEXTDLGCTL,
                         (WPARAM)GetDlgItem(self->form.window, (int)(FIRST_EDIT + index)), TRUE);
            target_free(chosen);
            return;
        }
    }
    if (chosen && target_equals(chosen, self->looked_at)) {
        target_free(chosen);
        chosen = NULL;
    }
    self->chosen = chosen;
    EndDialog(self->form.window, 0);
}

static void browse(const dialog *self, size_t index)
{
    HWND window = self->form.window;
    char *place = fields[index].is_folder ? choice_of_folder(window, fields[index].label)
                                          : choice_of_place(window, fields[index].label);

    if (place)
        form_say(&self->form, (WORD)(FIRST_EDIT + index), tr_text_to_utf16(place));
    free(place);
}

static void on_command(dialog *self, WORD id)
{
    if (id == PART_OK)
        take(self);
    else if (id == PART_CANCEL)
        EndDialog(self->form.window, 0);
    else if (id >= FIRST_BROWSE && id < FIRST_BROWSE + FIELD_COUNT)
        browse(self, id - FIRST_BROWSE);
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

target *target_dialog_ask(HWND owner, const target *looked_at)
{
    dialog self = { .looked_at = looked_at };

    form_run(owner, on_message, (LPARAM)&self);
    form_clear(&self.form);
    return self.chosen;
}
