#include "core/platform/system_error.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

/* ENOENT and ERROR_FILE_NOT_FOUND are both 2. */
#define NOT_FOUND 2

static void code_becomes_plain_words(void)
{
    tr_error err;

    CU_ASSERT_EQUAL(tr_error_set_system(&err, TR_ERR_NOT_FOUND, NOT_FOUND, "cannot read '%s'", "a"),
                    TR_ERR_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(err.message, "cannot read 'a': no such file or folder");
    CU_ASSERT_EQUAL(err.status, TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(err.code, NOT_FOUND);
    CU_ASSERT_EQUAL(tr_system_error_status(NOT_FOUND), TR_ERR_NOT_FOUND);
}

static void every_code_has_words_on_one_line(void)
{
    for (unsigned long code = 1; code < 2000; code++) {
        char buffer[64];
        const char *words = tr_system_error_words(buffer, sizeof(buffer), code);

        CU_ASSERT(strlen(words) > 0 && !strchr(words, '\n') && words[strlen(words) - 1] != '.');
    }
}

static void long_name_is_cut_and_the_words_stay(void)
{
    static const char words[] = ": no such file or folder";
    char name[3000];
    tr_error err;
    size_t size;

    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    tr_error_set_system(&err, TR_ERR_NOT_FOUND, NOT_FOUND, "cannot read '%s'", name);
    size = strlen(err.message);
    CU_ASSERT_EQUAL(size, sizeof(err.message) - 1);
    CU_ASSERT_STRING_EQUAL(err.message + size - strlen(words), words);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "nnn..."));
}

static void name_is_cut_between_characters(void)
{
    char name[3001] = "";
    tr_error err;

    for (size_t at = 0; at + 2 < sizeof(name); at += 2)
        memcpy(name + at, "\xC3\xA4", 3);
    for (size_t shift = 0; shift < 2; shift++) {
        const char *cut;

        tr_error_set_system(&err, TR_ERR_NOT_FOUND, NOT_FOUND, "%s%s", shift ? "x" : "", name);
        cut = strstr(err.message, "...");
        CU_ASSERT_PTR_NOT_NULL_FATAL(cut);
        CU_ASSERT_EQUAL((unsigned char)cut[-1], 0xA4);
    }
}

static CU_TestInfo tests[] = {
    { "code becomes plain words", code_becomes_plain_words },
    { "every code has words on one line", every_code_has_words_on_one_line },
    { "long name is cut and the words stay", long_name_is_cut_and_the_words_stay },
    { "name is cut between characters", name_is_cut_between_characters },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo system_error_suite = { "platform/system_error", NULL, NULL, NULL, NULL, tests };
