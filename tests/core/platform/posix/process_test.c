#include "core/platform/process.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/clock.h"
#include "tests/suites.h"

typedef struct seen {
    char text[4096];
    size_t size;
} seen;

static void keep(void *context, const char *bytes, size_t size)
{
    seen *to = context;

    if (to->size + size < sizeof(to->text)) {
        memcpy(to->text + to->size, bytes, size);
        to->size += size;
    }
}

static tr_status run_shell(tr_process_result *out, seen *to, const char *script, unsigned seconds,
                           tr_error *err)
{
    const char *const words[] = { "/bin/sh", "-c", script, "name", "a b", "\"c\\", "", NULL };

    return tr_process_run(out, words, seconds, keep, to, err);
}

static void program_gets_its_words_and_its_output_is_read(void)
{
    tr_process_result result;
    seen to = { .size = 0 };

    CU_ASSERT_EQUAL(
        run_shell(&result, &to, "printf '[%s]' \"$@\"; cat; echo err >&2; exit 7", 30, NULL),
        TR_OK);
    CU_ASSERT_FALSE(result.is_timed_out);
    CU_ASSERT_EQUAL(result.code, 7);
    CU_ASSERT_STRING_EQUAL(to.text, "[a b][\"c\\][]err\n");
}

static void program_that_hangs_is_ended_with_its_children(void)
{
    const uint64_t begin = tr_clock_milliseconds();
    tr_process_result result;
    seen to = { .size = 0 };

    CU_ASSERT_EQUAL(run_shell(&result, &to, "echo begun; sleep 60 & sleep 60", 1, NULL), TR_OK);
    CU_ASSERT_TRUE(result.is_timed_out);
    CU_ASSERT_STRING_EQUAL(to.text, "begun\n");
    CU_ASSERT(tr_clock_milliseconds() - begin < 30000);
}

static void child_that_goes_on_is_not_waited_for(void)
{
    const uint64_t begin = tr_clock_milliseconds();
    tr_process_result result;
    seen to = { .size = 0 };

    CU_ASSERT_EQUAL(run_shell(&result, &to, "sleep 40 & echo done", 60, NULL), TR_OK);
    CU_ASSERT_FALSE(result.is_timed_out);
    CU_ASSERT_STRING_EQUAL(to.text, "done\n");
    CU_ASSERT(tr_clock_milliseconds() - begin < 30000);
}

/* Whoever prints is always faster. */
static void keep_slowly(void *context, const char *bytes, size_t size)
{
    tr_clock_wait(1);
    keep(context, bytes, size);
}

static void child_that_prints_for_ever_is_not_read_to_the_end(void)
{
    /* Its time is up some day, as a test that hangs tells nothing. */
    const char *const words[] = { "/bin/sh", "-c", "timeout 10 yes & sleep 0.1", NULL };
    const uint64_t begin = tr_clock_milliseconds();
    tr_process_result result;
    seen to = { .size = 0 };

    CU_ASSERT_EQUAL(tr_process_run(&result, words, 60, keep_slowly, &to, NULL), TR_OK);
    CU_ASSERT_FALSE(result.is_timed_out);
    CU_ASSERT(tr_clock_milliseconds() - begin < 8000);
}

static void missing_program_is_told(void)
{
    const char *const words[] = { "/missing/program", "secret", NULL };
    tr_process_result result;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(tr_process_run(&result, words, 1, NULL, NULL, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "cannot run '/missing/program'"));
    CU_ASSERT_PTR_NULL(strstr(err.message, "secret"));
}

static CU_TestInfo tests[] = {
    { "program gets its words and its output is read",
      program_gets_its_words_and_its_output_is_read },
    { "program that hangs is ended with its children",
      program_that_hangs_is_ended_with_its_children },
    { "child that goes on is not waited for", child_that_goes_on_is_not_waited_for },
    { "child that prints for ever is not read to the end",
      child_that_prints_for_ever_is_not_read_to_the_end },
    { "missing program is told", missing_program_is_told },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo process_suite = { "platform/process", NULL, NULL, NULL, NULL, tests };
