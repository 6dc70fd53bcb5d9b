#include "com/registration.h"

#include <stdlib.h>
#include <string.h>

#include "com/module.h"

/* What is written, to free(); NULL when out of memory. */
static wchar_t *data_of(const registration_row *row, const wchar_t *own_path)
{
    const wchar_t *place = row->data ? wcsstr(row->data, L"%1") : NULL;
    size_t before = place ? (size_t)(place - row->data) : 0;
    size_t path = wcslen(own_path);
    wchar_t *data;

    if (!place)
        return _wcsdup(row->data ? row->data : own_path);
    data = malloc((wcslen(row->data) + path + 1) * sizeof(*data));
    if (data) {
        memcpy(data, row->data, before * sizeof(*data));
        memcpy(data + before, own_path, path * sizeof(*data));
        wcscpy(data + before + path, place + 2);
    }
    return data;
}

static LONG write_row(HKEY root, const registration_row *row, const wchar_t *own_path)
{
    wchar_t *data = data_of(row, own_path);
    HKEY key;
    LONG error = data ? RegCreateKeyExW(root, row->key, 0, NULL, 0, KEY_SET_VALUE, NULL, &key, NULL)
                      : ERROR_OUTOFMEMORY;

    if (!error) {
        error = RegSetValueExW(key, row->value, 0, REG_SZ, (const BYTE *)data,
                               (DWORD)((wcslen(data) + 1) * sizeof(*data)));
        RegCloseKey(key);
    }
    free(data);
    return error;
}

HRESULT registration_add(HKEY root, const registration_row *rows, size_t count)
{
    wchar_t *own_path = module_path();
    LONG error = own_path ? ERROR_SUCCESS : ERROR_OUTOFMEMORY;

    for (size_t index = 0; index < count && !error; index++)
        error = write_row(root, &rows[index], own_path);
    if (error)
        registration_remove(root, rows, count);
    free(own_path);
    return HRESULT_FROM_WIN32((ULONG)error);
}

static LONG remove_value(HKEY root, const registration_row *row)
{
    HKEY key;
    LONG error = RegOpenKeyExW(root, row->key, 0, KEY_SET_VALUE, &key);

    if (error)
        return error;
    error = RegDeleteValueW(key, row->value);
    RegCloseKey(key);
    return error;
}

static BOOL is_empty(HKEY root, const wchar_t *path)
{
    HKEY key;
    DWORD keys = 1;
    DWORD values = 1;

    if (RegOpenKeyExW(root, path, 0, KEY_QUERY_VALUE, &key))
        return FALSE;
    if (RegQueryInfoKeyW(key, NULL, NULL, NULL, &keys, NULL, NULL, &values, NULL, NULL, NULL, NULL))
        keys = 1;
    RegCloseKey(key);
    return keys == 0 && values == 0;
}

/* Of the machine: Windows has them from the first day, be they empty or not. */
static const wchar_t *const windows_own[] = {
    L"Software\\Classes\\*",
    L"Software\\Classes\\*\\shellex",
    L"Software\\Classes\\*\\shellex\\ContextMenuHandlers",
    L"Software\\Microsoft\\Windows\\CurrentVersion\\Shell Extensions",
    L"Software\\Microsoft\\Windows\\CurrentVersion\\Shell Extensions\\Approved",
    L"System\\CurrentControlSet\\Control\\Server Applications",
};

/* Software\Classes, Software\Microsoft and what is above them are never ours. */
static BOOL is_ours_to_remove(HKEY root, const wchar_t *path)
{
    const wchar_t *first = wcschr(path, L'\\');

    for (size_t index = 0; root == HKEY_LOCAL_MACHINE && index < ARRAYSIZE(windows_own); index++) {
        if (_wcsicmp(path, windows_own[index]) == 0)
            return FALSE;
    }
    return first && wcschr(first + 1, L'\\');
}

static LONG remove_empty_keys(HKEY root, const wchar_t *path)
{
    wchar_t *key = _wcsdup(path);
    LONG error = key ? ERROR_SUCCESS : ERROR_OUTOFMEMORY;

    while (!error && is_ours_to_remove(root, key) && is_empty(root, key)) {
        error = RegDeleteKeyW(root, key);
        *wcsrchr(key, L'\\') = L'\0';
    }
    free(key);
    return error;
}

HRESULT registration_remove(HKEY root, const registration_row *rows, size_t count)
{
    LONG first = ERROR_SUCCESS;

    /* From the last row on, for a key is emptied after those below it. */
    for (size_t index = count; index-- > 0;) {
        LONG error = remove_value(root, &rows[index]);

        if (!error)
            error = remove_empty_keys(root, rows[index].key);
        if (error && error != ERROR_FILE_NOT_FOUND && !first)
            first = error;
    }
    return HRESULT_FROM_WIN32((ULONG)first);
}
