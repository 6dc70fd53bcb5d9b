#include "snapin/rows/action.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

#ifdef _WIN32
#define ROOT "C:/"
#else
#define ROOT "/"
#endif

#define MOST_RECORDS 4000

static json_t *records[MOST_RECORDS];
static size_t count;
static target *machine;

static void set_up(void)
{
    machine = target_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(machine);
    count = 0;
}

static void tear_down(void)
{
    while (count > 0)
        json_decref(records[--count]);
    target_free(machine);
}

static void select_record(const char *text)
{
    records[count] = json_loads(text, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(records[count]);
    count++;
}

static action_subject subject_of(node_id where)
{
    return (action_subject){ where, records, count };
}

static bool applies(action_id id, node_id where)
{
    action_subject subject = subject_of(where);

    return action_applies(id, &subject);
}

/* The words of a command in one line, to free(); NULL: there is none. */
static char *command_from(size_t *next, action_id id, action_step step, node_id where,
                          const action_answer *answer)
{
    arguments words = { 0 };
    action_subject subject = subject_of(where);
    const action_request request = { id, step, &subject, machine, answer, "de" };
    char *line = NULL;

    if (action_command(&words, next, &request)) {
        line = calloc(1, 65536);
        CU_ASSERT_PTR_NOT_NULL_FATAL(line);
        for (size_t index = 0; index < words.count; index++) {
            strcat(line, index > 0 ? "|" : "");
            strcat(line, words.items[index]);
        }
    }
    arguments_clear(&words);
    return line;
}

static void check_command(const char *wanted, action_id id, action_step step, node_id where,
                          const action_answer *answer)
{
    size_t next = 0;
    char *line = command_from(&next, id, step, where, answer);

    if (wanted) {
        CU_ASSERT_PTR_NOT_NULL_FATAL(line);
        CU_ASSERT_STRING_EQUAL(line, wanted);
        CU_ASSERT_EQUAL(next, count);
    } else {
        CU_ASSERT_PTR_NULL(line);
    }
    free(line);
}

static void names_are_unique_and_found(void)
{
    for (int id = 0; id < ACTION_COUNT; id++) {
        CU_ASSERT_EQUAL((int)action_find(action_name((action_id)id)), id);
        CU_ASSERT(action_of((action_id)id)->text > 0);
        CU_ASSERT(action_of((action_id)id)->help > 0);
        CU_ASSERT_EQUAL(action_of((action_id)id)->kind == ACTION_CHANGES,
                        action_of((action_id)id)->title > 0);
    }
    CU_ASSERT_EQUAL(action_find("Trustmend.FormatDisk"), ACTION_COUNT);
}

static void plan_changes_nothing_and_act_does_not_ask(void)
{
    select_record("{\"type\":\"renamed\",\"path\":\"" ROOT "a.dll_invalid\",\"action\":\"restore\","
                  "\"restored\":false}");
    check_command("--dry-run|--format=json|--language=de|restore|--|" ROOT "a.dll_invalid",
                  ACTION_RESTORE, ACTION_PLAN, NODE_RENAMED_FILES, NULL);
    check_command("--yes|--format=json|--language=de|restore|--|" ROOT "a.dll_invalid",
                  ACTION_RESTORE, ACTION_ACT, NODE_RENAMED_FILES, NULL);
}

static void missing_certificate_is_installed_by_its_id(void)
{
    static const char *const places[] = { ROOT "stick", "system" };
    const action_answer answer = { .sources = places, .source_count = 2 };

    select_record("{\"type\":\"required\",\"id\":\"verisign-class3-g5\",\"status\":\"missing\"}");
    select_record("{\"type\":\"required\",\"id\":\"utn\",\"status\":\"installed\"}");
    check_command("--from=" ROOT "stick|--from=system|--yes|--format=json|--language=de|import|--|"
                  "verisign-class3-g5",
                  ACTION_INSTALL, ACTION_ACT, NODE_REQUIRED_CERTIFICATES, &answer);
}

static void finding_is_mended_by_its_own_command(void)
{
    select_record("{\"type\":\"finding\",\"id\":\"ca-missing\",\"key\":\"some-root\"}");
    CU_ASSERT(applies(ACTION_INSTALL, NODE_OVERVIEW));
    CU_ASSERT_FALSE(applies(ACTION_RESTORE, NODE_OVERVIEW));
    check_command("--dry-run|--format=json|--language=de|import|--|some-root", ACTION_INSTALL,
                  ACTION_PLAN, NODE_OVERVIEW, NULL);
}

static void finding_restores_the_files_that_it_names(void)
{
    select_record("{\"type\":\"finding\",\"id\":\"renamed-good\",\"places\":[{\"path\":\"" ROOT
                  "a_invalid\"},{\"path\":\"" ROOT "b_invalid\",\"path_bytes\":\"ff\"},{},7]}");
    check_command("--yes|--format=json|--language=de|restore|--|" ROOT "a_invalid", ACTION_RESTORE,
                  ACTION_ACT, NODE_OVERVIEW, NULL);
}

static void what_is_looked_at_goes_into_the_command(void)
{
    CU_ASSERT_EQUAL(target_add(machine, TARGET_STORE, ROOT "stores", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(machine, TARGET_STATE, ROOT "state", NULL), TR_OK);
    CU_ASSERT_EQUAL(target_add(machine, TARGET_SOURCES, ROOT "stick", NULL), TR_OK);
    check_command("--yes|--format=json|--language=de|--missing|import|--store=" ROOT
                  "stores|--from=" ROOT "stick|--state=" ROOT "state",
                  ACTION_INSTALL_MISSING, ACTION_ACT, NODE_REQUIRED_CERTIFICATES, NULL);
    check_command("--dry-run|--format=json|--language=de|--fix|--from=" ROOT
                  "stick|check|--store=" ROOT "stores|--state=" ROOT "state",
                  ACTION_MEND, ACTION_PLAN, NODE_OVERVIEW, NULL);
}

static void values_of_rows_are_no_options(void)
{
    select_record("{\"type\":\"renamed\",\"path\":\"--yes\",\"action\":\"restore\"}");
    check_command("--dry-run|--format=json|--language=de|restore|--|--yes", ACTION_RESTORE,
                  ACTION_PLAN, NODE_RENAMED_FILES, NULL);
}

static void what_looks_like_no_id_is_not_taken(void)
{
    static const char *const ids[] = { "", "a b", "a;b", "a\\\"b", "../x", "a/b", "\\u00e4", "*" };
    char record[256];

    for (size_t index = 0; index < sizeof(ids) / sizeof(ids[0]); index++) {
        (void)snprintf(record, sizeof(record),
                       "{\"type\":\"required\",\"id\":\"%s\",\"status\":\"missing\"}", ids[index]);
        select_record(record);
        check_command(NULL, ACTION_INSTALL, ACTION_PLAN, NODE_REQUIRED_CERTIFICATES, NULL);
        json_decref(records[--count]);
    }
}

static void members_of_another_type_are_not_taken(void)
{
    select_record("{\"type\":\"change\",\"id\":\"7\",\"state\":\"done\",\"undone_by\":null}");
    check_command(NULL, ACTION_UNDO, ACTION_PLAN, NODE_HISTORY, NULL);
    select_record("{\"type\":\"renamed\",\"path\":[\"x\"],\"action\":\"restore\"}");
    check_command(NULL, ACTION_RESTORE, ACTION_PLAN, NODE_RENAMED_FILES, NULL);
    select_record("{\"type\":17,\"action\":{}}");
    CU_ASSERT_FALSE(applies(ACTION_COPY_COMMAND, NODE_OVERVIEW));
}

static void path_that_is_only_for_people_is_not_taken(void)
{
    select_record(
        "{\"type\":\"renamed\",\"path\":\"a\xef\xbf\xbd_invalid\",\"path_bytes\":\"61ff\","
        "\"action\":\"restore\"}");
    check_command(NULL, ACTION_RESTORE, ACTION_PLAN, NODE_RENAMED_FILES, NULL);
}

static void reason_is_asked_for_before_it_is_done(void)
{
    const action_answer answer = { .reason = "--production is down" };

    check_command("--reason=?|--dry-run|--format=json|--language=de|checks|relax", ACTION_RELAX,
                  ACTION_PLAN, NODE_SIGNATURE_CHECKS, NULL);
    check_command(NULL, ACTION_RELAX, ACTION_ACT, NODE_SIGNATURE_CHECKS, NULL);
    check_command("--reason=--production is down|--yes|--format=json|--language=de|checks|relax",
                  ACTION_RELAX, ACTION_ACT, NODE_SIGNATURE_CHECKS, &answer);
}

static void change_is_taken_back_by_its_number(void)
{
    select_record("{\"type\":\"change\",\"id\":12,\"state\":\"done\",\"undone_by\":null,"
                  "\"kind\":\"rename\"}");
    select_record("{\"type\":\"change\",\"id\":13,\"state\":\"undone\",\"undone_by\":14,"
                  "\"kind\":\"rename\"}");
    select_record("{\"type\":\"change\",\"id\":15,\"state\":\"done\",\"undone_by\":null,"
                  "\"kind\":\"restart\"}");
    select_record("{\"type\":\"change\",\"id\":16,\"state\":\"done\",\"undone_by\":null,"
                  "\"undoes\":13,\"kind\":\"rename\"}");
    check_command("--yes|--format=json|--language=de|undo|--|12", ACTION_UNDO, ACTION_ACT,
                  NODE_HISTORY, NULL);
}

static void nothing_applies_to_what_is_well(void)
{
    select_record("{\"type\":\"required\",\"id\":\"x\",\"status\":\"installed\"}");
    for (int id = 0; id < ACTION_COUNT; id++) {
        if (action_of((action_id)id)->kind == ACTION_CHANGES)
            CU_ASSERT_FALSE(applies((action_id)id, NODE_REQUIRED_CERTIFICATES));
    }
    CU_ASSERT(applies(ACTION_PROPERTIES, NODE_REQUIRED_CERTIFICATES));
}

static void node_has_actions_of_its_own(void)
{
    CU_ASSERT(applies(ACTION_UNDO_LAST, NODE_HISTORY));
    CU_ASSERT_FALSE(applies(ACTION_UNDO_LAST, NODE_OVERVIEW));
    CU_ASSERT(applies(ACTION_TARGET, NODE_COUNT));
    CU_ASSERT_FALSE(applies(ACTION_REPORT, NODE_COUNT));
    CU_ASSERT_FALSE(applies(ACTION_PROPERTIES, NODE_OVERVIEW));
}

static void report_is_that_of_the_node(void)
{
    const action_answer answer = { .file = ROOT "report.html" };
    size_t next = 0;
    char *line = command_from(&next, ACTION_REPORT, ACTION_ACT, NODE_INSTALLED_ROOTS, &answer);

    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    CU_ASSERT_PTR_NOT_NULL(strstr(line, "--output=" ROOT "report.html"));
    CU_ASSERT_PTR_NOT_NULL(strstr(line, "roots"));
    CU_ASSERT_PTR_NOT_NULL(strstr(line, "--installed"));
    CU_ASSERT_STRING_EQUAL(line + strlen(line) - strlen("|--format=html"), "|--format=html");
    free(line);
}

/* Windows takes 32,767 characters for all words together. */
static void long_selection_is_done_in_several_commands(void)
{
    char record[512];
    char name[301];
    size_t next = 0;
    size_t commands = 0;
    size_t found = 0;

    memset(name, 'n', 300);
    name[300] = '\0';
    while (count < 1000) {
        (void)snprintf(record, sizeof(record),
                       "{\"type\":\"renamed\",\"path\":\"%s\",\"action\":\"restore\"}", name);
        select_record(record);
    }
    for (; next < count && commands < 1000; commands++) {
        char *line = command_from(&next, ACTION_RESTORE, ACTION_ACT, NODE_RENAMED_FILES, NULL);

        CU_ASSERT_PTR_NOT_NULL_FATAL(line);
        CU_ASSERT(strlen(line) < 32767 - 2048);
        for (const char *at = line; (at = strstr(at, name)) != NULL; at += 300)
            found++;
        free(line);
    }
    CU_ASSERT_EQUAL(found, 1000);
    CU_ASSERT(commands > 5 && commands < 50);
}

static void thumbprint_is_forty_digits(void)
{
    select_record("{\"type\":\"installed\",\"sha1\":\"0563b8630d62d75abbc8ab1e4bdfb5a899b24d43\","
                  "\"installed_in\":[{\"path\":\"x\"}]}");
    CU_ASSERT_PTR_NOT_NULL(action_thumbprint(records[0]));
    CU_ASSERT(applies(ACTION_EXPORT_CERTIFICATE, NODE_INSTALLED_ROOTS));
    select_record("{\"type\":\"installed\",\"sha1\":\"0563b8630d62d75abbc8ab1e4bdfb5a899b24d4/\"}");
    CU_ASSERT_PTR_NULL(action_thumbprint(records[1]));
    CU_ASSERT_FALSE(applies(ACTION_EXPORT_CERTIFICATE, NODE_INSTALLED_ROOTS));
}

static CU_TestInfo tests[] = {
    { "names are unique and found", names_are_unique_and_found },
    { "plan changes nothing, and act does not ask", plan_changes_nothing_and_act_does_not_ask },
    { "missing certificate is installed by its id", missing_certificate_is_installed_by_its_id },
    { "finding is mended by its own command", finding_is_mended_by_its_own_command },
    { "finding restores the files that it names", finding_restores_the_files_that_it_names },
    { "what is looked at goes into the command", what_is_looked_at_goes_into_the_command },
    { "values of rows are no options", values_of_rows_are_no_options },
    { "what looks like no id is not taken", what_looks_like_no_id_is_not_taken },
    { "members of another type are not taken", members_of_another_type_are_not_taken },
    { "path that is only for people is not taken", path_that_is_only_for_people_is_not_taken },
    { "reason is asked for before it is done", reason_is_asked_for_before_it_is_done },
    { "change is taken back by its number", change_is_taken_back_by_its_number },
    { "nothing applies to what is well", nothing_applies_to_what_is_well },
    { "node has actions of its own", node_has_actions_of_its_own },
    { "report is that of the node", report_is_that_of_the_node },
    { "long selection is done in several commands", long_selection_is_done_in_several_commands },
    { "thumbprint is forty digits", thumbprint_is_forty_digits },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo action_suite = { "snapin/action", NULL, NULL, set_up, tear_down, tests };
