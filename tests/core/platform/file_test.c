#include "core/platform/file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define LONG_AGO ((time_t)1136214245) /* 2006-01-02T15:04:05Z */

/* What is left of a message after the path that names the file. */
static const char *reason_of(const tr_error *err)
{
    const char *end = strrchr(err->message, '\'');

    return end ? end + 1 : err->message;
}

static tr_file *open_file(const char *name, tr_file_mode mode)
{
    tr_file *file = NULL;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(tr_file_open(&file, scratch_path(name), mode, &err), TR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    return file;
}

static void check_refused(const char *name, tr_file_mode mode, tr_status status, const char *reason)
{
    tr_file *file = NULL;
    tr_error err;

    CU_ASSERT_EQUAL(tr_file_open(&file, scratch_path(name), mode, &err), status);
    CU_ASSERT_PTR_NULL(file);
    CU_ASSERT_STRING_EQUAL(reason_of(&err), reason);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, scratch_path(name)));
}

static void check_refused_in_both_modes(const char *name, tr_status status, const char *reason)
{
    check_refused(name, TR_FILE_READ, status, reason);
    check_refused(name, TR_FILE_RENAME, status, reason);
}

static void file_is_read_at_any_offset(void)
{
    char bytes[4] = "";
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("a.dll", "0123456789"));
    file = open_file("a.dll", TR_FILE_READ);
    CU_ASSERT_EQUAL(tr_file_size(file), 10);
    CU_ASSERT_STRING_EQUAL(tr_file_path(file), scratch_path("a.dll"));
    CU_ASSERT_EQUAL(tr_file_read(file, bytes, 3, 7, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(bytes, "789");
    CU_ASSERT_EQUAL(tr_file_read(file, bytes, 3, 0, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(bytes, "012");
    tr_file_close(file);
}

static void reading_past_the_end_is_a_fault(void)
{
    static const uint64_t offsets[] = { 8, 10, 11, UINT64_C(1) << 40, INT64_MAX, UINT64_MAX };
    tr_error err;
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("a.dll", "0123456789"));
    file = open_file("a.dll", TR_FILE_READ);
    for (size_t index = 0; index < sizeof(offsets) / sizeof(offsets[0]); index++) {
        char bytes[4];

        CU_ASSERT_EQUAL(tr_file_read(file, bytes, 3, offsets[index], &err), TR_ERR_IO);
        CU_ASSERT_STRING_EQUAL(reason_of(&err), ": the file has become shorter");
    }
    tr_file_close(file);
}

static void some_bytes_are_read_up_to_the_end(void)
{
    char bytes[20];
    size_t got = 99;
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("a.dll", "0123456789"));
    file = open_file("a.dll", TR_FILE_READ);
    CU_ASSERT_EQUAL(tr_file_read_some(file, bytes, sizeof(bytes), 4, &got, NULL), TR_OK);
    CU_ASSERT_EQUAL(got, 6);
    CU_ASSERT_NSTRING_EQUAL(bytes, "456789", 6);
    CU_ASSERT_EQUAL(tr_file_read_some(file, bytes, sizeof(bytes), UINT64_MAX, &got, NULL), TR_OK);
    CU_ASSERT_EQUAL(got, 0);
    tr_file_close(file);
}

static void empty_file_is_a_file(void)
{
    unsigned char *bytes = NULL;
    size_t size = 99;
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("empty", ""));
    file = open_file("empty", TR_FILE_RENAME);
    CU_ASSERT_EQUAL(tr_file_size(file), 0);
    tr_file_close(file);
    CU_ASSERT_EQUAL(tr_file_load(&bytes, &size, scratch_path("empty"), 10, NULL), TR_OK);
    CU_ASSERT_EQUAL(size, 0);
    CU_ASSERT_EQUAL(bytes[0], 0);
    free(bytes);
}

