#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static void every_length_is_read(void)
{
    static const struct {
        const char *text;
        uint32_t character;
        size_t length;
    } cases[] = {
        { "A", 'A', 1 },
        { "\xC3\xA9", 0xE9, 2 },
        { "\xE2\x82\xAC", 0x20AC, 3 },
        { "\xF0\x9F\x98\x80", 0x1F600, 4 },
        { "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
        { "", 0, 0 },
    };

    for (size_t index = 0; index < sizeof(cases) / sizeof(cases[0]); index++) {
        uint32_t character;

        CU_ASSERT_EQUAL(tr_utf8_next(&character, cases[index].text), cases[index].length);
        CU_ASSERT_EQUAL(character, cases[index].character);
    }
}

static void what_is_no_utf8_takes_one_byte(void)
{
    static const char *const cases[] = {
        "\x80",             /* a continuation alone */
        "\xC0\x80",         /* overlong */
        "\xE0\x80\x80",     /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xFF",
        "\xE2\x82", /* cut off: the final zero byte is not stepped over */
        "\xF0",
    };

    for (size_t index = 0; index < sizeof(cases) / sizeof(cases[0]); index++) {
        uint32_t character;

        CU_ASSERT_EQUAL(tr_utf8_next(&character, cases[index]), 1);
        CU_ASSERT_EQUAL(character, TR_UTF8_INVALID);
        CU_ASSERT_FALSE(tr_utf8_is_valid(cases[index]));
    }
}

static void repair_keeps_what_is_good(void)
{
    char *repaired = tr_utf8_repair("a\xFF\xC3\xA9\xE2\x82z");

    CU_ASSERT_PTR_NOT_NULL_FATAL(repaired);
    CU_ASSERT_STRING_EQUAL(repaired, "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBDz");
    CU_ASSERT_TRUE(tr_utf8_is_valid(repaired));
    free(repaired);
}

static void what_is_written_is_read_again(void)
{
    static const uint32_t edges[] = { 1,      0x7F,   0x80,   0x7FF,   0x800,
                                      0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF };

    for (size_t index = 0; index < sizeof(edges) / sizeof(edges[0]); index++) {
        char text[TR_UTF8_LONGEST + 1] = "";
        uint32_t character;
        size_t size = tr_utf8_put(text, edges[index]);

        CU_ASSERT_EQUAL(strlen(text), size);
        CU_ASSERT_EQUAL(tr_utf8_next(&character, text), size);
        CU_ASSERT_EQUAL(character, edges[index]);
    }
}

static CU_TestInfo tests[] = {
    { "every length is read", every_length_is_read },
    { "what is no UTF-8 takes one byte", what_is_no_utf8_takes_one_byte },
    { "repair keeps what is good", repair_keeps_what_is_good },
    { "what is written is read again", what_is_written_is_read_again },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo utf8_suite = { "utf8", NULL, NULL, NULL, NULL, tests };
