#include "shellext/selection.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

#define COUNT_AT 12
#define NAME_AT  TR_SELECTION_HEAD_SIZE

static const uint16_t letter[] = { 'a' };
static const uint16_t not_utf16[] = { 'C', ':', '\\', 0xD800, '_', 0xDFFF };

/* What the reader visited: the names one after the other, each closed by 0. */
typedef struct visited {
    uint16_t units[64];
    size_t size;
    uint32_t count;
    uint32_t wanted; /* the visitor stops after so many */
} visited;

static tr_selection selection;

static void set_up(void)
{
    CU_ASSERT_TRUE(tr_selection_add(&selection, letter, 1));
    CU_ASSERT_TRUE(tr_selection_add(&selection, not_utf16, 6));
    selection.left_out = 3;
    CU_ASSERT_TRUE(tr_selection_seal(&selection));
}

static void tear_down(void)
{
    tr_selection_clear(&selection);
}

static bool visit(void *context, const uint16_t *units, size_t count)
{
    visited *seen = context;

    if (seen->size + count < 64) {
        memcpy(seen->units + seen->size, units, 2 * count);
        seen->size += count;
        seen->units[seen->size++] = 0;
    }
    seen->count++;
    return seen->count < seen->wanted;
}

/* Read in pieces of so many bytes. */
static tr_selection_state read_pieces(visited *seen, size_t piece)
{
    tr_selection_reader *reader = tr_selection_reader_new(visit, seen);
    tr_selection_state state = TR_SELECTION_GOES_ON;

    CU_ASSERT_PTR_NOT_NULL_FATAL(reader);
    for (size_t at = 0; at < selection.size; at += piece) {
        size_t left = selection.size - at;

        state = tr_selection_read(reader, selection.bytes + at, left < piece ? left : piece);
    }
    if (state == TR_SELECTION_COMPLETE) {
        CU_ASSERT_EQUAL(tr_selection_count(reader), 2);
        CU_ASSERT_EQUAL(tr_selection_left_out(reader), 3);
    }
    tr_selection_reader_free(reader);
    return state;
}

static tr_selection_state read_all(void)
{
    visited seen = { .wanted = UINT32_MAX };

    return read_pieces(&seen, selection.size);
}

static void names_come_back_as_they_were_however_the_bytes_arrive(void)
{
    for (size_t piece = 1; piece <= selection.size; piece++) {
        visited seen = { .wanted = UINT32_MAX };

        CU_ASSERT_EQUAL(read_pieces(&seen, piece), TR_SELECTION_COMPLETE);
        CU_ASSERT_EQUAL(seen.count, 2);
        CU_ASSERT_EQUAL(seen.units[0], 'a');
        CU_ASSERT_EQUAL(memcmp(seen.units + 2, not_utf16, sizeof(not_utf16)), 0);
    }
}

static void a_selection_without_names_is_complete(void)
{
    tr_selection_reader *reader = tr_selection_reader_new(visit, NULL);

    tr_selection_clear(&selection);
    CU_ASSERT_TRUE(tr_selection_seal(&selection));
    CU_ASSERT_EQUAL(selection.size, TR_SELECTION_HEAD_SIZE);
    CU_ASSERT_PTR_NOT_NULL_FATAL(reader);
    CU_ASSERT_EQUAL(tr_selection_read(reader, selection.bytes, selection.size),
                    TR_SELECTION_COMPLETE);
    tr_selection_reader_free(reader);
}

static void what_breaks_off_is_never_complete(void)
{
    while (--selection.size > 0)
        CU_ASSERT_EQUAL(read_all(), TR_SELECTION_GOES_ON);
}

static void bytes_after_the_last_name_are_wrong(void)
{
    uint8_t *bytes = realloc(selection.bytes, selection.size + 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    selection.bytes = bytes;
    bytes[selection.size++] = 0;
    CU_ASSERT_EQUAL(read_all(), TR_SELECTION_WRONG);
}

static void what_breaks_the_format_is_wrong(void)
{
    static const struct {
        size_t at;
        uint8_t byte;
    } damage[] = {
        { 0, 'X' },            /* the mark */
        { 8, 2 },              /* another version */
        { COUNT_AT + 3, 2 },   /* more names than allowed */
        { 20, 1 },             /* what must be 0 */
        { NAME_AT, 0 },        /* a name of no unit */
        { NAME_AT + 2, 1 },    /* one longer than any path */
        { NAME_AT + 3, 0x80 }, /* one of two thousand million units */
        { NAME_AT + 4, 0 },    /* a unit of 0 */
    };

    for (size_t index = 0; index < sizeof(damage) / sizeof(damage[0]); index++) {
        uint8_t *byte = selection.bytes + damage[index].at;
        uint8_t before = *byte;

        *byte = damage[index].byte;
        CU_ASSERT_EQUAL(read_all(), TR_SELECTION_WRONG);
        *byte = before;
    }
    CU_ASSERT_EQUAL(read_all(), TR_SELECTION_COMPLETE);
}

static void the_visitor_may_stop(void)
{
    visited seen = { .wanted = 1 };

    CU_ASSERT_EQUAL(read_pieces(&seen, selection.size), TR_SELECTION_STOPPED);
    CU_ASSERT_EQUAL(seen.count, 1);
}

static void names_that_no_reader_takes_are_not_written(void)
{
    uint16_t *longest = malloc(2 * (TR_SELECTION_UNITS_MAX + 1));
    tr_selection other = { 0 };

    CU_ASSERT_PTR_NOT_NULL_FATAL(longest);
    for (size_t index = 0; index <= TR_SELECTION_UNITS_MAX; index++)
        longest[index] = 'x';
    CU_ASSERT_FALSE(tr_selection_add(&other, longest, 0));
    CU_ASSERT_FALSE(tr_selection_add(&other, longest, TR_SELECTION_UNITS_MAX + 1));
    CU_ASSERT_TRUE(tr_selection_add(&other, longest, TR_SELECTION_UNITS_MAX));
    CU_ASSERT_EQUAL(other.count, 1);
    tr_selection_clear(&other);
    free(longest);
}

static CU_TestInfo tests[] = {
    { "names come back as they were, however the bytes arrive",
      names_come_back_as_they_were_however_the_bytes_arrive },
    { "a selection without names is complete", a_selection_without_names_is_complete },
    { "what breaks off is never complete", what_breaks_off_is_never_complete },
    { "bytes after the last name are wrong", bytes_after_the_last_name_are_wrong },
    { "what breaks the format is wrong", what_breaks_the_format_is_wrong },
    { "the visitor may stop", the_visitor_may_stop },
    { "names that no reader takes are not written", names_that_no_reader_takes_are_not_written },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo selection_suite = { "shellext/selection", NULL, NULL, set_up, tear_down, tests };
