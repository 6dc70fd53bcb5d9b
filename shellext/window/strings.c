#include "shellext/window/strings.h"

#include <stdarg.h>
#include <stdlib.h>

#include "com/string_table.h"
#include "com/users_format.h"
#include "core/platform/win32/text.h"
#include "core/report/printable.h"
#include "shellext/window/resource.h"

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

wchar_t *text_of(UINT id, ...)
{
    wchar_t *text;
    va_list inserts;

    va_start(inserts, id);
    text = string_table_text(NULL, languages[chosen], id, &inserts);
    va_end(inserts);
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
    return users_number(number);
}

wchar_t *text_of_size(uint64_t bytes)
{
    return users_size(bytes);
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
