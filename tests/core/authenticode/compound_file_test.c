#include "core/authenticode/compound_file.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/core/authenticode/compound_writer.h"
#include "tests/suites.h"

#define LARGE ((size_t)9000000) /* needs more FAT sectors than the header lists */

static compound_writer writer;
static unsigned char *content;

static void set_up(void)
{
    content = malloc(LARGE);
    for (size_t i = 0; i < LARGE; i++)
        content[i] = (unsigned char)(i * 2654435761U >> 13);
    compound_begin(&writer, 3);
}

static void tear_down(void)
{
    compound_end(&writer);
    free(content);
}

/* Open what the writer made; NULL if it is refused for its format. */
static tr_compound_file *open_written(tr_error *err)
{
    static tr_source source;
    tr_compound_file *file = NULL;
    tr_status status;

    source = tr_source_of_memory((tr_bytes){ writer.bytes, writer.size }, "written");
    status = tr_compound_file_open(&file, &source, err);
    CU_ASSERT(status == TR_OK || status == TR_ERR_FORMAT);
    return status == TR_OK ? file : NULL;
}

static bool is_refused(void)
{
    tr_error err = { 0 };
    tr_compound_file *file = open_written(&err);

    tr_compound_file_close(file);
    return !file && err.message[0] != '\0';
}

static const tr_compound_entry *find(const tr_compound_file *file, size_t storage, const char *name)
{
    unsigned char wide[64] = { 0 };

    for (size_t i = 0; name[i]; i++)
        wide[2 * i] = (unsigned char)name[i];
    return tr_compound_file_find(file, storage, (tr_bytes){ wide, 2 * strlen(name) });
}

static bool has_content(tr_compound_file *file, const char *name, size_t size)
{
    const tr_compound_entry *entry = find(file, 0, name);
    unsigned char *bytes = NULL;
    bool is_same;

    if (!entry || entry->size != size ||
        tr_compound_file_load(&bytes, file, entry, LARGE, NULL) != TR_OK)
        return false;
    is_same = memcmp(bytes, content, size) == 0;
    free(bytes);
    return is_same;
}

/* The sizes around which sectors, mini sectors and the mini stream begin. */
static const struct {
    const char *name;
    size_t size;
} streams[] = {
    { "empty", 0 },       { "one", 1 },        { "mini", 64 },     { "mini and one", 65 },
    { "sector", 512 },    { "largest", 4095 }, { "cutoff", 4096 }, { "over", 4097 },
    { "several", 10000 }, { "many", 123457 },
};

static bool all_come_back(unsigned version, bool is_backward)
{
    tr_compound_file *file;
    bool is_good = true;

    compound_begin(&writer, version);
    writer.is_backward = is_backward;
    for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
        compound_add_stream(&writer, 0, streams[i].name, content, streams[i].size);
    compound_write(&writer);
    file = open_written(NULL);
    for (size_t i = 0; file && i < sizeof(streams) / sizeof(streams[0]); i++)
        is_good = is_good && has_content(file, streams[i].name, streams[i].size);
    is_good = is_good && file;
    tr_compound_file_close(file);
    compound_end(&writer);
    return is_good;
}

static void streams_come_back_from_both_versions(void)
{
    CU_ASSERT(all_come_back(3, false));
    CU_ASSERT(all_come_back(4, false));
}

static void scattered_streams_come_back_in_order(void)
{
    CU_ASSERT(all_come_back(3, true));
    CU_ASSERT(all_come_back(4, true));
}

