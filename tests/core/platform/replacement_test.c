#include "core/platform/replacement.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

static tr_bytes bytes(const char *text)
{
    return (tr_bytes){ (const unsigned char *)text, strlen(text) };
}

static tr_status replace(const char *name, const char *expected, const char *text, tr_error *err)
{
    return tr_file_replace(scratch_path(name), bytes(expected), bytes(text), NULL, err);
}

static void contents_are_replaced(void)
{
    scratch_write("a", "old");
    CU_ASSERT_EQUAL(replace("a", "old", "new and longer", NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("a", "new and longer"));
    CU_ASSERT_EQUAL(replace("a", "new and longer", "", NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("a", ""));
    CU_ASSERT_EQUAL(replace("a", "", "b", NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("a", "b"));
}

static void file_that_was_written_to_stays(void)
{
    static const char *const contents[] = { "oldER", "ol", "", "olD" };
    tr_error err = { .message = "" };

    for (size_t index = 0; index < sizeof(contents) / sizeof(contents[0]); index++) {
        scratch_write("a", contents[index]);
        CU_ASSERT_EQUAL(replace("a", "old", "new", &err), TR_ERR_IO);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "written to it meanwhile"));
        CU_ASSERT_TRUE(scratch_holds("a", contents[index]));
    }
}

static void missing_file_is_not_made(void)
{
    CU_ASSERT_EQUAL(replace("a", "", "new", NULL), TR_ERR_NOT_FOUND);
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("a")));
}

static void folder_is_refused(void)
{
    scratch_make_folder("folder");
    CU_ASSERT_NOT_EQUAL(replace("folder", "", "new", NULL), TR_OK);
}

static void link_is_refused(void)
{
    scratch_write("a", "old");
    if (!scratch_make_link("link", "a")) {
        skip("links cannot be made here");
        return;
    }
    CU_ASSERT_EQUAL(replace("link", "old", "new", NULL), TR_ERR_UNSUPPORTED);
    CU_ASSERT_TRUE(scratch_holds("a", "old"));
}

static void what_a_killed_run_left_is_removed(void)
{
    scratch_write("a", "old");
    scratch_write("a.trustmend-0123abcd", "half");
    scratch_write("a.trustmend-0123abcd.txt", "mine");
    scratch_write("a.trustmend-readme00", "mine");
    scratch_write("b.trustmend-0123abcd", "of another file");
    tr_file_replace_clean(scratch_path("a"));
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("a.trustmend-0123abcd")));
    CU_ASSERT_TRUE(scratch_holds("a.trustmend-0123abcd.txt", "mine"));
    CU_ASSERT_TRUE(scratch_holds("a.trustmend-readme00", "mine"));
    CU_ASSERT_TRUE(scratch_holds("b.trustmend-0123abcd", "of another file"));
    CU_ASSERT_TRUE(scratch_holds("a", "old"));
}

static void time_of_modification_is_given(void)
{
    const int64_t then = 1136214245123456700; /* as fine as Windows keeps it */
    tr_file *file = NULL;

    scratch_write("a", "old");
    CU_ASSERT_EQUAL(tr_file_replace(scratch_path("a"), bytes("old"), bytes("new"), &then, NULL),
                    TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, scratch_path("a"), TR_FILE_READ, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_file_stamp(file), then);
    CU_ASSERT_EQUAL(tr_file_modified(file), 1136214245);
    tr_file_close(file);
}

static void file_is_made_where_there_is_none(void)
{
    CU_ASSERT_EQUAL(tr_file_create(scratch_path("a"), bytes("text"), NULL), TR_OK);
    CU_ASSERT_TRUE(scratch_holds("a", "text"));
    CU_ASSERT_EQUAL(tr_file_create(scratch_path("a"), bytes("other"), NULL), TR_ERR_EXISTS);
    CU_ASSERT_TRUE(scratch_holds("a", "text"));
    CU_ASSERT_NOT_EQUAL(tr_file_create(scratch_path("none/a"), bytes("other"), NULL), TR_OK);
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("none/a")));
}

static CU_TestInfo tests[] = {
    { "time of modification is given", time_of_modification_is_given },
    { "file is made where there is none", file_is_made_where_there_is_none },
    { "contents are replaced", contents_are_replaced },
    { "file that was written to stays", file_that_was_written_to_stays },
    { "missing file is not made", missing_file_is_not_made },
    { "folder is refused", folder_is_refused },
    { "link is refused", link_is_refused },
    { "what a killed run left is removed", what_a_killed_run_left_is_removed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo replacement_suite = { "platform/replacement", NULL, NULL, scratch_set_up,
                                   scratch_tear_down,      tests };
