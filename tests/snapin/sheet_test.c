#include "snapin/rows/sheet.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "snapin/resource.h"
#include "tests/suites.h"

static sheet made;

static void set_up(void)
{
    made = (sheet){ 0 };
}

static void tear_down(void)
{
    sheet_clear(&made);
}

static void make(const char *text, sheet_find *find)
{
    json_t *record = json_loads(text, 0, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    CU_ASSERT(sheet_make(&made, record, find, NULL));
    json_decref(record);
}

static const sheet_page *page_of(unsigned title)
{
    for (size_t index = 0; index < made.count; index++) {
        if (made.pages[index].title == title)
            return &made.pages[index];
    }
    return NULL;
}

static const sheet_line *line_of(unsigned title, unsigned label)
{
    const sheet_page *page = page_of(title);

    for (size_t index = 0; page && index < page->count; index++) {
        if (page->lines[index].label == label)
            return &page->lines[index];
    }
    return NULL;
}

static void check_text(unsigned title, unsigned label, const char *wanted)
{
    const sheet_line *line = line_of(title, label);

    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    CU_ASSERT_STRING_EQUAL(line->text, wanted);
}

static void finding_says_cause_and_remedy(void)
{
    make("{\"type\":\"finding\",\"title\":\"T\",\"cause\":\"C\",\"remedy\":\"R\","
         "\"evidence\":[\"one\",\"two\"],\"places\":[{\"path\":\"a.log\",\"line\":4,"
         "\"text\":\"error\"},{\"path\":\"b\",\"line\":null,\"text\":null}]}",
         NULL);
    check_text(IDS_PAGE_CAUSE, 0, "T");
    check_text(IDS_PAGE_CAUSE, IDS_COLUMN_CAUSE, "C");
    check_text(IDS_PAGE_CAUSE, IDS_COLUMN_EVIDENCE, "one");
    check_text(IDS_PAGE_CAUSE, IDS_COLUMN_REMEDY, "R");
    check_text(IDS_PAGE_PLACES, IDS_SHEET_PLACE, "a.log (4): error");
    CU_ASSERT_EQUAL(page_of(IDS_PAGE_PLACES)->count, 2);
}

static const json_t *find_issuer(void *context, const char *id)
{
    static json_t *issuer;

    (void)context;
    if (!issuer)
        issuer = json_loads("{\"id\":\"root\",\"name\":\"The Root\",\"status\":\"missing\","
                            "\"issuer_id\":\"root\"}",
                            0, NULL);
    return strcmp(id, "root") == 0 ? issuer : NULL;
}

/* Even one that says that it has issued itself. */
static void chain_goes_from_the_root_down(void)
{
    const sheet_page *page;

    make("{\"type\":\"required\",\"name\":\"Below\",\"status\":\"installed\",\"issuer_id\":"
         "\"root\"}",
         find_issuer);
    page = page_of(IDS_PAGE_CHAIN);
    CU_ASSERT_PTR_NOT_NULL_FATAL(page);
    CU_ASSERT_EQUAL(page->kind, SHEET_TREE);
    CU_ASSERT_STRING_EQUAL(page->lines[0].text, "The Root");
    CU_ASSERT_EQUAL(page->lines[0].label, IDS_SHEET_MISSING);
    CU_ASSERT_STRING_EQUAL(page->lines[page->count - 1].text, "Below");
    CU_ASSERT_EQUAL(page->lines[page->count - 1].label, 0);
    CU_ASSERT(page->count <= 16);
}

static void file_shows_signers_and_stamps(void)
{
    make("{\"type\":\"renamed\",\"path\":\"a_invalid\",\"verdict\":\"untrusted\",\"size\":2065912,"
         "\"missing\":[{\"subject\":\"CN=Some Root, O=Some\"}],\"signatures\":[{\"verdict\":"
         "\"untrusted\",\"chain\":[{\"subject\":\"CN=Signer\",\"missing\":false},{\"subject\":"
         "\"CN=Some Root, O=Some\",\"missing\":true}],\"timestamp\":{\"time\":"
         "\"2019-09-09T16:19:34Z\",\"kind\":\"rfc3161\",\"chain\":[]}}]}",
         NULL);
    CU_ASSERT_EQUAL(line_of(IDS_PAGE_VERDICT, IDS_COLUMN_VERDICT)->word, IDS_WORD_UNTRUSTED);
    check_text(IDS_PAGE_VERDICT, IDS_SHEET_MISSING, "Some Root");
    check_text(IDS_PAGE_VERDICT, IDS_COLUMN_SIZE, "2065912");
    CU_ASSERT_EQUAL(line_of(IDS_PAGE_VERDICT, IDS_COLUMN_SIZE)->kind, COLUMN_SIZE);
    check_text(IDS_PAGE_SIGNERS, IDS_SHEET_MISSING, "Some Root");
    check_text(IDS_PAGE_STAMPS, IDS_SHEET_STAMP, "2019-09-09T16:19:34Z");
    CU_ASSERT_EQUAL(line_of(IDS_PAGE_STAMPS, IDS_SHEET_STAMP)->kind, COLUMN_TIME);
}

static void unsigned_file_says_so(void)
{
    make("{\"type\":\"renamed\",\"path\":\"a_invalid\",\"signatures\":[]}", NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(page_of(IDS_PAGE_SIGNERS));
    CU_ASSERT_EQUAL(page_of(IDS_PAGE_SIGNERS)->lines[0].word, IDS_SHEET_NO_SIGNATURE);
    CU_ASSERT_EQUAL(page_of(IDS_PAGE_STAMPS)->lines[0].word, IDS_SHEET_NO_STAMP);
}

static void agent_stands_beside_its_server(void)
{
    make(
        "{\"type\":\"agent-certificate\",\"state\":\"mismatched\",\"certificate\":{\"name\":\"A\"},"
        "\"server_certificate\":{\"name\":\"B\"}}",
        NULL);
    check_text(IDS_PAGE_CERTIFICATES, IDS_SHEET_AGENT_CERTIFICATE, "A");
    check_text(IDS_PAGE_CERTIFICATES, IDS_SHEET_SERVER_CERTIFICATE, "B");
}

static void check_word(const char *record, unsigned page, unsigned label, unsigned word)
{
    make(record, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(line_of(page, label));
    CU_ASSERT_EQUAL(line_of(page, label)->word, word);
    sheet_clear(&made);
}

static void words_are_those_of_the_lists(void)
{
    check_word("{\"type\":\"renamed\",\"target_state\":\"older\"}", IDS_PAGE_VERDICT,
               IDS_COLUMN_NEW_NAME_STATE, IDS_WORD_TARGET_OLDER);
    check_word("{\"type\":\"check\",\"state\":\"relaxed\"}", IDS_PAGE_GENERAL, IDS_COLUMN_STATUS,
               IDS_WORD_RELAXED);
    check_word("{\"type\":\"agent-certificate\",\"state\":\"mismatched\"}", IDS_PAGE_GENERAL,
               IDS_COLUMN_STATUS, IDS_WORD_MISMATCHED);
    check_word("{\"type\":\"change\",\"state\":\"undone\"}", IDS_PAGE_GENERAL, IDS_COLUMN_STATUS,
               IDS_WORD_UNDONE);
    check_word("{\"type\":\"agent\",\"fix\":\"transfer\"}", IDS_PAGE_GENERAL, IDS_COLUMN_FIX,
               IDS_WORD_FIX_TRANSFER);
    check_word("{\"type\":\"required\",\"status\":\"wrong-store\"}", IDS_PAGE_GENERAL,
               IDS_COLUMN_STATUS, IDS_WORD_WRONG_STORE);
}

static void page_without_lines_is_left_out(void)
{
    make("{\"type\":\"finding\",\"title\":\"T\",\"places\":[]}", NULL);
    CU_ASSERT_EQUAL(made.count, 1);
}

static void unknown_record_has_no_pages(void)
{
    make("{\"type\":\"surprise\",\"path\":\"x\"}", NULL);
    CU_ASSERT_EQUAL(made.count, 0);
    sheet_clear(&made);
    make("{\"type\":[]}", NULL);
    CU_ASSERT_EQUAL(made.count, 0);
}

static void number_of_lines_is_bounded(void)
{
    json_t *record = json_pack("{s:s,s:s,s:[]}", "type", "finding", "title", "T", "places");
    json_t *places = json_object_get(record, "places");

    for (int index = 0; index < 3 * SHEET_MOST_LINES; index++)
        json_array_append_new(places, json_pack("{s:s}", "path", "a"));
    CU_ASSERT(sheet_make(&made, record, NULL, NULL));
    json_decref(record);
    CU_ASSERT_EQUAL(page_of(IDS_PAGE_PLACES)->count, SHEET_MOST_LINES);
}

static CU_TestInfo tests[] = {
    { "finding says cause and remedy", finding_says_cause_and_remedy },
    { "chain goes from the root down", chain_goes_from_the_root_down },
    { "file shows signers and stamps", file_shows_signers_and_stamps },
    { "unsigned file says so", unsigned_file_says_so },
    { "agent stands beside its server", agent_stands_beside_its_server },
    { "words are those of the lists", words_are_those_of_the_lists },
    { "page without lines is left out", page_without_lines_is_left_out },
    { "unknown record has no pages", unknown_record_has_no_pages },
    { "number of lines is bounded", number_of_lines_is_bounded },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo sheet_suite = { "snapin/sheet", NULL, NULL, set_up, tear_down, tests };
