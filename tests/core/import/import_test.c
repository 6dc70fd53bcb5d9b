#include "core/import/import.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/import/certificate_store.h"
#include "core/import/import_change.h"
#include "core/platform/file.h"
#include "tests/fixture.h"
#include "tests/scratch.h"
#include "tests/suites.h"

static const tr_change_kind *const kinds[] = { &tr_import_change, NULL };
static tr_journal *journal;
static tr_import import;
static char store[512];

static void set_up(void)
{
    tr_journal_options options = { .mode = TR_JOURNAL_CHANGE, .kinds = kinds };

    scratch_set_up();
    strcpy(store, scratch_path("store"));
    options.state = scratch_path("state");
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
    CU_ASSERT_TRUE_FATAL(scratch_make_folder("store"));
    import = (tr_import){ .is_pinned = true };
}

static void tear_down(void)
{
    tr_import_clear(&import);
    tr_journal_close(journal);
    scratch_tear_down();
}

/* Decide on a certificate that was found. */
static tr_import_action decide(const char *file, bool takes_unpinned)
{
    const tr_import_target target = { store, false, NULL };

    tr_import_clear(&import);
    import.sought.found = fixture_certificate(file);
    CU_ASSERT_EQUAL(tr_import_decide(&import, &target, takes_unpinned, NULL), TR_OK);
    return import.action;
}

static tr_store_content content(void)
{
    tr_store_content found = TR_STORE_HAS_OTHER;
    tr_thumbprint thumbprint;

    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, import.sought.found, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_certificate_store_look(&found, import.place, &thumbprint, NULL), TR_OK);
    return found;
}

static void certificate_settles_the_store(void)
{
    CU_ASSERT_EQUAL(decide("certs/root.pem", false), TR_IMPORT_INSTALL);
    CU_ASSERT_STRING_EQUAL(import.place + strlen(import.place) - 4, "Root");
    CU_ASSERT_EQUAL(decide("certs/ca.pem", false), TR_IMPORT_INSTALL);
    CU_ASSERT_STRING_EQUAL(import.place + strlen(import.place) - 2, "CA");
    /* of a root's name and key, but issued by another one */
    CU_ASSERT_EQUAL(decide("certs/root-cross.pem", false), TR_IMPORT_INSTALL);
    CU_ASSERT_STRING_EQUAL(import.place + strlen(import.place) - 2, "CA");
    CU_ASSERT_EQUAL(decide("certs/signer.pem", true), TR_IMPORT_REFUSE);
}

static void unpinned_certificate_is_taken_only_if_that_is_meant(void)
{
    import.is_pinned = false;
    CU_ASSERT_EQUAL(decide("certs/root.pem", false), TR_IMPORT_UNPINNED);
    CU_ASSERT_EQUAL(decide("certs/root.pem", true), TR_IMPORT_INSTALL);
}

static void distrusted_and_disabled_ones_are_refused(void)
{
    import.is_distrusted = true;
    CU_ASSERT_EQUAL(decide("certs/root.pem", true), TR_IMPORT_REFUSE);
    import.is_distrusted = false;
    import.is_disabled = true;
    CU_ASSERT_EQUAL(decide("certs/root.pem", true), TR_IMPORT_REFUSE);
    CU_ASSERT_PTR_NOT_NULL(import.reason);
}

static bool take_change(void *context, const tr_change *change)
{
    *(tr_change **)context = tr_change_copy(change);
    return false;
}

