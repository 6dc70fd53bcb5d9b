#include "core/authenticode/msix.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <openssl/evp.h>

#include "tests/core/authenticode/container_claim.h"
#include "tests/core/authenticode/zip_writer.h"
#include "tests/suites.h"

#define TYPES    "<Types/>"
#define CATALOG  "a catalog file"
#define MANIFEST "AppxManifest.xml"
#define CONTENT  100000 /* two blocks of the block map */

static zip_writer writer;
static zip_writer without; /* the same without its signature */
static unsigned char content[CONTENT];
static char block_map[4096];

static void add_block(const unsigned char *data, size_t size)
{
    tr_digest digest;
    unsigned char text[64];

    CU_ASSERT_EQUAL(tr_digest_of(&digest, TR_SHA256, (tr_bytes){ data, size }, NULL), TR_OK);
    EVP_EncodeBlock(text, digest.bytes, (int)digest.size);
    strcat(block_map, "<Block Hash=\"");
    strcat(block_map, (const char *)text);
    strcat(block_map, "\"/>");
}

/* The block map of content\a%20b (100000 bytes) and the manifest (8 bytes). */
static void set_up(void)
{
    for (size_t i = 0; i < CONTENT; i++)
        content[i] = (unsigned char)(i * 2654435761U >> 13);
    strcpy(block_map, "<BlockMap xmlns=\"http://schemas.microsoft.com/appx/2010/blockmap\" "
                      "HashMethod=\"http://www.w3.org/2001/04/xmlenc#sha256\">"
                      "<File Name=\"content\\a b\" Size=\"100000\" LfhSize=\"43\">");
    add_block(content, 65536);
    add_block(content + 65536, CONTENT - 65536);
    strcat(block_map, "</File><File Name=\"" MANIFEST "\" Size=\"8\" LfhSize=\"46\">");
    add_block((const unsigned char *)"manifest", 8);
    strcat(block_map, "</File></BlockMap>");
    zip_begin(&writer);
}

static void add_files(void)
{
    zip_add(&writer, "content/a%20b", content, CONTENT);
    zip_add(&writer, MANIFEST, "manifest", 8);
    zip_add(&writer, "AppxBlockMap.xml", block_map, strlen(block_map));
    zip_add(&writer, "[Content_Types].xml", TYPES, strlen(TYPES));
}

/* Add the signature and the directory. */
static void finish(void)
{
    without = writer;
    zip_end(&without);
    zip_add(&writer, "AppxSignature.p7x", "PKCXmessage", 11);
    zip_end(&writer);
}

static tr_signed_file *open_written(void)
{
    static tr_source source;
    tr_signed_file *file = NULL;

    source = tr_source_of_memory((tr_bytes){ writer.bytes, writer.size }, "written.msix");
    CU_ASSERT_EQUAL_FATAL(tr_signed_file_open(&file, &source, NULL), TR_OK);
    return file;
}

static tr_verdict verdict(tr_severity least)
{
    tr_signed_file *file = open_written();
    tr_verdict result = tr_findings_verdict(&file->findings, least);

    tr_signed_file_close(file);
    return result;
}

/* The list of digests that a signature claims. */
static unsigned char list[4 + 5 * 36];
static size_t list_size;

static void claim_part(const char *tag, const void *bytes, size_t size)
{
    tr_digest digest;

    CU_ASSERT_EQUAL(tr_digest_of(&digest, TR_SHA256, (tr_bytes){ bytes, size }, NULL), TR_OK);
    memcpy(list + list_size, tag, 4);
    memcpy(list + list_size + 4, digest.bytes, 32);
    list_size += 36;
}

static void claim_parts(void)
{
    memcpy(list, "APPX", 4);
    list_size = 4;
    claim_part("AXPC", writer.bytes, writer.files[writer.count - 1].offset);
    claim_part("AXCD", without.bytes + without.directory, without.size - without.directory);
    claim_part("AXCT", TYPES, strlen(TYPES));
    claim_part("AXBM", block_map, strlen(block_map));
}

static tr_claim check_written(void)
{
    tr_claim claim = { .digest = { .algorithm = TR_SHA256 }, .octets = { list, list_size } };
    tr_claim *claims[] = { &claim };
    tr_signed_file *file = open_written();

    CU_ASSERT_EQUAL_FATAL(file->blob_count, 1);
    CU_ASSERT_EQUAL(file->blobs[0].message.size, 7);
    CU_ASSERT_EQUAL(memcmp(file->blobs[0].message.data, "message", 7), 0);
    CU_ASSERT_EQUAL(tr_signed_file_check(file, claims, 1, 1, NULL), TR_OK);
    tr_signed_file_close(file);
    return claim;
}

