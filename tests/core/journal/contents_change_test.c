#include "core/journal/contents_change.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/change_kinds.h"
#include "core/platform/path.h"
#include "tests/scratch.h"
#include "tests/suites.h"

static tr_journal *journal;
static char *path;

static void set_up(void)
{
    tr_journal_options options = { .mode = TR_JOURNAL_CHANGE, .kinds = tr_change_kinds };

    scratch_set_up();
    options.state = scratch_path("state");
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_path_absolute(&path, scratch_path("file"), NULL), TR_OK);
}

static void tear_down(void)
{
    tr_journal_close(journal);
    free(path);
    scratch_tear_down();
}

static tr_status give(tr_contents_changed *changed, const char *text)
{
    const tr_new_contents wanted = { .path = path,
                                     .bytes = { (const unsigned char *)text, strlen(text) },
                                     .before = "the old text",
                                     .after = "the new text" };

    return tr_contents_make(changed, journal, &wanted, NULL);
}

static bool look_at(void *context, const tr_change *change)
{
    tr_world world = TR_WORLD_BETWEEN;
    tr_error found = { .message = "" };

    CU_ASSERT_EQUAL(tr_contents_change.look(&world, &found, change, journal, NULL), TR_OK);
    CU_ASSERT_EQUAL(world, *(const tr_world *)context);
    CU_ASSERT_EQUAL(found.message[0] != '\0', world == TR_WORLD_OTHER);
    return true;
}

static void expect(tr_world world)
{
    const tr_journal_filter all = { 0 };

    CU_ASSERT_EQUAL(tr_journal_walk(journal, &all, look_at, &world, NULL), TR_OK);
}

static void whatever_took_its_place_is_something_else(void)
{
    tr_contents_changed changed = { .backup = NULL };

    scratch_write("file", "old");
    CU_ASSERT_EQUAL_FATAL(give(&changed, "new"), TR_OK);
    expect(TR_WORLD_AFTER);
    scratch_write("file", "old");
    expect(TR_WORLD_BEFORE);
    scratch_write("file", "else");
    expect(TR_WORLD_OTHER);
    CU_ASSERT_TRUE(scratch_move("file", "away"));
    expect(TR_WORLD_OTHER);
    CU_ASSERT_TRUE(scratch_make_folder("file"));
    expect(TR_WORLD_OTHER);
    free(changed.backup);
}

static void what_is_there_already_is_not_backed_up(void)
{
    tr_contents_changed changed = { .backup = NULL };

    scratch_write("file", "same");
    CU_ASSERT_EQUAL(give(&changed, "same"), TR_ERR_EXISTS);
    CU_ASSERT_PTR_NULL(changed.backup);
    CU_ASSERT_FALSE(scratch_move("state/backup", "away"));
}

static CU_TestInfo tests[] = {
    { "whatever took its place is something else", whatever_took_its_place_is_something_else },
    { "what is there already is not backed up", what_is_there_already_is_not_backed_up },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo contents_change_suite = {
    "journal/contents_change", NULL, NULL, set_up, tear_down, tests
};
