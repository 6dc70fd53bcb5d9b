#include "core/authenticode/msi.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/core/authenticode/compound_writer.h"
#include "tests/core/authenticode/container_claim.h"
#include "tests/suites.h"

static compound_writer writer;
static unsigned char content[6000];

static void set_up(void)
{
    for (size_t i = 0; i < sizeof(content); i++)
        content[i] = (unsigned char)(i * 2654435761U >> 13);
    compound_begin(&writer, 3);
}

static void tear_down(void)
{
    compound_end(&writer);
}

static tr_signed_file *open_written(void)
{
    static tr_source source;
    tr_signed_file *file = NULL;

    source = tr_source_of_memory((tr_bytes){ writer.bytes, writer.size }, "written.msi");
    CU_ASSERT_EQUAL_FATAL(tr_signed_file_open(&file, &source, NULL), TR_OK);
    return file;
}

/* Claim the SHA-256 digest of these bytes of what the writer made. */
static tr_claim check_written(tr_bytes expected)
{
    tr_claim claim = { 0 };
    tr_claim *claims[] = { &claim };
    tr_signed_file *file;

    compound_write(&writer);
    file = open_written();
    CU_ASSERT_EQUAL(tr_digest_of(&claim.digest, TR_SHA256, expected, NULL), TR_OK);
    CU_ASSERT_EQUAL(file->blob_count, 1);
    CU_ASSERT_EQUAL(tr_signed_file_check(file, claims, 1, 1, NULL), TR_OK);
    tr_signed_file_close(file);
    return claim;
}

/* Bytes that a digest is expected to run over. */
typedef struct expectation {
    unsigned char bytes[20000];
    size_t size;
} expectation;

static void expect(expectation *all, const void *bytes, size_t size)
{
    memcpy(all->bytes + all->size, bytes, size);
    all->size += size;
}

static void expect_name(expectation *all, const char *name)
{
    for (; *name; name++)
        expect(all, (const char[]){ *name, 0 }, 2);
}

static tr_bytes bytes_of(const expectation *all)
{
    return (tr_bytes){ all->bytes, all->size };
}

static void digest_runs_over_streams_by_name_and_closes_storages(void)
{
    expectation all = { .size = 0 };
    uint32_t storage = compound_add_storage(&writer, 0, "b");
    uint32_t hollow;
    tr_claim claim;

    compound_add_stream(&writer, 0, "\5DigitalSignature", "message", 7);
    compound_add_stream(&writer, 0, "c", content, 5000);
    compound_add_stream(&writer, 0, "ax", "second", 6);
    compound_add_stream(&writer, 0, "a", "first", 5);
    compound_add_stream(&writer, storage, "\5DigitalSignature", "inner", 5);
    hollow = compound_add_storage(&writer, storage, "hollow");
    memset(writer.items[storage].clsid, 0xbb, 16);
    memset(writer.items[hollow].clsid, 0xcc, 16);
    expect(&all, "first", 5);
    expect(&all, "second", 6);
    expect(&all, "inner", 5);
    expect(&all, writer.items[hollow].clsid, 16);
    expect(&all, writer.items[storage].clsid, 16);
    expect(&all, content, 5000);
    expect(&all, writer.items[0].clsid, 16);
    claim = check_written(bytes_of(&all));
    CU_ASSERT(claim.is_true);
    CU_ASSERT_EQUAL(claim.findings.count, 1);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&claim.findings, TR_F_NO_METADATA_DIGEST));
    tr_findings_clear(&claim.findings);
}

/* What MsiDigitalSignatureEx is to hold for the package of the next two tests. */
static tr_digest metadata_digest(void)
{
    expectation all = { .size = 0 };
    tr_digest digest = { .size = 0 };

    expect(&all, writer.items[0].clsid, 16);
    expect(&all, writer.items[0].state, 4);
    expect_name(&all, "stream");
    expect(&all, "\x70\x17\0\0", 4); /* its size, 6000 */
    expect(&all, writer.items[1].state, 4);
    expect(&all, writer.items[1].times, 16);
    CU_ASSERT_EQUAL(tr_digest_of(&digest, TR_SHA256, bytes_of(&all), NULL), TR_OK);
    return digest;
}

