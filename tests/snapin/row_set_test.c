#include "snapin/rows/row_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "snapin/resource.h"
#include "snapin/rows/row_block.h"
#include "tests/suites.h"

static const node *files;
static row_set *set;

static void set_up(void)
{
    files = node_of(NODE_RENAMED_FILES);
    set = row_set_new(files);
}

static void tear_down(void)
{
    row_set_free(set);
}

static row *add(row_block *block, const char *path, const char *action, int64_t size)
{
    row *made = row_block_add(block, files->column_count);

    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    for (size_t index = 0; index < files->column_count; index++)
        made->cells[index] = (cell){ "", CELL_NO_NUMBER };
    made->type = "renamed";
    made->key = path;
    made->tone = strcmp(action, "refuse") == 0 ? ROW_FAULT : ROW_WARNING;
    made->cells[node_column(files, IDS_COLUMN_FILE)].text = path;
    made->cells[node_column(files, IDS_COLUMN_ACTION)].text = action;
    made->cells[node_column(files, IDS_COLUMN_SIZE)].number = size;
    return made;
}

static void fill(row_set *out)
{
    row_block *block = row_block_new();

    CU_ASSERT_PTR_NOT_NULL_FATAL(block);
    add(block, "D:\\b\\x10.dll", "restore", 10);
    add(block, "D:\\b\\X9.dll", "refuse", 200);
    add(block, "D:\\a.dll", "restore", CELL_NO_NUMBER);
    add(block, "D:\\b.dll", "park", 10);
    CU_ASSERT_TRUE(row_set_take(out, block));
}

/* Whether the rows that are shown have these keys, in this order. */
static bool shows(const char *const *keys, size_t count)
{
    if (row_set_count(set) != count)
        return false;
    for (size_t index = 0; index < count; index++) {
        if (strcmp(row_set_at(set, index)->key, keys[index]) != 0)
            return false;
    }
    return true;
}

