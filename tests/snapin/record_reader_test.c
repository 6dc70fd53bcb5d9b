#include "snapin/rows/record_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "snapin/resource.h"
#include "tests/suites.h"

#define FINDING                                                                                    \
    "{\"type\":\"finding\",\"number\":3,\"id\":\"ca-missing\",\"severity\":\"fault\","             \
    "\"subject\":null,\"key\":\"root\",\"title\":\"It is missing.\",\"evidence\":[\"one\","        \
    "\"two\"],\"remedy\":\"Install it.\",\"count\":12}\n"
#define OVERLOOKED                                                                                 \
    "{\"type\":\"overlooked\",\"what\":\"D:\\\\x\",\"why\":\"denied\",\"failed\":true}\r\n"
#define SUMMARY "{\"type\":\"summary\",\"complete\":true}\n"

static record_reader *reader;
static tr_error err;

static void set_up(void)
{
    reader = record_reader_new(node_of(NODE_OVERVIEW));
    err = (tr_error){ .status = TR_OK };
}

static void tear_down(void)
{
    record_reader_free(reader);
}

static tr_status feed(const char *text)
{
    return record_reader_feed(reader, text, strlen(text), &err);
}

static const char *text_of(const row *shown, unsigned heading)
{
    return shown->cells[node_column(node_of(NODE_OVERVIEW), heading)].text;
}

static void check_finding(const row *shown)
{
    size_t count = node_column(node_of(NODE_OVERVIEW), IDS_COLUMN_COUNT);
    json_t *record;

    CU_ASSERT_PTR_NOT_NULL_FATAL(shown);
    CU_ASSERT_STRING_EQUAL(shown->type, "finding");
    CU_ASSERT_STRING_EQUAL(shown->key, "finding; ca-missing; root");
    CU_ASSERT_EQUAL(shown->tone, ROW_FAULT);
    CU_ASSERT_STRING_EQUAL(text_of(shown, IDS_COLUMN_FINDING), "It is missing.");
    CU_ASSERT_STRING_EQUAL(text_of(shown, IDS_COLUMN_SUBJECT), "");
    CU_ASSERT_STRING_EQUAL(text_of(shown, IDS_COLUMN_EVIDENCE), "one; two");
    CU_ASSERT_EQUAL(shown->cells[count].number, 12);
    record = row_record(shown);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(record, "number")), 3);
    json_decref(record);
}

static void records_become_rows_with_cells(void)
{
    row_block *block;

    CU_ASSERT_EQUAL(feed(FINDING OVERLOOKED SUMMARY), TR_OK);
    CU_ASSERT_EQUAL(record_reader_end(reader, &err), TR_OK);
    block = record_reader_take(reader);
    CU_ASSERT_PTR_NOT_NULL_FATAL(block);
    CU_ASSERT_EQUAL(row_block_count(block), 2);
    check_finding(row_block_at(block, 0));
    CU_ASSERT_STRING_EQUAL(text_of(row_block_at(block, 1), IDS_COLUMN_FINDING), "D:\\x");
    CU_ASSERT_STRING_EQUAL(text_of(row_block_at(block, 1), IDS_COLUMN_REMEDY), "denied");
    CU_ASSERT_EQUAL(row_block_at(block, 1)->tone, ROW_WARNING);
    CU_ASSERT_PTR_NULL(row_block_at(block, 2));
    row_block_free(block);
    CU_ASSERT_PTR_NULL(record_reader_take(reader));
    CU_ASSERT_STRING_EQUAL(record_reader_summary(reader),
                           "{\"type\":\"summary\",\"complete\":true}");
}

static void pieces_may_end_anywhere(void)
{
    static const char text[] = FINDING FINDING SUMMARY;
    size_t count = 0;

    for (size_t at = 0; at < sizeof(text) - 1; at++) {
        row_block *block;

        CU_ASSERT_EQUAL_FATAL(record_reader_feed(reader, text + at, 1, &err), TR_OK);
        block = record_reader_take(reader);
        if (!block)
            continue;
        check_finding(row_block_at(block, 0));
        count += row_block_count(block);
        row_block_free(block);
    }
    CU_ASSERT_EQUAL(count, 2);
    CU_ASSERT_EQUAL(record_reader_end(reader, &err), TR_OK);
}