static tr_claim check_with_extended(const void *extended, size_t size)
{
    expectation all = { .size = 0 };

    expect(&all, extended, size);
    expect(&all, content, 6000);
    expect(&all, writer.items[0].clsid, 16);
    compound_add_stream(&writer, 0, "\5DigitalSignature", "message", 7);
    compound_add_stream(&writer, 0, "\5MsiDigitalSignatureEx", extended, size);
    return check_written(bytes_of(&all));
}

static void extended_signature_is_made_again(void)
{
    tr_claim claim;
    tr_digest digest;

    compound_add_stream(&writer, 0, "stream", content, 6000);
    memset(writer.items[1].times, 0x77, 16);
    memset(writer.items[1].state, 0x11, 4);
    digest = metadata_digest();
    claim = check_with_extended(digest.bytes, digest.size);
    CU_ASSERT(claim.is_true);
    CU_ASSERT_EQUAL(claim.findings.count, 0);
    tr_findings_clear(&claim.findings);
}

static void windows_takes_a_wrong_extended_signature_as_it_is(void)
{
    tr_claim claim;
    tr_digest digest;

    compound_add_stream(&writer, 0, "stream", content, 6000);
    digest = metadata_digest();
    writer.items[1].times[3] = 1;
    claim = check_with_extended(digest.bytes, digest.size);
    CU_ASSERT(claim.is_true);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&claim.findings, TR_F_METADATA_MISMATCH));
    CU_ASSERT_EQUAL(tr_findings_verdict(&claim.findings, TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(tr_findings_verdict(&claim.findings, TR_WARNING), TR_BAD_DIGEST);
    tr_findings_clear(&claim.findings);
}

static void extended_signature_of_no_known_size_does_not_pass_strictly(void)
{
    tr_claim claim;

    compound_add_stream(&writer, 0, "stream", content, 6000);
    claim = check_with_extended("short", 5);
    CU_ASSERT(claim.is_true);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&claim.findings, TR_F_METADATA_MISMATCH));
    tr_findings_clear(&claim.findings);
}

/* The finding about what follows a package; its file is left to the caller. */
static tr_signed_file *open_with_tail(const char *tail, size_t size)
{
    compound_add_stream(&writer, 0, "\5DigitalSignature", "message", 7);
    compound_write(&writer);
    writer.bytes = realloc(writer.bytes, writer.size + size);
    memcpy(writer.bytes + writer.size, tail, size);
    writer.size += size;
    return open_written();
}

static void data_behind_the_package_is_told_with_its_place(void)
{
    static const char archive[] = "PK\3\4 and so on PK\5\6__________________";
    tr_signed_file *file = open_with_tail(archive, sizeof(archive));
    const tr_finding *finding = tr_findings_find(&file->findings, TR_F_DATA_BEHIND_FILE);

    CU_ASSERT_PTR_NOT_NULL_FATAL(finding);
    CU_ASSERT_EQUAL(finding->amount, sizeof(archive));
    CU_ASSERT_EQUAL(strtoul(finding->subject, NULL, 10), writer.size - sizeof(archive));
    CU_ASSERT_STRING_EQUAL(finding->detail, "a ZIP or JAR archive");
    CU_ASSERT_EQUAL(finding->severity, TR_WARNING);
    CU_ASSERT_EQUAL(file->blob_count, 1);
    tr_signed_file_close(file);
}

static void zeros_behind_the_package_are_harmless(void)
{
    static const char zeros[3000];
    tr_signed_file *file = open_with_tail(zeros, sizeof(zeros));

    CU_ASSERT_EQUAL(file->findings.count, 0);
    tr_signed_file_close(file);
}

