#include "core/authenticode/catalog_file.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/catalog_set.h"
#include "tests/fixture.h"
#include "tests/suites.h"

static tr_anchor_store *store;
static tr_catalog_set *catalogs;

static void set_up(void)
{
    store = fixture_store("certs/root.pem");
    CU_ASSERT_EQUAL(
        tr_anchor_store_load(store, "certs/tsa-root.pem", TR_ROLE_ANCHOR, NULL, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_catalog_set_new(&catalogs, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_catalog_set_free(catalogs);
    tr_anchor_store_free(store);
    catalogs = NULL;
    store = NULL;
}

static void load(const char *path)
{
    tr_error err;

    CU_ASSERT_EQUAL(tr_catalog_set_load(catalogs, path, NULL, NULL, &err), TR_OK);
}

/* Judged with the catalog files loaded so far. */
static tr_verification *verify(const char *path)
{
    tr_verify_options options = {
        .store = store, .catalogs = catalogs, .has_time = true, .time = FIXTURE_NOW, .threads = 1
    };
    tr_verification *file = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, path, &options, NULL), TR_OK);
    return file;
}

static tr_verdict judge(const char *path)
{
    tr_verification *file = verify(path);
    tr_verdict verdict = file->verdict;

    tr_verification_free(file);
    return verdict;
}

static void catalog_file_is_a_signed_file_itself(void)
{
    tr_verification *file = verify("catalogs/v2.cat");

    CU_ASSERT_STRING_EQUAL(file->format, "cat");
    CU_ASSERT_EQUAL(file->verdict, TR_TRUSTED);
    tr_verification_free(file);
    CU_ASSERT_EQUAL(judge("catalogs/expired.cat"), TR_EXPIRED);
    CU_ASSERT_EQUAL(judge("catalogs/stamped.cat"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("catalogs/tampered.cat"), TR_BAD_SIGNATURE);
    CU_ASSERT_EQUAL(judge("catalogs/cut.cat"), TR_MALFORMED_MESSAGE);
    CU_ASSERT_EQUAL(judge("catalogs/other-list.stl"), TR_TRUSTED);
}

static void member_is_judged_by_the_catalog_files_signature(void)
{
    tr_verification *file;

    load("catalogs/v2.cat");
    file = verify("catalogs/member.txt");
    CU_ASSERT_EQUAL(file->verdict, TR_TRUSTED);
    CU_ASSERT_EQUAL(file->strict, TR_TRUSTED);
    CU_ASSERT_EQUAL_FATAL(file->signature_count, 1);
    CU_ASSERT_EQUAL(file->signatures[0].source, TR_SOURCE_CATALOG);
    CU_ASSERT_STRING_EQUAL(file->signatures[0].catalog, "catalogs/v2.cat");
    CU_ASSERT_PTR_NOT_NULL(strstr(file->reason, "catalogs/v2.cat"));
    tr_verification_free(file);
    CU_ASSERT_EQUAL(judge("scripts/unsigned.ps1"), TR_TRUSTED);
}

static void image_is_listed_by_its_authenticode_digest(void)
{
    load("catalogs/v2.cat");
    CU_ASSERT_EQUAL(judge("pe/unsigned.exe"), TR_TRUSTED);
}

static void stranger_is_not_a_member(void)
{
    tr_verification *file;

    load("catalogs/v2.cat");
    file = verify("catalogs/stranger.txt");
    CU_ASSERT_EQUAL(file->verdict, TR_UNKNOWN_SUBJECT);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&file->findings, TR_F_NOT_A_MEMBER));
    tr_verification_free(file);
    CU_ASSERT_EQUAL(judge("scripts/unsigned.js"), TR_NO_SIGNATURE);
}

static void members_are_found_in_every_form_of_list(void)
{
    static const char *const paths[] = {
        "catalogs/v1.cat",           "catalogs/named-tags.cat", "catalogs/tags-only.cat",
        "catalogs/tags-only-v1.cat", "catalogs/large.cat",
    };

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        load(paths[i]);
        CU_ASSERT_EQUAL(judge("catalogs/member.txt"), TR_TRUSTED);
        tr_catalog_set_free(catalogs);
        CU_ASSERT_EQUAL(tr_catalog_set_new(&catalogs, NULL), TR_OK);
    }
}

static void catalog_files_own_faults_are_the_members(void)
{
    load("catalogs/expired.cat");
    CU_ASSERT_EQUAL(judge("catalogs/member.txt"), TR_EXPIRED);
}

static void changed_list_vouches_for_nobody(void)
{
    load("catalogs/tampered.cat");
    CU_ASSERT_EQUAL(judge("scripts/unsigned.ps1"), TR_BAD_SIGNATURE);
    CU_ASSERT_EQUAL(judge("catalogs/member.txt"), TR_UNKNOWN_SUBJECT);
}

