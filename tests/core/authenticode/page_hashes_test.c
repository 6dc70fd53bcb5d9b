#include "core/authenticode/page_hashes.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/fixture.h"
#include "tests/suites.h"

static tr_anchor_store *store;

static void set_up(void)
{
    store = fixture_store("certs/root.pem");
}

static void tear_down(void)
{
    tr_anchor_store_free(store);
    store = NULL;
}

/* What the first signature says of pages, of a copy with one byte changed if change is not 0. */
static bool find(tr_finding *out, const char *path, tr_finding_id id, size_t change)
{
    tr_bytes bytes = fixture_bytes(path);
    unsigned char *copy = malloc(bytes.size);
    tr_verification *file;
    const tr_finding *found;

    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    memcpy(copy, bytes.data, bytes.size);
    if (change > 0)
        copy[change] ^= 1;
    file = fixture_verify_bytes((tr_bytes){ copy, bytes.size }, store);
    CU_ASSERT_FATAL(file->signature_count > 0);
    found = tr_findings_find(&file->signatures[0].findings, id);
    if (found)
        *out = (tr_finding){ .severity = found->severity, .amount = found->amount };
    tr_verification_free(file);
    free(copy);
    fixture_bytes_free(bytes);
    return found != NULL;
}

static void page_that_was_changed_is_named(void)
{
    tr_finding finding;

    CU_ASSERT(find(&finding, "pe/page-hashes.exe", TR_F_BAD_PAGE_HASH, 0x9ab));
    CU_ASSERT_EQUAL(finding.amount, 0x800);
    CU_ASSERT(find(&finding, "pe/page-hashes.exe", TR_F_BAD_PAGE_HASH, 0x10));
    CU_ASSERT_EQUAL(finding.amount, 0);
    CU_ASSERT(find(&finding, "pe/page-hashes-wide.exe", TR_F_BAD_PAGE_HASH, 0x1234));
    CU_ASSERT_EQUAL(finding.amount, 0x1200);
}

static void changed_bytes_that_nobody_signs_change_no_page(void)
{
    tr_finding finding;
    tr_bytes bytes = fixture_bytes("pe/page-hashes.exe");
    size_t checksum = tr_le32(bytes.data + 0x3c) + 24 + 64;

    fixture_bytes_free(bytes);
    CU_ASSERT_FALSE(find(&finding, "pe/page-hashes.exe", TR_F_BAD_PAGE_HASH, checksum));
    CU_ASSERT_FALSE(find(&finding, "pe/page-hashes.exe", TR_F_BAD_PAGE_HASH, 0));
}

static tr_verdict judge(const char *path, bool strictly)
{
    tr_verification *file = fixture_verify(path, store);
    tr_verdict verdict = strictly ? file->strict : file->verdict;

    tr_verification_free(file);
    return verdict;
}

static void wrong_table_breaks_the_strict_verdict_only(void)
{
    CU_ASSERT_EQUAL(judge("pe/page-hashes-bad.exe", false), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("pe/page-hashes-bad.exe", true), TR_BAD_DIGEST);
}

static void pages_do_not_depend_on_section_alignment_or_order(void)
{
    CU_ASSERT_EQUAL(judge("pe/page-hashes.exe", true), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("pe/page-hashes-wide.exe", true), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("pe/page-hashes-odd.exe", true), TR_TRUSTED);
}

static void pages_of_itanium_are_larger(void)
{
    tr_finding finding;

    CU_ASSERT_EQUAL(judge("pe/page-hashes-itanium.exe", true), TR_TRUSTED);
    CU_ASSERT(find(&finding, "pe/page-hashes-itanium.exe", TR_F_BAD_PAGE_HASH, 0x2300));
    CU_ASSERT_EQUAL(finding.amount, 0x2200);
}

/* 256 sections more: no image has them, and the table has no pages for them. */
static void table_that_does_not_fit_the_image_is_malformed(void)
{
    tr_bytes bytes = fixture_bytes("pe/page-hashes.exe");
    size_t count = tr_le32(bytes.data + 0x3c) + 7;
    tr_finding finding;

    fixture_bytes_free(bytes);
    CU_ASSERT(find(&finding, "pe/page-hashes.exe", TR_F_MALFORMED_PAGE_HASHES, count));
    CU_ASSERT_EQUAL(finding.severity, TR_WARNING);
}

static CU_TestInfo tests[] = {
    { "page that was changed is named", page_that_was_changed_is_named },
    { "changed bytes that nobody signs change no page",
      changed_bytes_that_nobody_signs_change_no_page },
    { "wrong table breaks the strict verdict only", wrong_table_breaks_the_strict_verdict_only },
    { "pages do not depend on section alignment or order",
      pages_do_not_depend_on_section_alignment_or_order },
    { "pages of Itanium are larger", pages_of_itanium_are_larger },
    { "table that does not fit the image is malformed",
      table_that_does_not_fit_the_image_is_malformed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo page_hashes_suite = {
    "authenticode/page_hashes", NULL, NULL, set_up, tear_down, tests
};
