#include "core/symptoms/log_line.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate.h"
#include "tests/suites.h"

static tr_bytes bytes_of(const char *text)
{
    return (tr_bytes){ (const unsigned char *)text, strlen(text) };
}

static void each_shape_begins_a_record_at_its_time(void)
{
    static const char *const lines[] = {
        "2012 02/04 19:38:40 [17d4 : 0c24] (00) (D) [-L-][x.exe][f] text",
        "2012/02/04 19:38:40 - [getInstalledClientVersion] text",
        "Info: Sat Feb 04 19:38:40 2012 P[1] T[2]",
        "Error: Sat Feb  4 19:38:40 2012 P[1] T[2]",
        "Err Sat Feb 4 19:38:40 2012 P[1]",
        "[2012-02-04T19:38:40.123] text",
        "2012-02-04 19:38:40",
    };

    for (size_t index = 0; index < sizeof(lines) / sizeof(lines[0]); index++) {
        tr_log_time time = { 0 };

        CU_ASSERT_TRUE(tr_log_line_begins(&time, bytes_of(lines[index])));
        CU_ASSERT_TRUE(time.is_known);
        CU_ASSERT_STRING_EQUAL(tr_time_text(time.seconds).text, "2012-02-04T19:38:40Z");
        if (!time.is_known)
            printf("    %s\n", lines[index]);
    }
}

static void other_lines_begin_none(void)
{
    static const char *const lines[] = {
        "",
        "   2012/02/04 19:38:40 is indented",
        "2012 02/30 19:38:40 is no day",
        "2012/02/04 19:38",
        "2012/02/04 29:38:40",
        "Info: nothing happened",
        "Sat Feb 31 19:38:40 2012",
        "Sat Feb",
        "20120204193840",
    };

    for (size_t index = 0; index < sizeof(lines) / sizeof(lines[0]); index++) {
        tr_log_time time = { 0 };

        CU_ASSERT_FALSE(tr_log_line_begins(&time, bytes_of(lines[index])));
        CU_ASSERT_FALSE(time.is_known);
    }
}

static void dashes_divide_records(void)
{
    CU_ASSERT_TRUE(tr_log_line_divides(bytes_of("--------------------\r\n")));
    CU_ASSERT_TRUE(tr_log_line_divides(bytes_of("========== Update ==========")));
    CU_ASSERT_FALSE(tr_log_line_divides(bytes_of("-- text")));
    CU_ASSERT_FALSE(tr_log_line_divides(bytes_of("")));
}

static CU_TestInfo tests[] = {
    { "each shape begins a record at its time", each_shape_begins_a_record_at_its_time },
    { "other lines begin none", other_lines_begin_none },
    { "dashes divide records", dashes_divide_records },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo log_line_suite = { "symptoms/log_line", NULL, NULL, NULL, NULL, tests };