/* Whether the claim is true, and nothing else is wrong. */
static bool is_as_signed(void)
{
    tr_claim claim = check_written();
    bool result = claim.is_true && claim.findings.count == 0;

    CU_ASSERT_EQUAL(verdict(TR_NOTE), TR_TRUSTED);
    tr_findings_clear(&claim.findings);
    return result;
}

static void all_parts_are_digested(void)
{
    add_files();
    finish();
    claim_parts();
    CU_ASSERT(is_as_signed());
}

static void zip64_and_descriptors_are_read(void)
{
    writer.is_zip64 = true;
    add_files();
    finish();
    claim_parts();
    CU_ASSERT(is_as_signed());

    zip_begin(&writer);
    writer.is_zip64 = writer.has_descriptors = true;
    add_files();
    finish();
    claim_parts();
    CU_ASSERT(is_as_signed());
}

static void large_sizes_of_the_directory_are_read(void)
{
    writer.is_zip64 = writer.has_large_sizes = true;
    add_files();
    finish();
    claim_parts();
    CU_ASSERT(is_as_signed());
}

static void packages_of_a_bundle_are_not_in_its_block_map(void)
{
    zip_add(&writer, "AppxMetadata/AppxBundleManifest.xml", "bundle", 6);
    zip_add(&writer, "a.msix", "package", 7);
    add_files();
    finish();
    claim_parts();
    CU_ASSERT(!is_as_signed()); /* the bundle's manifest has to be listed */

    zip_begin(&writer);
    strstr(block_map, "</BlockMap>")[0] = '\0';
    strcat(block_map, "<File Name=\"AppxMetadata\\AppxBundleManifest.xml\" Size=\"6\">");
    add_block((const unsigned char *)"bundle", 6);
    strcat(block_map, "</File></BlockMap>");
    zip_add(&writer, "AppxMetadata/AppxBundleManifest.xml", "bundle", 6);
    zip_add(&writer, "a.msix", "package", 7);
    add_files();
    finish();
    claim_parts();
    CU_ASSERT(is_as_signed());
}

/* A comment of the last record, which is the signature's. */
static void data_beside_the_signature_counts_strictly(void)
{
    unsigned char end[22];
    size_t comment = 100;

    add_files();
    finish();
    memcpy(end, writer.bytes + writer.size - 22, 22);
    writer.size -= 22;
    writer.bytes[writer.size - strlen("AppxSignature.p7x") - 46 + 32] = (unsigned char)comment;
    memset(writer.bytes + writer.size, 'x', comment);
    writer.size += comment;
    end[12] = (unsigned char)(writer.size - writer.directory);
    end[13] = (unsigned char)((writer.size - writer.directory) >> 8);
    zip_put(&writer, end, 22);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(verdict(TR_WARNING), TR_NOT_TRUSTED);
}

/* The number of parts that are wrong after a byte of the file was changed. */
static size_t wrong_parts(size_t offset)
{
    tr_claim claim;
    size_t count;

    writer.bytes[offset] ^= 1;
    claim = check_written();
    writer.bytes[offset] ^= 1;
    count = claim.findings.count;
    CU_ASSERT(!claim.is_true);
    CU_ASSERT_EQUAL(tr_findings_verdict(&claim.findings, TR_FAULT), TR_BAD_DIGEST);
    tr_findings_clear(&claim.findings);
    return count;
}

static void each_changed_part_is_told(void)
{
    add_files();
    finish();
    claim_parts();
    CU_ASSERT_EQUAL(wrong_parts(1000), 1);                             /* content */
    CU_ASSERT_EQUAL(wrong_parts(writer.directory + 4), 1);             /* directory */
    CU_ASSERT_EQUAL(wrong_parts(writer.files[2].offset + 30 + 17), 2); /* content, block map */
    CU_ASSERT_EQUAL(wrong_parts(writer.files[3].offset + 30 + 20), 2); /* content, types */
}

