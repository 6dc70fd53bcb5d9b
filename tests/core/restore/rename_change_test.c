#include "core/restore/rename_change.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/path.h"
#include "core/restore/replace_change.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define LONG_AGO ((time_t)1136214245) /* 2006-01-02T15:04:05Z */

static char *path;
static char proof[2 * TR_FILE_PROOF_TEXT_SIZE];
static tr_change change;

static void prove(const char *name, char *out)
{
    tr_file *file = NULL;
    tr_file_proof of_file;

    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, scratch_path(name), TR_FILE_READ, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_file_proof_of(&of_file, file, NULL), TR_OK);
    tr_file_proof_write(out, &of_file);
    tr_file_close(file);
}

/* A change of x_invalid to x; what is there is as before. */
static void set_up(void)
{
    scratch_set_up();
    CU_ASSERT_TRUE(scratch_write("x_invalid", "good") && scratch_set_time("x_invalid", LONG_AGO));
    CU_ASSERT_EQUAL_FATAL(tr_path_absolute(&path, scratch_path("x_invalid"), NULL), TR_OK);
    prove("x_invalid", proof);
    change = (tr_change){
        .kind = "rename", .path = path, .before = "x_invalid", .after = "x", .proof = proof
    };
}

static void tear_down(void)
{
    free(path);
    path = NULL;
    scratch_tear_down();
}

static tr_world look(const tr_change_kind *kind, tr_error *found)
{
    tr_world world = TR_WORLD_OTHER;
    tr_error err;

    found->message[0] = '\0';
    CU_ASSERT_EQUAL(kind->look(&world, found, &change, NULL, &err), TR_OK);
    return world;
}

static void rename_is_told_from_what_was_before(void)
{
    tr_error found;

    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_BEFORE);
    CU_ASSERT_TRUE(scratch_move("x_invalid", "x"));
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_AFTER);
    CU_ASSERT_TRUE(scratch_write("x_invalid", "good"));
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_AFTER);
    CU_ASSERT_TRUE(scratch_write("x", "changed"));
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_BEFORE);
    CU_ASSERT_TRUE(scratch_move("x", "x_invalid"));
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_OTHER);
    CU_ASSERT_PTR_NOT_NULL(strstr(found.message, "x' is gone"));
    CU_ASSERT_TRUE(scratch_write("x", "other"));
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_OTHER);
    CU_ASSERT_PTR_NOT_NULL(strstr(found.message, "x' is another file now"));
}

