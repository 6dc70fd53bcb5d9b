#include "snapin/rows/plan_line.h"

#include <CUnit/CUnit.h>

#include "snapin/resource.h"
#include "tests/suites.h"

static json_t *record;

static void tear_down(void)
{
    json_decref(record);
    record = NULL;
}

static plan_line line_of(const char *text, bool is_planned)
{
    plan_line line = { 0 };

    json_decref(record);
    record = json_loads(text, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    if (!plan_line_of(&line, record, is_planned))
        line.subject = NULL;
    return line;
}

static void check(const char *text, bool is_planned, plan_effect effect, unsigned what)
{
    plan_line line = line_of(text, is_planned);

    CU_ASSERT_PTR_NOT_NULL(line.subject);
    CU_ASSERT_EQUAL(line.effect, effect);
    CU_ASSERT_EQUAL(line.text, what);
}

static void certificate_is_planned_then_installed(void)
{
    check("{\"type\":\"import\",\"name\":\"R\",\"action\":\"install\",\"dry_run\":true}", true,
          PLAN_WILL, IDS_EFFECT_INSTALL);
    check("{\"type\":\"import\",\"name\":\"R\",\"action\":\"install\",\"dry_run\":false,"
          "\"installed\":true}",
          false, PLAN_DONE, IDS_EFFECT_INSTALLED);
    check("{\"type\":\"import\",\"name\":\"R\",\"action\":\"install\",\"dry_run\":false,"
          "\"installed\":false}",
          false, PLAN_FAILED, IDS_EFFECT_NOT_DONE);
}

static void what_is_to_be_brought_says_where_it_can_be_had(void)
{
    plan_line line = line_of("{\"type\":\"import\",\"name\":\"R\",\"action\":\"fetch\","
                             "\"dry_run\":true,\"url\":\"http://example/r.crt\"}",
                             true);

    CU_ASSERT(line.is_to_fetch);
    CU_ASSERT_EQUAL(line.effect, PLAN_CANNOT);
    CU_ASSERT_STRING_EQUAL(line.detail, "http://example/r.crt");
}

static void refused_file_says_why(void)
{
    plan_line line = line_of("{\"type\":\"renamed\",\"path\":\"a_invalid\",\"action\":\"refuse\","
                             "\"dry_run\":true,\"reason\":\"It was changed.\"}",
                             true);

    CU_ASSERT_EQUAL(line.effect, PLAN_CANNOT);
    CU_ASSERT_STRING_EQUAL(line.detail, "It was changed.");
}

static void file_is_restored_or_not(void)
{
    check("{\"type\":\"renamed\",\"path\":\"a\",\"action\":\"restore\",\"dry_run\":false,"
          "\"restored\":true}",
          false, PLAN_DONE, IDS_EFFECT_RESTORED);
    check("{\"type\":\"renamed\",\"path\":\"a\",\"action\":\"restore\",\"dry_run\":false,"
          "\"restored\":false}",
          false, PLAN_FAILED, IDS_EFFECT_NOT_DONE);
    check("{\"type\":\"renamed\",\"path\":\"a\",\"action\":\"park\",\"dry_run\":false,"
          "\"restored\":false,\"parked\":true}",
          false, PLAN_DONE, IDS_EFFECT_PARKED);
}

static void switch_that_is_right_stays(void)
{
    check("{\"type\":\"step\",\"key\":\"K\",\"action\":\"none\",\"after\":\"enforced\","
          "\"dry_run\":true}",
          true, PLAN_NOTHING, IDS_EFFECT_AS_IT_IS);
    check("{\"type\":\"step\",\"key\":\"K\",\"action\":\"set\",\"after\":\"relaxed\","
          "\"dry_run\":true}",
          true, PLAN_WILL, IDS_EFFECT_RELAX);
}

static void change_that_cannot_be_taken_back_is_refused(void)
{
    check("{\"type\":\"undo\",\"text\":\"t\",\"undone\":true,\"dry_run\":true}", true, PLAN_WILL,
          IDS_EFFECT_UNDO);
    check("{\"type\":\"undo\",\"text\":\"t\",\"undone\":false,\"dry_run\":true,"
          "\"message\":\"changed since\"}",
          true, PLAN_CANNOT, IDS_EFFECT_REFUSE);
}

static void findings_are_the_plan_before_and_what_is_left_after(void)
{
    static const char before[] = "{\"type\":\"finding\",\"when\":\"before\",\"title\":\"t\","
                                 "\"mendable\":true}";

    check(before, true, PLAN_WILL, IDS_EFFECT_MEND);
    CU_ASSERT_PTR_NULL(line_of(before, false).subject);
    check("{\"type\":\"finding\",\"when\":\"after\",\"title\":\"t\",\"mendable\":true}", false,
          PLAN_CANNOT, IDS_EFFECT_STILL_THERE);
}

static void other_records_are_no_lines(void)
{
    CU_ASSERT_PTR_NULL(line_of("{\"type\":\"summary\",\"path\":\"x\"}", true).subject);
    CU_ASSERT_PTR_NULL(line_of("{}", true).subject);
    CU_ASSERT_PTR_NULL(line_of("{\"type\":\"import\",\"name\":7}", true).subject);
    CU_ASSERT_PTR_NULL(line_of("[1,2]", true).subject);
}

static CU_TestInfo tests[] = {
    { "certificate is planned, then installed", certificate_is_planned_then_installed },
    { "what is to be brought says where it can be had",
      what_is_to_be_brought_says_where_it_can_be_had },
    { "refused file says why", refused_file_says_why },
    { "file is restored or not", file_is_restored_or_not },
    { "switch that is right stays", switch_that_is_right_stays },
    { "change that cannot be taken back is refused", change_that_cannot_be_taken_back_is_refused },
    { "findings are the plan before, and what is left after",
      findings_are_the_plan_before_and_what_is_left_after },
    { "other records are no lines", other_records_are_no_lines },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo plan_line_suite = { "snapin/plan_line", NULL, NULL, NULL, tear_down, tests };
