#include "core/ini/signature_checks.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/change_kinds.h"
#include "core/ini/secret.h"
#include "core/journal/undo.h"
#include "core/platform/path.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define HOTFIX  "CheckDigitalSignatureForHotfix"
#define UPGRADE "CheckDigitalSignatureForUpgrade"

#define ENFORCED                                                                                   \
    "[INI_SERVER_SECTION]\r\n" HOTFIX "=1\r\n[Global Setting]\r\nPath_Pwd=planted\r\n" UPGRADE     \
    "= 2 \r\nz"
#define RELAXED                                                                                    \
    "[INI_SERVER_SECTION]\r\n" HOTFIX "=0\r\n[Global Setting]\r\nPath_Pwd=planted\r\n" UPGRADE     \
    "= 0 \r\nz"

static tr_journal *journal;

static void set_up(void)
{
    tr_journal_options options = { .mode = TR_JOURNAL_CHANGE, .kinds = tr_change_kinds };

    scratch_set_up();
    scratch_make_folder("server");
    scratch_make_folder("state");
    options.state = scratch_path("state");
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_journal_close(journal);
    journal = NULL;
    scratch_tear_down();
}

/* Plan and carry out on server/a.ini; gives what came of it. */
static tr_status change(tr_checks_goal goal, const char *reason, tr_error *err)
{
    tr_checks_plan *plan = NULL;
    char *backup = NULL;
    tr_status status = tr_checks_plan_make(&plan, scratch_path("server/a.ini"), goal, journal, err);

    if (status == TR_OK)
        status = tr_checks_plan_carry_out(plan, &backup, journal, reason, err);
    free(backup);
    tr_checks_plan_free(plan);
    return status;
}

static tr_check_switch look(const char *text, size_t index)
{
    tr_ini_document *document = NULL;
    tr_signature_checks checks;

    CU_ASSERT_EQUAL_FATAL(
        tr_ini_document_parse(&document, (tr_bytes){ (const unsigned char *)text, strlen(text) },
                              NULL),
        TR_OK);
    tr_signature_checks_of(&checks, document);
    tr_ini_document_free(document);
    return checks.items[index];
}

static void value_says_whether_a_check_is_enforced(void)
{
    static const struct {
        const char *line;
        tr_check_switch_state state;
    } lines[] = {
        { HOTFIX "=1", TR_CHECK_ENFORCED },       { HOTFIX "=0", TR_CHECK_RELAXED },
        { HOTFIX "= \"00\" ", TR_CHECK_RELAXED }, { HOTFIX "=7 ; on", TR_CHECK_ENFORCED },
        { HOTFIX "=", TR_CHECK_UNCLEAR },         { HOTFIX, TR_CHECK_UNCLEAR },
        { HOTFIX "=yes", TR_CHECK_UNCLEAR },      { HOTFIX "=4294967296", TR_CHECK_UNCLEAR },
        { ";" HOTFIX "=1", TR_CHECK_UNSET },      { "#" HOTFIX "=1", TR_CHECK_UNSET },
    };

    for (size_t index = 0; index < sizeof(lines) / sizeof(lines[0]); index++) {
        char text[128] = "[INI_SERVER_SECTION]\n";

        strcat(text, lines[index].line);
        CU_ASSERT_EQUAL(look(text, 0).state, lines[index].state);
    }
}

static void singular_section_wins_over_the_plural(void)
{
    tr_check_switch both = look("[Global Settings]\n" UPGRADE "=0\n[Global Setting]\n", 1);

    CU_ASSERT_STRING_EQUAL(both.section, "Global Setting");
    CU_ASSERT_EQUAL(both.state, TR_CHECK_UNSET);
    CU_ASSERT_PTR_NOT_NULL(strstr(both.warning, "both [Global Setting] and [Global Settings]"));
    CU_ASSERT_STRING_EQUAL(look("[Global Settings]\n", 1).section, "Global Settings");
    CU_ASSERT_STRING_EQUAL(look("[Global Settings]\n", 1).warning, "");
    CU_ASSERT_STRING_EQUAL(look("", 1).section, "Global Setting");
}

