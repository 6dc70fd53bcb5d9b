#include "snapin/rows/row_maker.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/agent/agent_certificate.h"
#include "core/agent/mismatch_list.h"
#include "core/journal/change.h"
#include "core/restore/renamed_file.h"
#include "core/symptoms/family.h"
#include "core/trust/comparison.h"
#include "core/trust/inventory.h"
#include "core/trust/verdict.h"
#include "snapin/resource.h"
#include "snapin/rows/complaint.h"
#include "snapin/rows/distinguished_name.h"
#include "snapin/rows/word.h"
#include "tests/suites.h"

static int64_t number_of(column_kind kind, const char *text)
{
    return cell_number_of(&(column){ .kind = kind }, text);
}

static void times_become_seconds(void)
{
    CU_ASSERT_EQUAL(number_of(COLUMN_TIME, "1970-01-01T00:00:00Z"), 0);
    CU_ASSERT_EQUAL(number_of(COLUMN_TIME, "1969-12-31"), -86400);
    CU_ASSERT_EQUAL(number_of(COLUMN_TIME, "2000-02-29T12:34:56Z"), 951827696);
    CU_ASSERT_EQUAL(number_of(COLUMN_TIME, "9999-12-31T23:59:59Z"), 253402300799);
    CU_ASSERT_EQUAL(number_of(COLUMN_TIME, "0001-01-01"), -62135596800);
}

static void what_is_no_time_has_no_number(void)
{
    static const char *const wrong[] = { "",
                                         "now",
                                         "2001-02-29",
                                         "2001-13-01",
                                         "2001-00-01",
                                         "2001-01-00",
                                         "2001-01-01T",
                                         "2001-01-01T00:00:00",
                                         "2001-01-01T24:00:00Z",
                                         "2001-01-01T00:00:00Zx",
                                         "2001-1-1",
                                         "-001-01-01" };

    for (size_t index = 0; index < sizeof(wrong) / sizeof(wrong[0]); index++)
        CU_ASSERT_EQUAL(number_of(COLUMN_TIME, wrong[index]), CELL_NO_NUMBER);
}

static void numbers_are_read_whole(void)
{
    CU_ASSERT_EQUAL(number_of(COLUMN_NUMBER, "-12"), -12);
    CU_ASSERT_EQUAL(number_of(COLUMN_SIZE, "9007199254740993"), 9007199254740993);
    CU_ASSERT_EQUAL(number_of(COLUMN_SIZE, "1; 2"), CELL_NO_NUMBER);
    CU_ASSERT_EQUAL(number_of(COLUMN_SIZE, ""), CELL_NO_NUMBER);
    CU_ASSERT_EQUAL(number_of(COLUMN_SIZE, "99999999999999999999"), CELL_NO_NUMBER);
    CU_ASSERT_EQUAL(number_of(COLUMN_TEXT, "1"), CELL_NO_NUMBER);
}

static bool is_called(const char *name, const char *wanted)
{
    text_buffer out = { 0 };
    bool is_so;

    distinguished_name_common(&out, name);
    is_so = strcmp(out.text ? out.text : "", wanted) == 0;
    text_buffer_clear(&out);
    return is_so;
}

static void certificates_are_called_by_their_common_name(void)
{
    CU_ASSERT_TRUE(is_called("CN=Example Root, O=Example, C=US", "Example Root"));
    CU_ASSERT_TRUE(is_called("O=Example, CN=VeriSign\\, Inc. \\+ more", "VeriSign, Inc. + more"));
    CU_ASSERT_TRUE(is_called("C=US, O=Example", "Example"));
    CU_ASSERT_TRUE(is_called("C=US, OU=Unit + O=Example", "Unit "));
    CU_ASSERT_TRUE(is_called("C=US", "C=US"));
    CU_ASSERT_TRUE(is_called("CN=, O=Example", "Example"));
    CU_ASSERT_TRUE(is_called("CN=a\\E2\\80\\AEb", "a\\E2\\80\\AEb"));
    CU_ASSERT_TRUE(is_called("CN=\\", "\\"));
    CU_ASSERT_TRUE(is_called("CN=a\\\\", "a\\"));
    CU_ASSERT_TRUE(is_called("", ""));
}

static void the_last_complaint_is_told(void)
{
    complaint said = { .size = 0 };
    char *text;

    CU_ASSERT_PTR_NULL(complaint_text(&said));
    complaint_add(&said, "trustmend: fir", 14);
    complaint_add(&said, "st\r\ntrustmend: cannot read 'x': denied\n\n", 40);
    text = complaint_text(&said);
    CU_ASSERT_STRING_EQUAL(text, "cannot read 'x': denied");
    free(text);
    complaint_add(&said, "no end \xff", 8);
    text = complaint_text(&said);
    CU_ASSERT_STRING_EQUAL(text, "no end \xEF\xBF\xBD");
    free(text);
}