static void installed_certificate_is_recorded_and_can_be_taken_out(void)
{
    tr_change *change = NULL;
    tr_journal_filter filter = { 0 };
    char *text;

    CU_ASSERT_EQUAL_FATAL(decide("certs/root.pem", false), TR_IMPORT_INSTALL);
    CU_ASSERT_EQUAL(content(), TR_STORE_HAS_NONE);
    tr_import_install(&import, journal);
    CU_ASSERT_TRUE(import.is_installed);
    CU_ASSERT_EQUAL(content(), TR_STORE_HAS_IT);

    filter.id = import.change;
    CU_ASSERT_EQUAL(tr_journal_walk(journal, &filter, take_change, &change, NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(change);
    CU_ASSERT_EQUAL(change->state, TR_CHANGE_DONE);
    text = tr_import_change.describe(change);
    CU_ASSERT_PTR_NOT_NULL_FATAL(strstr(text, "'Fixture Root'"));
    free(text);
    CU_ASSERT_EQUAL(tr_change_undo(journal, change, NULL), TR_OK);
    CU_ASSERT_EQUAL(content(), TR_STORE_HAS_NONE);
    tr_change_free(change);
}

static void what_another_one_installed_is_not_ours_to_record(void)
{
    tr_import other = { .is_pinned = true };
    const tr_import_target target = { store, false, NULL };

    CU_ASSERT_EQUAL_FATAL(decide("certs/root.pem", false), TR_IMPORT_INSTALL);
    other.sought.found = fixture_certificate("certs/root.pem");
    CU_ASSERT_EQUAL(tr_import_decide(&other, &target, false, NULL), TR_OK);
    tr_import_install(&other, journal);
    tr_import_install(&import, journal);
    CU_ASSERT_EQUAL(import.action, TR_IMPORT_NOTHING);
    CU_ASSERT_EQUAL(import.change, 0);
    CU_ASSERT_EQUAL(content(), TR_STORE_HAS_IT);
    tr_import_clear(&other);
}

static void something_else_under_the_thumbprint_is_left_alone(void)
{
    tr_thumbprint thumbprint;
    tr_error err;

    CU_ASSERT_EQUAL_FATAL(decide("certs/root.pem", false), TR_IMPORT_INSTALL);
    tr_import_install(&import, journal);
    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, import.sought.found, NULL), TR_OK);
    thumbprint.sha256[0] ^= 1;
    CU_ASSERT_EQUAL(tr_certificate_store_remove(import.place, &thumbprint, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(content(), TR_STORE_HAS_IT);
}

static tr_sought sought_of(const char *file)
{
    X509 *certificate = fixture_certificate(file);
    tr_sought sought = { .has_sha1 = true, .has_sha256 = true };

    CU_ASSERT_EQUAL(tr_thumbprint_of(&sought.thumbprint, certificate, NULL), TR_OK);
    X509_free(certificate);
    return sought;
}

static void only_what_is_sought_is_taken_from_a_folder(void)
{
    tr_sought sought = sought_of("certs/root.pem");
    tr_certificate_search search = { &sought, 1, NULL, NULL };

    CU_ASSERT_EQUAL(tr_certificate_search_path(&search, "certs", NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(sought.found);
    CU_ASSERT_PTR_NOT_NULL(strstr(sought.found_in, "root.pem"));
    tr_sought_clear(&sought);
}

static void same_sha1_is_not_enough_where_sha256_is_known(void)
{
    tr_sought sought = sought_of("certs/root.pem");
    tr_certificate_search search = { &sought, 1, NULL, NULL };

    sought.thumbprint.sha256[5] ^= 1;
    CU_ASSERT_EQUAL(tr_certificate_search_path(&search, "certs", NULL), TR_OK);
    CU_ASSERT_PTR_NULL(sought.found);
}

static void signed_file_carries_its_intermediates(void)
{
    tr_sought sought = sought_of("certs/ca.pem");
    tr_certificate_search search = { &sought, 1, NULL, NULL };

    CU_ASSERT_EQUAL(tr_certificate_search_path(&search, "pe/sha256.exe", NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL(sought.found);
    tr_sought_clear(&sought);
    CU_ASSERT_EQUAL(tr_certificate_search_path(&search, "pe/unsigned.exe", NULL), TR_ERR_FORMAT);
}

static CU_TestInfo tests[] = {
    { "certificate settles the store", certificate_settles_the_store },
    { "unpinned certificate is taken only if that is meant",
      unpinned_certificate_is_taken_only_if_that_is_meant },
    { "distrusted and disabled ones are refused", distrusted_and_disabled_ones_are_refused },
    { "installed certificate is recorded, and can be taken out",
      installed_certificate_is_recorded_and_can_be_taken_out },
    { "what another one installed is not ours to record",
      what_another_one_installed_is_not_ours_to_record },
    { "something else under the thumbprint is left alone",
      something_else_under_the_thumbprint_is_left_alone },
    { "only what is sought is taken from a folder", only_what_is_sought_is_taken_from_a_folder },
    { "same SHA-1 is not enough where SHA-256 is known",
      same_sha1_is_not_enough_where_sha256_is_known },
    { "signed file carries its intermediates", signed_file_carries_its_intermediates },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo import_suite = { "import/import", NULL, NULL, set_up, tear_down, tests };
