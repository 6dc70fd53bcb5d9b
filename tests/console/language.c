#include "tests/console/language.h"

#include <windows.h>

typedef LONG NTAPI set_ui_language(LANGID language);

/* Wine 8 takes no language of a thread, but one of the program. */
static void tell_wine(LANGID language)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    set_ui_language *set =
        (set_ui_language *)(void (*)(void))GetProcAddress(ntdll, "NtSetDefaultUILanguage");

    if (GetProcAddress(ntdll, "wine_get_version") && set)
        set(language);
}

bool language_speak(const char *tag)
{
    wchar_t name[LOCALE_NAME_MAX_LENGTH] = L"";
    LCID locale;

    MultiByteToWideChar(CP_UTF8, 0, tag, -1, name, LOCALE_NAME_MAX_LENGTH);
    locale = LocaleNameToLCID(name, 0);
    if (!locale)
        return false;
    SetThreadUILanguage(LANGIDFROMLCID(locale));
    SetThreadLocale(locale);
    tell_wine(LANGIDFROMLCID(locale));
    return true;
}
