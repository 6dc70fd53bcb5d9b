#include "core/journal/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/change_kinds.h"
#include "core/journal/undo.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "tests/scratch.h"
#include "tests/suites.h"

/* A change of a kind that exists in tests only: what the "world" is, is a variable. */
static tr_world world;
static bool undo_fails;

static char *describe(const tr_change *change)
{
    return strdup(change->path);
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    (void)change, (void)journal, (void)err;
    *out = world;
    tr_error_set(found, TR_OK, 0, "the moon is blue");
    return TR_OK;
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    const tr_world *after = subject;

    (void)change, (void)journal, (void)err;
    world = *after;
    return TR_OK;
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    (void)change, (void)journal;
    if (undo_fails)
        return tr_error_set(err, TR_ERR_IO, 0, "no way back today");
    world = TR_WORLD_BEFORE;
    return TR_OK;
}

static const tr_change_kind moon = {
    .word = "moon", .describe = describe, .look = look, .act = act, .undo = undo
};
static const tr_change_kind *const kinds[] = { &moon, NULL };

static tr_journal *journal;
static tr_change recovered;
static char recovered_note[256];
static unsigned recovered_count;

static void on_recovered(void *context, const tr_change *change)
{
    (void)context;
    recovered = *change;
    snprintf(recovered_note, sizeof(recovered_note), "%s", change->note ? change->note : "");
    recovered_count++;
}

static tr_status open_journal(tr_journal_mode mode, tr_error *err)
{
    tr_journal_options options = { .mode = mode, .kinds = kinds, .recovered = on_recovered };

    options.state = scratch_path("state");
    return tr_journal_open(&journal, &options, err);
}

