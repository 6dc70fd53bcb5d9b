/* Both processes and the pipe between them; of these, this program plays each part. */
#include "shellext/window/broker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/import/certificate_store.h"
#include "core/platform/clock.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "shellext/window/channel.h"
#include "tests/fixture.h"
#include "tests/scratch.h"
#include "tests/shellext/window/other_end.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define MOST 4

static tr_request request;
static tr_error err;

/* What was told. */
static struct {
    tr_outcome outcomes[MOST];
    int64_t changes[MOST];
    unsigned told;
} heard;

static void set_up(void)
{
    scratch_set_up();
    memset(&heard, 0, sizeof(heard));
    request = (tr_request){ .action = TR_ACTION_UNDO };
}

static void tear_down(void)
{
    tr_request_clear(&request);
    scratch_tear_down();
}

static void hear(void *context, const tr_reply *reply)
{
    (void)context;
    heard.told++;
    heard.outcomes[reply->index] = reply->outcome;
    heard.changes[reply->index] = reply->change;
}

static broker_result ask_with(HANDLE (*start)(const wchar_t *arguments, HWND owner))
{
    const broker_options options = { .told = hear, .start = start };

    err = (tr_error){ .status = TR_OK };
    CU_ASSERT_TRUE(tr_request_seal(&request));
    return broker_ask(&request, &options, &err);
}

static void ask_for_two_changes(void)
{
    CU_ASSERT_TRUE(tr_request_add_change(&request, INT64_MAX));
    CU_ASSERT_TRUE(tr_request_add_change(&request, INT64_MAX - 1));
}

/* Ways to start the other end -------------------------------------------------------------------
 */

/* Another part than "elevated" for the same word and process. */
static HANDLE start_as(const wchar_t *part, const wchar_t *program, const wchar_t *arguments)
{
    wchar_t words[128];

    swprintf(words, ARRAYSIZE(words), L"%ls%ls", part, wcschr(arguments, L' '));
    return other_end_start(program, words);
}

static HANDLE plainly(const wchar_t *arguments, HWND owner)
{
    (void)owner;
    return other_end_start(NULL, arguments);
}

static HANDLE decline(const wchar_t *arguments, HWND owner)
{
    (void)arguments, (void)owner;
    SetLastError(ERROR_CANCELLED);
    return NULL;
}

static HANDLE one_that_dies(const wchar_t *arguments, HWND owner)
{
    (void)owner;
    return start_as(L"dies", NULL, arguments);
}

static HANDLE one_that_repeats(const wchar_t *arguments, HWND owner)
{
    (void)owner;
    return start_as(L"repeats", NULL, arguments);
}

static HANDLE one_that_babbles(const wchar_t *arguments, HWND owner)
{
    (void)owner;
    return start_as(L"babbles", NULL, arguments);
}

static HANDLE intruder;

static HANDLE after_an_intruder(const wchar_t *arguments, HWND owner)
{
    wchar_t name[128];
    HANDLE there;

    (void)owner;
    swprintf(name, ARRAYSIZE(name), L"%ls%.32ls", INTRUDER_EVENT, wcschr(arguments, L' ') + 1);
    there = CreateEventW(NULL, TRUE, FALSE, name);
    intruder = start_as(L"intrudes", NULL, arguments);
    CU_ASSERT_EQUAL(WaitForSingleObject(there, 20000), WAIT_OBJECT_0); /* it is the first */
    CloseHandle(there);
    return other_end_start(NULL, arguments);
}

/* A copy of this program: other rights may have been needed to write to where it lies. */
static HANDLE a_copy(const wchar_t *arguments, HWND owner)
{
    wchar_t own[MAX_PATH];
    wchar_t copy[MAX_PATH];
    char *path = NULL;

    (void)owner;
    GetModuleFileNameW(NULL, own, ARRAYSIZE(own));
    CU_ASSERT_EQUAL_FATAL(tr_path_absolute(&path, scratch_path("copy.exe"), NULL), TR_OK);
    swprintf(copy, ARRAYSIZE(copy), L"%hs", path);
    free(path);
    CU_ASSERT_TRUE(CopyFileW(own, copy, TRUE));
    return other_end_start(copy, arguments);
}

