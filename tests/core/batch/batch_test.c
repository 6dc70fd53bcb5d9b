#include "core/batch/batch.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/suites.h"

#define NO_STOP SIZE_MAX

/* What came out, in order. */
typedef struct outcome {
    char text[256];
    size_t finished;
    size_t stop_after; /* files that are finished */
} outcome;

static bool wants(const char *path)
{
    return strstr(path, "unwanted") == NULL;
}

static tr_status work(void *context, void **result, const char *path, size_t root_size,
                      tr_error *err)
{
    (void)context;
    *result = (void *)(root_size > 0 ? "+" : "!");
    if (strstr(path, "endless"))
        return TR_ERR_CANCELLED;
    if (strstr(path, "bad"))
        return tr_error_set(err, TR_ERR_IO, 0, "cannot look at '%s'", path);
    return TR_OK;
}

static void note(outcome *all, const char *mark, const char *path)
{
    strcat(all->text, mark);
    strcat(all->text, strrchr(path, '/') + 1);
    strcat(all->text, " ");
    all->finished++;
}

static void finish(void *context, const char *path, bool is_named, void *result)
{
    note(context, is_named ? "named" : result, path);
}

static void fail(void *context, const char *path, const tr_error *failure)
{
    CU_ASSERT_EQUAL(failure->status, TR_ERR_IO);
    note(context, "failed:", path);
}

static bool is_stopped(void *context)
{
    const outcome *all = context;

    return all->finished >= all->stop_after;
}

static bool run(outcome *out, size_t stop_after, unsigned jobs)
{
    char file[256];
    char folder[256];
    const char *paths[] = { file, folder };
    const tr_batch_tasks tasks = { wants, work, finish, fail, is_stopped, out };
    bool is_complete = false;

    *out = (outcome){ .stop_after = stop_after };
    strcpy(file, scratch_path("first"));
    strcpy(folder, scratch_path("folder"));
    CU_ASSERT_EQUAL(tr_batch_run(&is_complete, paths, 2, &tasks, jobs, NULL), TR_OK);
    return is_complete;
}

static void set_up(void)
{
    scratch_set_up();
    CU_ASSERT_TRUE(scratch_write("first", "1") && scratch_make_folder("folder") &&
                   scratch_write("folder/a", "2") && scratch_write("folder/bad", "3") &&
                   scratch_write("folder/c", "4") && scratch_write("folder/unwanted", "5"));
}

static void files_come_in_the_order_of_their_names(void)
{
    outcome all;

    for (unsigned jobs = 1; jobs <= 4; jobs++) {
        CU_ASSERT_TRUE(run(&all, NO_STOP, jobs));
        CU_ASSERT_STRING_EQUAL(all.text, "namedfirst +a failed:bad +c ");
    }
}

static void what_is_left_out_is_known(void)
{
    outcome all;

    CU_ASSERT_FALSE(run(&all, 0, 2));
    CU_ASSERT_STRING_EQUAL(all.text, "");
    CU_ASSERT_FALSE(run(&all, 1, 1));
    CU_ASSERT_PTR_NULL(strstr(all.text, "+c"));
}

static void file_that_is_stopped_midway_is_left(void)
{
    outcome all;

    CU_ASSERT_TRUE(scratch_write("folder/b-endless", "6"));
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        CU_ASSERT_FALSE(run(&all, NO_STOP, jobs));
        CU_ASSERT_STRING_EQUAL(all.text, "namedfirst +a failed:bad +c ");
    }
}

static void files_are_counted_by_their_names(void)
{
    outcome all = { .stop_after = NO_STOP };
    const char *paths[] = { scratch_path("first"), scratch_path("folder") };
    const tr_batch_tasks tasks = { wants, work, finish, fail, is_stopped, &all };

    CU_ASSERT_EQUAL(tr_batch_count(paths, 2, &tasks), 4);
}

static CU_TestInfo tests[] = {
    { "files come in the order of their names", files_come_in_the_order_of_their_names },
    { "what is left out is known", what_is_left_out_is_known },
    { "file that is stopped midway is left", file_that_is_stopped_midway_is_left },
    { "files are counted by their names", files_are_counted_by_their_names },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo batch_suite = { "batch", NULL, NULL, set_up, scratch_tear_down, tests };
