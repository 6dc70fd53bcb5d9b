#include "com/users_format.h"

#include <stdio.h>

#include <windows.h>
#include <shlwapi.h>

#define FILE_TIME_OF_1970   116444736000000000LL
#define FILE_TIME_IN_SECOND 10000000LL
#define LARGEST_FILE_TIME   0x7fff35f4f06c58f0LL /* 30827-12-31, the last day Windows can write */

wchar_t *users_number(uint64_t number)
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

wchar_t *users_size(uint64_t bytes)
{
    wchar_t text[64] = L"";

    StrFormatByteSizeW((LONGLONG)(bytes > INT64_MAX ? INT64_MAX : bytes), text, ARRAYSIZE(text));
    return _wcsdup(text);
}

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

wchar_t *users_date(time_t time)
{
    wchar_t date[80];
    SYSTEMTIME local;

    if (!to_local(&local, time) ||
        !GetDateFormatW(LOCALE_USER_DEFAULT, DATE_SHORTDATE, &local, NULL, date, ARRAYSIZE(date)))
        return NULL;
    return _wcsdup(date);
}

wchar_t *users_clock(time_t time)
{
    wchar_t clock[80];
    SYSTEMTIME local;

    if (!to_local(&local, time) ||
        !GetTimeFormatW(LOCALE_USER_DEFAULT, TIME_NOSECONDS, &local, NULL, clock, ARRAYSIZE(clock)))
        return NULL;
    return _wcsdup(clock);
}