/* Tests -----------------------------------------------------------------------------------------
 */

static void the_elevated_process_answers_for_each_item(void)
{
    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(plainly), BROKER_DONE);
    CU_ASSERT_EQUAL(heard.told, 2);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_FAILED); /* there are no such changes */
    CU_ASSERT_EQUAL(heard.outcomes[1], TR_OUTCOME_FAILED);
}

static void windows_own_way_to_start_it_works(void)
{
    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(NULL), BROKER_DONE);
    CU_ASSERT_EQUAL(heard.told, 2);
}

static void declining_leaves_all_as_it_was(void)
{
    uint64_t before = tr_clock_milliseconds();

    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(decline), BROKER_DECLINED);
    CU_ASSERT_EQUAL(heard.told, 0);
    CU_ASSERT_TRUE(tr_clock_milliseconds() - before < 1000);
}

static void that_it_died_midway_is_told(void)
{
    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(one_that_dies), BROKER_FAILED);
    CU_ASSERT_EQUAL(heard.told, 1);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_DONE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "gone"));
}

static void answers_that_are_none_are_refused(void)
{
    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(one_that_babbles), BROKER_FAILED);
    CU_ASSERT_EQUAL(heard.told, 0);
    CU_ASSERT_EQUAL(ask_with(one_that_repeats), BROKER_FAILED);
    CU_ASSERT_EQUAL(heard.told, 1);
}

static void a_stranger_who_comes_first_is_turned_away(void)
{
    DWORD code = 1;

    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(after_an_intruder), BROKER_DONE);
    CU_ASSERT_EQUAL(heard.told, 2);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_FAILED);
    WaitForSingleObject(intruder, 5000);
    CU_ASSERT_TRUE(GetExitCodeProcess(intruder, &code));
    CU_ASSERT_EQUAL(code, 0); /* it was in, and was told nothing */
    CloseHandle(intruder);
}

static void another_program_is_refused_by_both_ends(void)
{
    ask_for_two_changes();
    CU_ASSERT_EQUAL(ask_with(a_copy), BROKER_FAILED);
    CU_ASSERT_EQUAL(heard.told, 0);
}

/* What the process ends with that is told to serve a pipe. */
static DWORD serve_code(const wchar_t *word, DWORD owner)
{
    wchar_t arguments[128];
    DWORD code = STILL_ACTIVE;
    HANDLE process;

    swprintf(arguments, ARRAYSIZE(arguments), L"elevated %ls %lu", word, owner);
    process = other_end_start(NULL, arguments);
    WaitForSingleObject(process, 10000);
    GetExitCodeProcess(process, &code);
    CloseHandle(process);
    return code;
}

static void it_serves_nobody_but_the_window_that_made_the_pipe(void)
{
    wchar_t word[CHANNEL_WORD_SIZE];
    channel pipe;

    CU_ASSERT_EQUAL_FATAL(channel_make(&pipe, word, NULL), TR_OK);
    CU_ASSERT_EQUAL(serve_code(word, GetCurrentProcessId() + 4), 4);
    CU_ASSERT_EQUAL(serve_code(L"..\\other", GetCurrentProcessId()), 4);
    word[0] = word[0] == L'0' ? L'1' : L'0';
    CU_ASSERT_EQUAL(serve_code(word, GetCurrentProcessId()), 4);
    channel_close(&pipe);
}

static void the_name_of_a_pipe_is_never_the_same(void)
{
    wchar_t first[CHANNEL_WORD_SIZE];
    wchar_t second[CHANNEL_WORD_SIZE];
    channel pipes[2];

    CU_ASSERT_EQUAL(channel_make(&pipes[0], first, NULL), TR_OK);
    CU_ASSERT_EQUAL(channel_make(&pipes[1], second, NULL), TR_OK);
    CU_ASSERT_NOT_EQUAL(wcscmp(first, second), 0);
    channel_close(&pipes[0]);
    channel_close(&pipes[1]);
}