static void only_values_of_switches_are_shown(void)
{
    CU_ASSERT_STRING_EQUAL(look("[INI_SERVER_SECTION]\n" HOTFIX "=1", 0).value, "1");
    CU_ASSERT_STRING_EQUAL(look("[INI_SERVER_SECTION]\n" HOTFIX "=secret", 0).value, "(a text)");
    CU_ASSERT_STRING_EQUAL(look("[INI_SERVER_SECTION]\n" HOTFIX "=12345", 0).value, "(a text)");
}

static void enforcing_brings_back_what_was_relaxed(void)
{
    scratch_write("server/a.ini", ENFORCED);
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "ticket 42", NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("server/a.ini", RELAXED));
    CU_ASSERT_EQUAL(change(TR_CHECKS_ENFORCE, NULL, NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("server/a.ini", ENFORCED));
}

static void enforcing_what_somebody_else_relaxed_sets_it_to_1(void)
{
    scratch_write("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=0\n");
    CU_ASSERT_EQUAL(change(TR_CHECKS_ENFORCE, NULL, NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=1\n"));
}

static bool note_backup(void *context, const tr_change *one)
{
    char **name = context;

    *name = strdup(one->backup);
    return false;
}

static void enforcing_does_without_a_backup(void)
{
    char path[256] = "state/backup/";
    char *name = NULL;

    scratch_write("server/a.ini", ENFORCED);
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "x", NULL), TR_OK);
    tr_journal_walk(journal, &(tr_journal_filter){ 0 }, note_backup, &name, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(name);
    strncat(path, name, sizeof(path) - strlen(path) - 1);
    free(name);
    CU_ASSERT_TRUE(scratch_move(path, "lost"));
    CU_ASSERT_EQUAL(change(TR_CHECKS_ENFORCE, NULL, NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("server/a.ini",
                                 "[INI_SERVER_SECTION]\r\n" HOTFIX "=1\r\n[Global Setting]\r\n"
                                 "Path_Pwd=planted\r\n" UPGRADE "= 1 \r\nz"));
}

static void enforcing_does_not_bring_back_an_older_line(void)
{
    scratch_write("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=5\n");
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "x", NULL), TR_OK);
    scratch_write("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX " = 0\n");
    CU_ASSERT_EQUAL(change(TR_CHECKS_ENFORCE, NULL, NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX " = 1\n"));
}

static bool undo_one(void *context, const tr_change *one)
{
    *(tr_change **)context = tr_change_copy(one);
    return false;
}

static void undo_refuses_a_line_that_was_changed_since(void)
{
    tr_change *last = NULL;
    tr_error err = { .message = "" };

    scratch_write("server/a.ini",
                  "[INI_SERVER_SECTION]\n" HOTFIX "=1\n[Global Setting]\n" UPGRADE "=0\n");
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "x", NULL), TR_OK);
    scratch_write("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=3\n");
    tr_journal_walk(journal, &(tr_journal_filter){ 0 }, undo_one, &last, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(last);
    CU_ASSERT_EQUAL(tr_change_undo(journal, last, &err), TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "another one now, value '3'"));
    scratch_write("server/a.ini", "new=1\n[INI_SERVER_SECTION]\nmore\n" HOTFIX "=0\n");
    CU_ASSERT_EQUAL(tr_change_undo(journal, last, &err), TR_OK);
    CU_ASSERT_TRUE(
        scratch_holds("server/a.ini", "new=1\n[INI_SERVER_SECTION]\nmore\n" HOTFIX "=1\n"));
    tr_change_free(last);
}

static void reminder_says_since_when_by_whom_and_why(void)
{
    char *text = NULL;

    scratch_write("server/a.ini", ENFORCED);
    CU_ASSERT_EQUAL(tr_signature_checks_reminder(&text, scratch_path("server/a.ini"), journal,
                                                 TR_ENGLISH, NULL),
                    TR_OK);
    CU_ASSERT_PTR_NULL(text);
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "ticket 42", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_signature_checks_reminder(&text, scratch_path("server/a.ini"), journal,
                                                 TR_ENGLISH, NULL),
                    TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "Checks are relaxed in '"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "' since 20"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, ", because: ticket 42"));
    free(text);
    text = NULL;
    CU_ASSERT_EQUAL(
        tr_signature_checks_reminder(&text, scratch_path("server/a.ini"), NULL, TR_ENGLISH, NULL),
        TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "the history does not say by whom"));
    free(text);
}

