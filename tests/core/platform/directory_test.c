#include "core/platform/directory.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

/* What a walk came by: one line for each visit, "!" before a folder passed over. */
typedef struct visits {
    char lines[8192];
    int count;
    int stop_at;                        /* this visit is the last; 0 for none */
    void (*on_visit)(const char *path); /* or NULL */
} visits;

static bool take(void *context, const char *path, const tr_error *failure)
{
    visits *into = context;
    size_t size = strlen(into->lines);
    const char *root = scratch_path("");
    bool is_below = strncmp(path, root, strlen(root)) == 0;

    snprintf(into->lines + size, sizeof(into->lines) - size, "%s%s\n", failure ? "!" : "",
             is_below ? path + strlen(root) : path);
    for (char *c = into->lines + size; *c; c++) {
        if (*c == '\\')
            *c = '/';
    }
    if (into->on_visit)
        into->on_visit(path);
    return ++into->count != into->stop_at;
}

static void check_walk(visits *into, const char *name, const char *expected)
{
    CU_ASSERT_EQUAL(tr_directory_walk(scratch_path(name), take, into, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(into->lines, expected);
    if (strcmp(into->lines, expected) != 0)
        printf("    got:\n%s", into->lines);
}

static void files_come_sorted_by_bytes(void)
{
    visits seen = { .lines = "" };

    scratch_write("b.dll", "");
    scratch_write("B.dll", ""); /* the same where case does not count */
    scratch_make_folder("a");
    scratch_write("a/z", "");
    scratch_write("a/c", "");
    scratch_write("a.dll", "");
    scratch_write("\xC3\xA4", "");
    scratch_make_folder("c");
    scratch_make_folder("empty");
    scratch_write("c/d", "");
    if (scratch_holds("B.dll", "") && scratch_write("b.dll", "lower") &&
        !scratch_holds("B.dll", "lower"))
        check_walk(&seen, "", "/B.dll\n/a/c\n/a/z\n/a.dll\n/b.dll\n/c/d\n/\xC3\xA4\n");
    else
        check_walk(&seen, "", "/a/c\n/a/z\n/a.dll\n/b.dll\n/c/d\n/\xC3\xA4\n");
}

static void path_is_as_given_with_the_rest_added(void)
{
    visits seen = { .lines = "" };

    scratch_make_folder("a");
    scratch_write("a/b", "");
    check_walk(&seen, "a", "/a/b\n");
    memset(&seen, 0, sizeof(seen));
    check_walk(&seen, "a/", "/a/b\n");
    memset(&seen, 0, sizeof(seen));
    check_walk(&seen, "a/../a/.", "/a/../a/./b\n");
}

static void missing_folder_is_passed_over_once(void)
{
    visits seen = { .lines = "" };

    check_walk(&seen, "missing", "!/missing\n");
}

static void file_is_passed_over_as_a_folder(void)
{
    visits seen = { .lines = "" };

    scratch_write("file", "");
    check_walk(&seen, "file", "!/file\n");
}

static void visitor_may_stop(void)
{
    visits seen = { .stop_at = 2 };

    scratch_write("a", "");
    scratch_make_folder("b");
    scratch_write("b/c", "");
    scratch_write("b/d", "");
    scratch_write("e", "");
    check_walk(&seen, "", "/a\n/b/c\n");
}

static void forbidden_folder_is_passed_over(void)
{
    visits seen = { .lines = "" };

    scratch_make_folder("b");
    scratch_write("b/c", "");
    scratch_write("d", "");
    if (!scratch_forbid("b")) {
        skip("this user may read everything");
        return;
    }
    check_walk(&seen, "", "!/b\n/d\n");
}

/* Deeper than folders are held open; files before and after each. */
static void deep_tree_is_walked_whole(void)
{
    char name[512] = "";
    visits seen = { .lines = "" };

    for (int depth = 0; depth < 60; depth++) {
        size_t size = strlen(name);

        strcpy(name + size, "z");
        CU_ASSERT_TRUE(scratch_write(name, ""));
        strcpy(name + size, "a");
        CU_ASSERT_TRUE(scratch_write(name, ""));
        strcpy(name + size, "d");
        CU_ASSERT_TRUE(scratch_make_folder(name));
        strcpy(name + size, "d/");
    }
    CU_ASSERT_EQUAL(tr_directory_walk(scratch_path(""), take, &seen, NULL), TR_OK);
    CU_ASSERT_EQUAL(seen.count, 120);
    CU_ASSERT_PTR_NULL(strchr(seen.lines, '!'));
    CU_ASSERT_NSTRING_EQUAL(seen.lines, "/a\n/d/a\n/d/d/a\n", 15);
    CU_ASSERT_STRING_EQUAL(seen.lines + strlen(seen.lines) - 8, "/d/z\n/z\n");
}

static void links_and_pipes_on_the_way_are_left_out(void)
{
    visits seen = { .lines = "" };

    scratch_make_folder("outside");
    scratch_write("outside/secret", "");
    scratch_make_folder("inside");
    scratch_write("inside/a", "");
    scratch_make_pipe("inside/pipe");
    if (!scratch_make_folder_link("inside/folder", "../outside") ||
        !scratch_make_link("inside/file", "../outside/secret")) {
        skip("no links here");
        return;
    }
    check_walk(&seen, "inside", "/inside/a\n");
    memset(&seen, 0, sizeof(seen));
    check_walk(&seen, "inside/folder", "/inside/folder/secret\n");
}

static bool was_swapped;

static void swap_the_next_folder(const char *path)
{
    (void)path;
    if (scratch_move("inside/b", "moved"))
        was_swapped = scratch_make_folder_link("inside/b", "../outside");
}

static void folder_swapped_for_a_link_is_not_followed(void)
{
    visits seen = { .on_visit = swap_the_next_folder };

    scratch_make_folder("outside");
    scratch_write("outside/secret", "");
    scratch_make_folder("inside");
    scratch_write("inside/a", "");
    scratch_make_folder("inside/b");
    was_swapped = false;
    CU_ASSERT_EQUAL(tr_directory_walk(scratch_path("inside"), take, &seen, NULL), TR_OK);
    CU_ASSERT_PTR_NULL(strstr(seen.lines, "secret"));
    if (!was_swapped) {
        skip("no links here");
        return;
    }
    CU_ASSERT_STRING_EQUAL(seen.lines, "/inside/a\n!/inside/b\n");
}

/* The folder above, no longer held open, makes way for another one. */
static void swap_a_folder_far_above(const char *path)
{
    if (!strstr(path, "deepest"))
        return;
    if (scratch_move("top/d", "moved") && scratch_make_folder("top/d"))
        was_swapped = scratch_make_folder("top/d/e") && scratch_write("top/d/e/f", "");
}

static void folder_swapped_far_above_is_noticed(void)
{
    char name[512] = "top";
    visits seen = { .on_visit = swap_a_folder_far_above };

    scratch_make_folder(name);
    for (int depth = 0; depth < 40; depth++) {
        strcat(name, "/d");
        scratch_make_folder(name);
    }
    strcat(name, "/deepest");
    scratch_write(name, "");
    scratch_make_folder("top/d/e");
    was_swapped = false;
    CU_ASSERT_EQUAL(tr_directory_walk(scratch_path("top"), take, &seen, NULL), TR_OK);
    CU_ASSERT_PTR_NULL(strstr(seen.lines, "/f\n"));
    CU_ASSERT_EQUAL(strstr(seen.lines, "!/top/d/e\n") != NULL, was_swapped);
}

static void names_that_are_no_unicode_are_found(void)
{
    visits seen = { .lines = "" };

    if (!scratch_write("\xED\xA0\x80", "")) {
        skip("this file system keeps no such name");
        return;
    }
    check_walk(&seen, "", "/\xED\xA0\x80\n");
}

static void kind_of_a_path_is_told(void)
{
    scratch_make_folder("folder");
    scratch_write("file", "");
    CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("folder")), TR_PATH_FOLDER);
    CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("file")), TR_PATH_FILE);
    CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("missing")), TR_PATH_MISSING);
    CU_ASSERT_EQUAL(tr_path_kind_of(""), TR_PATH_MISSING);
    CU_ASSERT_EQUAL(tr_path_kind_of("."), TR_PATH_FOLDER);
    if (scratch_make_pipe("pipe"))
        CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("pipe")), TR_PATH_OTHER);
    if (scratch_make_folder_link("link", "folder"))
        CU_ASSERT_EQUAL(tr_path_kind_of(scratch_path("link")), TR_PATH_FOLDER);
}

