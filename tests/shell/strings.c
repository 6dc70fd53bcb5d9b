/* The DLL's texts: each language has all of them, and they fit together. */
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "shellext/menu/command.h"
#include "shellext/menu/resource.h"
#include "tests/shell/check.h"
#include "tests/shell/parts.h"

static const LANGID languages[] = {
    MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US),
    MAKELANGID(LANG_GERMAN, SUBLANG_NEUTRAL),
    MAKELANGID(LANG_JAPANESE, SUBLANG_NEUTRAL),
};

/* A string of one language: a table holds sixteen, each with its length before it. */
static void read_string(wchar_t *out, UINT id, LANGID language)
{
    HRSRC found = FindResourceExW(subject_module(), (LPCWSTR)RT_STRING,
                                  MAKEINTRESOURCEW(id / 16 + 1), language);
    const WORD *table = found ? LockResource(LoadResource(subject_module(), found)) : NULL;

    out[0] = L'\0';
    for (UINT index = 0; table && index < id % 16; index++)
        table += 1 + *table;
    if (table && *table < MENU_STRING_CAPACITY) {
        memcpy(out, table + 1, *table * sizeof(*out));
        out[*table] = L'\0';
    }
}

/* The placeholders of a text, in a set of bits. */
static unsigned placeholders(const wchar_t *text)
{
    unsigned set = 0;

    for (const wchar_t *mark = wcschr(text, L'%'); mark; mark = wcschr(mark + 1, L'%'))
        set |= mark[1] >= L'1' && mark[1] <= L'9' ? 1u << (mark[1] - L'0') : 1u;
    return set;
}

static void check_string(UINT id, LANGID language)
{
    wchar_t english[MENU_STRING_CAPACITY];
    wchar_t text[MENU_STRING_CAPACITY];

    read_string(english, id, languages[0]);
    read_string(text, id, language);
    check("strings.complete", text[0] != L'\0', "language %x has no text %u", language, id);
    check("strings.placeholders", placeholders(text) == placeholders(english),
          "language %x, text %u: not the placeholders of the English one", language, id);
    check("strings.translated",
          language == languages[0] || id == IDS_PRODUCT || wcscmp(text, english) != 0,
          "language %x, text %u is the English one", language, id);
}

static wchar_t key_of(UINT id, LANGID language)
{
    wchar_t text[MENU_STRING_CAPACITY];
    const wchar_t *mark;

    read_string(text, id, language);
    mark = wcschr(text, L'&');
    if (!check("strings.key", mark && mark[1] && !wcschr(mark + 1, L'&'),
               "language %x, text %u: not one access key", language, id))
        return L'\0';
    return (wchar_t)(ULONG_PTR)CharUpperW((wchar_t *)(ULONG_PTR)mark[1]);
}

void strings_check(void)
{
    static const UINT ids[] = { IDS_VERIFY_ONE,  IDS_VERIFY_MANY,     IDS_VERIFY_HELP,
                                IDS_RESTORE_ONE, IDS_RESTORE_MANY,    IDS_RESTORE_HELP,
                                IDS_PRODUCT,     IDS_PROGRAM_MISSING, IDS_START_FAILED,
                                IDS_NO_FILES };

    if (!check("client.watches", subject_watch(true), "the DLL could not be loaded"))
        return;
    for (size_t language = 0; language < ARRAYSIZE(languages); language++) {
        for (size_t id = 0; id < ARRAYSIZE(ids); id++)
            check_string(ids[id], languages[language]);
        check("strings.key",
              key_of(IDS_VERIFY_ONE, languages[language]) !=
                      key_of(IDS_RESTORE_ONE, languages[language]) &&
                  key_of(IDS_VERIFY_MANY, languages[language]) !=
                      key_of(IDS_RESTORE_MANY, languages[language]),
              "language %x: both commands have the same access key", languages[language]);
    }
}