static void records_of_other_types_make_no_rows(void)
{
    CU_ASSERT_EQUAL(feed("{\"type\":\"plan\",\"install\":1}\n\n"
                         "{\"type\":\"something that is longer\"}\n" SUMMARY),
                    TR_OK);
    CU_ASSERT_PTR_NULL(record_reader_take(reader));
}

static void without_a_node_every_record_is_a_row(void)
{
    row_block *block;
    json_t *record;

    tear_down();
    reader = record_reader_new(NULL);
    CU_ASSERT_EQUAL(feed("{\"type\":\"plan\",\"install\":1}\n"), TR_OK);
    block = record_reader_take(reader);
    CU_ASSERT_PTR_NOT_NULL_FATAL(block);
    CU_ASSERT_EQUAL(row_block_at(block, 0)->cell_count, 0);
    CU_ASSERT_STRING_EQUAL(row_block_at(block, 0)->type, "plan");
    record = row_record(row_block_at(block, 0));
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(record, "install")), 1);
    json_decref(record);
    row_block_free(block);
}

static void what_is_no_record_ends_the_reading(void)
{
    static const char *const wrong[] = { "hello\n",
                                         "[]\n",
                                         "{}\n",
                                         "{\"type\":1}\n",
                                         "{\"type\":\"finding\"\n",
                                         "{\"type\":\"a\\u0000\"}\n",
                                         "{\"type\":\"\xff\"}\n" };

    for (size_t index = 0; index < sizeof(wrong) / sizeof(wrong[0]); index++) {
        tear_down();
        set_up();
        CU_ASSERT_EQUAL(feed(wrong[index]), TR_ERR_FORMAT);
        CU_ASSERT_EQUAL(feed(SUMMARY), TR_ERR_FORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "line 1 "));
    }
}

static void rows_before_what_is_wrong_are_good(void)
{
    row_block *block;

    CU_ASSERT_EQUAL(feed(FINDING "nonsense\n"), TR_ERR_FORMAT);
    block = record_reader_take(reader);
    CU_ASSERT_PTR_NOT_NULL_FATAL(block);
    check_finding(row_block_at(block, 0));
    row_block_free(block);
}

static void what_breaks_off_is_told(void)
{
    CU_ASSERT_EQUAL(feed(FINDING), TR_OK);
    CU_ASSERT_EQUAL(record_reader_end(reader, &err), TR_ERR_FORMAT);
    tear_down();
    set_up();
    CU_ASSERT_EQUAL(feed(SUMMARY "{\"type\""), TR_OK);
    CU_ASSERT_EQUAL(record_reader_end(reader, &err), TR_ERR_FORMAT);
}

static void a_line_without_end_is_refused(void)
{
    size_t size = (size_t)1024 * 1024;
    char *blanks = malloc(size);
    size_t fed = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(blanks);
    memset(blanks, ' ', size);
    while (fed <= RECORD_LONGEST && record_reader_feed(reader, blanks, size, &err) == TR_OK)
        fed += size;
    CU_ASSERT_EQUAL(err.status, TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(fed, RECORD_LONGEST);
    free(blanks);
}

static void nesting_without_end_is_refused(void)
{
    size_t depth = 100000;
    char *text = malloc(depth + 2);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    memset(text, '[', depth);
    strcpy(text + depth, "\n");
    CU_ASSERT_EQUAL(feed(text), TR_ERR_FORMAT);
    free(text);
}

static CU_TestInfo tests[] = {
    { "records become rows with cells", records_become_rows_with_cells },
    { "pieces may end anywhere", pieces_may_end_anywhere },
    { "records of other types make no rows", records_of_other_types_make_no_rows },
    { "without a node every record is a row", without_a_node_every_record_is_a_row },
    { "what is no record ends the reading", what_is_no_record_ends_the_reading },
    { "rows before what is wrong are good", rows_before_what_is_wrong_are_good },
    { "what breaks off is told", what_breaks_off_is_told },
    { "a line without end is refused", a_line_without_end_is_refused },
    { "nesting without end is refused", nesting_without_end_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo record_reader_suite = { "snapin/record_reader", NULL, NULL, set_up, tear_down, tests };
