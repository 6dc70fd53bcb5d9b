/*
 * The console's worker (snapin/worker.h), with a program beside it that does
 * all that a good one would not (stand_in.c). This program plays the console:
 * what the worker tells has to come on its thread, and through its messages.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>

#include <windows.h>

#include "com/module.h"
#include "snapin/resource.h"
#include "snapin/worker.h"

#define PATIENCE 8000 /* milliseconds; what is quicker on a machine with nothing else to do */
#define ROUNDS   20

static DWORD console_thread;

/* What the console has heard. */
static struct {
    size_t rows;
    unsigned ends;
    char first[256]; /* record */
    char last[256];
    bool is_stopped;
    bool has_run;
    unsigned long code;
    bool has_summary;
    char failure[256];
    bool is_wrong; /* told on another thread, or after the end */
} heard;

static worker *working;
static bool releases_at_rows;
static bool releases_at_end;

static void release(void)
{
    worker_release(working);
    working = NULL;
}

static void on_rows(void *context, row_block *block)
{
    size_t count = row_block_count(block);

    heard.is_wrong |= GetCurrentThreadId() != console_thread || heard.ends > 0 || !working ||
                      context != &heard || count == 0;
    if (heard.rows == 0)
        snprintf(heard.first, sizeof(heard.first), "%s", row_block_at(block, 0)->record);
    snprintf(heard.last, sizeof(heard.last), "%s",
             row_block_at(block, count - 1)->record ? row_block_at(block, count - 1)->record : "");
    heard.rows += count;
    row_block_free(block);
    if (releases_at_rows)
        release();
}

static void on_end(void *context, const worker_end *end)
{
    heard.is_wrong |= GetCurrentThreadId() != console_thread || heard.ends > 0 || !working ||
                      context != &heard || end->count != heard.rows;
    heard.ends++;
    heard.is_stopped = end->is_stopped;
    heard.has_run = end->has_run;
    heard.code = end->code;
    heard.has_summary = end->summary != NULL;
    snprintf(heard.failure, sizeof(heard.failure), "%s", end->failure ? end->failure : "");
    if (releases_at_end)
        release();
}

static void set_up(void)
{
    memset(&heard, 0, sizeof(heard));
    releases_at_rows = false;
    releases_at_end = false;
}

static void tear_down(void)
{
    release();
}

static void start_with(const node *of, const char *word, const char *second)
{
    static const worker_events events = { on_rows, on_end, &heard };
    arguments words = { 0 };
    worker_job job = { .words = &words, .node = of };

    arguments_add(&words, word);
    if (second)
        arguments_add(&words, second);
    CU_ASSERT_EQUAL_FATAL(worker_start(&working, &job, &events), S_OK);
    arguments_clear(&words);
}

static void start(const char *word)
{
    start_with(node_of(NODE_OVERVIEW), word, NULL);
}

static void take_messages(void)
{
    MSG message;

    while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE))
        DispatchMessageW(&message);
}

/* Go on as a console does, until something is so or patience is at an end. */
static bool wait_until(bool (*is_so)(void))
{
    ULONGLONG end = GetTickCount64() + PATIENCE;

    for (;;) {
        take_messages();
        if (is_so())
            return true;
        if (GetTickCount64() >= end)
            return false;
        MsgWaitForMultipleObjects(0, NULL, FALSE, 20, QS_ALLINPUT);
    }
}

static bool has_ended(void)
{
    return heard.ends > 0;
}

static bool has_rows(void)
{
    return heard.rows > 0;
}

static bool has_many_rows(void)
{
    return heard.rows > 10000;
}

static bool has_let_go(void)
{
    return module_can_unload() == S_OK;
}

static void records_come_as_rows(void)
{
    start("says");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(heard.rows, 2);
    CU_ASSERT_EQUAL(heard.code, 1);
    CU_ASSERT_TRUE(heard.has_run && heard.has_summary);
    CU_ASSERT_FALSE(heard.is_stopped || heard.is_wrong);
    CU_ASSERT_STRING_EQUAL(heard.failure, "");
}

static void arguments_arrive_as_they_are(void)
{
    static const char *const words[] = { "C:\\Program Files\\a b\\",
                                         "a\"b",
                                         "\\\"",
                                         "",
                                         "\\\\x\\",
                                         "--from=D:\\\xE6\x97\xA5\xE6\x9C\xAC \xC3\xA4",
                                         "%PATH%",
                                         "^&|<>" };

    for (size_t index = 0; index < sizeof(words) / sizeof(words[0]); index++) {
        json_t *record;

        set_up();
        start_with(NULL, "arguments", words[index]);
        CU_ASSERT_TRUE(wait_until(has_ended));
        record = json_loads(heard.first, 0, NULL);
        CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(record, "text")), words[index]);
        json_decref(record);
        release();
    }
}

