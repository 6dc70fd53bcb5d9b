/*
 * IpXfer is run for an agent that a test makes in the registry; a program of
 * ours stands in for it.
 */
#include "core/agent/transfer_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include <CUnit/CUnit.h>

#include "core/agent/agent_state.h"
#include "core/change_kinds.h"
#include "core/journal/undo.h"
#include "core/platform/win32/text.h"
#include "tests/fixture.h"
#include "tests/scratch.h"
#include "tests/scratch_registry.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define AGENT_KEY "PC-cillinNTCorp\\CurrentVersion"
#define PASSWORD  "hush \"hush\\"

static char *program;
static tr_journal *journal;
static bool has_registry;

static void copy_certificate(const char *fixture, const char *name)
{
    tr_bytes bytes = fixture_bytes(fixture);
    FILE *out = fopen(scratch_path(name), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL(fwrite(bytes.data, 1, bytes.size, out), bytes.size);
    fclose(out);
    fixture_bytes_free(bytes);
}

static void make_agent(void)
{
    char folder[MAX_PATH];

    CU_ASSERT_PTR_NOT_NULL_FATAL(_fullpath(folder, scratch_path("agent"), sizeof(folder)));
    CU_ASSERT(scratch_registry_text(true, AGENT_KEY, "Application Path", folder));
    CU_ASSERT(scratch_registry_text(true, AGENT_KEY, "Server", "old.example"));
    CU_ASSERT(scratch_registry_number(true, AGENT_KEY, "ServerPort", 8080));
    CU_ASSERT(scratch_registry_number(true, AGENT_KEY, "ServerSSLPort", 4343));
    CU_ASSERT(scratch_registry_number(true, AGENT_KEY, "LocalServerPort", 21112));
}

static void set_up(void)
{
    const tr_journal_options options = { .state = scratch_path("state"),
                                         .mode = TR_JOURNAL_CHANGE,
                                         .kinds = tr_change_kinds };
    wchar_t path[MAX_PATH];

    scratch_set_up();
    scratch_make_folder("state");
    scratch_make_folder("agent");
    copy_certificate("certs/root.pem", "agent/OfcNTCer.dat");
    copy_certificate("certs/tsa-root.pem", "new.dat");
    GetModuleFileNameW(NULL, path, MAX_PATH);
    wcscpy(wcsrchr(path, '\\') + 1, L"trustmend-stand-in.exe");
    program = tr_text_to_utf8(path, wcslen(path));
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
    has_registry = scratch_registry_set_up();
    if (has_registry)
        make_agent();
}

static void tear_down(void)
{
    _putenv("STAND_IN=");
    _putenv("STAND_IN_FILE=");
    tr_journal_close(journal);
    free(program);
    scratch_registry_tear_down();
    scratch_tear_down();
}

static bool is_endless(const char *deed)
{
    return strcmp(deed, "hangs") == 0 || strcmp(deed, "babbles") == 0;
}

static bool is_moving(const char *deed)
{
    return strcmp(deed, "moves") == 0 || strcmp(deed, "leaves") == 0;
}

/* Run a stand-in that does this; the run is to be cleared. */
static tr_status carry_out(tr_transfer_run *run, const char *deed, tr_error *err)
{
    static tr_transfer transfer;
    char variable[32];
    char *seen = NULL;

    transfer = (tr_transfer){ .program = program,
                              .server = "new.example",
                              .port = 80,
                              .ssl_port = 443,
                              .agent_port = 21113,
                              .certificate = scratch_path("new.dat") };
    snprintf(variable, sizeof(variable), "STAND_IN=%s", deed);
    _putenv(variable);
    seen = malloc(512);
    CU_ASSERT_PTR_NOT_NULL_FATAL(seen);
    snprintf(seen, 512, "STAND_IN_FILE=%s", scratch_path("seen"));
    _putenv(seen);
    free(seen);
    *run = (tr_transfer_run){ .transfer = &transfer,
                              .password = PASSWORD,
                              .seconds = is_endless(deed) ? 2 : 60,
                              .settling = is_moving(deed) ? 20 : 1 };
    return tr_transfer_carry_out(run, journal, err);
}

static bool is_skipped(void)
{
    if (!has_registry)
        skip("there is no registry here to write to");
    return !has_registry;
}

static bool copy_one(void *context, const tr_change *one)
{
    *(tr_change **)context = tr_change_copy(one);
    return false;
}

static tr_change *newest(void)
{
    tr_change *found = NULL;

    tr_journal_walk(journal, &(tr_journal_filter){ .newest_first = true }, copy_one, &found, NULL);
    return found;
}

static void check_journal(tr_change_state state)
{
    tr_change *change = newest();

    CU_ASSERT_PTR_NOT_NULL_FATAL(change);
    CU_ASSERT_STRING_EQUAL(change->kind, "transfer");
    CU_ASSERT_EQUAL(change->state, state);
    CU_ASSERT_EQUAL(strncmp(change->before,
                            "server=old.example port=8080 ssl-port=4343 "
                            "agent-port=21112 certificate=",
                            72),
                    0);
    CU_ASSERT_PTR_NULL(change->note ? strstr(change->note, "hush") : NULL);
    tr_change_free(change);
}

static void agent_that_was_moved_is_seen_by_its_settings(void)
{
    tr_transfer_run run;
    tr_error err = { .message = "" };
    tr_change *change;

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "moves", &err), TR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    CU_ASSERT_PTR_NOT_NULL_FATAL(run.after);
    CU_ASSERT_STRING_EQUAL(run.after, run.wanted);
    CU_ASSERT_EQUAL(
        strncmp(run.after, "server=new.example port=80 ssl-port=443 agent-port=21113", 56), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(run.output, "Transfer succeeded"));
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_DONE);
    change = newest();
    CU_ASSERT_EQUAL(tr_change_check_undo(journal, change, &err), TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "trustmend transfer --run"));
    tr_change_free(change);
    CU_ASSERT_EQUAL(carry_out(&run, "refuses", &err), TR_OK);
    CU_ASSERT_FALSE(run.is_run);
    CU_ASSERT_EQUAL(run.change, 0);
    tr_transfer_run_clear(&run);
}