static void a_long_complaint_is_cut(void)
{
    complaint said = { .size = 0 };
    char *text;

    for (int count = 0; count < 5000; count++)
        complaint_add(&said, "x", 1);
    text = complaint_text(&said);
    CU_ASSERT_EQUAL(strlen(text), COMPLAINT_LONGEST - 1);
    free(text);
}

static void words_are_ranked(void)
{
    const column severity = { .kind = COLUMN_WORD, .words = "severity" };

    CU_ASSERT_TRUE(cell_number_of(&severity, "fault") < cell_number_of(&severity, "warning"));
    CU_ASSERT_TRUE(cell_number_of(&severity, "warning") < cell_number_of(&severity, "note"));
    CU_ASSERT_EQUAL(cell_number_of(&severity, "missing"), CELL_NO_NUMBER);
}

/* Names of columns and of their words are texts of the snap-in. */
static bool is_text(unsigned string)
{
    return string >= IDS_NODE_OVERVIEW && string < 700;
}

static void every_node_has_names_and_columns(void)
{
    for (int id = 0; id < NODE_COUNT; id++) {
        const node *of = node_of((node_id)id);

        CU_ASSERT_EQUAL(of->id, (node_id)id);
        CU_ASSERT_TRUE(is_text(of->name) && is_text(of->description) && is_text(of->empty));
        CU_ASSERT_FALSE(of->columns[0].is_hidden);
        CU_ASSERT_TRUE(node_column(of, of->status) < of->column_count);
        for (size_t index = 0; index < of->column_count; index++) {
            const column *shown = &of->columns[index];

            CU_ASSERT_TRUE(is_text(shown->heading));
            CU_ASSERT_EQUAL(node_column(of, shown->heading), index);
            CU_ASSERT_EQUAL(shown->kind == COLUMN_WORD, shown->words != NULL);
        }
    }
}

static void words_have_names(void)
{
    CU_ASSERT_EQUAL(word_string("status", "missing"), IDS_WORD_MISSING);
    CU_ASSERT_EQUAL(word_string("change", "open"), IDS_WORD_OPEN);
    CU_ASSERT_EQUAL(word_string("status", "open"), 0);
    CU_ASSERT_EQUAL(word_string("status", ""), 0);
}

/* Whether all words of an enumeration, from 0 on, have names in a set. */
#define HAVE_NAMES(set, word_of, type, last)                                                       \
    for (int value = 0; value <= (int)(last); value++)                                             \
    CU_ASSERT_NOT_EQUAL(word_string(set, word_of((type)value)), 0)

static void all_that_core_says_in_words_has_names(void)
{
    HAVE_NAMES("severity", tr_severity_word, tr_severity, TR_FAULT);
    HAVE_NAMES("status", tr_required_status_word, tr_required_status, TR_REQUIRED_MISSING);
    HAVE_NAMES("listing", tr_listing_word, tr_listing, TR_LISTING_DISALLOWED);
    HAVE_NAMES("state", tr_agent_certificate_word, tr_agent_certificate_state,
               TR_AGENT_CERTIFICATE_MATCHES);
    HAVE_NAMES("action", tr_renamed_action_word, tr_renamed_action, TR_RENAMED_ACTION_COUNT - 1);
    HAVE_NAMES("target", tr_target_state_word, tr_target_state, TR_TARGET_NOT_A_FILE);
    HAVE_NAMES("fix", tr_agent_fix_word, tr_agent_fix, TR_FIX_COUNT - 1);
    HAVE_NAMES("verdict", tr_verdict_word, tr_verdict, TR_VERDICT_COUNT - 1);
    HAVE_NAMES("change", tr_change_state_word, tr_change_state, TR_CHANGE_UNCLEAR);
    for (int family = TR_FAMILY_NONE + 1; family <= TR_FAMILY_D; family++)
        CU_ASSERT_NOT_EQUAL(word_string("family", tr_family_word((tr_family)family)), 0);
}

static CU_TestInfo tests[] = {
    { "times become seconds", times_become_seconds },
    { "what is no time has no number", what_is_no_time_has_no_number },
    { "numbers are read whole", numbers_are_read_whole },
    { "words are ranked", words_are_ranked },
    { "certificates are called by their common name",
      certificates_are_called_by_their_common_name },
    { "the last complaint is told", the_last_complaint_is_told },
    { "a long complaint is cut", a_long_complaint_is_cut },
    { "every node has names and columns", every_node_has_names_and_columns },
    { "words have names", words_have_names },
    { "all that core says in words has names", all_that_core_says_in_words_has_names },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo row_maker_suite = { "snapin/row_maker", NULL, NULL, NULL, NULL, tests };