static void set_up(void)
{
    scratch_set_up();
    world = TR_WORLD_BEFORE;
    undo_fails = false;
    recovered_count = 0;
    journal = NULL;
    CU_ASSERT_EQUAL_FATAL(open_journal(TR_JOURNAL_CHANGE, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_journal_close(journal);
    scratch_tear_down();
}

/* As if the program were killed, and started again. */
static void start_again(void)
{
    tr_journal_close(journal);
    journal = NULL;
    CU_ASSERT_EQUAL_FATAL(open_journal(TR_JOURNAL_CHANGE, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
}

static bool take(void *context, const tr_change *change)
{
    *(tr_change **)context = tr_change_copy(change);
    return false;
}

/* A change by its number, for tr_change_free. */
static tr_change *load(int64_t id)
{
    const tr_journal_filter filter = { .id = id };
    tr_change *change = NULL;

    CU_ASSERT_EQUAL(tr_journal_walk(journal, &filter, take, &change, NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(change);
    return change;
}

static void check_state(int64_t id, tr_change_state state, const char *note)
{
    tr_change *change = load(id);

    CU_ASSERT_EQUAL(change->state, state);
    CU_ASSERT_STRING_EQUAL(change->note ? change->note : "", note);
    tr_change_free(change);
}

static int64_t make(tr_world after)
{
    tr_change change = { .path = "/moon", .before = "white", .after = "blue" };

    tr_change_make(journal, &moon, &change, &after, NULL);
    return change.id;
}

static void change_is_recorded_with_all_it_says(void)
{
    tr_change one = { .kind = "moon",
                      .path = "/moon",
                      .after = "b\"l'ue",
                      .proof = "p",
                      .backup = "copy",
                      .reason = "for fun" };
    tr_change *change;

    CU_ASSERT_EQUAL(tr_journal_record(journal, &one, 1, NULL), TR_OK);
    change = load(one.id);
    CU_ASSERT_STRING_EQUAL(change->kind, "moon");
    CU_ASSERT_STRING_EQUAL(change->path, "/moon");
    CU_ASSERT_PTR_NULL(change->before);
    CU_ASSERT_STRING_EQUAL(change->after, "b\"l'ue");
    CU_ASSERT_STRING_EQUAL(change->proof, "p");
    CU_ASSERT_STRING_EQUAL(change->backup, "copy");
    CU_ASSERT_STRING_EQUAL(change->reason, "for fun");
    CU_ASSERT_TRUE(*change->who != '\0');
    CU_ASSERT_TRUE(change->recorded <= time(NULL) && change->recorded > time(NULL) - 60);
    CU_ASSERT_EQUAL(change->state, TR_CHANGE_OPEN);
    CU_ASSERT_EQUAL(change->closed, 0);
    tr_change_free(change);
}

static void change_that_takes_is_done(void)
{
    int64_t id = make(TR_WORLD_AFTER);

    check_state(id, TR_CHANGE_DONE, "");
    CU_ASSERT_EQUAL(world, TR_WORLD_AFTER);
}

static void change_that_does_not_take_is_taken_back(void)
{
    tr_change change = { .path = "/moon" };
    tr_world after = TR_WORLD_BETWEEN;
    tr_error err;

    CU_ASSERT_EQUAL(tr_change_make(journal, &moon, &change, &after, &err), TR_ERR_IO);
    CU_ASSERT_EQUAL(world, TR_WORLD_BEFORE);
    check_state(change.id, TR_CHANGE_FAILED, err.message);
}

static void interrupted_change_is_closed_by_what_is_there(void)
{
    static const struct {
        tr_world world;
        tr_change_state state;
        const char *note;
    } cases[] = {
        { TR_WORLD_BEFORE, TR_CHANGE_FAILED, "interrupted before it was made" },
        { TR_WORLD_AFTER, TR_CHANGE_DONE, "interrupted, and found made" },
        { TR_WORLD_BETWEEN, TR_CHANGE_FAILED, "interrupted in the middle, and taken back" },
        { TR_WORLD_OTHER, TR_CHANGE_UNCLEAR, "the moon is blue" },
    };

    for (size_t index = 0; index < sizeof(cases) / sizeof(cases[0]); index++) {
        tr_change change = { .kind = "moon", .path = "/moon" };

        CU_ASSERT_EQUAL(tr_journal_record(journal, &change, 1, NULL), TR_OK);
        world = cases[index].world;
        start_again();
        check_state(change.id, cases[index].state, cases[index].note);
        CU_ASSERT_EQUAL(recovered_count, index + 1);
        CU_ASSERT_EQUAL(recovered.id, change.id);
        CU_ASSERT_STRING_EQUAL(recovered_note, cases[index].note);
    }
}

static void change_that_cannot_be_taken_back_now_stays_open(void)
{
    tr_change change = { .kind = "moon", .path = "/moon" };

    CU_ASSERT_EQUAL(tr_journal_record(journal, &change, 1, NULL), TR_OK);
    world = TR_WORLD_BETWEEN;
    undo_fails = true;
    start_again();
    check_state(change.id, TR_CHANGE_OPEN, "");
    CU_ASSERT_STRING_EQUAL(recovered_note, "no way back today");
    undo_fails = false;
    start_again();
    check_state(change.id, TR_CHANGE_FAILED, "interrupted in the middle, and taken back");
}

static void change_of_an_unknown_kind_is_unclear(void)
{
    tr_change change = { .kind = "sun", .path = "/sun" };

    CU_ASSERT_EQUAL(tr_journal_record(journal, &change, 1, NULL), TR_OK);
    start_again();
    check_state(change.id, TR_CHANGE_UNCLEAR,
                "interrupted; this program does not know such changes");
}

static tr_status undo_it(int64_t id, tr_error *err)
{
    tr_change *change = load(id);
    tr_status status = tr_change_undo(journal, change, err);

    tr_change_free(change);
    return status;
}

static void undo_is_a_change_of_its_own(void)
{
    int64_t id = make(TR_WORLD_AFTER);
    tr_change *change;

    CU_ASSERT_EQUAL(undo_it(id, NULL), TR_OK);
    CU_ASSERT_EQUAL(world, TR_WORLD_BEFORE);
    change = load(id);
    CU_ASSERT_EQUAL(change->state, TR_CHANGE_UNDONE);
    CU_ASSERT_EQUAL(change->undone_by, id + 1);
    tr_change_free(change);
    change = load(id + 1);
    CU_ASSERT_EQUAL(change->state, TR_CHANGE_DONE);
    CU_ASSERT_EQUAL(change->undoes, id);
    CU_ASSERT_STRING_EQUAL(change->before, "blue");
    CU_ASSERT_STRING_EQUAL(change->after, "white");
    tr_change_free(change);
}

static void check_refused(int64_t id, const char *why)
{
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(undo_it(id, &err), TR_ERR_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, why));
}

static void undo_is_refused_when_the_world_has_changed(void)
{
    int64_t id = make(TR_WORLD_AFTER);

    world = TR_WORLD_OTHER;
    check_refused(id, "the moon is blue");
    world = TR_WORLD_BEFORE;
    check_refused(id, "all is as before already");
    world = TR_WORLD_AFTER;
    CU_ASSERT_EQUAL(undo_it(id, NULL), TR_OK);
    check_refused(id, "it was taken back already");
    check_refused(id + 1, "it takes another one back itself");
}

static void interrupted_undo_is_closed_by_what_is_there(void)
{
    int64_t id = make(TR_WORLD_AFTER);
    tr_change back = { .kind = "moon", .path = "/moon", .undoes = id };

    CU_ASSERT_EQUAL(tr_journal_record(journal, &back, 1, NULL), TR_OK);
    start_again();
    check_state(back.id, TR_CHANGE_FAILED, "interrupted before it was made");
    check_state(id, TR_CHANGE_DONE, "");
    CU_ASSERT_EQUAL(tr_journal_record(journal, &back, 1, NULL), TR_OK);
    world = TR_WORLD_BEFORE;
    start_again();
    check_state(back.id, TR_CHANGE_DONE, "interrupted, and found made");
    check_state(id, TR_CHANGE_UNDONE, "");
}

static bool count(void *context, const tr_change *change)
{
    (void)change;
    ++*(unsigned *)context;
    return true;
}

static unsigned count_of(const tr_journal_filter *filter)
{
    unsigned number = 0;

    CU_ASSERT_EQUAL(tr_journal_walk(journal, filter, count, &number, NULL), TR_OK);
    return number;
}

static void many_changes_are_walked_in_order(void)
{
    tr_change changes[200];
    tr_journal_filter filter = { .newest_first = true };
    tr_change *first = NULL;

    for (size_t index = 0; index < 200; index++)
        changes[index] = (tr_change){ .kind = "moon", .path = index < 150 ? "/moon" : "/sun" };
    CU_ASSERT_EQUAL(tr_journal_record(journal, changes, 200, NULL), TR_OK);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ 0 }), 200);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ .path = "/sun" }), 50);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ .is_open = true }), 200);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ .is_standing = true }), 0);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ .run = changes[0].run }), 200);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ .has_since = true, .since = time(NULL) + 3600 }),
                    0);
    CU_ASSERT_EQUAL(tr_journal_walk(journal, &filter, take, &first, NULL), TR_OK);
    CU_ASSERT_EQUAL(first->id, changes[199].id);
    tr_change_free(first);
}

