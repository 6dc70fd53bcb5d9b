#include "core/platform/win32/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static void both_ways_without_a_loss(void)
{
    static const struct {
        const char *narrow;
        const wchar_t *wide;
    } rows[] = {
        { "", L"" },
        { "a\x7F", L"a\x7F" },
        { "\xC2\x80\xDF\xBF", L"\x0080\x07FF" },
        { "\xE0\xA0\x80\xEF\xBF\xBF", L"\x0800\xFFFF" },
        { "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", L"\xD800\xDC00\xDBFF\xDFFF" },
        { "\xED\xA0\x80", L"\xD800" },                             /* a lone high surrogate */
        { "\xED\xBF\xBF", L"\xDFFF" },                             /* a lone low one */
        { "\xED\xB0\x80\xED\xA0\x80", L"\xDC00\xD800" },           /* both, the wrong way round */
        { "\xED\xA0\x80\xF0\x90\x80\x80", L"\xD800\xD800\xDC00" }, /* before a pair */
        { "\xF0\x90\x80\x80\xED\xB0\x80", L"\xD800\xDC00\xDC00" }, /* after one */
    };

    for (size_t index = 0; index < sizeof(rows) / sizeof(rows[0]); index++) {
        wchar_t *wide = tr_text_to_utf16(rows[index].narrow);
        char *narrow = tr_text_to_utf8(rows[index].wide, wcslen(rows[index].wide));

        CU_ASSERT(wide && wcscmp(wide, rows[index].wide) == 0);
        CU_ASSERT(narrow && strcmp(narrow, rows[index].narrow) == 0);
        free(wide);
        free(narrow);
    }
}

static void what_is_no_text_is_refused(void)
{
    static const char *const rows[] = {
        "\x80",                     /* a continuation alone */
        "a\xC3",                    /* cut off */
        "\xE2\x82",                 /* cut off */
        "\xF0\x9F\x94",             /* cut off */
        "\xC3(",                    /* no continuation */
        "\xC0\x80",                 /* overlong */
        "\xC1\xBF",                 /* overlong */
        "\xE0\x9F\xBF",             /* overlong */
        "\xF0\x8F\xBF\xBF",         /* overlong */
        "\xF4\x90\x80\x80",         /* beyond U+10FFFF */
        "\xF5\x80\x80\x80",         /* beyond */
        "\xFF",                     /* nothing at all */
        "\xED\xA0\x80\xED\xB0\x80", /* a pair in two halves */
    };

    for (size_t index = 0; index < sizeof(rows) / sizeof(rows[0]); index++) {
        wchar_t *wide = tr_text_to_utf16(rows[index]);

        CU_ASSERT_PTR_NULL(wide);
        CU_ASSERT_EQUAL(GetLastError(), ERROR_NO_UNICODE_TRANSLATION);
        free(wide);
    }
}

/* All there are of one unit, and a pair from each corner. */
static void every_unit_comes_back(void)
{
    int wrong = 0;

    for (uint32_t unit = 1; unit <= 0xFFFF; unit++) {
        wchar_t given[] = { (wchar_t)unit, 'x', 0 };
        char *narrow = tr_text_to_utf8(given, 2);
        wchar_t *wide = narrow ? tr_text_to_utf16(narrow) : NULL;

        wrong += !wide || wcscmp(wide, given) != 0;
        free(narrow);
        free(wide);
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static CU_TestInfo tests[] = {
    { "both ways without a loss", both_ways_without_a_loss },
    { "what is no text is refused", what_is_no_text_is_refused },
    { "every unit comes back", every_unit_comes_back },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo text_suite = { "platform/text", NULL, NULL, NULL, NULL, tests };