static void missing_file_is_not_found(void)
{
    tr_error err;
    tr_file *file = NULL;

    check_refused_in_both_modes("missing", TR_ERR_NOT_FOUND, ": no such file or folder");
    check_refused_in_both_modes("missing/a", TR_ERR_NOT_FOUND, ": no such file or folder");
    CU_ASSERT_EQUAL(tr_file_open(&file, "", TR_FILE_READ, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(tr_file_open(&file, "", TR_FILE_RENAME, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(err.message, "cannot read '': no such file or folder");
}

static void folder_is_refused(void)
{
    CU_ASSERT_TRUE(scratch_make_folder("folder"));
    check_refused_in_both_modes("folder", TR_ERR_UNSUPPORTED, " is a folder, not a file");
}

static void file_is_no_folder(void)
{
    CU_ASSERT_TRUE(scratch_write("a.dll", ""));
    check_refused_in_both_modes("a.dll/", TR_ERR_NOT_FOUND, ": no such file or folder");
    check_refused_in_both_modes("a.dll/b", TR_ERR_NOT_FOUND, ": no such file or folder");
}

static void pipe_is_refused_without_waiting(void)
{
    if (!scratch_make_pipe("pipe")) {
        skip("no pipes in folders here");
        return;
    }
    check_refused_in_both_modes("pipe", TR_ERR_UNSUPPORTED, " is a pipe, not a file");
}

static void unreadable_file_is_denied(void)
{
    CU_ASSERT_TRUE(scratch_write("secret", "x"));
    if (!scratch_forbid("secret")) {
        skip("this user may read everything");
        return;
    }
    check_refused_in_both_modes("secret", TR_ERR_IO, ": permission denied");
}

static void link_is_read_through_but_not_renamed(void)
{
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("target", "x"));
    if (!scratch_make_link("link", "target")) {
        skip("no links here");
        return;
    }
    file = open_file("link", TR_FILE_READ);
    CU_ASSERT_EQUAL(tr_file_size(file), 1);
    tr_file_close(file);
    check_refused("link", TR_FILE_RENAME, TR_ERR_UNSUPPORTED, " is a link, not a file");
}

static void identity_belongs_to_the_file_not_its_name(void)
{
    tr_file *first;
    tr_file *again;
    tr_file *other;
    tr_file_identity a, b, c;

    CU_ASSERT_TRUE(scratch_write("a.dll", "x"));
    CU_ASSERT_TRUE(scratch_write("b.dll", "x"));
    first = open_file("a.dll", TR_FILE_READ);
    again = open_file("./a.dll", TR_FILE_READ);
    other = open_file("b.dll", TR_FILE_READ);
    a = tr_file_identity_of(first);
    b = tr_file_identity_of(again);
    c = tr_file_identity_of(other);
    CU_ASSERT(a.volume == b.volume && a.number[0] == b.number[0] && a.number[1] == b.number[1]);
    CU_ASSERT(a.volume == c.volume && a.number[0] != c.number[0]);
    tr_file_close(first);
    tr_file_close(again);
    tr_file_close(other);
}

static void rename_gives_the_name_and_keeps_the_rest(void)
{
    char byte = 0;
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("a.dll_invalid", "x"));
    CU_ASSERT_TRUE(scratch_set_time("a.dll_invalid", LONG_AGO));
    file = open_file("a.dll_invalid", TR_FILE_RENAME);
    CU_ASSERT_EQUAL(tr_file_modified(file), LONG_AGO);
    CU_ASSERT_EQUAL(tr_file_rename(file, "a.dll", NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(tr_file_path(file), scratch_path("a.dll"));
    CU_ASSERT_EQUAL(tr_file_read(file, &byte, 1, 0, NULL), TR_OK);
    CU_ASSERT_EQUAL(byte, 'x');
    tr_file_close(file);
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("a.dll_invalid")));
    CU_ASSERT_TRUE(scratch_holds("a.dll", "x"));
    CU_ASSERT_EQUAL(scratch_time("a.dll"), LONG_AGO);
}

static void rename_never_replaces(void)
{
    tr_error err;
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("a.dll_invalid", "new"));
    CU_ASSERT_TRUE(scratch_write("a.dll", "old"));
    CU_ASSERT_TRUE(scratch_make_folder("folder"));
    file = open_file("a.dll_invalid", TR_FILE_RENAME);
    CU_ASSERT_EQUAL(tr_file_rename(file, "a.dll", &err), TR_ERR_EXISTS);
    CU_ASSERT_STRING_EQUAL(reason_of(&err), ": the name is taken");
    CU_ASSERT_EQUAL(tr_file_rename(file, "folder", &err), TR_ERR_EXISTS);
    CU_ASSERT_STRING_EQUAL(tr_file_path(file), scratch_path("a.dll_invalid"));
    tr_file_close(file);
    CU_ASSERT_TRUE(scratch_holds("a.dll_invalid", "new"));
    CU_ASSERT_TRUE(scratch_holds("a.dll", "old"));
}

static void one_handle_renames_several_times(void)
{
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("b_Invalid_Invalid", "x"));
    file = open_file("b_Invalid_Invalid", TR_FILE_RENAME);
    CU_ASSERT_EQUAL(tr_file_rename(file, "b_Invalid", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_file_rename(file, "b", NULL), TR_OK);
    tr_file_close(file);
    CU_ASSERT_TRUE(scratch_holds("b", "x"));
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("b_Invalid")));
}