static tr_journal *open_of_run(int64_t *run)
{
    tr_journal_options options = { .mode = TR_JOURNAL_CHANGE, .kinds = kinds, .run = run };
    tr_journal *opened = NULL;

    options.state = scratch_path("state");
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&opened, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(opened, NULL), TR_OK);
    return opened;
}

static void journals_of_one_command_are_one_run(void)
{
    tr_change changes[] = { { .kind = "moon", .path = "/moon" },
                            { .kind = "moon", .path = "/sun" },
                            { .kind = "moon", .path = "/mars" } };
    int64_t run = 0;

    tr_journal_unlock(journal);
    for (size_t index = 0; index < 2; index++) {
        tr_journal *opened = open_of_run(&run);

        CU_ASSERT_EQUAL(tr_journal_record(opened, &changes[index], 1, NULL), TR_OK);
        tr_journal_close(opened);
    }
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_journal_record(journal, &changes[2], 1, NULL), TR_OK);
    CU_ASSERT_EQUAL(changes[0].run, changes[1].run);
    CU_ASSERT_NOT_EQUAL(changes[2].run, run);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ .run = run }), 2);
}

static void journal_that_is_none_is_left_as_it_is(void)
{
    tr_error err;

    tr_journal_close(journal);
    journal = NULL;
    CU_ASSERT_TRUE(scratch_write("state/journal.db", "this is a letter to my aunt, not a journal"));
    CU_ASSERT_EQUAL(open_journal(TR_JOURNAL_CHANGE, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "journal.db"));
    CU_ASSERT_EQUAL(open_journal(TR_JOURNAL_READ, &err), TR_ERR_FORMAT);
    CU_ASSERT_TRUE(scratch_holds("state/journal.db", "this is a letter to my aunt, not a journal"));
}

static void reading_makes_no_journal(void)
{
    tr_journal_options options = { .mode = TR_JOURNAL_READ, .kinds = kinds };
    tr_journal *none = NULL;

    options.state = scratch_path("nowhere");
    CU_ASSERT_EQUAL(tr_journal_open(&none, &options, NULL), TR_ERR_NOT_FOUND);
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("nowhere")));
}

