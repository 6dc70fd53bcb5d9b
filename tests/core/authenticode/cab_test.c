#include "core/authenticode/cab.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/core/authenticode/container_claim.h"
#include "tests/suites.h"

#define CABINET   100 /* bytes of the cabinet, its signature behind it */
#define SIGNATURE 24

static unsigned char cabinet[CABINET + SIGNATURE + 8];
static size_t size;

static void put32(size_t offset, size_t value)
{
    for (size_t i = 0; i < 4; i++)
        cabinet[offset + i] = (unsigned char)(value >> 8 * i);
}

/* A cabinet with a signature as signers leave it. */
static void set_up(void)
{
    for (size_t i = 0; i < sizeof(cabinet); i++)
        cabinet[i] = (unsigned char)(i * 7 + 1);
    memcpy(cabinet, "MSCF\0\0\0", 8);
    put32(8, CABINET);
    put32(16, 60 + 8); /* where the files' records begin, behind one folder's */
    put32(24, 1 << 16);
    put32(28, 1 | 4 << 16);
    put32(36, 20);
    put32(40, 0x00100000);
    put32(44, CABINET);
    put32(48, SIGNATURE);
    size = CABINET + SIGNATURE;
}

static tr_signed_file *open_cabinet(void)
{
    static tr_source source;
    tr_signed_file *file = NULL;

    source = tr_source_of_memory((tr_bytes){ cabinet, size }, "written.cab");
    CU_ASSERT_EQUAL_FATAL(tr_signed_file_open(&file, &source, NULL), TR_OK);
    CU_ASSERT_PTR_EQUAL(file->format, &tr_cab_format);
    return file;
}

/* The verdict about the cabinet's form by faults and warnings of at least this severity. */
static tr_verdict verdict(tr_severity least)
{
    tr_signed_file *file = open_cabinet();
    tr_verdict result = tr_findings_verdict(&file->findings, least);

    tr_signed_file_close(file);
    return result;
}

static tr_digest digest_of_cabinet(void)
{
    tr_claim claim = { .digest = { .algorithm = TR_SHA1, .size = 20 } };
    tr_claim *claims[] = { &claim };
    tr_signed_file *file = open_cabinet();

    CU_ASSERT_EQUAL(tr_signed_file_check(file, claims, 1, 1, NULL), TR_OK);
    CU_ASSERT(!claim.is_true);
    tr_signed_file_close(file);
    return claim.actual;
}

static void signature_stands_behind_the_cabinet(void)
{
    tr_signed_file *file = open_cabinet();

    CU_ASSERT_EQUAL(file->findings.count, 0);
    CU_ASSERT_EQUAL_FATAL(file->blob_count, 1);
    CU_ASSERT_EQUAL(file->blobs[0].offset, CABINET);
    CU_ASSERT_EQUAL(file->blobs[0].message.size, SIGNATURE);
    CU_ASSERT_EQUAL(memcmp(file->blobs[0].message.data, cabinet + CABINET, SIGNATURE), 0);
    tr_signed_file_close(file);
}

static void digest_leaves_out_what_signers_write(void)
{
    unsigned char covered[4 + 26 + CABINET - 56];
    tr_digest digest = digest_of_cabinet();
    tr_digest expected;

    memcpy(covered, cabinet, 4);
    memcpy(covered + 4, cabinet + 8, 26);
    memcpy(covered + 30, cabinet + 56, CABINET - 56);
    CU_ASSERT_EQUAL(tr_digest_of(&expected, TR_SHA1, (tr_bytes){ covered, sizeof(covered) }, NULL),
                    TR_OK);
    CU_ASSERT(tr_digest_equal(&digest, &expected));
}

static void cabinet_without_record_is_unsigned(void)
{
    put32(44, 0);
    put32(48, 0);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_NO_SIGNATURE);
    set_up();
    put32(28, 1);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_NO_SIGNATURE);
    set_up();
    put32(36, 8);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_NO_SIGNATURE);
}

