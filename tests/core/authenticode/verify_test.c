#include "core/authenticode/verify.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/signed_file.h"
#include "tests/fixture.h"
#include "tests/suites.h"

/* A file this small can be broken at every byte. */
#define BREAKABLE "pe/rfc3161.exe"

static tr_anchor_store *store;

static void set_up(void)
{
    store = fixture_store("certs/root.pem");
    CU_ASSERT_EQUAL(
        tr_anchor_store_load(store, "certs/tsa-root.pem", TR_ROLE_ANCHOR, NULL, NULL, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_anchor_store_free(store);
    store = NULL;
}

static void signed_file_is_trusted_and_says_by_whom(void)
{
    tr_verification *file = fixture_verify("pe/rfc3161.exe", store);

    CU_ASSERT_EQUAL(file->verdict, TR_TRUSTED);
    CU_ASSERT_EQUAL(file->strict, TR_TRUSTED);
    CU_ASSERT_STRING_EQUAL(file->format, "pe");
    CU_ASSERT_EQUAL_FATAL(file->signature_count, 1);
    CU_ASSERT_PTR_NOT_NULL(file->signatures[0].signer);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file->signatures[0].stamp);
    CU_ASSERT_EQUAL(file->signatures[0].at, file->signatures[0].stamp->time);
    CU_ASSERT_EQUAL(file->signatures[0].chain.count, 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(file->reason, "Fixture Signer"));
    CU_ASSERT_PTR_NULL(file->remedy);
    CU_ASSERT_EQUAL(file->missing_count, 0);
    tr_verification_free(file);
}

static void missing_root_is_named_with_its_store(void)
{
    tr_anchor_store *empty = fixture_store("certs/tsa-root.pem");
    tr_verification *file = fixture_verify("pe/sha256.exe", empty);

    CU_ASSERT_EQUAL(file->verdict, TR_INCOMPLETE_CHAIN);
    CU_ASSERT_EQUAL_FATAL(file->missing_count, 1);
    CU_ASSERT_STRING_EQUAL(file->missing[0].store, "Root");
    CU_ASSERT_STRING_EQUAL(file->missing[0].link->name, "Fixture Root");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file->remedy);
    CU_ASSERT_PTR_NOT_NULL(strstr(file->remedy, "Install Fixture Root into Trusted Root"));
    tr_verification_free(file);
    tr_anchor_store_free(empty);
}

static void expired_signer_with_untrusted_stamp_names_the_stamp_root(void)
{
    tr_anchor_store *one = fixture_store("certs/root.pem");
    tr_verification *file = fixture_verify("pe/rfc3161-then-expired.exe", one);

    CU_ASSERT_EQUAL(file->verdict, TR_EXPIRED);
    CU_ASSERT_PTR_NOT_NULL(
        tr_findings_find(&file->signatures[0].findings, TR_F_UNTRUSTED_TIMESTAMP));
    CU_ASSERT_EQUAL_FATAL(file->missing_count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(file->missing[0].link->name, "Timestamp Root"));
    CU_ASSERT_PTR_NOT_NULL_FATAL(file->remedy);
    CU_ASSERT_PTR_NOT_NULL(strstr(file->remedy, "Install"));
    tr_verification_free(file);
    tr_anchor_store_free(one);
}

static void all_causes_are_told_and_the_first_gives_the_code(void)
{
    tr_anchor_store *empty = fixture_store(NULL);
    tr_verification *file = fixture_verify("pe/tampered-stamped.exe", empty);
    const tr_findings *findings = &file->signatures[0].findings;

    CU_ASSERT_EQUAL(file->verdict, TR_BAD_DIGEST);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(findings, TR_F_BAD_DIGEST));
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(findings, TR_F_INCOMPLETE_CHAIN));
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(findings, TR_F_UNTRUSTED_TIMESTAMP));
    tr_verification_free(file);
    tr_anchor_store_free(empty);
}

static tr_verdict judged(const char *path, tr_signature_choice choice)
{
    tr_verify_options options = {
        .store = store, .has_time = true, .time = FIXTURE_NOW, .choice = choice, .threads = 2
    };
    tr_verification *file = NULL;
    tr_verdict verdict;

    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, path, &options, NULL), TR_OK);
    verdict = file->verdict;
    tr_verification_free(file);
    return verdict;
}