/* Where the system lets a file in use be swapped, the rename must notice; else it must work. */
static void swapped_file_is_not_renamed(void)
{
    bool is_swapped;
    tr_error err;
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("c_invalid", "judged"));
    CU_ASSERT_TRUE(scratch_write("intruder", "not judged"));
    file = open_file("c_invalid", TR_FILE_RENAME);
    is_swapped = scratch_move("intruder", "c_invalid");
    if (is_swapped) {
        CU_ASSERT_EQUAL(tr_file_rename(file, "c", &err), TR_ERR_IO);
        CU_ASSERT_FALSE(tr_file_exists(scratch_path("c")));
        CU_ASSERT_TRUE(scratch_holds("c_invalid", "not judged"));
    } else {
        CU_ASSERT_EQUAL(tr_file_rename(file, "c", &err), TR_OK);
        CU_ASSERT_TRUE(scratch_holds("c", "judged"));
        CU_ASSERT_TRUE(scratch_holds("intruder", "not judged"));
    }
    tr_file_close(file);
}

static void removed_file_is_not_renamed(void)
{
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("d_invalid", "x"));
    file = open_file("d_invalid", TR_FILE_RENAME);
    if (scratch_move("d_invalid", "elsewhere")) {
        CU_ASSERT_EQUAL(tr_file_rename(file, "d", NULL), TR_ERR_IO);
        CU_ASSERT_TRUE(scratch_holds("elsewhere", "x"));
    } else {
        CU_ASSERT_EQUAL(tr_file_rename(file, "d", NULL), TR_OK);
    }
    tr_file_close(file);
}

static void file_written_to_meanwhile_is_not_renamed(void)
{
    tr_file *file;

    CU_ASSERT_TRUE(scratch_write("e_invalid", "judged"));
    file = open_file("e_invalid", TR_FILE_RENAME);
    if (scratch_write("e_invalid", "something else")) {
        CU_ASSERT_EQUAL(tr_file_rename(file, "e", NULL), TR_ERR_IO);
        CU_ASSERT_FALSE(tr_file_exists(scratch_path("e")));
    } else {
        CU_ASSERT_EQUAL(tr_file_rename(file, "e", NULL), TR_OK);
        CU_ASSERT_TRUE(scratch_holds("e", "judged"));
    }
    tr_file_close(file);
}

static void link_without_target_exists(void)
{
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("link")));
    if (!scratch_make_link("link", "missing")) {
        skip("no links here");
        return;
    }
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("link")));
}

static void file_up_to_the_limit_is_loaded(void)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_error err;

    CU_ASSERT_TRUE(scratch_write("a.pem", "0123456789"));
    CU_ASSERT_EQUAL(tr_file_load(&bytes, &size, scratch_path("a.pem"), 10, NULL), TR_OK);
    CU_ASSERT_EQUAL(size, 10);
    CU_ASSERT_STRING_EQUAL((char *)bytes, "0123456789");
    free(bytes);
    CU_ASSERT_EQUAL(tr_file_load(&bytes, &size, scratch_path("a.pem"), 9, &err),
                    TR_ERR_UNSUPPORTED);
    CU_ASSERT_STRING_EQUAL(reason_of(&err), " is too large: more than 9 bytes");
    CU_ASSERT_EQUAL(tr_file_load(&bytes, &size, scratch_path("a.pem"), SIZE_MAX, NULL), TR_OK);
    free(bytes);
}

/* Such as Linux keeps in /proc. */
static void file_that_hides_its_size_is_loaded(void)
{
    static const char path[] = "/proc/cpuinfo";
    unsigned char *bytes = NULL;
    size_t size = 0;

    if (tr_file_load(&bytes, &size, path, 1 << 24, NULL) != TR_OK) {
        skip("no /proc here");
        return;
    }
    CU_ASSERT(size > 0 && strlen((char *)bytes) == size);
    free(bytes);
    CU_ASSERT_EQUAL(tr_file_load(&bytes, &size, path, size - 1, NULL), TR_ERR_UNSUPPORTED);
}