#define SHOWS(...)                                                                                 \
    shows((const char *const[]){ __VA_ARGS__ },                                                    \
          sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void rows_come_as_they_came(void)
{
    fill(set);
    CU_ASSERT_TRUE(SHOWS("D:\\b\\x10.dll", "D:\\b\\X9.dll", "D:\\a.dll", "D:\\b.dll"));
    CU_ASSERT_PTR_NULL(row_set_at(set, 4));
}

static void paths_are_sorted_by_parts_and_numbers(void)
{
    fill(set);
    CU_ASSERT_TRUE(row_set_sort(set, node_column(files, IDS_COLUMN_FILE), false));
    CU_ASSERT_TRUE(SHOWS("D:\\a.dll", "D:\\b\\X9.dll", "D:\\b\\x10.dll", "D:\\b.dll"));
    CU_ASSERT_TRUE(row_set_sort(set, node_column(files, IDS_COLUMN_FILE), true));
    CU_ASSERT_TRUE(SHOWS("D:\\b.dll", "D:\\b\\x10.dll", "D:\\b\\X9.dll", "D:\\a.dll"));
}

static void equal_rows_keep_their_order_both_ways(void)
{
    size_t size = node_column(files, IDS_COLUMN_SIZE);

    fill(set);
    CU_ASSERT_TRUE(row_set_sort(set, size, false));
    CU_ASSERT_TRUE(SHOWS("D:\\a.dll", "D:\\b\\x10.dll", "D:\\b.dll", "D:\\b\\X9.dll"));
    CU_ASSERT_TRUE(row_set_sort(set, size, true));
    CU_ASSERT_TRUE(SHOWS("D:\\b\\X9.dll", "D:\\b\\x10.dll", "D:\\b.dll", "D:\\a.dll"));
}

static void what_is_chosen_stays_sorted(void)
{
    fill(set);
    CU_ASSERT_TRUE(row_set_sort(set, node_column(files, IDS_COLUMN_FILE), false));
    CU_ASSERT_TRUE(row_set_filter(set, &(row_filter){ .status = "restore" }));
    CU_ASSERT_TRUE(SHOWS("D:\\a.dll", "D:\\b\\x10.dll"));
    CU_ASSERT_TRUE(row_set_filter(set, &(row_filter){ .least = ROW_FAULT }));
    CU_ASSERT_TRUE(SHOWS("D:\\b\\X9.dll"));
    CU_ASSERT_TRUE(row_set_filter(set, &(row_filter){ .text = "B\\x" }));
    CU_ASSERT_TRUE(SHOWS("D:\\b\\X9.dll", "D:\\b\\x10.dll"));
    CU_ASSERT_TRUE(row_set_filter(set, &(row_filter){ 0 }));
    CU_ASSERT_EQUAL(row_set_count(set), 4);
    CU_ASSERT_EQUAL(row_set_count_all(set), 4);
}

static void later_rows_are_chosen_too(void)
{
    CU_ASSERT_TRUE(row_set_filter(set, &(row_filter){ .status = "park" }));
    fill(set);
    CU_ASSERT_TRUE(SHOWS("D:\\b.dll"));
    CU_ASSERT_EQUAL(row_set_count_all(set), 4);
}

static void a_refresh_keeps_order_and_choice(void)
{
    row_set *fresh = row_set_new(files);

    CU_ASSERT_TRUE(row_set_sort(set, node_column(files, IDS_COLUMN_FILE), true));
    CU_ASSERT_TRUE(row_set_filter(set, &(row_filter){ .status = "restore" }));
    fill(fresh);
    CU_ASSERT_TRUE(row_set_replace(set, fresh));
    CU_ASSERT_TRUE(SHOWS("D:\\b\\x10.dll", "D:\\a.dll"));
    CU_ASSERT_EQUAL(row_set_count_all(fresh), 0);
    row_set_free(fresh);
}

static void rows_are_found_again_by_key(void)
{
    fill(set);
    CU_ASSERT_EQUAL(row_set_find_key(set, "D:\\a.dll"), 2);
    CU_ASSERT_EQUAL(row_set_find_key(set, "D:\\A.dll"), ROW_SET_NONE);
}

static void search_goes_round(void)
{
    size_t name = node_column(files, IDS_COLUMN_FILE);

    fill(set);
    CU_ASSERT_EQUAL(row_set_find(set, 0, name, "d:\\B", true), 0);
    CU_ASSERT_EQUAL(row_set_find(set, 2, name, "d:\\B", true), 3);
    CU_ASSERT_EQUAL(row_set_find(set, 1, name, "X10", false), 0);
    CU_ASSERT_EQUAL(row_set_find(set, 99, ROW_SET_NONE, "REFUSE", false), 1);
    CU_ASSERT_EQUAL(row_set_find(set, 0, name, "refuse", false), ROW_SET_NONE);
    row_set_clear(set);
    CU_ASSERT_EQUAL(row_set_find(set, 0, name, "", false), ROW_SET_NONE);
}

/* Texts that orders get wrong: numbers, zeros in front of them, what stands beside digits, case. */
static const char *const tricky[] = { "",
                                      "0",
                                      "00",
                                      "1",
                                      "01",
                                      "9",
                                      "10",
                                      "a",
                                      "A",
                                      "a1",
                                      "a01",
                                      "a10",
                                      "a9",
                                      "a/",
                                      "a:",
                                      "a 1",
                                      "a-1",
                                      "aa",
                                      "\xC3\xA4",
                                      "a\\b",
                                      "a/b",
                                      "a0b",
                                      "a00000000000000000000000000000001",
                                      "99999999999",
                                      "1.2",
                                      "1.10",
                                      "1.2.0",
                                      "a1b2c3d4e5f6",
                                      "prefix-prefix",
                                      "prefix-prefix1",
                                      "prefix-prefix2",
                                      "2000-01-01" };

#define TRICKY (sizeof(tricky) / sizeof(tricky[0]))

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

static void check_triple(const row *const *rows, const size_t at[3], size_t by)
{
    int ab = sign(row_compare(rows[at[0]], rows[at[1]], files, by));
    int bc = sign(row_compare(rows[at[1]], rows[at[2]], files, by));
    int ac = sign(row_compare(rows[at[0]], rows[at[2]], files, by));

    CU_ASSERT_EQUAL(ab, -sign(row_compare(rows[at[1]], rows[at[0]], files, by)));
    if (ab <= 0 && bc <= 0)
        CU_ASSERT_EQUAL(ac, ab < bc ? ab : bc);
}

static void check_order(const row *const *rows, size_t count, size_t by)
{
    size_t all = count * count * count;

    for (size_t index = 0; index < all; index++)
        check_triple(
            rows, (const size_t[]){ index % count, index / count % count, index / count / count },
            by);
}

static void the_order_is_strict_and_weak(void)
{
    row_block *block = row_block_new();
    const row *rows[TRICKY];

    for (size_t index = 0; index < TRICKY; index++) {
        row *made = add(block, tricky[index], "", index % 3 ? (int64_t)index % 5 : CELL_NO_NUMBER);

        made->cells[node_column(files, IDS_COLUMN_REASON)].text = tricky[index];
        made->cells[node_column(files, IDS_COLUMN_SIZE)].text = tricky[index];
        rows[index] = made;
    }
    check_order(rows, TRICKY, node_column(files, IDS_COLUMN_FILE));
    check_order(rows, TRICKY, node_column(files, IDS_COLUMN_REASON));
    check_order(rows, TRICKY, node_column(files, IDS_COLUMN_SIZE));
    row_block_free(block);
}

/* What sorts by weights does as what compares. */
static void sorted_rows_are_in_order(size_t by)
{
    for (int is_descending = 0; is_descending < 2; is_descending++) {
        CU_ASSERT_TRUE(row_set_sort(set, by, is_descending));
        for (size_t index = 1; index < row_set_count(set); index++) {
            int order = row_compare(row_set_at(set, index - 1), row_set_at(set, index), files, by);

            CU_ASSERT_TRUE(is_descending ? order >= 0 : order <= 0);
        }
    }
}

static void sorting_agrees_with_comparing(void)
{
    row_block *block = row_block_new();

    for (size_t index = 0; index < 40 * TRICKY; index++) {
        size_t which = index * 7919 % (TRICKY * TRICKY);
        char text[128];
        row *made = add(block, tricky[which % TRICKY], "", (int64_t)(index * 31 % 17));

        snprintf(text, sizeof(text), "%s%s", tricky[which % TRICKY], tricky[which / TRICKY]);
        made->cells[node_column(files, IDS_COLUMN_REASON)].text =
            row_block_text(block, text, strlen(text));
        made->cells[node_column(files, IDS_COLUMN_FILE)].text =
            row_block_text(block, text, strlen(text));
    }
    CU_ASSERT_TRUE(row_set_take(set, block));
    sorted_rows_are_in_order(node_column(files, IDS_COLUMN_FILE));
    sorted_rows_are_in_order(node_column(files, IDS_COLUMN_REASON));
    sorted_rows_are_in_order(node_column(files, IDS_COLUMN_SIZE));
}

static CU_TestInfo tests[] = {
    { "rows come as they came", rows_come_as_they_came },
    { "paths are sorted by parts and numbers", paths_are_sorted_by_parts_and_numbers },
    { "equal rows keep their order both ways", equal_rows_keep_their_order_both_ways },
    { "what is chosen stays sorted", what_is_chosen_stays_sorted },
    { "later rows are chosen, too", later_rows_are_chosen_too },
    { "a refresh keeps order and choice", a_refresh_keeps_order_and_choice },
    { "rows are found again by key", rows_are_found_again_by_key },
    { "search goes round", search_goes_round },
    { "the order is strict and weak", the_order_is_strict_and_weak },
    { "sorting agrees with comparing", sorting_agrees_with_comparing },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo row_set_suite = { "snapin/row_set", NULL, NULL, set_up, tear_down, tests };
