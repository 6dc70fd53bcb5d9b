#include "shellext/window/strings.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <shlwapi.h>

#include "core/platform/win32/text.h"
#include "core/report/printable.h"
#include "shellext/window/resource.h"

#define STRINGS_IN_BLOCK    16
#define FILE_TIME_OF_1970   116444736000000000LL
#define FILE_TIME_IN_SECOND 10000000LL
#define LARGEST_FILE_TIME   0x7fff35f4f06c58f0LL /* 30827-12-31, the last day Windows can write */

static const WORD languages[TR_LANGUAGE_COUNT] = {
    [TR_ENGLISH] = LANG_ENGLISH,
    [TR_GERMAN] = LANG_GERMAN,
    [TR_JAPANESE] = LANG_JAPANESE,
};

static tr_language chosen;

void strings_choose(const char *tag)
{
    WORD wanted = PRIMARYLANGID(GetUserDefaultUILanguage());

    chosen = tag ? tr_language_of_tag(tag) : TR_ENGLISH;
    for (int index = 0; !tag && index < TR_LANGUAGE_COUNT; index++) {
        if (languages[index] == wanted)
            chosen = (tr_language)index;
    }
}

tr_language strings_language(void)
{
    return chosen;
}

/* A string of one language: its units are not terminated. */
static const wchar_t *find_in(size_t *count, UINT id, LANGID language)
{
    HRSRC block =
        FindResourceExW(NULL, RT_STRING, MAKEINTRESOURCEW(id / STRINGS_IN_BLOCK + 1), language);
    HGLOBAL loaded = block ? LoadResource(NULL, block) : NULL;
    const wchar_t *units = loaded ? LockResource(loaded) : NULL;

    if (!units)
        return NULL;
    for (UINT before = id % STRINGS_IN_BLOCK; before > 0; before--)
        units += 1 + *units;
    *count = *units;
    return *count > 0 ? units + 1 : NULL;
}

/* As a format for FormatMessage, to free(). */
static wchar_t *find(UINT id)
{
    const LANGID wanted[] = { MAKELANGID(languages[chosen], SUBLANG_NEUTRAL),
                              MAKELANGID(languages[chosen], SUBLANG_DEFAULT),
                              MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US) };
    const wchar_t *units = NULL;
    size_t count = 0;
    wchar_t *format;

    for (size_t index = 0; index < ARRAYSIZE(wanted) && !units; index++)
        units = find_in(&count, id, wanted[index]);
    format = calloc(count + 1, sizeof(*format));
    if (format && units)
        memcpy(format, units, count * sizeof(*format));
    return format;
}

wchar_t *text_of(UINT id, ...)
{
    wchar_t *format = find(id);
    wchar_t *formatted = NULL;
    wchar_t *text = NULL;
    va_list inserts;

    va_start(inserts, id);
    if (format && *format)
        FormatMessageW(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ALLOCATE_BUFFER, format, 0, 0,
                       (wchar_t *)&formatted, 0, &inserts);
    va_end(inserts);
    if (format)
        text = _wcsdup(formatted ? formatted : format);
    LocalFree(formatted);
    free(format);
    return text;
}

BOOL strings_are_mirrored(void)
{
    wchar_t *direction = text_of(IDS_READING_DIRECTION);
    BOOL is_mirrored = direction && wcscmp(direction, L"RTL") == 0;

    free(direction);
    return is_mirrored;
}

wchar_t *text_from_utf8(const char *text)
{
    char *printable = tr_printable(text);
    wchar_t *wide = printable ? tr_text_to_utf16(printable) : NULL;

    free(printable);
    return wide;
}

wchar_t *text_of_number(uint64_t number)
{
    wchar_t digits[24];
    wchar_t text[64];
    wchar_t decimal[8] = L".";
    wchar_t thousand[8] = L",";
    NUMBERFMTW format = {
        .LeadingZero = 1, .Grouping = 3, .lpDecimalSep = decimal, .lpThousandSep = thousand
    };

    GetLocaleInfoW(LOCALE_USER_DEFAULT, LOCALE_SDECIMAL, decimal, ARRAYSIZE(decimal));
    GetLocaleInfoW(LOCALE_USER_DEFAULT, LOCALE_STHOUSAND, thousand, ARRAYSIZE(thousand));
    _snwprintf(digits, ARRAYSIZE(digits), L"%llu", (unsigned long long)number);
    if (!GetNumberFormatW(LOCALE_USER_DEFAULT, 0, digits, &format, text, ARRAYSIZE(text)))
        return _wcsdup(digits);
    return _wcsdup(text);
}

wchar_t *text_of_size(uint64_t bytes)
{
    wchar_t text[64] = L"";

    StrFormatByteSizeW((LONGLONG)(bytes > INT64_MAX ? INT64_MAX : bytes), text, ARRAYSIZE(text));
    return _wcsdup(text);
}

/* The user's own clock and calendar. */
static BOOL to_local(SYSTEMTIME *out, time_t time)
{
    LONGLONG ticks = FILE_TIME_OF_1970;
    FILETIME file_time;
    SYSTEMTIME universal;

    if (time < -FILE_TIME_OF_1970 / FILE_TIME_IN_SECOND ||
        time > (LARGEST_FILE_TIME - FILE_TIME_OF_1970) / FILE_TIME_IN_SECOND)
        return FALSE;
    ticks += (LONGLONG)time * FILE_TIME_IN_SECOND;
    file_time.dwLowDateTime = (DWORD)ticks;
    file_time.dwHighDateTime = (DWORD)(ticks >> 32);
    return FileTimeToSystemTime(&file_time, &universal) &&
           SystemTimeToTzSpecificLocalTime(NULL, &universal, out);
}

wchar_t *text_of_time(time_t time)
{
    wchar_t date[80];
    wchar_t clock[80];
    SYSTEMTIME local;

    if (!to_local(&local, time) ||
        !GetDateFormatW(LOCALE_USER_DEFAULT, DATE_SHORTDATE, &local, NULL, date, ARRAYSIZE(date)) ||
        !GetTimeFormatW(LOCALE_USER_DEFAULT, TIME_NOSECONDS, &local, NULL, clock, ARRAYSIZE(clock)))
        return _wcsdup(L"");
    return text_of(IDS_DATE_AND_TIME, date, clock);
}