static void claim_of_other_length_is_not_true(void)
{
    tr_claim claim;

    add_files();
    finish();
    claim_parts();
    list_size += 3;
    claim = check_written();
    CU_ASSERT(!claim.is_true);
    list_size = 4 + 36;
    claim = check_written();
    CU_ASSERT(!claim.is_true);
    tr_findings_clear(&claim.findings);
}

static void catalog_file_and_its_digest_go_together(void)
{
    add_files();
    zip_add(&writer, "AppxMetadata/CodeIntegrity.cat", CATALOG, strlen(CATALOG));
    finish();
    claim_parts();
    CU_ASSERT_EQUAL(wrong_parts(writer.directory + 4), 2); /* directory, and no digest of it */
    claim_part("AXCI", CATALOG, strlen(CATALOG));
    CU_ASSERT(is_as_signed());

    zip_begin(&writer);
    add_files();
    finish();
    claim_parts();
    claim_part("AXCI", CATALOG, strlen(CATALOG));
    CU_ASSERT_EQUAL(wrong_parts(writer.directory + 4), 2); /* a digest, and no file */
}

/* The finding about the block map after text in it was replaced by text as long. */
static tr_finding_id block_map_finding(const char *old, const char *new)
{
    tr_claim claim;
    tr_finding_id id = TR_FINDING_COUNT;

    memcpy(strstr(block_map, old), new, strlen(new));
    add_files();
    finish();
    claim_parts();
    claim = check_written();
    CU_ASSERT(claim.is_true);
    CU_ASSERT_EQUAL(tr_findings_verdict(&claim.findings, TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(tr_findings_verdict(&claim.findings, TR_WARNING), TR_BAD_DIGEST);
    if (claim.findings.count > 0)
        id = claim.findings.items[0].id;
    tr_findings_clear(&claim.findings);
    set_up();
    return id;
}

static void block_map_is_held_against_the_content(void)
{
    CU_ASSERT_EQUAL(block_map_finding("Size=\"1", "Size=\"2"), TR_F_BAD_BLOCK);
    CU_ASSERT_EQUAL(block_map_finding("LfhSize=\"43", "LfhSize=\"44"), TR_F_BAD_BLOCK);
    CU_ASSERT_EQUAL(block_map_finding("Hash=\"", "Hash=\"AAAA"), TR_F_BAD_BLOCK);
    CU_ASSERT_EQUAL(block_map_finding("<Block Hash", "<Blank Hash"), TR_F_BAD_BLOCK);
    CU_ASSERT_EQUAL(block_map_finding("a b", "a c"), TR_F_BAD_BLOCK);
    CU_ASSERT_EQUAL(block_map_finding("xmlenc#sha256", "xmlenc#sha255"), TR_F_MALFORMED_BLOCK_MAP);
    CU_ASSERT_EQUAL(block_map_finding("</BlockMap>", "</BlockMop>"), TR_F_MALFORMED_BLOCK_MAP);
    CU_ASSERT_EQUAL(block_map_finding("2010/blockmap", "2010/blockmop"), TR_F_UNLISTED_FILE);
}

static void block_map_with_entities_is_refused(void)
{
    char text[4096];

    strcpy(text, "<!DOCTYPE BlockMap [<!ENTITY a \"aaaaaaaaaa\">]>");
    strcat(text, block_map);
    strcpy(block_map, text);
    CU_ASSERT_EQUAL(block_map_finding("100000", "100000"), TR_F_MALFORMED_BLOCK_MAP);
}

static void bytes_between_files_are_refused(void)
{
    zip_add(&writer, MANIFEST, "manifest", 8);
    zip_put(&writer, "hidden", 6);
    finish();
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);

    zip_begin(&writer);
    zip_put(&writer, "PK\3\4", 4);
    add_files();
    finish();
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
}

static void bytes_behind_the_signature_are_refused(void)
{
    zip_add(&writer, MANIFEST, "manifest", 8);
    zip_add(&writer, "AppxSignature.p7x", "PKCXmessage", 11);
    zip_put(&writer, "hidden", 6);
    zip_end(&writer);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);

    zip_begin(&writer);
    zip_add(&writer, "AppxSignature.p7x", "PKCXmessage", 11);
    zip_add(&writer, MANIFEST, "manifest", 8);
    zip_end(&writer);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
}

static void same_name_in_other_case_is_refused(void)
{
    zip_add(&writer, MANIFEST, "manifest", 8);
    zip_add(&writer, "a/B.txt", "1", 1);
    zip_add(&writer, "A/%62.txt", "2", 1);
    finish();
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
}

