#include "core/restore/version.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

/* Where things stand in the image that is built here. */
#define PE        64
#define OPTIONAL  (PE + 24)
#define SECTIONS  (OPTIONAL + 240)
#define RESOURCES 512
#define ADDRESS   0x3000

static unsigned char image[1024];

static void put16(size_t at, unsigned value)
{
    image[at] = (unsigned char)value;
    image[at + 1] = (unsigned char)(value >> 8);
}

static void put32(size_t at, uint32_t value)
{
    put16(at, value & 0xFFFF);
    put16(at + 2, value >> 16);
}

/* A directory with one entry. */
static void put_directory(size_t at, uint32_t id, uint32_t value)
{
    put16(at + 14, 1);
    put32(at + 16, id);
    put32(at + 20, value);
}

/* A PE32+ image with nothing but a version resource: 1.2.3.4. */
static void set_up(void)
{
    memset(image, 0, sizeof(image));
    put16(0, 0x5A4D);
    put32(60, PE);
    put32(PE, 0x4550);
    put16(PE + 6, 1);
    put16(PE + 20, 240);
    put16(OPTIONAL, 0x20B);
    put32(OPTIONAL + 108, 16);
    put32(OPTIONAL + 112 + 16, ADDRESS);
    put32(SECTIONS + 12, ADDRESS);
    put32(SECTIONS + 16, 512);
    put32(SECTIONS + 20, RESOURCES);
    put_directory(RESOURCES, 16, 0x80000000 | 24);
    put_directory(RESOURCES + 24, 1, 0x80000000 | 48);
    put_directory(RESOURCES + 48, 1033, 72);
    put32(RESOURCES + 72, ADDRESS + 96);
    put32(RESOURCES + 76, 92);
    put32(RESOURCES + 96 + 40, 0xFEEF04BD);
    put32(RESOURCES + 96 + 48, 0x00010002);
    put32(RESOURCES + 96 + 52, 0x00030004);
}

static bool find(tr_version *out, size_t size)
{
    tr_source source = tr_source_of_memory((tr_bytes){ image, size }, "image");

    return tr_version_find(out, &source);
}

static void version_is_found(void)
{
    tr_version version = { 0 };

    CU_ASSERT_TRUE(find(&version, sizeof(image)));
    CU_ASSERT_EQUAL(version.file, UINT64_C(0x0001000200030004));
}

static void newer_version_is_greater(void)
{
    CU_ASSERT_TRUE(tr_version_compare((tr_version){ 1 }, (tr_version){ 2 }) < 0);
    CU_ASSERT_TRUE(tr_version_compare((tr_version){ 2 }, (tr_version){ 2 }) == 0);
    CU_ASSERT_TRUE(tr_version_compare((tr_version){ UINT64_MAX }, (tr_version){ 2 }) > 0);
}

static void image_cut_anywhere_has_no_version(void)
{
    tr_version version;

    for (size_t size = 0; size < RESOURCES + 96 + 56; size++)
        CU_ASSERT_FALSE(find(&version, size));
}

static void image_with_any_byte_wrong_is_read_without_harm(void)
{
    tr_version version;

    for (size_t at = 0; at < sizeof(image); at++) {
        unsigned char kept = image[at];

        image[at] = 0xFF;
        find(&version, sizeof(image));
        image[at] = kept;
    }
    CU_ASSERT_TRUE(find(&version, sizeof(image)));
}

static CU_TestInfo tests[] = {
    { "version is found", version_is_found },
    { "newer version is greater", newer_version_is_greater },
    { "image cut anywhere has no version", image_cut_anywhere_has_no_version },
    { "image with any byte wrong is read without harm",
      image_with_any_byte_wrong_is_read_without_harm },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo version_suite = { "restore/version", NULL, NULL, set_up, NULL, tests };
