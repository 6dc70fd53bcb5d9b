#include "shellext/window/install_dialog.h"

#include <stdlib.h>

#include <commctrl.h>
#include <shlobj.h>

#include "core/platform/win32/text.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"
#include "shellext/window/passage.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

#define BUTTON_INSTALL 1001
#define BUTTON_LOOK    1002

/* The name of a certificate, to free(). */
static wchar_t *name_of(const tr_import *import)
{
    char *name;
    wchar_t *text;

    if (import->required)
        return text_from_utf8(import->required->common_name);
    name = import->sought.found ? tr_certificate_common_name(import->sought.found) : NULL;
    text = text_from_utf8(name ? name : "?");
    free(name);
    return text;
}

static wchar_t *thumbprint_of(const tr_import *import)
{
    char hex[2 * TR_SHA1_SIZE + 1] = "?";

    if (import->sought.has_sha1)
        tr_hex(hex, import->sought.thumbprint.sha1, TR_SHA1_SIZE);
    return text_from_utf8(hex);
}

/* Two inserts at most, both taken. */
static void say(passage *out, UINT id, wchar_t *first, wchar_t *second)
{
    passage_add_line(out, first && second ? text_of(id, first, second) : NULL);
    free(first);
    free(second);
}

static void say_import(passage *out, const tr_import *import)
{
    switch (import->action) {
    case TR_IMPORT_INSTALL:
        say(out, IDS_INSTALL_ITEM, name_of(import), text_from_utf8(import->place));
        say(out, IDS_INSTALL_FOUND, text_from_utf8(import->sought.found_in), thumbprint_of(import));
        break;
    case TR_IMPORT_NOTHING:
        say(out, IDS_INSTALL_THERE, name_of(import), text_from_utf8(import->place));
        break;
    case TR_IMPORT_FETCH:
        say(out, IDS_INSTALL_ABSENT, name_of(import), thumbprint_of(import));
        break;
    case TR_IMPORT_UNPINNED:
        say(out, IDS_INSTALL_UNPINNED, name_of(import), thumbprint_of(import));
        break;
    case TR_IMPORT_REFUSE:
        say(out, IDS_INSTALL_REFUSED, name_of(import),
            text_from_utf8(tr_words(strings_language(), import->reason)));
        break;
    }
}

static HRESULT CALLBACK on_event(HWND dialog, UINT message, WPARAM wparam, LPARAM lparam,
                                 LONG_PTR data)
{
    const tr_import_plan *plan = (const tr_import_plan *)data;

    (void)wparam, (void)lparam;
    if (message == TDN_CREATED) {
        SendMessageW(dialog, TDM_SET_BUTTON_ELEVATION_REQUIRED_STATE, BUTTON_INSTALL, TRUE);
        SendMessageW(dialog, TDM_ENABLE_BUTTON, BUTTON_INSTALL, plan->installable > 0);
    }
    return S_OK;
}

static int show(HWND owner, const tr_import_plan *plan, const wchar_t *const texts[4],
                const wchar_t *content)
{
    const TASKDIALOG_BUTTON buttons[] = { { BUTTON_INSTALL, texts[2] }, { BUTTON_LOOK, texts[3] } };
    const TASKDIALOGCONFIG how = {
        .cbSize = sizeof(how),
        .hwndParent = owner,
        .dwFlags =
            TDF_ALLOW_DIALOG_CANCELLATION | TDF_POSITION_RELATIVE_TO_WINDOW | TDF_SIZE_TO_CONTENT,
        .dwCommonButtons = TDCBF_CANCEL_BUTTON,
        .pszWindowTitle = texts[0],
        .pszMainInstruction = texts[1],
        .pszContent = content,
        .cButtons = ARRAYSIZE(buttons),
        .pButtons = buttons,
        .nDefaultButton = plan->installable > 0 ? BUTTON_INSTALL : BUTTON_LOOK,
        .pfCallback = on_event,
        .lpCallbackData = (LONG_PTR)plan,
    };
    int pressed = IDCANCEL;

    return SUCCEEDED(TaskDialogIndirect(&how, &pressed, NULL, NULL)) ? pressed : IDCANCEL;
}

/* A folder of the user's, in UTF-8, to free(); NULL: none. */
static char *choose_folder(HWND owner)
{
    wchar_t *title = text_of(IDS_INSTALL_WHERE);
    BROWSEINFOW how = { .hwndOwner = owner,
                        .lpszTitle = title,
                        .ulFlags =
                            BIF_RETURNONLYFSDIRS | BIF_NEWDIALOGSTYLE | BIF_NONEWFOLDERBUTTON };
    PIDLIST_ABSOLUTE chosen = SHBrowseForFolderW(&how);
    wchar_t path[MAX_PATH];
    char *folder = NULL;

    if (chosen && SHGetPathFromIDListW(chosen, path))
        folder = tr_text_to_utf8(path, wcslen(path));
    CoTaskMemFree(chosen);
    free(title);
    return folder;
}

install_answer install_dialog_ask(HWND owner, const tr_import_plan *plan, char **place)
{
    static const UINT ids[4] = { IDS_PRODUCT, IDS_INSTALL_QUESTION, IDS_INSTALL_BUTTON,
                                 IDS_INSTALL_LOOK };
    wchar_t *texts[4];
    passage content = { 0 };
    int pressed;

    for (size_t index = 0; index < ARRAYSIZE(ids); index++)
        texts[index] = text_of(ids[index]);
    for (size_t index = 0; index < plan->count; index++) {
        if (index > 0)
            passage_add_gap(&content);
        say_import(&content, &plan->items[index]);
    }
    pressed = show(owner, plan, (const wchar_t *const *)texts, content.text);
    for (size_t index = 0; index < ARRAYSIZE(ids); index++)
        free(texts[index]);
    free(content.text);
    if (pressed == BUTTON_INSTALL && plan->installable > 0)
        return INSTALL_NOW;
    *place = pressed == BUTTON_LOOK ? choose_folder(owner) : NULL;
    return *place ? INSTALL_LOOK_ELSEWHERE : INSTALL_NOT;
}
