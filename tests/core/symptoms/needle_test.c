#include "core/symptoms/needle.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/symptoms/needle_set.h"
#include "tests/suites.h"

/* The needles of a pattern, with '|' between; "" for none. */
static const char *needles_of(const char *pattern)
{
    static char text[512];
    tr_needle needles[4];
    size_t count = tr_needles_of_pattern(needles, 4, pattern);
    size_t used = 0;

    text[0] = '\0';
    for (size_t index = 0; index < count; index++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%.*s", index ? "|" : "",
                                 (int)needles[index].size, (const char *)needles[index].bytes);
    return text;
}

static void needle_is_what_each_match_has(void)
{
    static const struct {
        const char *pattern;
        const char *needles;
    } rows[] = {
        { "Signature verification failed", "signature verification failed" },
        { "\\[Verify\\].*Fail(?:ed)? to verify", "[verify]" },
        { "abcdef?ghij", "abcde" },
        { "abcdef*", "abcde" },
        { "abcdef+ghi", "abcdef" },
        { "abcdef{2,3}x", "abcdef" },
        { "abcdef{0,3}x", "abcde" },
        { "abc(def)ghijk", "ghijk" },
        { "abc[def]ghijk", "ghijk" },
        { "abc[]x]ghijk", "ghijk" },
        { "a(?<!b)cdefg(x[)]y)hi", "cdefg" },
        { "first|second", "first|second" },
        { "first|s.", "" },
        { "\\d+\\.exe\\b", ".exe" },
        { "a.b", "" },
        { "", "" },
        { "ab\\x41cd", "" },
        { "\\Qab\\E", "" },
        { "(?x) a b c", "" },
        { "(?i)hello", "hello" },
        { "(*UTF)hello", "" },
        { "été ou hiver", "hiver" },
        { "破損して.*います", "破損して" },
    };

    for (size_t index = 0; index < sizeof(rows) / sizeof(rows[0]); index++) {
        const char *needles = needles_of(rows[index].pattern);

        CU_ASSERT_STRING_EQUAL(needles, rows[index].needles);
        if (strcmp(needles, rows[index].needles) != 0)
            printf("    %s: '%s', not '%s'\n", rows[index].pattern, needles, rows[index].needles);
    }
}

/* Where needles were found: "tag@place ". */
typedef struct found {
    char text[256];
    size_t used;
} found;

static bool note(void *context, size_t at, size_t tag)
{
    found *all = context;

    all->used +=
        (size_t)snprintf(all->text + all->used, sizeof(all->text) - all->used, "%zu@%zu ", tag, at);
    return true;
}

static const char *search(const char *const *needles, size_t count, const char *text, size_t from,
                          size_t to)
{
    static found all;
    tr_needle_set *set = tr_needle_set_new();
    const tr_bytes bytes = { (const unsigned char *)text, strlen(text) };

    all = (found){ .used = 0 };
    CU_ASSERT_PTR_NOT_NULL_FATAL(set);
    for (size_t index = 0; index < count; index++) {
        tr_needle needle;

        CU_ASSERT_TRUE(tr_needle_of_text(&needle, needles[index]));
        CU_ASSERT_TRUE(tr_needle_set_add(set, &needle, index));
    }
    tr_needle_set_prepare(set);
    tr_needle_set_search(set, bytes, from, to, note, &all);
    tr_needle_set_free(set);
    return all.text;
}

static void set_finds_all_in_any_case(void)
{
    static const char *const needles[] = { "abcdef", "cdefgh", "xyz" };

    CU_ASSERT_STRING_EQUAL(search(needles, 3, "ABCDEFGH xYz abcdefgh", 0, 100),
                           "0@0 1@2 2@9 0@13 1@15 ");
    CU_ASSERT_STRING_EQUAL(search(needles, 3, "abcdefgh xyz", 1, 9), "1@2 ");
    CU_ASSERT_STRING_EQUAL(search(needles, 3, "abcdefgh xyz", 1, 10), "1@2 2@9 ");
    CU_ASSERT_STRING_EQUAL(search(needles, 3, "abcde", 0, 5), "");
    CU_ASSERT_STRING_EQUAL(search(needles, 3, "", 0, 0), "");
    CU_ASSERT_STRING_EQUAL(search(NULL, 0, "abcdef", 0, 6), "");
}

static void blank_of_a_needle_is_any_white_space(void)
{
    static const char *const needles[] = { "abcd efg" };

    CU_ASSERT_STRING_EQUAL(search(needles, 1, "abcd efg abcd\r\n   EFG abcdefg abcd e", 0, 100),
                           "0@0 0@9 ");
}

static CU_TestInfo tests[] = {
    { "needle is what each match has", needle_is_what_each_match_has },
    { "set finds all in any case", set_finds_all_in_any_case },
    { "blank of a needle is any white space", blank_of_a_needle_is_any_white_space },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo needle_suite = { "symptoms/needle", NULL, NULL, NULL, NULL, tests };
