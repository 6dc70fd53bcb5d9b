#include "shellext/drop_list.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

#define HEAD                                                                                       \
    "\x14\0\0\0"                                                                                   \
    "\0\0\0\0\0\0\0\0"                                                                             \
    "\0\0\0\0"
#define WIDE      HEAD "\1\0\0\0"
#define NARROW    HEAD "\0\0\0\0"
#define BLOCK(of) of, sizeof(of) - 1

/* The names of a block, as text with the units' zeros left out. */
static const char *names_of(const char *block, size_t size)
{
    static char text[256];
    size_t end = 0;
    tr_drop_list list;
    tr_dropped_name name;

    if (!tr_drop_list_open(&list, block, size))
        return "no list";
    while (tr_drop_list_next(&list, &name)) {
        for (size_t index = 0; index < name.size; index++) {
            if (name.bytes[index] && end < sizeof(text) - 2)
                text[end++] = (char)name.bytes[index];
        }
        text[end++] = '|';
    }
    text[end] = '\0';
    return text;
}

static void names_are_read_in_both_encodings(void)
{
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(WIDE "a\0b\0\0\0c\0\0\0\0\0")), "ab|c|");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(NARROW "ab\0c\0\0")), "ab|c|");
}

static void the_empty_name_is_the_end(void)
{
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(WIDE "a\0\0\0\0\0b\0\0\0\0\0")), "a|");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(NARROW "\0b\0\0")), "");
}

static void a_name_that_the_end_cuts_off_is_none(void)
{
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(WIDE "a\0\0\0b\0")), "a|");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(WIDE "a\0\0\0b\0\0")), "a|");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(NARROW "a\0b")), "a|");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(NARROW "a\0")), "a|");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(WIDE)), "");
}

static void names_may_begin_anywhere_in_the_block(void)
{
    static const char odd[] = "\x15\0\0\0"
                              "\0\0\0\0\0\0\0\0"
                              "\0\0\0\0"
                              "\1\0\0\0"
                              "?a\0\0\0\0\0";

    CU_ASSERT_STRING_EQUAL(names_of(BLOCK(odd)), "a|");
}

static void what_is_no_list_is_refused(void)
{
    CU_ASSERT_STRING_EQUAL(names_of("", 0), "no list");
    CU_ASSERT_STRING_EQUAL(names_of(WIDE, 19), "no list");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK("\x15\0\0\0"
                                          "0123456789012345")),
                           "no list");
    CU_ASSERT_STRING_EQUAL(names_of(BLOCK("\xff\xff\xff\xff"
                                          "0123456789012345")),
                           "no list");
}

static CU_TestInfo tests[] = {
    { "names are read in both encodings", names_are_read_in_both_encodings },
    { "the empty name is the end", the_empty_name_is_the_end },
    { "a name that the end cuts off is none", a_name_that_the_end_cuts_off_is_none },
    { "names may begin anywhere in the block", names_may_begin_anywhere_in_the_block },
    { "what is no list is refused", what_is_no_list_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo drop_list_suite = { "shellext/drop_list", NULL, NULL, NULL, NULL, tests };
