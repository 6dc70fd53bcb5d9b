#include "core/service/restart_change.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/change_kinds.h"
#include "core/journal/undo.h"
#include "core/platform/service.h"
#include "core/service/master_service.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

/* A service with a process of its own, which nobody needs in a test. */
#define SERVICE "Spooler"

#define SECONDS 30

static tr_journal *journal;

static void open_journal(void)
{
    tr_journal_options options = { .mode = TR_JOURNAL_CHANGE, .kinds = tr_change_kinds };

    options.state = scratch_path("state");
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
}

static void set_up(void)
{
    scratch_set_up();
    scratch_make_folder("state");
    open_journal();
}

static void tear_down(void)
{
    tr_journal_close(journal);
    journal = NULL;
    scratch_tear_down();
}

/* Have the service run; false, and the test skipped, if that cannot be had. */
static bool have_service(tr_service_view *view)
{
    if (tr_service_start(SERVICE, SECONDS, NULL) == TR_OK &&
        tr_service_look(view, SERVICE, NULL) == TR_OK && view->state == TR_SERVICE_RUNNING)
        return true;
    skip("there is no service here that may be started");
    return false;
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
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    return found;
}

static void restarted_service_is_another_process(void)
{
    tr_service_view before;
    tr_service_view after;
    tr_change *change;
    tr_error err = { .message = "" };

    if (!have_service(&before))
        return;
    CU_ASSERT_EQUAL(tr_service_restart(SERVICE, journal, "why", &err), TR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    CU_ASSERT_EQUAL(tr_service_look(&after, SERVICE, NULL), TR_OK);
    CU_ASSERT_EQUAL(after.state, TR_SERVICE_RUNNING);
    CU_ASSERT_NOT_EQUAL(after.process, before.process);
    change = newest();
    CU_ASSERT_EQUAL(change->state, TR_CHANGE_DONE);
    CU_ASSERT_STRING_EQUAL(change->path, SERVICE);
    CU_ASSERT_EQUAL(tr_change_undo(journal, change, &err), TR_ERR_UNSUPPORTED);
    tr_change_free(change);
}

static void interrupted_restart_is_ended_by_the_next_run(void)
{
    tr_change change = { .kind = "restart", .path = SERVICE, .proof = "1 " };
    tr_service_view view;
    tr_change *closed;

    if (!have_service(&view))
        return;
    CU_ASSERT_EQUAL(tr_journal_record(journal, &change, 1, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_service_stop(SERVICE, SECONDS, NULL), TR_OK);
    tr_journal_close(journal);
    open_journal();
    CU_ASSERT_EQUAL(tr_service_look(&view, SERVICE, NULL), TR_OK);
    CU_ASSERT_EQUAL(view.state, TR_SERVICE_RUNNING);
    closed = newest();
    CU_ASSERT_EQUAL(closed->state, TR_CHANGE_FAILED);
    tr_change_free(closed);
}

static void service_that_is_not_there_is_not_restarted(void)
{
    tr_service_view view = { TR_SERVICE_RUNNING, 1 };
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(tr_service_look(&view, "no-such-service", NULL), TR_OK);
    CU_ASSERT_EQUAL(view.state, TR_SERVICE_MISSING);
    CU_ASSERT_EQUAL(tr_service_restart("no-such-service", journal, NULL, &err), TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "'no-such-service'"));
}

static void master_service_is_not_here(void)
{
    scratch_write("ofcscan.ini", "");
    CU_ASSERT_PTR_NULL(tr_master_service_ini());
    CU_ASSERT_FALSE(tr_master_service_reads(scratch_path("ofcscan.ini")));
}

static CU_TestInfo tests[] = {
    { "restarted service is another process", restarted_service_is_another_process },
    { "interrupted restart is ended by the next run",
      interrupted_restart_is_ended_by_the_next_run },
    { "service that is not there is not restarted", service_that_is_not_there_is_not_restarted },
    { "Master Service is not here", master_service_is_not_here },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo restart_change_suite = {
    "service/restart_change", NULL, NULL, set_up, tear_down, tests
};