static void record_that_does_not_fit_is_malformed(void)
{
    put32(48, 0);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    put32(48, SIGNATURE + 1);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    put32(48, 0xffffffff);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    set_up();
    put32(44, CABINET + 1);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    set_up();
    put32(8, 8);
    put32(44, 8);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
}

static void data_behind_the_signature_leaves_it_unseen(void)
{
    tr_signed_file *file;
    const tr_finding *finding;

    size += 8;
    file = open_cabinet();
    finding = tr_findings_find(&file->findings, TR_F_DATA_AFTER_TABLE);
    CU_ASSERT_PTR_NOT_NULL_FATAL(finding);
    CU_ASSERT_EQUAL(finding->amount, 8);
    CU_ASSERT_EQUAL(tr_findings_verdict(&file->findings, TR_FAULT), TR_NO_SIGNATURE);
    tr_signed_file_close(file);
}

static void part_of_a_set_cannot_be_signed(void)
{
    for (unsigned flag = 1; flag <= 2; flag++) {
        put32(28, 1 | (4 | flag) << 16);
        CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    }
}

static void reserve_that_no_digest_covers_is_malformed(void)
{
    cabinet[38] = 4;
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    cabinet[38] = 0;
    cabinet[39] = 4;
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
}

/* No digest covers its size, and by another one folders would be read elsewhere. */
static void reserve_area_ends_before_the_folders(void)
{
    cabinet[36] = 28;
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
    put32(16, 68 + 8);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_TRUSTED);
}

static void loose_fields_count_strictly_only(void)
{
    put32(4, 1);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(verdict(TR_WARNING), TR_NOT_TRUSTED);
}

static void cabinet_that_is_cut_off_is_unsigned(void)
{
    for (size = 36; size < 60; size++)
        CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_NO_SIGNATURE);
}

static void signed_cabinets_are_what_was_signed(void)
{
    if (!container_is_there("containers/signed-sha256.cab"))
        return;
    CU_ASSERT(container_claim_is_true("containers/signed-sha1.cab", NO_CHANGE));
    CU_ASSERT(container_claim_is_true("containers/signed-sha256.cab", NO_CHANGE));
    CU_ASSERT(container_claim_is_true("containers/signed-both.cab", NO_CHANGE));
}

static void changed_cabinet_is_not_what_was_signed(void)
{
    if (!container_is_there("containers/signed-sha256.cab"))
        return;
    CU_ASSERT(!container_claim_is_true("containers/signed-sha256.cab", 33));
    CU_ASSERT(!container_claim_is_true("containers/signed-sha256.cab", 56));
    CU_ASSERT(!container_claim_is_true("containers/signed-sha256.cab", 5000));
}

static CU_TestInfo tests[] = {
    { "signature stands behind the cabinet", signature_stands_behind_the_cabinet },
    { "digest leaves out what signers write", digest_leaves_out_what_signers_write },
    { "cabinet without record is unsigned", cabinet_without_record_is_unsigned },
    { "record that does not fit is malformed", record_that_does_not_fit_is_malformed },
    { "data behind the signature leaves it unseen", data_behind_the_signature_leaves_it_unseen },
    { "part of a set cannot be signed", part_of_a_set_cannot_be_signed },
    { "reserve that no digest covers is malformed", reserve_that_no_digest_covers_is_malformed },
    { "loose fields count strictly only", loose_fields_count_strictly_only },
    { "cabinet that is cut off is unsigned", cabinet_that_is_cut_off_is_unsigned },
    { "signed cabinets are what was signed", signed_cabinets_are_what_was_signed },
    { "changed cabinet is not what was signed", changed_cabinet_is_not_what_was_signed },
    { "reserve area ends before the folders", reserve_area_ends_before_the_folders },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo cab_suite = { "authenticode/cab", NULL, NULL, set_up, NULL, tests };