static void choice_of_signatures_settles_the_verdict(void)
{
    CU_ASSERT_EQUAL(judged("pe/nested-tampered.exe", TR_SIGNATURES_FIRST), TR_TRUSTED);
    CU_ASSERT_EQUAL(judged("pe/nested-tampered.exe", TR_SIGNATURES_ANY), TR_TRUSTED);
    CU_ASSERT_EQUAL(judged("pe/nested-tampered.exe", TR_SIGNATURES_ALL), TR_BAD_DIGEST);
    CU_ASSERT_EQUAL(judged("pe/nested-inner-only.exe", TR_SIGNATURES_ANY), TR_TRUSTED);
    CU_ASSERT_NOT_EQUAL(judged("pe/nested-inner-only.exe", TR_SIGNATURES_FIRST), TR_TRUSTED);
}

static void nested_signature_knows_its_parent(void)
{
    tr_verification *file = fixture_verify("pe/nested-deep.exe", store);

    CU_ASSERT_EQUAL_FATAL(file->signature_count, 5);
    for (size_t i = 1; i < file->signature_count; i++) {
        CU_ASSERT_EQUAL(file->signatures[i].source, TR_SOURCE_NESTED);
        CU_ASSERT_EQUAL(file->signatures[i].parent, i - 1);
    }
    tr_verification_free(file);
}

static void nesting_without_end_is_cut_off_and_told(void)
{
    tr_verification *file = fixture_verify("pe/nested-too-deep.exe", store);

    CU_ASSERT_EQUAL(file->signature_count, TR_SIGNATURE_MAX);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&file->findings, TR_F_NESTED_TOO_DEEP));
    CU_ASSERT_NOT_EQUAL(file->strict, TR_TRUSTED);
    tr_verification_free(file);
}

/* A pipe, folder or missing file is an error of its own, not a verdict. */
static void file_that_is_not_there_is_an_error(void)
{
    tr_verify_options options = { .store = store };
    tr_verification *file = NULL;
    tr_error err;

    CU_ASSERT_EQUAL(tr_verify_path(&file, "pe/no-such-file.exe", &options, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NULL(file);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "no-such-file.exe"));
}

static void every_truncation_is_refused(void)
{
    tr_bytes whole = fixture_bytes(BREAKABLE);

    for (size_t size = 0; size < whole.size; size++) {
        tr_verification *file = fixture_verify_bytes((tr_bytes){ whole.data, size }, store);

        CU_ASSERT_NOT_EQUAL(file->verdict, TR_TRUSTED);
        tr_verification_free(file);
    }
    fixture_bytes_free(whole);
}

/*
 * A flipped byte may leave a file trusted only where nothing was signed: the
 * checksum, and within the table the few fields of a message that no digest
 * covers. Then everything that the signature vouches for is as it was.
 */
static bool is_harmless(const tr_verification *file, const tr_verification *sound, tr_bytes bytes,
                        size_t place)
{
    size_t header = bytes.data[0x3c] | (size_t)bytes.data[0x3d] << 8;
    size_t checksum = header + 24 + 64;
    size_t table = header + 24 + 112 + 4 * 8; /* PE32+ */
    size_t table_offset = tr_le32(bytes.data + table);
    const tr_signature *own = &file->signatures[0];
    const tr_signature *other = &sound->signatures[0];

    if (place >= checksum && place < checksum + 4)
        return true;
    return place >= table_offset && X509_cmp(own->signer, other->signer) == 0 &&
           own->digest == other->digest && own->chain.count == other->chain.count &&
           (own->at == other->at || !own->stamp || own->stamp->verdict != TR_TRUSTED);
}

static void every_flipped_byte_is_seen(void)
{
    tr_bytes whole = fixture_bytes(BREAKABLE);
    unsigned char *bytes = (unsigned char *)whole.data;
    tr_verification *sound = fixture_verify_bytes(whole, store);
    size_t blind = 0;

    for (size_t i = 0; i < whole.size; i++) {
        tr_verification *file;

        bytes[i] ^= 0x01;
        file = fixture_verify_bytes(whole, store);
        if (file->verdict == TR_TRUSTED && !is_harmless(file, sound, whole, i)) {
            printf("    byte %zu of %zu is not seen\n", i, whole.size);
            blind++;
        }
        tr_verification_free(file);
        bytes[i] ^= 0x01;
    }
    CU_ASSERT_EQUAL(blind, 0);
    tr_verification_free(sound);
    fixture_bytes_free(whole);
}

