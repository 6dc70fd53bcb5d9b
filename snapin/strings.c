#include "snapin/strings.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <objbase.h>

#include "com/module.h"
#include "com/string_table.h"
#include "com/users_format.h"
#include "core/platform/win32/text.h"
#include "core/report/printable.h"
#include "snapin/resource.h"

wchar_t *text_of(UINT id, ...)
{
    wchar_t *text;
    va_list inserts;

    va_start(inserts, id);
    text = string_table_text(module_instance(), PRIMARYLANGID(GetThreadUILanguage()), id, &inserts);
    va_end(inserts);
    return text;
}

HRESULT text_for_console(wchar_t **out, UINT id)
{
    wchar_t *text = text_of(id);
    size_t size = text ? (wcslen(text) + 1) * sizeof(*text) : 0;

    *out = text ? CoTaskMemAlloc(size) : NULL;
    if (*out)
        memcpy(*out, text, size);
    free(text);
    return *out ? S_OK : E_OUTOFMEMORY;
}

char *text_language(void)
{
    wchar_t *tag = text_of(IDS_LANGUAGE_TAG);
    char *text = tag ? tr_text_to_utf8(tag, wcslen(tag)) : NULL;

    free(tag);
    return text;
}

wchar_t *text_from_utf8(const char *text)
{
    char *printable = tr_printable(text);
    wchar_t *wide = printable ? tr_text_to_utf16(printable) : NULL;

    free(printable);
    return wide;
}

wchar_t *text_of_time(time_t time)
{
    wchar_t *date = users_date(time);
    wchar_t *clock = users_clock(time);
    wchar_t *text = date && clock ? text_of(IDS_DATE_AND_TIME, date, clock) : _wcsdup(L"");

    free(clock);
    free(date);
    return text;
}