static void arguments_arrive_as_they_are(void)
{
    tr_transfer_run run;
    char expected[1024];

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "moves", NULL), TR_OK);
    snprintf(expected, sizeof(expected),
             "[-s]\n[new.example]\n[-p]\n[80]\n[-sp]\n[443]\n[-c]\n[21113]\n[-e]\n[%s]\n[-pwd]\n"
             "[" PASSWORD "]\n.\n",
             scratch_path("new.dat"));
    CU_ASSERT(scratch_holds("seen", expected));
    tr_transfer_run_clear(&run);
}

static void exit_code_0_alone_is_not_believed(void)
{
    tr_transfer_run run;
    tr_error err = { .message = "" };

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "lies", &err), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(err.message, "IpXfer ended with code 0, but the agent has server=old.example"));
    CU_ASSERT_PTR_NULL(strstr(err.message, "hush"));
    CU_ASSERT_STRING_EQUAL(run.after, run.before);
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_FAILED);
}

static void ipxfer_that_changes_nothing_is_told_with_its_code(void)
{
    tr_transfer_run run;
    tr_error err = { .message = "" };

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "refuses", &err), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "IpXfer ended with code 5, but"));
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_FAILED);
}

static void check_ended(const char *deed)
{
    tr_transfer_run run;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(carry_out(&run, deed, &err), TR_ERR_IO);
    CU_ASSERT_TRUE(run.result.is_timed_out);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "IpXfer did not end within 2 seconds"));
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_FAILED);
}

static void ipxfer_that_hangs_is_ended(void)
{
    if (is_skipped())
        return;
    check_ended("hangs");
    check_ended("babbles");
}

static void what_ipxfer_has_started_goes_on(void)
{
    tr_transfer_run run;

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "leaves", NULL), TR_OK);
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_DONE);
}

static void agent_that_was_half_moved_is_told(void)
{
    tr_transfer_run run;
    tr_error err = { .message = "" };

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "half", &err), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "but the agent has server=new.example"));
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_UNCLEAR);
}

static void password_that_is_printed_is_masked(void)
{
    tr_transfer_run run;

    if (is_skipped())
        return;
    CU_ASSERT_EQUAL(carry_out(&run, "repeats", NULL), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(run.output, "-pwd ***"));
    CU_ASSERT_PTR_NULL(strstr(run.output, "hush"));
    tr_transfer_run_clear(&run);
    CU_ASSERT_EQUAL(carry_out(&run, "widely", NULL), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(run.output, "-pwd ***"));
    CU_ASSERT_PTR_NULL(strstr(run.output, "hush"));
    CU_ASSERT_PTR_NULL(strstr(run.output, "h u s h"));
    tr_transfer_run_clear(&run);
    CU_ASSERT_EQUAL(carry_out(&run, "quotes", NULL), TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(run.output, "-pwd"));
    CU_ASSERT_PTR_NULL(strstr(run.output, "hush"));
    tr_transfer_run_clear(&run);
}

static void missing_ipxfer_changes_nothing(void)
{
    tr_transfer_run run;
    tr_error err = { .message = "" };

    if (is_skipped())
        return;
    free(program);
    program = strdup("missing.exe");
    CU_ASSERT_NOT_EQUAL(carry_out(&run, "moves", &err), TR_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "cannot run 'missing.exe'"));
    CU_ASSERT_FALSE(run.is_run);
    tr_transfer_run_clear(&run);
    check_journal(TR_CHANGE_FAILED);
}

static CU_TestInfo tests[] = {
    { "agent that was moved is seen by its settings",
      agent_that_was_moved_is_seen_by_its_settings },
    { "arguments arrive as they are", arguments_arrive_as_they_are },
    { "exit code 0 alone is not believed", exit_code_0_alone_is_not_believed },
    { "IpXfer that changes nothing is told with its code",
      ipxfer_that_changes_nothing_is_told_with_its_code },
    { "IpXfer that hangs is ended", ipxfer_that_hangs_is_ended },
    { "what IpXfer has started goes on", what_ipxfer_has_started_goes_on },
    { "agent that was half moved is told", agent_that_was_half_moved_is_told },
    { "password that is printed is masked", password_that_is_printed_is_masked },
    { "missing IpXfer changes nothing", missing_ipxfer_changes_nothing },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo transfer_change_suite = {
    "agent/transfer_change", NULL, NULL, set_up, tear_down, tests
};
