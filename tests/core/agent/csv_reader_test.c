#include "core/agent/csv_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

#define MOST_TEXT 4096

/* What a reader gave, as text: "1:a|b;" for a row, "(2:what)" for a fault. */
typedef struct trace {
    char text[MOST_TEXT];
    uint64_t rows;
    uint64_t faults;
    uint64_t lost;
} trace;

static void add(trace *to, const char *text)
{
    if (strlen(to->text) + strlen(text) < MOST_TEXT)
        strcat(to->text, text);
}

static bool take_row(void *context, const tr_csv_row *row)
{
    trace *to = context;
    char number[32];

    to->rows++;
    snprintf(number, sizeof(number), "%d:", (int)row->line);
    add(to, number);
    for (size_t index = 0; index < row->count; index++) {
        add(to, index > 0 ? "|" : "");
        add(to, row->fields[index]);
    }
    add(to, ";");
    return true;
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    trace *to = context;
    char text[128];

    to->faults++;
    to->lost += is_lost;
    snprintf(text, sizeof(text), "(%d:%s)", (int)line, what);
    add(to, text);
}

static trace read_pieces(const char *data, size_t size, size_t piece, const tr_code_page *page)
{
    const tr_csv_options options = { ',', page };
    trace seen = { .text = "" };
    const tr_csv_visitor visitor = { take_row, take_fault, &seen };
    tr_csv_reader *reader = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_csv_reader_new(&reader, &options, &visitor, NULL), TR_OK);
    for (size_t at = 0; at < size; at += piece)
        CU_ASSERT_EQUAL(
            tr_csv_reader_feed(reader, data + at, size - at < piece ? size - at : piece, NULL),
            TR_OK);
    CU_ASSERT_EQUAL(tr_csv_reader_end(reader, NULL), TR_OK);
    tr_csv_reader_free(reader);
    return seen;
}

/* The same, however it comes in. */
static void check(const char *text, const char *expected)
{
    for (size_t piece = 1; piece < 8; piece += 3) {
        trace seen = read_pieces(text, strlen(text), piece, NULL);

        CU_ASSERT_STRING_EQUAL(seen.text, expected);
    }
}

static void rows_come_with_their_lines(void)
{
    check("a,b\r\nc, d \r\n\r\ne", "1:a|b;2:c|d;4:e;");
    check("a,,\n,\n", "1:a||;2:|;");
    check("", "");
}

static void quoted_field_may_hold_separators_quotes_and_line_ends(void)
{
    check("\"a,b\",\"c\"\"d\"\n\"e\r\nf\",g\nh\n", "1:a,b|c\"d;2:e\nf|g;4:h;");
}

static void stray_quote_is_told_and_the_row_read(void)
{
    check("a \"b\",c\nd\n", "(1:a quote stands where none may)1:a \"b\"|c;2:d;");
    check("\"a\" b,c\nd\n", "(1:a quote stands where none may)1:\"a\" b|c;2:d;");
}

static void quote_that_is_not_closed_takes_its_own_line_only(void)
{
    check("a,\"b\nc,d\ne,f", "(1:a quote is not closed)1:a|\"b;2:c|d;3:e|f;");
    check("a\n\"", "1:a;(2:a quote is not closed)2:\";");
}

static char *filled(size_t size, const char *head, char fill, const char *tail)
{
    char *text = malloc(size + strlen(head) + strlen(tail) + 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    strcpy(text, head);
    memset(text + strlen(head), fill, size);
    strcpy(text + strlen(head) + size, tail);
    return text;
}

static void row_that_is_too_long_is_passed_over(void)
{
    char *text = filled(8 * TR_CSV_LONGEST_ROW, "a\n", 'x', "\nb,c\n");
    trace seen = read_pieces(text, strlen(text), 65536, NULL);

    CU_ASSERT_STRING_EQUAL(seen.text, "1:a;(2:it is too long)3:b|c;");
    free(text);
    text = filled(TR_CSV_LONGEST_ROW + 10, "a\n", 'x', "\nb,c\n");
    seen = read_pieces(text, strlen(text), 1 << 20, NULL);
    CU_ASSERT_STRING_EQUAL(seen.text, "1:a;(2:it is too long)3:b|c;");
    free(text);
    text = filled(TR_CSV_LONGEST_ROW * 2, "\"a\n", 'x', "\nb,c\n");
    seen = read_pieces(text, strlen(text), 65536, NULL);
    CU_ASSERT_STRING_EQUAL(seen.text, "(1:a quote is not closed)1:\"a;(2:it is too long)3:b|c;");
    free(text);
}

static void open_quote_over_many_lines_ends_somewhere(void)
{
    char *text = filled(3 * TR_CSV_LONGEST_ROW, "\"a\n", '\n', "b,c\n");
    trace seen = read_pieces(text, strlen(text), 65536, NULL);

    CU_ASSERT_EQUAL(seen.rows, 2);
    CU_ASSERT_EQUAL(seen.faults, 1);
    CU_ASSERT_EQUAL(seen.lost, 0);
    free(text);
}

static void row_with_too_many_columns_is_passed_over(void)
{
    char *text = filled(10000, "a\n", ',', "\nb,c\n");
    trace seen = read_pieces(text, strlen(text), 65536, NULL);

    CU_ASSERT_STRING_EQUAL(seen.text, "1:a;(2:it is too long, or has too many columns)3:b|c;");
    free(text);
}

static void zero_bytes_are_told(void)
{
    trace seen = read_pieces("a\0b,c\n", 6, 6, NULL);

    CU_ASSERT_STRING_EQUAL(seen.text, "(1:it holds a zero byte)1:a\x1A"
                                      "b|c;");
}

static void code_page_is_decoded(void)
{
    trace seen = read_pieces("\xCC\xE8\xF0,a\n", 6, 6, tr_code_page_get(3));

    CU_ASSERT_STRING_EQUAL(tr_code_page_get(3)->name, "Windows-1251");
    CU_ASSERT_STRING_EQUAL(seen.text, "1:\xD0\x9C\xD0\xB8\xD1\x80|a;");
    seen = read_pieces("\xC3\xA4,a\n", 5, 5, NULL);
    CU_ASSERT_STRING_EQUAL(seen.text, "1:\xC3\xA4|a;");
}

static CU_TestInfo tests[] = {
    { "rows come with their lines", rows_come_with_their_lines },
    { "quoted field may hold separators, quotes and line ends",
      quoted_field_may_hold_separators_quotes_and_line_ends },
    { "stray quote is told and the row read", stray_quote_is_told_and_the_row_read },
    { "quote that is not closed takes its own line only",
      quote_that_is_not_closed_takes_its_own_line_only },
    { "row that is too long is passed over", row_that_is_too_long_is_passed_over },
    { "open quote over many lines ends somewhere", open_quote_over_many_lines_ends_somewhere },
    { "row with too many columns is passed over", row_with_too_many_columns_is_passed_over },
    { "zero bytes are told", zero_bytes_are_told },
    { "code page is decoded", code_page_is_decoded },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo csv_reader_suite = { "agent/csv_reader", NULL, NULL, NULL, NULL, tests };
