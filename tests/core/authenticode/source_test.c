#include "core/authenticode/source.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/digest.h"
#include "tests/scratch.h"

#define PIECES 4
#define TAIL   ((size_t)100000)
#define SIZE   (PIECES * TR_SOURCE_AHEAD_PIECE + TAIL)

static char *text; /* 'a' for all of the first piece, 'b' for the second, and so on */
static tr_file *file;

static void set_up(void)
{
    text = malloc(SIZE + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('a' + i / TR_SOURCE_AHEAD_PIECE);
    text[SIZE] = '\0';
    scratch_set_up();
    CU_ASSERT_TRUE(scratch_write("pieces", text));
    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, scratch_path("pieces"), TR_FILE_READ, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_file_close(file);
    scratch_tear_down();
    free(text);
}

/* A taker that looks at the pieces for as long as it may. */
typedef struct late_reader {
    tr_bytes pieces[PIECES + 1];
    size_t count;
    size_t fails_at; /* in the piece of this index */
    bool is_intact;  /* so far each piece was itself for as long as it has to be */
    bool is_settled;
} late_reader;

/* At the last pieces, so many. */
static void look_back(late_reader *reader, size_t count)
{
    size_t first = reader->count > count ? reader->count - count : 0;

    for (size_t i = first; i < reader->count; i++) {
        char letter = (char)('a' + i);

        if (reader->pieces[i].data[0] != letter ||
            reader->pieces[i].data[reader->pieces[i].size - 1] != letter)
            reader->is_intact = false;
    }
}

static tr_status take(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    late_reader *reader = context;

    if (reader->count > PIECES)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "too many pieces");
    reader->pieces[reader->count++] = (tr_bytes){ data, size };
    look_back(reader, 2);
    reader->is_settled = false;
    if (reader->count > reader->fails_at)
        return tr_error_set(err, TR_ERR_CRYPTO, 0, "told to fail");
    return TR_OK;
}

static void settle(void *context)
{
    late_reader *reader = context;

    look_back(reader, 1);
    reader->is_settled = true;
}

static tr_status feed(late_reader *reader, const tr_source *source)
{
    tr_source_taker taker = { take, settle, reader };

    reader->is_intact = true;
    return tr_source_feed_ahead(source, 0, source->size, &taker, NULL);
}

static void piece_stays_until_the_next_is_taken(void)
{
    tr_source source = tr_source_of_file(file);
    late_reader reader = { .fails_at = SIZE };

    CU_ASSERT_EQUAL(feed(&reader, &source), TR_OK);
    CU_ASSERT_EQUAL(reader.count, PIECES + 1);
    CU_ASSERT_EQUAL(reader.pieces[PIECES].size, TAIL);
    CU_ASSERT_TRUE(reader.is_intact);
    CU_ASSERT_TRUE(reader.is_settled);
}

static void settling_comes_before_the_end_of_a_failure(void)
{
    tr_source source = tr_source_of_file(file);
    late_reader refused = { .fails_at = 2 };
    late_reader cut_off = { .fails_at = SIZE };

    CU_ASSERT_EQUAL(feed(&refused, &source), TR_ERR_CRYPTO);
    CU_ASSERT_EQUAL(refused.count, 3);
    CU_ASSERT_TRUE(refused.is_intact && refused.is_settled);

    source.size += TR_SOURCE_AHEAD_PIECE; /* the file became shorter */
    CU_ASSERT_NOT_EQUAL(feed(&cut_off, &source), TR_OK);
    CU_ASSERT_EQUAL(cut_off.count, PIECES);
    CU_ASSERT_TRUE(cut_off.is_intact && cut_off.is_settled);
}

static void memory_is_one_piece_that_is_settled_as_well(void)
{
    tr_source source = tr_source_of_memory((tr_bytes){ (const unsigned char *)"aaa", 3 }, "memory");
    late_reader reader = { .fails_at = SIZE };

    CU_ASSERT_EQUAL(feed(&reader, &source), TR_OK);
    CU_ASSERT_EQUAL(reader.count, 1);
    CU_ASSERT_TRUE(reader.is_intact && reader.is_settled);
}

static tr_status digest(tr_digest_set **out, const tr_source *source, unsigned threads)
{
    CU_ASSERT_EQUAL_FATAL(tr_digest_set_new(out, 1u << TR_SHA1 | 1u << TR_SHA256, threads, NULL),
                          TR_OK);
    return tr_digest_set_feed(*out, source, 0, source->size, NULL);
}

static void digests_are_the_same_when_reading_goes_on_beside_them(void)
{
    tr_source source = tr_source_of_file(file);
    tr_digest_set *one, *two;

    CU_ASSERT_EQUAL(digest(&one, &source, 1), TR_OK);
    CU_ASSERT_EQUAL(digest(&two, &source, 2), TR_OK);
    CU_ASSERT_EQUAL(tr_digest_set_finish(one, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_digest_set_finish(two, NULL), TR_OK);
    CU_ASSERT_TRUE(
        tr_digest_equal(tr_digest_set_get(one, TR_SHA1), tr_digest_set_get(two, TR_SHA1)));
    CU_ASSERT_TRUE(
        tr_digest_equal(tr_digest_set_get(one, TR_SHA256), tr_digest_set_get(two, TR_SHA256)));
    tr_digest_set_free(one);
    tr_digest_set_free(two);
}

/* The sanitizers see whether the second thread still reads what is freed. */
static void set_of_a_file_that_became_shorter_is_freed_at_once(void)
{
    tr_source source = tr_source_of_file(file);
    tr_digest_set *set;

    source.size += 1;
    CU_ASSERT_NOT_EQUAL(digest(&set, &source, 2), TR_OK);
    tr_digest_set_free(set);
}

static CU_TestInfo tests[] = {
    { "piece stays until the next is taken", piece_stays_until_the_next_is_taken },
    { "settling comes before the end of a failure", settling_comes_before_the_end_of_a_failure },
    { "memory is one piece that is settled as well", memory_is_one_piece_that_is_settled_as_well },
    { "digests are the same when reading goes on beside them",
      digests_are_the_same_when_reading_goes_on_beside_them },
    { "set of a file that became shorter is freed at once",
      set_of_a_file_that_became_shorter_is_freed_at_once },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo source_suite = { "authenticode/source", NULL, NULL, set_up, tear_down, tests };