static void no_handle_of_the_console_is_inherited(void)
{
    SECURITY_ATTRIBUTES inherited = { sizeof(inherited), NULL, TRUE };
    HANDLE ours = CreateEventW(&inherited, TRUE, FALSE, NULL);
    char number[32];

    snprintf(number, sizeof(number), "%llu", (unsigned long long)(UINT_PTR)ours);
    start_with(NULL, "handle", number);
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(WaitForSingleObject(ours, 0), WAIT_TIMEOUT);
    CloseHandle(ours);
}

static void it_has_no_window(void)
{
    start_with(NULL, "window", NULL);
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.first, "\"none\""));
}

static void what_is_stopped_finishes(void)
{
    start("waits");
    CU_ASSERT_TRUE(wait_until(has_rows));
    CU_ASSERT_EQUAL(heard.ends, 0);
    worker_stop(working);
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_TRUE(heard.is_stopped && heard.has_run && heard.has_summary);
    CU_ASSERT_EQUAL(heard.code, 3);
    CU_ASSERT_STRING_EQUAL(heard.failure, "");
}

static void what_does_not_stop_is_ended(void)
{
    start("hangs");
    CU_ASSERT_TRUE(wait_until(has_rows));
    worker_stop(working);
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_TRUE(heard.is_stopped);
    CU_ASSERT_FALSE(heard.has_run);
}

static void what_says_too_much_can_be_stopped(void)
{
    start("floods");
    CU_ASSERT_TRUE(wait_until(has_many_rows));
    worker_stop(working);
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_TRUE(heard.is_stopped);
    CU_ASSERT_FALSE(heard.is_wrong);
}

static void what_makes_no_sense_is_ended_and_told(void)
{
    start("babbles");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(heard.rows, 1);
    CU_ASSERT_FALSE(heard.has_run || heard.is_stopped);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.failure, "line 2 "));
}

static void what_made_no_sense_is_told_after_its_end(void)
{
    start("mumbles");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(heard.rows, 1);
    CU_ASSERT_FALSE(heard.has_run || heard.has_summary);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.failure, "line 2 "));
}

static void a_crash_is_told(void)
{
    start("crashes");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(heard.rows, 0);
    CU_ASSERT_FALSE(heard.has_summary);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.failure, "broke off"));
}

static void the_last_complaint_is_told(void)
{
    start("complains");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(heard.code, 2);
    CU_ASSERT_STRING_EQUAL(heard.failure, "cannot read 'x': denied");
}

static void nobody_waits_for_what_it_started(void)
{
    start("leaves");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_TRUE(heard.has_run && heard.has_summary);
    CU_ASSERT_EQUAL(heard.rows, 1);
}

static void a_program_that_is_not_there_is_told(void)
{
    wchar_t *path = module_path_beside(L"trustmend.exe");
    wchar_t *away = module_path_beside(L"away.exe");

    CU_ASSERT_TRUE(MoveFileW(path, away));
    start("says");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_TRUE(MoveFileW(away, path));
    CU_ASSERT_FALSE(heard.has_run);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.failure, "cannot start trustmend.exe"));
    free(path);
    free(away);
}

static void nothing_is_heard_after_release(void)
{
    start("says");
    Sleep(500); /* what it says waits for us */
    release();
    CU_ASSERT_TRUE(wait_until(has_let_go));
    CU_ASSERT_EQUAL(heard.rows, 0);
    CU_ASSERT_EQUAL(heard.ends, 0);
}

static void a_worker_may_be_released_by_whom_it_tells(void)
{
    releases_at_rows = true;
    start("floods");
    CU_ASSERT_TRUE(wait_until(has_rows));
    CU_ASSERT_TRUE(wait_until(has_let_go));
    CU_ASSERT_EQUAL(heard.ends, 0);
    set_up();
    releases_at_end = true;
    start("says");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_TRUE(wait_until(has_let_go));
    CU_ASSERT_FALSE(heard.is_wrong);
}

static wchar_t *write_list(void)
{
    wchar_t *path = module_path_beside(L"agents.csv");
    FILE *out = _wfopen(path, L"wb");

    for (int index = 0; out && index < 20000; index++)
        fprintf(out, "PC-%05d,10.0.%d.%d\n", index, index / 256, index % 256);
    if (out)
        fclose(out);
    return path;
}

