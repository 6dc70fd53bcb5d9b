#include "tests/shell/parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "shellext/menu/classes.h"
#include "tests/shell/faults.h"

#define PATIENCE_MS 5000

static wchar_t path[MAX_PATH];
static HMODULE loaded;

bool subject_open(const char *given)
{
    wchar_t wide[MAX_PATH];

    return MultiByteToWideChar(CP_ACP, 0, given, -1, wide, MAX_PATH) > 0 &&
           GetFullPathNameW(wide, MAX_PATH, path, NULL) > 0 &&
           GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

bool subject_watch(bool pretends)
{
    if (!loaded)
        loaded = LoadLibraryW(path);
    faults_forget();
    return loaded && faults_watch(loaded, pretends);
}

void subject_forget(void)
{
    if (loaded)
        FreeLibrary(loaded);
    loaded = NULL;
}

HMODULE subject_module(void)
{
    return GetModuleHandleW(path);
}

const wchar_t *subject_path(void)
{
    return path;
}

typedef HRESULT WINAPI can_unload_now(void);

HRESULT subject_can_unload(void)
{
    can_unload_now *can_unload =
        (can_unload_now *)(void (*)(void))GetProcAddress(subject_module(), "DllCanUnloadNow");

    return can_unload ? can_unload() : E_FAIL;
}

bool subject_rests(void)
{
    for (int waited = 0; waited < PATIENCE_MS; waited += 10) {
        if (subject_can_unload() == S_OK)
            return true;
        Sleep(10);
    }
    return false;
}

handler subject_file_menu(void)
{
    return handler_registered(&CLSID_trustmend_file_menu);
}

handler subject_folder_menu(void)
{
    return handler_registered(&CLSID_trustmend_folder_menu);
}

wchar_t **many_names(size_t count, bool last_is_invalid)
{
    size_t room = 64;
    wchar_t **names = malloc(count * (sizeof(*names) + room * sizeof(**names)));
    wchar_t *text = (wchar_t *)(names + count);

    for (size_t index = 0; index < count; index++) {
        bool is_invalid = last_is_invalid && index + 1 == count;

        names[index] = text + index * room;
        wsprintfW(names[index], L"C:\\folder\\Program Files\\a library number %05u.dll%s",
                  (unsigned)index, is_invalid ? L"_invalid" : L"");
    }
    return names;
}