static void header_unlike_the_directory_counts_strictly(void)
{
    add_files();
    finish();
    writer.bytes[writer.files[1].offset + 30] ^= 1; /* name */
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(verdict(TR_WARNING), TR_NOT_TRUSTED);
}

static void package_without_signature_is_unsigned(void)
{
    add_files();
    zip_end(&writer);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_NO_SIGNATURE);
}

static void other_archives_are_no_packages(void)
{
    zip_add(&writer, "META-INF/MANIFEST.MF", "manifest", 8);
    zip_end(&writer);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_UNKNOWN_SUBJECT);
}

/* It is called written.msix. */
static void damaged_archive_with_a_package_name_is_malformed(void)
{
    zip_add(&writer, "META-INF/MANIFEST.MF", "manifest", 8);
    zip_end(&writer);
    writer.size -= 1;
    CU_ASSERT_EQUAL(tr_verdict_class_of(verdict(TR_FAULT)), TR_CLASS_MALFORMED);
}

static void signature_of_other_content_is_malformed(void)
{
    zip_add(&writer, MANIFEST, "manifest", 8);
    zip_add(&writer, "AppxSignature.p7x", "message", 7);
    zip_end(&writer);
    CU_ASSERT_EQUAL(verdict(TR_FAULT), TR_MALFORMED_TABLE);
}

static void lone_signature_lacks_its_content(void)
{
    tr_claim claim = { .digest = { .algorithm = TR_SHA256 } };
    tr_claim *claims[] = { &claim };
    tr_signed_file *file;

    zip_put(&writer, "PKCXmessage", 11);
    file = open_written();
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&file->findings, TR_F_CONTENT_NOT_AT_HAND));
    CU_ASSERT_EQUAL(tr_findings_verdict(&file->findings, TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(tr_findings_verdict(&file->findings, TR_WARNING), TR_NOT_TRUSTED);
    CU_ASSERT_EQUAL_FATAL(file->blob_count, 1);
    CU_ASSERT_EQUAL(file->blobs[0].message.size, 7);
    CU_ASSERT_EQUAL(tr_signed_file_check(file, claims, 1, 1, NULL), TR_OK);
    tr_signed_file_close(file);
}

static void signed_packages_are_what_was_signed(void)
{
    if (!container_is_there("containers/plain-signed.msix"))
        return;
    CU_ASSERT(container_claim_is_true("containers/plain-signed.msix", NO_CHANGE));
    CU_ASSERT(!container_claim_is_true("containers/plain-signed.msix", 1000));
    CU_ASSERT(!container_claim_is_true("containers/plain-signed.msix", 110000));
}

static CU_TestInfo tests[] = {
    { "all parts are digested", all_parts_are_digested },
    { "ZIP64 and descriptors are read", zip64_and_descriptors_are_read },
    { "large sizes of the directory are read", large_sizes_of_the_directory_are_read },
    { "packages of a bundle are not in its block map",
      packages_of_a_bundle_are_not_in_its_block_map },
    { "data beside the signature counts strictly", data_beside_the_signature_counts_strictly },
    { "each changed part is told", each_changed_part_is_told },
    { "claim of other length is not true", claim_of_other_length_is_not_true },
    { "catalog file and its digest go together", catalog_file_and_its_digest_go_together },
    { "block map is held against the content", block_map_is_held_against_the_content },
    { "block map with entities is refused", block_map_with_entities_is_refused },
    { "bytes between files are refused", bytes_between_files_are_refused },
    { "bytes behind the signature are refused", bytes_behind_the_signature_are_refused },
    { "same name in other case is refused", same_name_in_other_case_is_refused },
    { "header unlike the directory counts strictly", header_unlike_the_directory_counts_strictly },
    { "package without signature is unsigned", package_without_signature_is_unsigned },
    { "other archives are no packages", other_archives_are_no_packages },
    { "damaged archive with a package's name is malformed",
      damaged_archive_with_a_package_name_is_malformed },
    { "signature of other content is malformed", signature_of_other_content_is_malformed },
    { "lone signature lacks its content", lone_signature_lacks_its_content },
    { "signed packages are what was signed", signed_packages_are_what_was_signed },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo msix_suite = { "authenticode/msix", NULL, NULL, set_up, NULL, tests };