static void rename_is_made_and_taken_back_with_its_time(void)
{
    tr_file *file = NULL;
    tr_error found;

    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, path, TR_FILE_RENAME, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_rename_change.act(&change, file, NULL, NULL), TR_OK);
    tr_file_close(file);
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_AFTER);
    CU_ASSERT_TRUE(scratch_holds("x", "good"));
    CU_ASSERT_EQUAL(tr_rename_change.undo(&change, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(look(&tr_rename_change, &found), TR_WORLD_BEFORE);
    CU_ASSERT_EQUAL(scratch_time("x_invalid"), LONG_AGO);
}

static void undo_neither_replaces_nor_takes_another_file(void)
{
    tr_error err;

    CU_ASSERT_TRUE(scratch_move("x_invalid", "x") && scratch_write("x_invalid", "new"));
    CU_ASSERT_EQUAL(tr_rename_change.undo(&change, NULL, &err), TR_ERR_EXISTS);
    CU_ASSERT_TRUE(scratch_holds("x", "good") && scratch_holds("x_invalid", "new"));
    CU_ASSERT_TRUE(scratch_move("x_invalid", "x"));
    CU_ASSERT_EQUAL(tr_rename_change.undo(&change, NULL, &err), TR_ERR_IO);
    CU_ASSERT_TRUE(scratch_holds("x", "new"));
}

static void undo_does_not_go_behind_a_link(void)
{
    char *inner = NULL;
    tr_error err;

    CU_ASSERT_TRUE(scratch_make_folder("folder") && scratch_make_folder("outside"));
    CU_ASSERT_TRUE(scratch_move("x_invalid", "folder/x_invalid"));
    CU_ASSERT_EQUAL_FATAL(tr_path_absolute(&inner, scratch_path("folder/x_invalid"), NULL), TR_OK);
    change.path = inner;
    CU_ASSERT_TRUE(scratch_move("folder/x_invalid", "outside/x"));
    CU_ASSERT_TRUE(scratch_move("folder", "moved"));
    if (scratch_make_folder_link("folder", "outside")) {
        CU_ASSERT_NOT_EQUAL(tr_rename_change.undo(&change, NULL, &err), TR_OK);
        CU_ASSERT_TRUE(scratch_holds("outside/x", "good"));
    } else {
        skip("no links here");
    }
    free(inner);
}

static void hostile_entry_is_refused(void)
{
    static const char *const names[] = { "../x", "a/b", "", ".", "..", NULL };
    tr_world world;
    tr_error found;
    tr_error err;

    for (size_t index = 0; index < sizeof(names) / sizeof(names[0]); index++) {
        change.after = names[index];
        CU_ASSERT_EQUAL(tr_rename_change.look(&world, &found, &change, NULL, &err), TR_ERR_FORMAT);
        CU_ASSERT_EQUAL(tr_rename_change.undo(&change, NULL, &err), TR_ERR_FORMAT);
    }
    change.after = "x";
    change.proof = "none";
    CU_ASSERT_EQUAL(tr_rename_change.look(&world, &found, &change, NULL, &err), TR_ERR_FORMAT);
    change.proof = proof;
    change.before = "y_invalid";
    CU_ASSERT_EQUAL(tr_rename_change.look(&world, &found, &change, NULL, &err), TR_ERR_FORMAT);
}

static void set_up_replacement(void)
{
    CU_ASSERT_TRUE(scratch_write("x", "old"));
    proof[TR_FILE_PROOF_TEXT_SIZE - 1] = ' ';
    prove("x", proof + TR_FILE_PROOF_TEXT_SIZE);
    change.kind = "replace";
    change.backup = "x.parked";
}

static void replacement_parks_what_was_there(void)
{
    tr_file *file = NULL;
    tr_error found;

    set_up_replacement();
    CU_ASSERT_EQUAL(look(&tr_replace_change, &found), TR_WORLD_BEFORE);
    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, path, TR_FILE_RENAME, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_replace_change.act(&change, file, NULL, NULL), TR_OK);
    tr_file_close(file);
    CU_ASSERT_EQUAL(look(&tr_replace_change, &found), TR_WORLD_AFTER);
    CU_ASSERT_TRUE(scratch_holds("x", "good") && scratch_holds("x.parked", "old"));
    CU_ASSERT_EQUAL(tr_replace_change.undo(&change, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(look(&tr_replace_change, &found), TR_WORLD_BEFORE);
    CU_ASSERT_TRUE(scratch_holds("x_invalid", "good") && scratch_holds("x", "old"));
}

static void replacement_that_broke_off_is_taken_back(void)
{
    tr_error found;

    set_up_replacement();
    CU_ASSERT_TRUE(scratch_move("x", "x.parked"));
    CU_ASSERT_EQUAL(look(&tr_replace_change, &found), TR_WORLD_BETWEEN);
    CU_ASSERT_EQUAL(tr_replace_change.undo(&change, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(look(&tr_replace_change, &found), TR_WORLD_BEFORE);
}

static CU_TestInfo tests[] = {
    { "rename is told from what was before", rename_is_told_from_what_was_before },
    { "rename is made and taken back with its time", rename_is_made_and_taken_back_with_its_time },
    { "undo neither replaces nor takes another file",
      undo_neither_replaces_nor_takes_another_file },
    { "undo does not go behind a link", undo_does_not_go_behind_a_link },
    { "hostile entry is refused", hostile_entry_is_refused },
    { "replacement parks what was there", replacement_parks_what_was_there },
    { "replacement that broke off is taken back", replacement_that_broke_off_is_taken_back },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo rename_change_suite = {
    "restore/rename_change", NULL, NULL, set_up, tear_down, tests
};
