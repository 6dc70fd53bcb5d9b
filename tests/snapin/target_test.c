#include "snapin/rows/target.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "snapin/rows/node.h"
#include "tests/suites.h"

static target *looked_at;

static void set_up(void)
{
    looked_at = target_new();
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_SERVER, "D:\\Apex One", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_AGENT_FOLDER, "\\\\pc\\c$\\Agent", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_LIST, "/home/agents.csv", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_ANCHORS, "system", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_ANCHORS, "E:/roots", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_STORE, "user", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(looked_at, TARGET_AT, "2026-11-01", NULL), TR_OK);
}

static void tear_down(void)
{
    target_free(looked_at);
}

static bool are(const arguments *given, const char *const *wanted, size_t count)
{
    if (given->has_failed || given->count != count)
        return false;
    for (size_t index = 0; index < count; index++) {
        if (strcmp(given->items[index], wanted[index]) != 0)
            return false;
    }
    return given->items[count] == NULL;
}

#define ARE(given, ...)                                                                            \
    are(given, (const char *const[]){ __VA_ARGS__ },                                               \
        sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void a_command_gets_the_options_that_it_takes(void)
{
    arguments words = { 0 };

    target_arguments(&words, looked_at, TARGET_CHECKS);
    CU_ASSERT_TRUE(ARE(&words, "checks", "--installation=D:\\Apex One"));
    arguments_clear(&words);
    target_arguments(&words, looked_at, TARGET_AGENT);
    CU_ASSERT_TRUE(ARE(&words, "agent", "--installation=D:\\Apex One",
                       "--installation=\\\\pc\\c$\\Agent", "--at=2026-11-01"));
    arguments_clear(&words);
    target_arguments(&words, looked_at, TARGET_ROOTS);
    CU_ASSERT_TRUE(ARE(&words, "roots", "--store=user", "--anchors=system", "--anchors=E:/roots",
                       "--at=2026-11-01"));
    arguments_clear(&words);
    target_arguments(&words, looked_at, TARGET_MISMATCHED);
    CU_ASSERT_TRUE(ARE(&words, "mismatched", "--installation=D:\\Apex One", "/home/agents.csv"));
    arguments_clear(&words);
}

static void a_node_asks_for_records(void)
{
    arguments words = { 0 };

    node_arguments(&words, node_of(NODE_INSTALLED_ROOTS), looked_at, "ja");
    CU_ASSERT_TRUE(ARE(&words, "roots", "--store=user", "--anchors=system", "--anchors=E:/roots",
                       "--at=2026-11-01", "--format=json", "--language=ja", "--stop-with-input",
                       "--installed"));
    arguments_clear(&words);
}

static void agents_need_a_list(void)
{
    CU_ASSERT_TRUE(node_has_source(node_of(NODE_MISMATCHED_AGENTS), looked_at));
    target_remove_all(looked_at, TARGET_LIST);
    CU_ASSERT_FALSE(node_has_source(node_of(NODE_MISMATCHED_AGENTS), looked_at));
    CU_ASSERT_TRUE(node_has_source(node_of(NODE_OVERVIEW), looked_at));
}

static void what_is_saved_comes_back(void)
{
    char *text = target_write(looked_at);
    char *again;
    target *read;

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_STRING_EQUAL(text, "{\"version\":1,\"server\":\"D:\\\\Apex One\","
                                 "\"agent\":\"\\\\\\\\pc\\\\c$\\\\Agent\","
                                 "\"list\":\"/home/agents.csv\",\"store\":\"user\","
                                 "\"anchors\":[\"system\",\"E:/roots\"],\"at\":\"2026-11-01\"}");
    CU_ASSERT_EQUAL_FATAL(target_read(&read, text, strlen(text), NULL), TR_OK);
    CU_ASSERT_TRUE(target_equals(looked_at, read));
    again = target_write(read);
    CU_ASSERT_STRING_EQUAL(again, text);
    free(again);
    free(text);
    target_free(read);
}

static tr_status read_text(const char *text)
{
    target *read = NULL;
    tr_status status = target_read(&read, text, strlen(text), NULL);

    CU_ASSERT_EQUAL(read != NULL, status == TR_OK);
    target_free(read);
    return status;
}

static void what_is_damaged_is_refused(void)
{
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        "{\"version\":0}",
        "{\"version\":\"1\"}",
        "{\"version\":1,\"who\":\"x\"}",
        "{\"version\":1,\"server\":\"Apex One\"}",
        "{\"version\":1,\"server\":[\"C:\\\\x\"]}",
        "{\"version\":1,\"server\":\"--fix\"}",
        "{\"version\":1,\"anchors\":\"system\"}",
        "{\"version\":1,\"anchors\":[]}",
        "{\"version\":1,\"anchors\":[1]}",
        "{\"version\":1,\"server\":\"C:\\\\a\\n\"}",
        "{\"version\":1,\"at\":\"now\"}",
        "{\"version\":1,\"server\":\"C:\\\\a\",\"server\":\"C:\\\\b\"}",
    };

    for (size_t index = 0; index < sizeof(wrong) / sizeof(wrong[0]); index++)
        CU_ASSERT_EQUAL(read_text(wrong[index]), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(read_text("{\"version\":2,\"whatever\":true}"), TR_ERR_UNSUPPORTED);
    CU_ASSERT_EQUAL(read_text("{\"version\":1}"), TR_OK);
}

static void nothing_becomes_an_option(void)
{
    static const char *const wrong[] = { "",           "--fix",     "-x",   "relative\\path",
                                         "C:relative", "C:\\a\x01", "\xff", "1:\\x" };

    for (size_t index = 0; index < sizeof(wrong) / sizeof(wrong[0]); index++) {
        CU_ASSERT_EQUAL(target_add(looked_at, TARGET_SERVER, wrong[index], NULL), TR_ERR_FORMAT);
        CU_ASSERT_EQUAL(target_add(looked_at, TARGET_STORE, wrong[index], NULL), TR_ERR_FORMAT);
    }
    CU_ASSERT_STRING_EQUAL(target_value(looked_at, TARGET_SERVER, 0), "D:\\Apex One");
}

static void a_list_is_not_without_end(void)
{
    size_t count = target_count(looked_at, TARGET_ANCHORS);

    while (target_add(looked_at, TARGET_ANCHORS, "system", NULL) == TR_OK)
        count++;
    CU_ASSERT_EQUAL(count, TARGET_MOST_VALUES);
    CU_ASSERT_EQUAL(target_count(looked_at, TARGET_ANCHORS), TARGET_MOST_VALUES);
}

static void a_copy_is_the_same(void)
{
    target *copy = target_copy(looked_at);

    CU_ASSERT_TRUE(target_equals(copy, looked_at));
    target_remove_all(copy, TARGET_AT);
    CU_ASSERT_FALSE(target_equals(copy, looked_at));
    target_free(copy);
}

static void command_lines_are_split_again_as_they_were(void)
{
    arguments words = { 0 };
    char *line;

    arguments_add(&words, "plain");
    arguments_add_option(&words, "from", "C:\\a b\\");
    arguments_add(&words, "a\"b\\\"c");
    arguments_add(&words, "");
    line = arguments_command_line(&words, "C:\\Program Files\\trustmend.exe");
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    CU_ASSERT_STRING_EQUAL(line, "\"C:\\Program Files\\trustmend.exe\" \"plain\" "
                                 "\"--from=C:\\a b\\\\\" \"a\\\"b\\\\\\\"c\" \"\"");
    free(line);
    arguments_clear(&words);
}

static CU_TestInfo tests[] = {
    { "a command gets the options that it takes", a_command_gets_the_options_that_it_takes },
    { "a node asks for records", a_node_asks_for_records },
    { "agents need a list", agents_need_a_list },
    { "what is saved comes back", what_is_saved_comes_back },
    { "what is damaged is refused", what_is_damaged_is_refused },
    { "nothing becomes an option", nothing_becomes_an_option },
    { "a list is not without end", a_list_is_not_without_end },
    { "a copy is the same", a_copy_is_the_same },
    { "command lines are split again as they were", command_lines_are_split_again_as_they_were },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo target_suite = { "snapin/target", NULL, NULL, set_up, tear_down, tests };