static tr_verdict verdict_written(void)
{
    tr_signed_file *file;
    tr_verdict verdict;

    compound_write(&writer);
    file = open_written();
    verdict = tr_findings_verdict(&file->findings, TR_FAULT);
    CU_ASSERT_EQUAL(file->blob_count, 0);
    tr_signed_file_close(file);
    return verdict;
}

static void package_without_signature_is_unsigned(void)
{
    compound_add_stream(&writer, 0, "stream", content, 10);
    CU_ASSERT_EQUAL(verdict_written(), TR_NO_SIGNATURE);
}

static void document_of_another_program_is_no_package(void)
{
    memset(writer.items[0].clsid, 9, 16);
    CU_ASSERT_EQUAL(verdict_written(), TR_UNKNOWN_SUBJECT);
}

static void storage_in_the_signatures_place_is_no_signature(void)
{
    compound_add_storage(&writer, 0, "\5DigitalSignature");
    CU_ASSERT_EQUAL(verdict_written(), TR_NO_SIGNATURE);
}

static void damaged_package_is_a_finding(void)
{
    uint32_t stream = compound_add_stream(&writer, 0, "\5DigitalSignature", "message", 7);

    writer.items[stream].left = stream;
    CU_ASSERT_EQUAL(verdict_written(), TR_MALFORMED_TABLE);
}

static void stream_that_cannot_be_followed_breaks_the_claim(void)
{
    static const unsigned char beyond[] = { 0xff, 0xff, 0, 0 };
    tr_claim claim = { .digest = { .algorithm = TR_SHA256, .size = 32 } };
    tr_claim *claims[] = { &claim };
    uint32_t stream = compound_add_stream(&writer, 0, "stream", content, 6000);
    tr_signed_file *file;

    compound_add_stream(&writer, 0, "\5DigitalSignature", "message", 7);
    compound_write(&writer);
    memcpy(writer.bytes + writer.directory + 128 * stream + 116, beyond, 4);
    file = open_written();
    CU_ASSERT_EQUAL(tr_signed_file_check(file, claims, 1, 1, NULL), TR_OK);
    CU_ASSERT(!claim.is_true);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&claim.findings, TR_F_MALFORMED_FILE));
    tr_findings_clear(&claim.findings);
    tr_signed_file_close(file);
}

static void signed_packages_are_what_was_signed(void)
{
    if (!container_is_there("containers/signed-extended.msi"))
        return;
    CU_ASSERT(container_claim_is_true("containers/signed.msi", NO_CHANGE));
    CU_ASSERT(container_claim_is_true("containers/signed-extended.msi", NO_CHANGE));
}

static void changed_package_is_not_what_was_signed(void)
{
    if (!container_is_there("containers/signed-extended.msi"))
        return;
    /* In the middle of a stream of 8893 bytes. */
    CU_ASSERT(!container_claim_is_true("containers/signed.msi", 6000));
}

static CU_TestInfo tests[] = {
    { "digest runs over streams by name and closes storages",
      digest_runs_over_streams_by_name_and_closes_storages },
    { "extended signature is made again", extended_signature_is_made_again },
    { "Windows takes a wrong extended signature as it is",
      windows_takes_a_wrong_extended_signature_as_it_is },
    { "extended signature of no known size does not pass strictly",
      extended_signature_of_no_known_size_does_not_pass_strictly },
    { "data behind the package is told with its place",
      data_behind_the_package_is_told_with_its_place },
    { "zeros behind the package are harmless", zeros_behind_the_package_are_harmless },
    { "package without signature is unsigned", package_without_signature_is_unsigned },
    { "document of another program is no package", document_of_another_program_is_no_package },
    { "storage in the signature's place is no signature",
      storage_in_the_signatures_place_is_no_signature },
    { "damaged package is a finding", damaged_package_is_a_finding },
    { "stream that cannot be followed breaks the claim",
      stream_that_cannot_be_followed_breaks_the_claim },
    { "signed packages are what was signed", signed_packages_are_what_was_signed },
    { "changed package is not what was signed", changed_package_is_not_what_was_signed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo msi_suite = { "authenticode/msi", NULL, NULL, set_up, tear_down, tests };