static void sha256_comes_before_sha1(void)
{
    tr_verification *file;

    load("catalogs/v1.cat");
    load("catalogs/v2.cat");
    file = verify("catalogs/member.txt");
    CU_ASSERT_EQUAL_FATAL(file->signature_count, 2);
    CU_ASSERT_STRING_EQUAL(file->signatures[0].catalog, "catalogs/v2.cat");
    CU_ASSERT_STRING_EQUAL(file->signatures[1].catalog, "catalogs/v1.cat");
    CU_ASSERT_EQUAL(file->decisive, 0);
    tr_verification_free(file);
}

static void files_own_signature_comes_before_catalog_files(void)
{
    load("catalogs/v2.cat");
    CU_ASSERT_EQUAL(judge("pe/rfc3161.exe"), TR_TRUSTED);
    /* Its digest is that of the member pe/unsigned.exe, but it has a signature. */
    CU_ASSERT_EQUAL(judge("pe/self-signed.exe"), TR_UNTRUSTED_ROOT);
}

static void folder_is_searched_for_catalog_files(void)
{
    load("catalogs/folder");
    CU_ASSERT_EQUAL(judge("catalogs/member.txt"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/unsigned.js"), TR_TRUSTED);
}

static void count(void *context, const tr_error *failure)
{
    CU_ASSERT_NOT_EQUAL(strlen(failure->message), 0);
    ++*(unsigned *)context;
}

static void damaged_catalog_file_of_a_folder_is_told(void)
{
    unsigned failures = 0;

    CU_ASSERT_EQUAL(tr_catalog_set_load(catalogs, "catalogs", count, &failures, NULL), TR_OK);
    CU_ASSERT_EQUAL(failures, 2); /* cut.cat, and other-list.stl */
    CU_ASSERT_EQUAL(judge("catalogs/member.txt"), TR_TRUSTED);
}

static void what_is_no_catalog_file_is_refused(void)
{
    tr_error err;

    CU_ASSERT_EQUAL(tr_catalog_set_load(catalogs, "catalogs/member.txt", NULL, NULL, &err),
                    TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_catalog_set_load(catalogs, "catalogs/other-list.stl", NULL, NULL, &err),
                    TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_catalog_set_load(catalogs, "catalogs/missing.cat", NULL, NULL, &err),
                    TR_ERR_NOT_FOUND);
}

static void nested_signature_must_sign_the_same_list(void)
{
    tr_verify_options options = { .store = store,
                                  .has_time = true,
                                  .time = FIXTURE_NOW,
                                  .choice = TR_SIGNATURES_ANY,
                                  .threads = 1 };
    tr_verification *file;

    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, "catalogs/nested-stranger.cat", &options, NULL),
                          TR_OK);
    CU_ASSERT_EQUAL(file->signature_count, 2);
    CU_ASSERT_NOT_EQUAL(file->verdict, TR_TRUSTED);
    tr_verification_free(file);
}

static void every_member_of_a_large_list_is_found(void)
{
    unsigned long long missing = 0;

    load("catalogs/large.cat");
    for (long long number = 0; number < 20000; number++) {
        tr_digest digest;
        tr_bytes bytes = { (const unsigned char *)&number, sizeof(number) };

        CU_ASSERT_EQUAL(tr_digest_of(&digest, TR_SHA256, bytes, NULL), TR_OK);
        if (!tr_catalog_set_find(catalogs, &digest, 0) || tr_catalog_set_find(catalogs, &digest, 1))
            missing++;
    }
    CU_ASSERT_EQUAL(missing, 0);
}

static CU_TestInfo tests[] = {
    { "catalog file is a signed file itself", catalog_file_is_a_signed_file_itself },
    { "member is judged by the catalog file's signature",
      member_is_judged_by_the_catalog_files_signature },
    { "image is listed by its Authenticode digest", image_is_listed_by_its_authenticode_digest },
    { "stranger is not a member", stranger_is_not_a_member },
    { "members are found in every form of list", members_are_found_in_every_form_of_list },
    { "catalog file's own faults are the member's", catalog_files_own_faults_are_the_members },
    { "changed list vouches for nobody", changed_list_vouches_for_nobody },
    { "SHA-256 comes before SHA-1", sha256_comes_before_sha1 },
    { "file's own signature comes before catalog files",
      files_own_signature_comes_before_catalog_files },
    { "folder is searched for catalog files", folder_is_searched_for_catalog_files },
    { "damaged catalog file of a folder is told", damaged_catalog_file_of_a_folder_is_told },
    { "what is no catalog file is refused", what_is_no_catalog_file_is_refused },
    { "nested signature must sign the same list", nested_signature_must_sign_the_same_list },
    { "every member of a large list is found", every_member_of_a_large_list_is_found },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo catalog_file_suite = {
    "authenticode/catalog_file", NULL, NULL, set_up, tear_down, tests
};
