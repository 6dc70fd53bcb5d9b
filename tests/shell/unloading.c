/* Explorer may unload the DLL whenever it says so. */
#include <windows.h>
#include <shellapi.h>
#include <shlobj.h>

#include "tests/shell/check.h"
#include "tests/shell/faults.h"
#include "tests/shell/parts.h"

#define ROUNDS 200

static const wchar_t *const names[] = { L"C:\\folder\\b.dll_invalid" };

static void check_held(void)
{
    handler files = subject_file_menu();
    data_object *data = data_object_of(names, 1);
    IContextMenu *menu = handler_open(&files, NULL, data);

    check("unload.object", subject_can_unload() == S_FALSE, "an object does not hold the DLL");
    CoFreeUnusedLibrariesEx(0, 0);
    check("unload.object", subject_module() != NULL, "the DLL went away below an object");
    IContextMenu_Release(menu);
    data_object_let_go(data);
}

/* Menus, and commands that leave a thread behind; then the DLL goes, and comes again. */
static void check_rounds(void)
{
    handler files = subject_file_menu();
    int unloaded = 0;

    for (int round = 0; round < ROUNDS; round++) {
        data_object *data = data_object_of(names, 1);
        IContextMenu *menu = handler_open(&files, NULL, data);
        CMINVOKECOMMANDINFO info = { .cbSize = sizeof(info), .fMask = CMIC_MASK_FLAG_NO_UI };
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

        faults_watch(subject_module(), true);
        IContextMenu_InvokeCommand(menu, &info);
        shown_menu_free(&shown);
        IContextMenu_Release(menu);
        data_object_let_go(data);
        subject_rests();
        for (int waited = 0; waited < 100 && subject_module(); waited++) {
            CoFreeUnusedLibrariesEx(0, 0);
            if (subject_module())
                Sleep(1);
        }
        unloaded += subject_module() == NULL;
    }
    check("unload.often", unloaded == ROUNDS, "%d of %d times", unloaded, ROUNDS);
}

void unloading_check(void)
{
    subject_forget();
    check_held();
    check_rounds();
}
