#include "snapin/rows/agent_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/clock.h"
#include "core/platform/file.h"
#include "core/platform/output.h"
#include "core/report/mismatched.h"
#include "snapin/resource.h"
#include "snapin/rows/record_reader.h"
#include "snapin/rows/row_set.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define MANY 100000

/* What a build for tests may take, which sanitizers and other work slow down; the console's own
 * speed is measured by tests/bench. */
#define PATIENCE 5000 /* milliseconds */

static const node *agents;
static row_set *set;

static void set_up(void)
{
    scratch_set_up();
    agents = node_of(NODE_MISMATCHED_AGENTS);
    set = row_set_new(agents);
}

static void tear_down(void)
{
    row_set_free(set);
    scratch_tear_down();
}

static bool take_block(void *context, row_block *block)
{
    return row_set_take(context, block);
}

static tr_status read_list(row_set *out, const char *name)
{
    const agent_list_visitor visitor = { take_block, out };

    return agent_list_read(scratch_path(name), &visitor, NULL);
}

static void take_layout(void *context, const tr_agent_columns *columns, const char *encoding)
{
    tr_mismatched_report_layout(context, columns, encoding);
}

static bool take_agent(void *context, const tr_listed_agent *agent)
{
    tr_mismatched_report_agent(context, agent);
    return true;
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    tr_mismatched_report_fault(context, line, is_lost, what);
}

