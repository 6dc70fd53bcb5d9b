#include "core/registry/hive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/directory.h"
#include "tests/fixture.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define SOFTWARE "offline/disk/Windows/System32/config/SOFTWARE"

/* Where in the file of a hive things are: its header is 4096 bytes, the root key is the first. */
#define ROOT_AT  4128
#define COUNT_AT (ROOT_AT + 4 + 20)
#define LIST_AT  (ROOT_AT + 4 + 28)

static bool are_missing;

static void set_up(void)
{
    scratch_set_up();
    are_missing = tr_path_kind_of(SOFTWARE) != TR_PATH_FILE;
}

static bool skip_without_hives(void)
{
    if (are_missing)
        skip("no registry hives were made");
    return are_missing;
}

static void find(tr_hive_key *out, tr_hive *hive, const char *name)
{
    tr_hive_key root;
    bool is_there = false;

    CU_ASSERT_EQUAL_FATAL(tr_hive_root(&root, hive, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_hive_find(&is_there, out, hive, &root, name, NULL), TR_OK);
    CU_ASSERT_TRUE_FATAL(is_there);
}

static void check_value(const char *value, uint32_t type, const void *bytes, size_t size)
{
    tr_hive *hive = NULL;
    tr_hive_key key;
    unsigned char *got = NULL;
    size_t got_size = 0;
    uint32_t got_type = 0;

    CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, SOFTWARE, NULL), TR_OK);
    find(&key, hive, "kINDS");
    CU_ASSERT_EQUAL(tr_hive_read(&got, &got_size, &got_type, hive, &key, value, NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(got);
    CU_ASSERT_EQUAL(got_type, type);
    CU_ASSERT_EQUAL_FATAL(got_size, size);
    CU_ASSERT_EQUAL(memcmp(got, bytes, size), 0);
    free(got);
    tr_hive_close(hive);
}

static void values_of_each_kind_are_read(void)
{
    if (skip_without_hives())
        return;
    check_value("Number", 4, "\xef\xcd\xab\x89", 4);
    check_value("bytes", 3, "\0\1\2\3\4\5\6\7", 8);
    check_value("Expandable", 2, "%\0W\0%\0\\\0x\0\0", 12);
    check_value("Empty", 1, "\0", 2);
    check_value("", 1, "i\0t\0s\0\0", 8);
}

static void value_in_parts_is_put_together(void)
{
    tr_bytes whole;

    if (skip_without_hives())
        return;
    whole = fixture_bytes("pe/itanium.exe");
    check_value("Large", 3, whole.data, whole.size);
    fixture_bytes_free(whole);
}

typedef struct names {
    size_t count;
    size_t failures;
    char joined[512];
} names;

static bool note_name(void *context, const char *name, const tr_hive_key *key,
                      const tr_error *failure)
{
    names *all = context;

    if (failure) {
        all->failures++;
        return true;
    }
    all->count++;
    CU_ASSERT_PTR_NOT_NULL(key);
    if (strlen(all->joined) + strlen(name) + 2 <= sizeof(all->joined)) {
        strcat(all->joined, name);
        strcat(all->joined, " ");
    }
    return true;
}

static names walk(const char *path, const char *name)
{
    tr_hive *hive = NULL;
    tr_hive_key key;
    names all = { 0 };

    CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, path, NULL), TR_OK);
    find(&key, hive, name);
    CU_ASSERT_EQUAL(tr_hive_walk(hive, &key, note_name, &all, NULL), TR_OK);
    tr_hive_close(hive);
    return all;
}

static void subkeys_are_walked_and_names_become_utf8(void)
{
    if (skip_without_hives())
        return;
    CU_ASSERT_STRING_EQUAL(walk(SOFTWARE, "Microsoft\\SystemCertificates").joined,
                           "AuthRoot CA Disallowed Root TrustedPublisher ");
    CU_ASSERT_STRING_EQUAL(walk(SOFTWARE, "Classes").joined, "Caf\xC3\xA9 ");
    CU_ASSERT_EQUAL(walk(SOFTWARE, "Kinds").count, 0);
}

static void what_is_not_there_is_no_fault(void)
{
    tr_hive *hive = NULL;
    tr_hive_key root;
    bool is_there = true;
    unsigned char *bytes = (unsigned char *)"";
    size_t size;
    uint32_t type;

    if (skip_without_hives())
        return;
    CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, SOFTWARE, NULL), TR_OK);
    CU_ASSERT_FALSE(tr_hive_is_dirty(hive));
    CU_ASSERT_FALSE(tr_hive_is_cut(hive));
    CU_ASSERT_EQUAL(tr_hive_root(&root, hive, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_hive_find(&is_there, &root, hive, &root, "Microsoft\\No such", NULL), TR_OK);
    CU_ASSERT_FALSE(is_there);
    CU_ASSERT_EQUAL(tr_hive_read(&bytes, &size, &type, hive, &root, "No such", NULL), TR_OK);
    CU_ASSERT_PTR_NULL(bytes);
    tr_hive_close(hive);
}

/* A copy of the hive, or the first size bytes of it, with a number put somewhere. */
static const char *changed_hive(size_t size, size_t at, uint32_t number)
{
    tr_bytes whole = fixture_bytes(SOFTWARE);
    unsigned char *copy = malloc(whole.size);
    FILE *file = fopen(scratch_path("hive"), "wb");

    CU_ASSERT_TRUE_FATAL(copy && file && size <= whole.size && at + 4 <= whole.size);
    memcpy(copy, whole.data, whole.size);
    if (at > 0) {
        for (size_t index = 0; index < 4; index++)
            copy[at + index] = (unsigned char)(number >> 8 * index);
    }
    CU_ASSERT_EQUAL(fwrite(copy, size ? size : whole.size, 1, file), 1);
    fclose(file);
    free(copy);
    fixture_bytes_free(whole);
    return scratch_path("hive");
}