static void name_is_the_last_part(void)
{
    CU_ASSERT_EQUAL(tr_path_name("b.dll"), 0);
    CU_ASSERT_EQUAL(tr_path_name("a/b.dll"), 2);
    CU_ASSERT_EQUAL(tr_path_name("a/c/b.dll"), 4);
    CU_ASSERT_EQUAL(tr_path_name("a/"), 2);
    CU_ASSERT_EQUAL(tr_path_name(""), 0);
}

static CU_TestInfo tests[] = {
    { "files come sorted by bytes", files_come_sorted_by_bytes },
    { "path is as given, with the rest added", path_is_as_given_with_the_rest_added },
    { "missing folder is passed over once", missing_folder_is_passed_over_once },
    { "file is passed over as a folder", file_is_passed_over_as_a_folder },
    { "visitor may stop", visitor_may_stop },
    { "forbidden folder is passed over", forbidden_folder_is_passed_over },
    { "deep tree is walked whole", deep_tree_is_walked_whole },
    { "links and pipes on the way are left out", links_and_pipes_on_the_way_are_left_out },
    { "folder swapped for a link is not followed", folder_swapped_for_a_link_is_not_followed },
    { "folder swapped far above is noticed", folder_swapped_far_above_is_noticed },
    { "names that are no Unicode are found", names_that_are_no_unicode_are_found },
    { "kind of a path is told", kind_of_a_path_is_told },
    { "name is the last part", name_is_the_last_part },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo directory_suite = { "platform/directory", NULL, NULL, scratch_set_up,
                                 scratch_tear_down,    tests };