/* The whole way -------------------------------------------------------------------------------- */

static bool trust_root(tr_bytes *der)
{
    X509 *root = fixture_certificate("certs/root.pem");
    unsigned char *bytes = NULL;
    int size = i2d_X509(root, &bytes);

    X509_free(root);
    *der = (tr_bytes){ bytes, (size_t)size };
    return size > 0 && tr_certificate_store_add("LocalMachine\\Root", *der, NULL) == TR_OK;
}

static void distrust_root(tr_bytes der)
{
    X509 *root = fixture_certificate("certs/root.pem");
    tr_thumbprint thumbprint;

    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, root, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_certificate_store_remove("LocalMachine\\Root", &thumbprint, NULL), TR_OK);
    X509_free(root);
    OPENSSL_free((void *)der.data);
}

static void add_copy(const char *fixture, const char *name)
{
    tr_bytes bytes = fixture_bytes(fixture);
    FILE *file = fopen(scratch_path(name), "wb");
    char *path = NULL;

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
    CU_ASSERT_EQUAL(fclose(file), 0);
    fixture_bytes_free(bytes);
    CU_ASSERT_EQUAL_FATAL(tr_path_absolute(&path, scratch_path(name), NULL), TR_OK);
    CU_ASSERT_TRUE(tr_request_add_path(&request, path));
    free(path);
}

static void files_are_restored_and_names_taken_back_over_the_pipe(void)
{
    tr_bytes der;

    if (!trust_root(&der)) {
        skip("certificates cannot be installed here");
        return;
    }
    request.action = TR_ACTION_RESTORE;
    add_copy("pe/sha256.exe", "good.exe_invalid");
    add_copy("pe/unsigned.exe", "unsigned.exe_invalid");
    CU_ASSERT_EQUAL(ask_with(plainly), BROKER_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[1], TR_OUTCOME_REFUSED);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("good.exe")));
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("unsigned.exe_invalid")));

    tr_request_clear(&request);
    request.action = TR_ACTION_UNDO;
    CU_ASSERT_TRUE(tr_request_add_change(&request, heard.changes[0]));
    CU_ASSERT_EQUAL(ask_with(plainly), BROKER_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_DONE);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("good.exe_invalid")));
    distrust_root(der);
}

static void a_certificate_that_is_not_required_is_refused(void)
{
    X509 *root = fixture_certificate("certs/root.pem");
    unsigned char *bytes = NULL;
    int size = i2d_X509(root, &bytes);

    request.action = TR_ACTION_INSTALL;
    CU_ASSERT_TRUE_FATAL(size > 0);
    CU_ASSERT_TRUE(tr_request_add_certificate(&request, (tr_bytes){ bytes, (size_t)size }));
    CU_ASSERT_EQUAL(ask_with(plainly), BROKER_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_REFUSED);
    OPENSSL_free(bytes);
    X509_free(root);
}

static CU_TestInfo tests[] = {
    { "the elevated process answers for each item", the_elevated_process_answers_for_each_item },
    { "Windows' own way to start it works", windows_own_way_to_start_it_works },
    { "declining leaves all as it was", declining_leaves_all_as_it_was },
    { "that it died midway is told", that_it_died_midway_is_told },
    { "answers that are none are refused", answers_that_are_none_are_refused },
    { "a stranger who comes first is turned away", a_stranger_who_comes_first_is_turned_away },
    { "another program is refused by both ends", another_program_is_refused_by_both_ends },
    { "it serves nobody but the window that made the pipe",
      it_serves_nobody_but_the_window_that_made_the_pipe },
    { "the name of a pipe is never the same", the_name_of_a_pipe_is_never_the_same },
    { "files are restored, and names taken back, over the pipe",
      files_are_restored_and_names_taken_back_over_the_pipe },
    { "a certificate that is not required is refused",
      a_certificate_that_is_not_required_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo broker_suite = { "shellext/broker", NULL, NULL, set_up, tear_down, tests };