static void reason_may_not_hold_a_password(void)
{
    tr_error err = { .message = "" };

    scratch_write("server/a.ini", ENFORCED);
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "it is planted", &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NULL(strstr(err.message, "planted"));
    CU_ASSERT_EQUAL(change(TR_CHECKS_RELAX, "!crypt!00", &err), TR_ERR_FORMAT);
    CU_ASSERT_TRUE(scratch_holds("server/a.ini", ENFORCED));
}

static void names_of_secrets_are_known(void)
{
    CU_ASSERT_TRUE(tr_secret_is_key("Uninstall_Pwd"));
    CU_ASSERT_TRUE(tr_secret_is_key("UNLOAD_PWD"));
    CU_ASSERT_TRUE(tr_secret_is_key("ProxyPassword"));
    CU_ASSERT_FALSE(tr_secret_is_key("Master_DomainName"));
    CU_ASSERT_TRUE(tr_secret_is_in("a=!CRYPT!00"));
    CU_ASSERT_TRUE(tr_secret_is_in("!CryptEx!00"));
    CU_ASSERT_FALSE(tr_secret_is_in("CRYPT"));
}

static void no_backup_goes_into_the_folder_of_the_file(void)
{
    CU_ASSERT_EQUAL(tr_checks_check_state("/a/b/c.ini", "/a/b", NULL), TR_ERR_UNSUPPORTED);
    CU_ASSERT_EQUAL(tr_checks_check_state("/a/b/c.ini", "/a/b/state", NULL), TR_ERR_UNSUPPORTED);
    CU_ASSERT_EQUAL(tr_checks_check_state("/a/b/c.ini", "/a/bc", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_checks_check_state("/a/b/c.ini", "/a", NULL), TR_OK);
}

static void plan_is_out_of_date_once_the_file_has_changed(void)
{
    tr_checks_plan *plan = NULL;
    tr_checks_plan *again = NULL;
    char *backup = NULL;
    tr_error err = { .message = "" };

    scratch_write("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=1\n");
    CU_ASSERT_EQUAL_FATAL(
        tr_checks_plan_make(&plan, scratch_path("server/a.ini"), TR_CHECKS_RELAX, journal, NULL),
        TR_OK);
    scratch_write("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=2\n");
    CU_ASSERT_EQUAL_FATAL(
        tr_checks_plan_make(&again, scratch_path("server/a.ini"), TR_CHECKS_RELAX, journal, NULL),
        TR_OK);
    CU_ASSERT_FALSE(tr_checks_plan_equal(plan, again));
    CU_ASSERT_EQUAL(tr_checks_plan_carry_out(plan, &backup, journal, "x", &err), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "meanwhile"));
    CU_ASSERT_TRUE(scratch_holds("server/a.ini", "[INI_SERVER_SECTION]\n" HOTFIX "=2\n"));
    free(backup);
    tr_checks_plan_free(again);
    tr_checks_plan_free(plan);
}

static CU_TestInfo tests[] = {
    { "value says whether a check is enforced", value_says_whether_a_check_is_enforced },
    { "singular section wins over the plural", singular_section_wins_over_the_plural },
    { "only values of switches are shown", only_values_of_switches_are_shown },
    { "enforcing brings back what was relaxed", enforcing_brings_back_what_was_relaxed },
    { "enforcing what somebody else relaxed sets it to 1",
      enforcing_what_somebody_else_relaxed_sets_it_to_1 },
    { "enforcing does without a backup", enforcing_does_without_a_backup },
    { "enforcing does not bring back an older line", enforcing_does_not_bring_back_an_older_line },
    { "undo refuses a line that was changed since", undo_refuses_a_line_that_was_changed_since },
    { "reminder says since when, by whom and why", reminder_says_since_when_by_whom_and_why },
    { "reason may not hold a password", reason_may_not_hold_a_password },
    { "names of secrets are known", names_of_secrets_are_known },
    { "no backup goes into the folder of the file", no_backup_goes_into_the_folder_of_the_file },
    { "plan is out of date once the file has changed",
      plan_is_out_of_date_once_the_file_has_changed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo signature_checks_suite = {
    "ini/signature_checks", NULL, NULL, set_up, tear_down, tests
};
