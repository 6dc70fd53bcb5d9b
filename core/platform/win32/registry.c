#include "core/platform/registry.h"

#include <stdlib.h>
#include <wchar.h>

#include <windows.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/text.h"

/* A key's name has 255 characters at most. */
#define NAME_MAX_UNITS 256

bool tr_machine_registry_exists(void)
{
    return true;
}

static bool is_absence(LSTATUS code)
{
    return code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND;
}

static tr_status cannot_read(const char *key, LSTATUS code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status((DWORD)code), (unsigned long)code,
                               "cannot read the registry key 'HKEY_LOCAL_MACHINE\\%s'", key);
}

static tr_status no_memory(const char *key, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0,
                        "no memory to read the registry key 'HKEY_LOCAL_MACHINE\\%s'", key);
}

/* *out is NULL if the key is not there. */
static tr_status open_key(HKEY *out, bool is_wow, const char *key, REGSAM rights, tr_error *err)
{
    wchar_t *wide = tr_text_to_utf16(key);
    LSTATUS code;

    *out = NULL;
    if (!wide)
        return no_memory(key, err);
    code = RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide, 0,
                         rights | (is_wow ? KEY_WOW64_32KEY : KEY_WOW64_64KEY), out);
    free(wide);
    return code == 0 || is_absence(code) ? TR_OK : cannot_read(key, code, err);
}

/* Read a value, which may grow meanwhile. *out is NULL if it is not there. */
static LSTATUS read_value(unsigned char **out, DWORD *size, DWORD *type, HKEY key,
                          const wchar_t *value)
{
    LSTATUS code = ERROR_MORE_DATA;

    *out = NULL;
    *size = 0;
    while (code == ERROR_MORE_DATA) {
        unsigned char *larger = realloc(*out, (size_t)*size + 2);

        if (!larger) {
            code = ERROR_NOT_ENOUGH_MEMORY;
            break;
        }
        *out = larger;
        code = RegQueryValueExW(key, value, NULL, type, larger, size);
    }
    if (code == 0) {
        (*out)[*size] = 0;
        (*out)[*size + 1] = 0;
    } else {
        free(*out);
        *out = NULL;
    }
    return is_absence(code) ? 0 : code;
}

tr_status tr_machine_registry_read(unsigned char **out, size_t *size, uint32_t *type, bool is_wow,
                                   const char *key, const char *value, tr_error *err)
{
    HKEY open;
    DWORD got = 0, kind = 0;
    LSTATUS code = 0;
    wchar_t *wide = NULL;
    tr_status status = open_key(&open, is_wow, key, KEY_QUERY_VALUE, err);

    *out = NULL;
    if (status != TR_OK || !open)
        return status;
    wide = tr_text_to_utf16(value);
    if (!wide)
        status = no_memory(key, err);
    else
        code = read_value(out, &got, &kind, open, wide);
    if (code != 0)
        status = cannot_read(key, code, err);
    free(wide);
    RegCloseKey(open);
    *size = got;
    *type = kind;
    return status;
}

/* Visit one name. Gives false at the end, or with *status set. */
static bool visit_name(HKEY open, DWORD index, const char *key, tr_registry_visit *visit,
                       void *context, tr_status *status, tr_error *err)
{
    wchar_t wide[NAME_MAX_UNITS];
    DWORD count = NAME_MAX_UNITS;
    LSTATUS code = RegEnumKeyExW(open, index, wide, &count, NULL, NULL, NULL, NULL);
    char *name;
    bool wants_more;

    if (code != 0) {
        if (code != ERROR_NO_MORE_ITEMS)
            *status = cannot_read(key, code, err);
        return false;
    }
    name = tr_text_to_utf8(wide, count);
    if (!name) {
        *status = no_memory(key, err);
        return false;
    }
    wants_more = visit(context, name);
    free(name);
    return wants_more;
}

tr_status tr_machine_registry_walk(bool is_wow, const char *key, tr_registry_visit *visit,
                                   void *context, tr_error *err)
{
    HKEY open;
    DWORD index = 0;
    tr_status status = open_key(&open, is_wow, key, KEY_ENUMERATE_SUB_KEYS, err);

    if (status != TR_OK || !open)
        return status;
    while (visit_name(open, index, key, visit, context, &status, err))
        index++;
    RegCloseKey(open);
    return status;
}