static void backup_is_kept_under_names_of_their_own(void)
{
    const tr_bytes bytes = { (const unsigned char *)"one\0two", 7 };
    unsigned char *loaded = NULL;
    size_t size = 0;
    char *first = NULL;
    char *second = NULL;

    CU_ASSERT_EQUAL(tr_journal_back_up(&first, journal, bytes, "ofcscan.ini", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_journal_back_up(&second, journal, bytes, "ofcscan.ini", NULL), TR_OK);
    CU_ASSERT_STRING_NOT_EQUAL(first, second);
    CU_ASSERT_PTR_NOT_NULL(strstr(first, "ofcscan.ini"));
    CU_ASSERT_EQUAL(tr_journal_load_backup(&loaded, &size, journal, first, 100, NULL), TR_OK);
    CU_ASSERT_EQUAL(size, 7);
    CU_ASSERT_EQUAL(memcmp(loaded, bytes.data, 7), 0);
    free(loaded);
    CU_ASSERT_EQUAL(tr_journal_load_backup(&loaded, &size, journal, "../journal.db", 100, NULL),
                    TR_ERR_FORMAT);
    free(first);
    free(second);
}

static void forgotten_journal_leaves_nothing(void)
{
    const tr_bytes bytes = { (const unsigned char *)"old", 3 };
    char *backup = NULL;

    make(TR_WORLD_AFTER);
    CU_ASSERT_EQUAL(tr_journal_back_up(&backup, journal, bytes, "ofcscan.ini", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_journal_forget(journal, INT64_MAX, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("state")), TR_PATH_MISSING);
    free(backup);
}

static void what_was_changed_meanwhile_is_not_forgotten(void)
{
    const tr_bytes bytes = { (const unsigned char *)"old", 3 };
    char *backup = NULL;

    make(TR_WORLD_AFTER);
    CU_ASSERT_EQUAL(tr_journal_back_up(&backup, journal, bytes, "ofcscan.ini", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_journal_forget(journal, 0, NULL), TR_ERR_EXISTS);
    CU_ASSERT_EQUAL(count_of(&(tr_journal_filter){ 0 }), 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(backup);
    free(backup);
    backup = tr_journal_backup_path(journal, "");
    CU_ASSERT_EQUAL(tr_path_kind_of(backup), TR_PATH_FOLDER);
    free(backup);
    CU_ASSERT_EQUAL(tr_journal_forget(journal, 1, NULL), TR_OK);
}

static void forgetting_leaves_what_is_no_backup(void)
{
    CU_ASSERT_TRUE(scratch_make_folder("state/backup"));
    CU_ASSERT_TRUE(scratch_write("state/backup/2026-11-22T040501Z-1-ofcscan.ini", "old"));
    CU_ASSERT_TRUE(scratch_write("state/backup/2026-11-22.tar", "my own"));
    CU_ASSERT_TRUE(scratch_make_folder("state/backup/2026-11-22T040501Z-1"));
    CU_ASSERT_TRUE(scratch_write("state/backup/2026-11-22T040501Z-1/photo", "my own"));
    CU_ASSERT_EQUAL(tr_journal_forget(journal, INT64_MAX, NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("state/backup/2026-11-22.tar", "my own"));
    CU_ASSERT_TRUE(scratch_holds("state/backup/2026-11-22T040501Z-1/photo", "my own"));
    CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("state/backup/2026-11-22T040501Z-1-ofcscan.ini")),
                    TR_PATH_MISSING);
    CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("state/journal.db")), TR_PATH_MISSING);
}

static void forgetting_leaves_what_others_keep_there(void)
{
    CU_ASSERT_TRUE(scratch_write("state/letter", "to my aunt"));
    CU_ASSERT_TRUE(scratch_make_folder("elsewhere"));
    CU_ASSERT_TRUE(scratch_write("elsewhere/mine", "not a backup"));
    if (!scratch_make_folder_link("state/backup", "../elsewhere"))
        CU_ASSERT_TRUE(scratch_make_folder("state/backup"));
    tr_journal_forget(journal, INT64_MAX, NULL);
    CU_ASSERT_TRUE(scratch_holds("state/letter", "to my aunt"));
    CU_ASSERT_TRUE(scratch_holds("elsewhere/mine", "not a backup"));
}

static CU_TestInfo tests[] = {
    { "change is recorded with all it says", change_is_recorded_with_all_it_says },
    { "change that takes is done", change_that_takes_is_done },
    { "change that does not take is taken back", change_that_does_not_take_is_taken_back },
    { "interrupted change is closed by what is there",
      interrupted_change_is_closed_by_what_is_there },
    { "change that cannot be taken back now stays open",
      change_that_cannot_be_taken_back_now_stays_open },
    { "change of an unknown kind is unclear", change_of_an_unknown_kind_is_unclear },
    { "undo is a change of its own", undo_is_a_change_of_its_own },
    { "undo is refused when the world has changed", undo_is_refused_when_the_world_has_changed },
    { "interrupted undo is closed by what is there", interrupted_undo_is_closed_by_what_is_there },
    { "many changes are walked in order", many_changes_are_walked_in_order },
    { "journals of one command are one run", journals_of_one_command_are_one_run },
    { "journal that is none is left as it is", journal_that_is_none_is_left_as_it_is },
    { "reading makes no journal", reading_makes_no_journal },
    { "backups are kept under names of their own", backup_is_kept_under_names_of_their_own },
    { "forgotten journal leaves nothing", forgotten_journal_leaves_nothing },
    { "what was changed meanwhile is not forgotten", what_was_changed_meanwhile_is_not_forgotten },
    { "forgetting leaves what is no backup", forgetting_leaves_what_is_no_backup },
    { "forgetting leaves what others keep there", forgetting_leaves_what_others_keep_there },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo journal_suite = { "journal/journal", NULL, NULL, set_up, tear_down, tests };