static void check_passes_through(const char *name)
{
    char renamed[64];
    tr_file *file;

    snprintf(renamed, sizeof(renamed), "%s_new", name);
    if (!scratch_write(name, "x")) {
        skip("this file system keeps no such name");
        return;
    }
    file = open_file(name, TR_FILE_RENAME);
    if (file)
        CU_ASSERT_EQUAL(tr_file_rename(file, renamed, NULL), TR_OK);
    tr_file_close(file);
    CU_ASSERT_TRUE(scratch_holds(renamed, "x"));
    CU_ASSERT_FALSE(tr_file_exists(scratch_path(name)));
}

static void name_beyond_ascii_passes_through(void)
{
    check_passes_through("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x94\x91.dll");
}

/* Raw bytes on POSIX; on Windows the first is a lone surrogate. */
static void name_that_is_no_unicode_passes_through(void)
{
    check_passes_through("\xED\xA0\x80.dll");
}

static void name_of_raw_bytes_passes_through_or_is_no_name(void)
{
    tr_error err;
    tr_file *file = NULL;

    if (scratch_write("\xFF\xFE.dll", "x")) {
        check_passes_through("\xFF\xFE.dll");
        return;
    }
    CU_ASSERT_EQUAL(tr_file_open(&file, scratch_path("\xFF\xFE.dll"), TR_FILE_READ, &err),
                    TR_ERR_IO);
    CU_ASSERT_STRING_EQUAL(reason_of(&err), ": not a valid name");
}

/* Windows itself would open "dots", a device, and "blank". */
static void odd_names_are_taken_as_they_are(void)
{
    check_passes_through("dots..");
    check_passes_through("aux.dll");
    check_passes_through("blank ");
}

static void long_path_is_opened_and_renamed(void)
{
    char name[600] = "";
    char renamed[700];
    tr_file *file;

    for (int depth = 0; depth < 10; depth++) {
        strcat(name, "a folder with quite a long name, forty c");
        CU_ASSERT_TRUE(scratch_make_folder(name));
        strcat(name, "/");
    }
    snprintf(renamed, sizeof(renamed), "%sb.dll", name);
    strcat(name, "b.dll_invalid");
    CU_ASSERT_TRUE(scratch_write(name, "x"));
    file = open_file(name, TR_FILE_RENAME);
    CU_ASSERT_EQUAL(tr_file_rename(file, "b.dll", NULL), TR_OK);
    tr_file_close(file);
    CU_ASSERT_TRUE(scratch_holds(renamed, "x"));
}

static CU_TestInfo tests[] = {
    { "file is read at any offset", file_is_read_at_any_offset },
    { "reading past the end is a fault", reading_past_the_end_is_a_fault },
    { "some bytes are read up to the end", some_bytes_are_read_up_to_the_end },
    { "empty file is a file", empty_file_is_a_file },
    { "missing file is not found", missing_file_is_not_found },
    { "folder is refused", folder_is_refused },
    { "file is no folder", file_is_no_folder },
    { "pipe is refused without waiting", pipe_is_refused_without_waiting },
    { "unreadable file is denied", unreadable_file_is_denied },
    { "link is read through but not renamed", link_is_read_through_but_not_renamed },
    { "identity belongs to the file, not its name", identity_belongs_to_the_file_not_its_name },
    { "rename gives the name and keeps the rest", rename_gives_the_name_and_keeps_the_rest },
    { "rename never replaces", rename_never_replaces },
    { "one handle renames several times", one_handle_renames_several_times },
    { "swapped file is not renamed", swapped_file_is_not_renamed },
    { "removed file is not renamed", removed_file_is_not_renamed },
    { "file written to meanwhile is not renamed", file_written_to_meanwhile_is_not_renamed },
    { "link without target exists", link_without_target_exists },
    { "file up to the limit is loaded", file_up_to_the_limit_is_loaded },
    { "file that hides its size is loaded", file_that_hides_its_size_is_loaded },
    { "name beyond ASCII passes through", name_beyond_ascii_passes_through },
    { "name that is no Unicode passes through", name_that_is_no_unicode_passes_through },
    { "name of raw bytes passes through, or is no name",
      name_of_raw_bytes_passes_through_or_is_no_name },
    { "odd names are taken as they are", odd_names_are_taken_as_they_are },
    { "long path is opened and renamed", long_path_is_opened_and_renamed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo file_suite = { "platform/file", NULL, NULL, scratch_set_up, scratch_tear_down, tests };