static void large_file_lists_its_fat_outside_the_header(void)
{
    tr_compound_file *file;

    compound_add_stream(&writer, 0, "large", content, LARGE);
    compound_write(&writer);
    CU_ASSERT(writer.fat_sectors > 109);
    file = open_written(NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT(has_content(file, "large", LARGE));
    tr_compound_file_close(file);
}

static void children_are_sorted_by_the_bytes_of_their_names(void)
{
    static const char *const order[] = { "A", "ABC", "AC", "B" };
    tr_compound_file *file;
    const tr_compound_entry *root;
    uint32_t wide;

    compound_add_stream(&writer, 0, "B", content, 1);
    compound_add_stream(&writer, 0, "ABC", content, 1);
    compound_add_stream(&writer, 0, "AC", content, 1);
    compound_add_stream(&writer, 0, "A", content, 1);
    wide = compound_add_stream(&writer, 0, "?", content, 1);
    writer.items[wide].name[0] = 0x0141; /* its low byte is that of 'A', its high byte above it */
    compound_write(&writer);
    file = open_written(NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    root = tr_compound_file_get(file, 0);
    CU_ASSERT_EQUAL_FATAL(root->count, 5);
    for (size_t i = 0; i < 3; i++)
        CU_ASSERT_PTR_EQUAL(tr_compound_file_get(file, root->first + i), find(file, 0, order[i]));
    CU_ASSERT_EQUAL(tr_compound_file_get(file, root->first + 3)->name[1], 1);
    CU_ASSERT_PTR_EQUAL(tr_compound_file_get(file, root->first + 4), find(file, 0, order[3]));
    tr_compound_file_close(file);
}

static void streams_are_found_in_their_own_storage_only(void)
{
    uint32_t storage = compound_add_storage(&writer, 0, "storage");
    tr_compound_file *file;
    const tr_compound_entry *inner;

    compound_add_stream(&writer, storage, "inner", content, 5000);
    compound_add_storage(&writer, 0, "hollow");
    compound_write(&writer);
    file = open_written(NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_PTR_NULL(find(file, 0, "inner"));
    CU_ASSERT_EQUAL(find(file, 0, "hollow")->count, 0);
    inner = tr_compound_file_get(file, find(file, 0, "storage")->first);
    CU_ASSERT_EQUAL(inner->size, 5000);
    CU_ASSERT_EQUAL(inner->name_size, 10);
    tr_compound_file_close(file);
}

static void directory_that_turns_in_circles_is_refused(void)
{
    uint32_t storage = compound_add_storage(&writer, 0, "storage");
    uint32_t stream = compound_add_stream(&writer, 0, "stream", content, 1);

    writer.items[stream].left = storage;
    compound_write(&writer);
    CU_ASSERT(is_refused());
    compound_end(&writer);

    writer.items[stream].left = COMPOUND_NO_ENTRY;
    writer.items[storage].child = 0;
    compound_write(&writer);
    CU_ASSERT(is_refused());
}

static void chain_that_turns_in_circles_is_refused(void)
{
    size_t sector;

    compound_add_stream(&writer, 0, "stream", content, 5000);
    compound_write(&writer);
    sector = writer.directory / writer.sector_size - 1;
    memset(writer.bytes + writer.fat + 4 * sector, 0, 4);
    writer.bytes[writer.fat + 4 * sector] = (unsigned char)sector;
    CU_ASSERT(is_refused());
}

static void same_name_twice_is_refused(void)
{
    compound_add_stream(&writer, 0, "stream", content, 1);
    compound_add_stream(&writer, 0, "stream", content, 2);
    compound_write(&writer);
    CU_ASSERT(is_refused());
}

static void streams_larger_than_the_file_are_refused(void)
{
    uint32_t first = compound_add_stream(&writer, 0, "first", content, 60000);
    uint32_t second = compound_add_stream(&writer, 0, "second", content, 5000);

    compound_write(&writer);
    /* Both at the same place would make each byte count twice. */
    memcpy(writer.bytes + writer.directory + 128 * (size_t)second + 116,
           writer.bytes + writer.directory + 128 * (size_t)first + 116, 8);
    CU_ASSERT(is_refused());
}

static void file_cut_off_is_told_when_it_is_read(void)
{
    tr_compound_file *file;
    unsigned char *bytes;
    tr_error err;

    writer.is_backward = true;
    compound_add_stream(&writer, 0, "stream", content, 60000);
    compound_write(&writer);
    /* Move the stream's start behind the file's end. */
    writer.bytes[writer.directory + 128 + 118] = 1;
    file = open_written(NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(tr_compound_file_load(&bytes, file, find(file, 0, "stream"), LARGE, &err),
                    TR_ERR_FORMAT);
    tr_compound_file_close(file);
    for (size_t size = 0; size < 1024; size += 64) {
        writer.size = size;
        CU_ASSERT(is_refused());
    }
}

static void end_is_behind_the_last_sector_in_use(void)
{
    tr_compound_file *file;
    uint64_t end = 0;
    size_t size;

    compound_add_stream(&writer, 0, "stream", content, 5000);
    compound_write(&writer);
    size = writer.size;
    writer.bytes = realloc(writer.bytes, size + 100000);
    memset(writer.bytes + size, 'x', 100000);
    writer.size = size + 100000;
    file = open_written(NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(tr_compound_file_end(&end, file, NULL), TR_OK);
    CU_ASSERT_EQUAL(end, size);
    tr_compound_file_close(file);
}

static CU_TestInfo tests[] = {
    { "streams come back from both versions", streams_come_back_from_both_versions },
    { "scattered streams come back in order", scattered_streams_come_back_in_order },
    { "large file lists its FAT outside the header", large_file_lists_its_fat_outside_the_header },
    { "children are sorted by the bytes of their names",
      children_are_sorted_by_the_bytes_of_their_names },
    { "streams are found in their own storage only", streams_are_found_in_their_own_storage_only },
    { "directory that turns in circles is refused", directory_that_turns_in_circles_is_refused },
    { "chain that turns in circles is refused", chain_that_turns_in_circles_is_refused },
    { "same name twice is refused", same_name_twice_is_refused },
    { "streams larger than the file are refused", streams_larger_than_the_file_are_refused },
    { "file cut off is told when it is read", file_cut_off_is_told_when_it_is_read },
    { "end is behind the last sector in use", end_is_behind_the_last_sector_in_use },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo compound_file_suite = {
    "authenticode/compound_file", NULL, NULL, set_up, tear_down, tests,
};
