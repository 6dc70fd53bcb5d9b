#include "core/platform/parallel.h"

#include <stdatomic.h>
#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define ITEMS 10000

/* Each item is its number, and then the square of it. */
typedef struct item {
    unsigned number;
    unsigned result;
} item;

typedef struct tally {
    unsigned next; /* the item that must finish now; touched by finish alone */
    unsigned wrong;
    atomic_uint at_once;   /* how many threads are in finish */
    atomic_uint under_way; /* added, not finished */
    atomic_uint most_under_way;
} tally;

static void square(void *context, void *pointer)
{
    item *one = pointer;

    (void)context;
    /* Some take much longer, so that those behind them are done first. */
    for (volatile unsigned spin = 0; spin < (one->number % 97 == 0 ? 20000u : 10u); spin++)
        ;
    one->result = one->number * one->number;
}

static void check(void *context, void *pointer)
{
    tally *into = context;
    item *one = pointer;

    if (atomic_fetch_add(&into->at_once, 1) != 0)
        into->wrong++;
    if (one->number != into->next || one->result != one->number * one->number)
        into->wrong++;
    into->next++;
    free(one);
    atomic_fetch_sub(&into->under_way, 1);
    atomic_fetch_sub(&into->at_once, 1);
}

static void work_through(unsigned jobs, unsigned count)
{
    tally result = { 0 };
    tr_parallel *parallel = NULL;

    CU_ASSERT_EQUAL_FATAL(
        tr_parallel_start(
            &parallel, jobs,
            &(tr_parallel_tasks){ .work = square, .finish = check, .context = &result }, NULL),
        TR_OK);
    for (unsigned number = 0; number < count; number++) {
        item *one = malloc(sizeof(*one));
        unsigned under_way = atomic_fetch_add(&result.under_way, 1) + 1;

        if (under_way > result.most_under_way)
            result.most_under_way = under_way;
        one->number = number;
        one->result = 0;
        tr_parallel_add(parallel, one);
    }
    tr_parallel_finish(parallel);
    CU_ASSERT_EQUAL(result.next, count);
    CU_ASSERT_EQUAL(result.wrong, 0);
    CU_ASSERT(result.most_under_way <= 4 * 256 + 64 + 1);
}

static void results_come_in_the_order_of_the_items(void)
{
    static const unsigned jobs[] = { 0, 1, 2, 8 };

    for (size_t index = 0; index < sizeof(jobs) / sizeof(jobs[0]); index++)
        work_through(jobs[index], ITEMS);
}

static void few_items_and_none_end_as_well(void)
{
    for (unsigned count = 0; count < 4; count++) {
        work_through(1, count);
        work_through(8, count);
    }
    tr_parallel_finish(NULL);
}

static void absurd_number_of_jobs_is_cut(void)
{
    work_through(1000000, 1000);
}

static void there_is_a_core(void)
{
    CU_ASSERT(tr_parallel_cores() >= 1);
}

static void read_one(void *context, void *pointer)
{
    unsigned char *expected = pointer;
    unsigned char byte = 0;

    if (tr_file_read(context, &byte, 1, *expected, NULL) != TR_OK || byte != *expected + 1)
        *expected = 0xFF;
}

static void check_one(void *context, void *pointer)
{
    (void)context;
    CU_ASSERT_NOT_EQUAL(*(unsigned char *)pointer, 0xFF);
}

static void one_file_is_read_by_many_threads(void)
{
    char text[101];
    unsigned char offsets[2000];
    tr_file *file = NULL;
    tr_parallel *parallel = NULL;

    for (int index = 0; index < 100; index++)
        text[index] = (char)(index + 1);
    text[100] = 0;
    scratch_set_up();
    CU_ASSERT_TRUE(scratch_write("a", text));
    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, scratch_path("a"), TR_FILE_READ, NULL), TR_OK);
    tr_parallel_start(
        &parallel, 4,
        &(tr_parallel_tasks){ .work = read_one, .finish = check_one, .context = file }, NULL);
    for (size_t index = 0; index < sizeof(offsets); index++) {
        offsets[index] = (unsigned char)(index * 7 % 100);
        tr_parallel_add(parallel, &offsets[index]);
    }
    tr_parallel_finish(parallel);
    tr_file_close(file);
    scratch_tear_down();
}

static void count_up(void *context)
{
    unsigned *count = context;

    ++*count;
}

static void companion_works_beside_and_is_waited_for(void)
{
    tr_companion *companion = tr_companion_new();
    unsigned count = 0;

    CU_ASSERT_PTR_NOT_NULL(companion);
    tr_companion_join(companion); /* nothing to wait for */
    for (unsigned round = 1; round <= 1000; round++) {
        tr_companion_start(companion, count_up, &count);
        tr_companion_join(companion);
        if (count != round)
            break;
    }
    CU_ASSERT_EQUAL(count, 1000);
    tr_companion_start(companion, count_up, &count);
    tr_companion_start(companion, count_up, &count); /* waits for the one before */
    tr_companion_free(companion);                    /* finishes what was started */
    CU_ASSERT_EQUAL(count, 1002);
}

static void without_companion_the_work_is_done_at_once(void)
{
    unsigned count = 0;

    tr_companion_start(NULL, count_up, &count);
    CU_ASSERT_EQUAL(count, 1);
    tr_companion_join(NULL);
    tr_companion_free(NULL);
}

static CU_TestInfo tests[] = {
    { "results come in the order of the items", results_come_in_the_order_of_the_items },
    { "few items, and none, end as well", few_items_and_none_end_as_well },
    { "absurd number of jobs is cut", absurd_number_of_jobs_is_cut },
    { "there is a core", there_is_a_core },
    { "one file is read by many threads", one_file_is_read_by_many_threads },
    { "companion works beside and is waited for", companion_works_beside_and_is_waited_for },
    { "without companion the work is done at once", without_companion_the_work_is_done_at_once },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo parallel_suite = { "platform/parallel", NULL, NULL, NULL, NULL, tests };