/* Write to "records" what the command line says of a list. */
static void write_records(const char *name)
{
    static const char *const words[] = { "mismatched", NULL };
    tr_records_options options = { .format = TR_REPORT_JSON,
                                   .command = "mismatched",
                                   .arguments = words };
    tr_report_options report_options = { .records = NULL };
    tr_report *report = NULL;
    tr_mismatched_report *mismatched;
    tr_mismatch_visitor visitor = { take_layout, take_agent, take_fault, NULL };

    CU_ASSERT_EQUAL_FATAL(tr_output_open(&options.out, scratch_path("records"), NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_records_open(&report_options.records, &options, NULL), TR_OK);
    report_options.out = options.out;
    CU_ASSERT_EQUAL_FATAL(tr_report_new(&report, &report_options, NULL), TR_OK);
    mismatched = tr_mismatched_report_new(report, scratch_path(name), NULL);
    visitor.context = mismatched;
    CU_ASSERT_EQUAL(tr_mismatch_list_load(scratch_path(name), NULL, &visitor, NULL), TR_OK);
    tr_mismatched_report_end(mismatched, true);
    tr_mismatched_report_free(mismatched);
    tr_report_free(report);
    tr_records_close(report_options.records);
    fclose(options.out);
}

static void read_records(row_set *out)
{
    record_reader *reader = record_reader_new(agents);
    unsigned char *text = NULL;
    size_t size;
    row_block *block;

    CU_ASSERT_EQUAL_FATAL(tr_file_load(&text, &size, scratch_path("records"), 1 << 26, NULL),
                          TR_OK);
    CU_ASSERT_EQUAL(record_reader_feed(reader, (char *)text, size, NULL), TR_OK);
    CU_ASSERT_EQUAL(record_reader_end(reader, NULL), TR_OK);
    block = record_reader_take(reader);
    CU_ASSERT_TRUE(block && row_set_take(out, block));
    record_reader_free(reader);
    free(text);
}

static bool are_same(const row *first, const row *second)
{
    if (strcmp(first->type, second->type) != 0 || strcmp(first->key, second->key) != 0 ||
        first->tone != second->tone || first->cell_count != second->cell_count)
        return false;
    for (size_t index = 0; index < first->cell_count; index++) {
        if (strcmp(first->cells[index].text, second->cells[index].text) != 0 ||
            first->cells[index].number != second->cells[index].number)
            return false;
    }
    return true;
}

/* Whether a record says what the command line's one does, as far as both say it. */
static void check_record(const row *shown, const row *wanted)
{
    json_t *record = row_record(shown);
    json_t *complete = row_record(wanted);
    const char *member;
    json_t *value;

    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    json_object_foreach(record, member, value)
    {
        if (strcmp(member, "others") != 0)
            CU_ASSERT_TRUE(json_equal(value, json_object_get(complete, member)));
    }
    json_decref(record);
    json_decref(complete);
}

/* Rows of a list are those of the command line's records. */
static void check_list(const char *text)
{
    row_set *wanted = row_set_new(agents);

    CU_ASSERT_TRUE_FATAL(scratch_write("list.csv", text));
    row_set_clear(set);
    CU_ASSERT_EQUAL(read_list(set, "list.csv"), TR_OK);
    write_records("list.csv");
    read_records(wanted);
    CU_ASSERT_EQUAL_FATAL(row_set_count(set), row_set_count(wanted));
    for (size_t index = 0; index < row_set_count(set); index++) {
        CU_ASSERT_TRUE(are_same(row_set_at(set, index), row_set_at(wanted, index)));
        check_record(row_set_at(set, index), row_set_at(wanted, index));
    }
    row_set_free(wanted);
}

static void rows_are_those_of_the_command_line(void)
{
    check_list("Computer,IP Address,GUID,Version,Domain,Status\r\n"
               "PC-1,10.0.0.1,1f4a9c22-7c1e-4d0b-9a55-0d6f0c1b2a01,14.0.1,\"a,b\",Offline\r\n"
               "PC-2,10.0.0.2,1f4a9c22-7c1e-4d0b-9a55-0d6f0c1b2a02,10.6.5,,Online\r\n"
               "PC-3,,1f4a9c22-7c1e-4d0b-9a55-0d6f0c1b2a03,14.0.1,x,Offline\r\n");
    CU_ASSERT_EQUAL(row_set_count(set), 3);
    check_list("PC-1;10.0.0.1;2026-11-01\nPC-2;10.0.0.2;2026-11-02\n;10.0.0.3;2026-11-03\n");
    check_list("PC-1,\"10.0.0.1\nPC-2,10.0.0.2\nP\xC3\xA4-3,10.0.0.3,a,b,c\n");
    check_list("PC-1,10.0.0.1\nP\xE4-3,10.0.0.3\n");
}

static void a_list_that_is_not_there_is_told(void)
{
    CU_ASSERT_EQUAL(read_list(set, "none.csv"), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(row_set_count(set), 0);
}

static bool take_none(void *context, row_block *block)
{
    ++*(int *)context;
    row_block_free(block);
    return false;
}

static void write_many(void)
{
    FILE *out = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_output_open(&out, scratch_path("many.csv"), NULL), TR_OK);
    for (unsigned index = 0; index < MANY; index++) {
        unsigned mixed = index * 7919u % MANY;

        fprintf(out, "PC-%06u,10.%u.%u.%u,1f4a9c22-7c1e-4d0b-9a55-%012x,14.0.%u,North\r\n", mixed,
                mixed >> 16 & 255, mixed >> 8 & 255, mixed & 255, mixed * 2654435761u,
                9000 + mixed % 900);
    }
    CU_ASSERT_EQUAL(fclose(out), 0);
}

static void reading_stops_when_it_is_told_to(void)
{
    int blocks = 0;
    const agent_list_visitor visitor = { take_none, &blocks };

    write_many();
    CU_ASSERT_EQUAL(agent_list_read(scratch_path("many.csv"), &visitor, NULL), TR_ERR_CANCELLED);
    CU_ASSERT_EQUAL(blocks, 1);
}

static void a_hundred_thousand_agents_are_read_and_sorted_in_no_time(void)
{
    uint64_t begin;

    write_many();
    begin = tr_clock_milliseconds();
    CU_ASSERT_EQUAL(read_list(set, "many.csv"), TR_OK);
    CU_ASSERT_EQUAL(row_set_count(set), MANY);
    CU_ASSERT_TRUE(row_set_sort(set, node_column(agents, IDS_COLUMN_COMPUTER), false));
    CU_ASSERT_STRING_EQUAL(row_set_at(set, 10)->cells[0].text, "PC-000010");
    CU_ASSERT_TRUE(row_set_sort(set, node_column(agents, IDS_COLUMN_ADDRESS), true));
    CU_ASSERT_STRING_EQUAL(row_set_at(set, 0)->cells[0].text, "PC-099999");
    CU_ASSERT_TRUE(tr_clock_milliseconds() - begin < PATIENCE);
}

static CU_TestInfo tests[] = {
    { "rows are those of the command line", rows_are_those_of_the_command_line },
    { "a list that is not there is told", a_list_that_is_not_there_is_told },
    { "reading stops when it is told to", reading_stops_when_it_is_told_to },
    { "a hundred thousand agents are read and sorted in no time",
      a_hundred_thousand_agents_are_read_and_sorted_in_no_time },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo agent_list_suite = { "snapin/agent_list", NULL, NULL, set_up, tear_down, tests };