static void signatures_have_bounded_room(void)
{
    static const unsigned char nothing[8];
    const size_t size = TR_MESSAGE_MAX / 2 + 1;
    tr_source source = tr_source_of_memory((tr_bytes){ nothing, sizeof(nothing) }, "memory");
    tr_signed_file *file;

    CU_ASSERT_EQUAL_FATAL(tr_signed_file_open(&file, &source, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_signed_file_take_blob(file, malloc(size), size, 0, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_signed_file_take_blob(file, malloc(size), size, 0, NULL),
                    TR_ERR_UNSUPPORTED);
    tr_signed_file_close(file);
}

/* The verdicts of a file of several pieces, when two threads share its digests. */
static void expect_of_two_threads(const char *path, tr_verdict verdict)
{
    tr_verify_options options = {
        .store = store, .has_time = true, .time = FIXTURE_NOW, .threads = 2
    };
    tr_verification *file = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, path, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(file->signature_count, 2);
    CU_ASSERT_EQUAL(file->signatures[0].verdict, verdict);
    CU_ASSERT_EQUAL(file->signatures[1].verdict, verdict);
    CU_ASSERT_PTR_NULL(tr_findings_find(&file->signatures[1].findings, TR_F_BAD_PAGE_HASH));
    tr_verification_free(file);
}

static void second_thread_sees_every_piece(void)
{
    expect_of_two_threads("pe/nested-large.exe", TR_TRUSTED);
    expect_of_two_threads("pe/nested-large-tampered.exe", TR_BAD_DIGEST);
}

/* Who lets so many pieces be read. */
typedef struct patience {
    size_t left;
    uint64_t seen; /* bytes */
} patience;

static bool hear(void *context, const tr_file *file, size_t size)
{
    patience *who = context;

    CU_ASSERT(tr_file_size(file) >= size);
    who->seen += size;
    if (who->left == 0)
        return false;
    who->left--;
    return true;
}

static tr_status verify_watched(patience *who, const char *path, unsigned threads)
{
    const tr_source_watch watch = { hear, who };
    const tr_verify_options options = {
        .store = store, .has_time = true, .time = FIXTURE_NOW, .watch = &watch, .threads = threads
    };
    tr_verification *file = NULL;
    tr_status status = tr_verify_path(&file, path, &options, NULL);

    CU_ASSERT_EQUAL(file != NULL, status == TR_OK);
    tr_verification_free(file);
    return status;
}

/* Wherever it is stopped, that is no verdict, and no fault of the file. */
static void stop_after_each_piece(const char *path, unsigned threads)
{
    patience endless = { .left = SIZE_MAX };
    size_t pieces;

    CU_ASSERT_EQUAL(verify_watched(&endless, path, threads), TR_OK);
    pieces = SIZE_MAX - endless.left;
    CU_ASSERT(pieces >= 2);
    for (size_t count = 0; count < pieces; count++) {
        patience short_one = { .left = count };

        CU_ASSERT_EQUAL(verify_watched(&short_one, path, threads), TR_ERR_CANCELLED);
    }
}

static void judging_stops_after_any_piece(void)
{
    stop_after_each_piece("pe/nested-large.exe", 1);
    stop_after_each_piece("pe/nested-large.exe", 2);
    stop_after_each_piece("containers/signed-both.cab", 1);
    stop_after_each_piece("containers/signed-extended.msi", 1);
    stop_after_each_piece("containers/plain-signed.msix", 1);
    stop_after_each_piece("scripts/signed.ps1", 1);
    stop_after_each_piece("catalogs/v2.cat", 1);
}

static void reading_is_told_to_its_end(void)
{
    patience who = { .left = SIZE_MAX };
    tr_file *file;

    CU_ASSERT_EQUAL(verify_watched(&who, "pe/nested-large.exe", 2), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, "pe/nested-large.exe", TR_FILE_READ, NULL), TR_OK);
    CU_ASSERT(who.seen >= tr_file_size(file));
    tr_file_close(file);
}

static CU_TestInfo tests[] = {
    { "signed file is trusted and says by whom", signed_file_is_trusted_and_says_by_whom },
    { "missing root is named with its store", missing_root_is_named_with_its_store },
    { "expired signer with untrusted stamp names the stamp's root",
      expired_signer_with_untrusted_stamp_names_the_stamp_root },
    { "all causes are told and the first gives the code",
      all_causes_are_told_and_the_first_gives_the_code },
    { "choice of signatures settles the verdict", choice_of_signatures_settles_the_verdict },
    { "nested signature knows its parent", nested_signature_knows_its_parent },
    { "nesting without end is cut off and told", nesting_without_end_is_cut_off_and_told },
    { "file that is not there is an error", file_that_is_not_there_is_an_error },
    { "every truncation is refused", every_truncation_is_refused },
    { "every flipped byte is seen", every_flipped_byte_is_seen },
    { "second thread sees every piece", second_thread_sees_every_piece },
    { "judging stops after any piece", judging_stops_after_any_piece },
    { "reading is told to its end", reading_is_told_to_its_end },
    { "signatures have bounded room", signatures_have_bounded_room },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo verify_suite = { "authenticode/verify", NULL, NULL, set_up, tear_down, tests };