static void start_list(const wchar_t *path)
{
    static const worker_events events = { on_rows, on_end, &heard };
    char text[3 * MAX_PATH];
    worker_job job = { .node = node_of(NODE_MISMATCHED_AGENTS), .list = text };

    WideCharToMultiByte(CP_UTF8, 0, path, -1, text, sizeof(text), NULL, NULL);
    CU_ASSERT_EQUAL_FATAL(worker_start(&working, &job, &events), S_OK);
}

static void a_list_needs_no_program(void)
{
    wchar_t *path = write_list();

    start_list(path);
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_EQUAL(heard.rows, 20000);
    CU_ASSERT_TRUE(heard.has_run && heard.has_summary);
    release();
    set_up();
    start_list(path);
    release(); /* in the middle */
    CU_ASSERT_TRUE(wait_until(has_let_go));
    CU_ASSERT_EQUAL(heard.ends, 0);
    start_list(L"Z:\\none.csv");
    CU_ASSERT_TRUE(wait_until(has_ended));
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.failure, "none.csv"));
    DeleteFileW(path);
    free(path);
}

static void play_round(int round)
{
    static const char *const words[] = { "says", "waits", "complains" };

    set_up();
    start(words[round % 3]);
    if (round % 3 == 1)
        wait_until(has_rows);
    else if (round % 2 == 0)
        wait_until(has_ended);
    release();
    wait_until(has_let_go);
}

static void nothing_is_left_behind(void)
{
    DWORD handles[2];
    DWORD objects[2];

    play_round(0);
    for (int end = 0; end < 2; end++) {
        GetProcessHandleCount(GetCurrentProcess(), &handles[end]);
        objects[end] = GetGuiResources(GetCurrentProcess(), GR_USEROBJECTS);
        for (int round = 0; end == 0 && round < ROUNDS; round++)
            play_round(round);
    }
    CU_ASSERT_EQUAL(handles[1], handles[0]);
    CU_ASSERT_EQUAL(objects[1], objects[0]);
    CU_ASSERT_TRUE(has_let_go());
}

static CU_TestInfo tests[] = {
    { "records come as rows", records_come_as_rows },
    { "arguments arrive as they are", arguments_arrive_as_they_are },
    { "no handle of the console is inherited", no_handle_of_the_console_is_inherited },
    { "it has no window", it_has_no_window },
    { "what is stopped finishes", what_is_stopped_finishes },
    { "what does not stop is ended", what_does_not_stop_is_ended },
    { "what says too much can be stopped", what_says_too_much_can_be_stopped },
    { "what makes no sense is ended and told", what_makes_no_sense_is_ended_and_told },
    { "what made no sense is told after its end", what_made_no_sense_is_told_after_its_end },
    { "a crash is told", a_crash_is_told },
    { "the last complaint is told", the_last_complaint_is_told },
    { "nobody waits for what it started", nobody_waits_for_what_it_started },
    { "a program that is not there is told", a_program_that_is_not_there_is_told },
    { "nothing is heard after release", nothing_is_heard_after_release },
    { "a worker may be released by whom it tells", a_worker_may_be_released_by_whom_it_tells },
    { "a list needs no program", a_list_needs_no_program },
    { "nothing is left behind", nothing_is_left_behind },
    CU_TEST_INFO_NULL,
};

static CU_SuiteInfo suites[] = {
    { "snapin/worker", NULL, NULL, set_up, tear_down, tests },
    CU_SUITE_INFO_NULL,
};

static void print_failed(const CU_pTest test, const CU_pSuite suite, CU_pFailureRecord failure)
{
    (void)suite;
    if (failure)
        printf("  FAILED: %s\n", test->pName);
    for (; failure; failure = failure->pNext)
        printf("    %s:%u: %s\n", failure->strFileName, failure->uiLineNumber,
               failure->strCondition);
    fflush(stdout);
}

int main(void)
{
    unsigned failed;
    unsigned run;

    console_thread = GetCurrentThreadId();
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 2;
    CU_set_test_complete_handler(print_failed);
    CU_run_all_tests();
    failed = CU_get_number_of_tests_failed();
    run = CU_get_number_of_tests_run();
    CU_cleanup_registry();
    printf("worker: %u passed, %u failed, 0 skipped\n", run - failed, failed);
    return failed > 0 || run == 0;
}
