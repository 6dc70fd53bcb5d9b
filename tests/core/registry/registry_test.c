#include "core/registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/registry/utf16.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define WINDOWS "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"

static tr_registry *registry;

static void set_up(void)
{
    CU_ASSERT_EQUAL_FATAL(tr_registry_open(&registry, NULL, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_registry_free(registry);
    registry = NULL;
}

static bool skip_without_windows(void)
{
    if (tr_registry_is_of_windows(registry))
        return false;
    skip("no registry here");
    return true;
}

static void what_is_not_there_is_no_fault(void)
{
    char *text = (char *)"";
    unsigned char *bytes = (unsigned char *)"";
    size_t size = 0;
    bool is_there = true;
    uint32_t number = 0;

    CU_ASSERT_EQUAL(
        tr_registry_text(&text, registry, TR_REGISTRY_64, "SOFTWARE\\No such", "Value", NULL),
        TR_OK);
    CU_ASSERT_PTR_NULL(text);
    CU_ASSERT_EQUAL(
        tr_registry_binary(&bytes, &size, registry, TR_REGISTRY_32, WINDOWS, "No such", NULL),
        TR_OK);
    CU_ASSERT_PTR_NULL(bytes);
    CU_ASSERT_EQUAL(
        tr_registry_number(&is_there, &number, registry, TR_REGISTRY_64, WINDOWS, "No such", NULL),
        TR_OK);
    CU_ASSERT_FALSE(is_there);
}

static void text_of_this_machine_is_read(void)
{
    char *text = NULL;
    bool is_number = true;
    uint32_t number = 0;

    if (skip_without_windows())
        return;
    CU_ASSERT_EQUAL(tr_registry_text(&text, registry, TR_REGISTRY_64, WINDOWS, "systemroot", NULL),
                    TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_NSTRING_EQUAL(text + 1, ":\\", 2);
    free(text);
    CU_ASSERT_EQUAL(tr_registry_number(&is_number, &number, registry, TR_REGISTRY_64, WINDOWS,
                                       "SystemRoot", NULL),
                    TR_OK);
    CU_ASSERT_FALSE(is_number);
}

static bool note_software(void *context, const char *name)
{
    bool *is_there = context;

    *is_there = strcmp(name, "Windows NT") == 0;
    return !*is_there;
}

static void subkeys_are_walked(void)
{
    bool is_there = false;

    CU_ASSERT_EQUAL(tr_registry_walk(registry, TR_REGISTRY_64, "SOFTWARE\\No such", note_software,
                                     &is_there, NULL),
                    TR_OK);
    CU_ASSERT_FALSE(is_there);
    if (skip_without_windows())
        return;
    CU_ASSERT_EQUAL(tr_registry_walk(registry, TR_REGISTRY_64, "SOFTWARE\\Microsoft", note_software,
                                     &is_there, NULL),
                    TR_OK);
    CU_ASSERT_TRUE(is_there);
}

static void check_utf16(const char *utf16, size_t size, const char *utf8)
{
    char *text = tr_utf16_to_utf8((tr_bytes){ (const unsigned char *)utf16, size });

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_STRING_EQUAL(text, utf8);
    free(text);
}

static void utf16_becomes_utf8_whatever_it_holds(void)
{
    check_utf16("", 0, "");
    check_utf16("a", 1, "");
    check_utf16("a\0b\0\0\0c\0", 8, "ab");
    check_utf16("a\0\xE9\0\xAC\x20", 6, "a\xC3\xA9\xE2\x82\xAC");
    check_utf16("\x3D\xD8\x00\xDE!\0", 6, "\xF0\x9F\x98\x80!");
    check_utf16("\x3D\xD8!\0\x00\xDE", 6, "\xEF\xBF\xBD!\xEF\xBF\xBD");
    check_utf16("\x3D\xD8", 2, "\xEF\xBF\xBD");
}

static CU_TestInfo tests[] = {
    { "what is not there is no fault", what_is_not_there_is_no_fault },
    { "text of this machine is read", text_of_this_machine_is_read },
    { "subkeys are walked", subkeys_are_walked },
    { "UTF-16 becomes UTF-8, whatever it holds", utf16_becomes_utf8_whatever_it_holds },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo registry_suite = { "registry/registry", NULL, NULL, set_up, tear_down, tests };