static void hive_that_windows_did_not_finish_is_read_and_known(void)
{
    tr_hive *hive = NULL;

    if (skip_without_hives())
        return;
    CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, changed_hive(0, 4, 77), NULL), TR_OK);
    CU_ASSERT_TRUE(tr_hive_is_dirty(hive));
    tr_hive_close(hive);
    CU_ASSERT_EQUAL(walk(scratch_path("hive"), "Microsoft\\SystemCertificates").count, 5);
}

static void other_files_are_refused(void)
{
    tr_hive *hive = NULL;
    tr_error err;

    if (skip_without_hives())
        return;
    scratch_write("text", "regf");
    CU_ASSERT_EQUAL(tr_hive_open(&hive, scratch_path("text"), &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "is no registry hive"));
    CU_ASSERT_EQUAL(tr_hive_open(&hive, changed_hive(0, 20, 2), NULL), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_hive_open(&hive, changed_hive(511, 0, 0), NULL), TR_ERR_FORMAT);
}

/* However short a hive is, what is left of it is read, or it is said to be damaged. */
static void hive_cut_anywhere_is_read_as_far_as_it_goes(void)
{
    tr_hive *hive = NULL;
    tr_hive_key root, key;
    names all = { 0 };
    tr_bytes whole;
    bool is_there = false;
    size_t read = 0, damaged = 0;

    if (skip_without_hives())
        return;
    whole = fixture_bytes(SOFTWARE);
    for (size_t size = 512; size < whole.size; size += 1021) {
        tr_status status;

        CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, changed_hive(size, 0, 0), NULL), TR_OK);
        CU_ASSERT_TRUE(tr_hive_is_cut(hive));
        status = tr_hive_root(&root, hive, NULL);
        if (status == TR_OK)
            status = tr_hive_find(&is_there, &key, hive, &root,
                                  "Microsoft\\SystemCertificates\\Root\\Certificates", NULL);
        if (status == TR_OK && is_there)
            status = tr_hive_walk(hive, &key, note_name, &all, NULL);
        read += status == TR_OK;
        damaged += status == TR_ERR_FORMAT;
        CU_ASSERT_TRUE(status == TR_OK || status == TR_ERR_FORMAT);
        tr_hive_close(hive);
    }
    CU_ASSERT_TRUE(damaged > 0);
    CU_ASSERT_TRUE(read > 0);
    CU_ASSERT_TRUE(all.count > 0);
    fixture_bytes_free(whole);
}

static void check_damage(size_t at, uint32_t number)
{
    tr_hive *hive = NULL;
    tr_hive_key root;
    names all = { 0 };
    tr_error err = { .status = TR_OK };
    tr_status status;

    CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, changed_hive(0, at, number), NULL), TR_OK);
    status = tr_hive_root(&root, hive, &err);
    if (status == TR_OK)
        status = tr_hive_walk(hive, &root, note_name, &all, &err);
    CU_ASSERT_TRUE(status == TR_ERR_FORMAT || all.failures > 0);
    tr_hive_close(hive);
}

static void cells_that_lead_nowhere_are_told(void)
{
    if (skip_without_hives())
        return;
    check_damage(36, 0xFFFFFFFF);      /* the root's cell */
    check_damage(36, 33);              /* not aligned */
    check_damage(ROOT_AT, 0xFFFFFFFC); /* its size: too small */
    check_damage(ROOT_AT, 0x80000000); /* and too large */
    check_damage(ROOT_AT, 16);         /* and of a cell that is free */
    check_damage(ROOT_AT + 4, 0x6B76); /* no key */
    check_damage(LIST_AT, 0x7FFFFFF8); /* its list of subkeys */
    check_damage(LIST_AT, 32);         /* which is the key itself */
}

static void count_of_subkeys_is_not_believed(void)
{
    tr_hive *hive = NULL;
    tr_hive_key root;
    names all = { 0 };

    if (skip_without_hives())
        return;
    CU_ASSERT_EQUAL_FATAL(tr_hive_open(&hive, changed_hive(0, COUNT_AT, 0xFFFFFFFF), NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_hive_root(&root, hive, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_hive_walk(hive, &root, note_name, &all, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(all.joined, "Classes Kinds Microsoft Policies Wow6432Node ");
    tr_hive_close(hive);
}

static CU_TestInfo tests[] = {
    { "values of each kind are read", values_of_each_kind_are_read },
    { "value in parts is put together", value_in_parts_is_put_together },
    { "subkeys are walked, and names become UTF-8", subkeys_are_walked_and_names_become_utf8 },
    { "what is not there is no fault", what_is_not_there_is_no_fault },
    { "hive that Windows did not finish is read, and known",
      hive_that_windows_did_not_finish_is_read_and_known },
    { "other files are refused", other_files_are_refused },
    { "hive cut anywhere is read as far as it goes", hive_cut_anywhere_is_read_as_far_as_it_goes },
    { "cells that lead nowhere are told", cells_that_lead_nowhere_are_told },
    { "count of subkeys is not believed", count_of_subkeys_is_not_believed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo hive_suite = { "registry/hive", NULL, NULL, set_up, scratch_tear_down, tests };
