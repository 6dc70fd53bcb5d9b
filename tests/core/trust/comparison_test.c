#include "core/trust/comparison.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <openssl/evp.h>

#include "core/trust/certificate.h"
#include "tests/suites.h"

#define NOW          ((time_t)1893456000) /* 2030-01-01 */
#define AFTER_EXPIRY ((time_t)2240611200) /* 2041-01-01 */

static X509 *root;      /* required as a root */
static X509 *issuer;    /* required as an intermediate */
static X509 *extended;  /* required by the extended profile only */
static X509 *other;     /* a look-alike of root: same name, other key */
static X509 *namesake;  /* of root by common name alone */
static X509 *lookalike; /* of issuer, by common name, which is all that is known of it */
static tr_trust_catalogue *catalogue;
static tr_anchor_store *store;
static tr_trust_list *trust_list; /* NULL: none is given */
static tr_root_update update;

/* A self-signed certificate with a key of its own, valid from 2026 to 2040. */
static X509 *make_certificate(const char *common_name, const char *organisation)
{
    X509 *certificate = X509_new();
    X509_NAME *name = X509_NAME_new();
    EVP_PKEY *key = EVP_EC_gen("P-256");

    CU_ASSERT_FATAL(certificate && name && key);
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, (const unsigned char *)organisation, -1,
                               -1, 0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1,
                               -1, 0);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 7);
    X509_set_subject_name(certificate, name);
    X509_set_issuer_name(certificate, name);
    ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20260101000000Z");
    ASN1_TIME_set_string(X509_getm_notAfter(certificate), "20400101000000Z");
    X509_set_pubkey(certificate, key);
    CU_ASSERT_FATAL(X509_sign(certificate, key, EVP_sha256()) > 0);
    EVP_PKEY_free(key);
    X509_NAME_free(name);
    return certificate;
}

/* An entry for a certificate; its subject only if with_subject, else the common name alone. */
static void write_entry(char *out, size_t room, const char *id, const char *profile,
                        const char *role, const X509 *certificate, bool with_subject)
{
    char sha1[2 * TR_SHA1_SIZE + 1], sha256[2 * TR_SHA256_SIZE + 1];
    char *name = tr_certificate_common_name(certificate);
    char *subject = tr_certificate_subject(certificate);
    tr_thumbprint thumbprint;

    CU_ASSERT_FATAL(name && subject && tr_thumbprint_of(&thumbprint, certificate, NULL) == TR_OK);
    tr_hex(sha1, thumbprint.sha1, TR_SHA1_SIZE);
    tr_hex(sha256, thumbprint.sha256, TR_SHA256_SIZE);
    snprintf(out, room,
             "<certificate id=\"%s\" profile=\"%s\"><common-name>%s</common-name>%s%s%s"
             "<sha1>%s</sha1><sha256>%s</sha256><not-after>2040-01-01</not-after>"
             "<store>%s</store><purpose>p</purpose><evidence>found</evidence><source>s</source>"
             "</certificate>",
             id, profile, name, with_subject ? "<subject>" : "", with_subject ? subject : "",
             with_subject ? "</subject>" : "", sha1, sha256, role);
    free(subject);
    free(name);
}

static void set_up(void)
{
    char entries[3][1000], xml[3200];
    int size;

    root = make_certificate("Test Root", "Example");
    issuer = make_certificate("Test Issuer", "Example");
    extended = make_certificate("Test Extended Root", "Example");
    other = make_certificate("Test Root", "Example");
    namesake = make_certificate("Test Root", "Elsewhere");
    lookalike = make_certificate("Test Issuer", "Elsewhere");

    write_entry(entries[0], sizeof(entries[0]), "root", "named", "Root", root, true);
    write_entry(entries[1], sizeof(entries[1]), "issuer", "named", "CA", issuer, false);
    write_entry(entries[2], sizeof(entries[2]), "extended", "extended", "Root", extended, true);
    size = snprintf(xml, sizeof(xml),
                    "<required-certificates version=\"1\">%s%s%s</required-certificates>",
                    entries[0], entries[1], entries[2]);
    CU_ASSERT_FATAL(size > 0 && (size_t)size < sizeof(xml));
    CU_ASSERT_EQUAL_FATAL(tr_trust_catalogue_parse(&catalogue,
                                                   (tr_bytes){ (unsigned char *)xml, (size_t)size },
                                                   "test.xml", NULL),
                          TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    update = TR_ROOT_UPDATE_NONE;
}

static void tear_down(void)
{
    X509 *all[] = { root, issuer, extended, other, namesake, lookalike };

    tr_anchor_store_free(store);
    tr_trust_catalogue_free(catalogue);
    for (size_t index = 0; index < sizeof(all) / sizeof(all[0]); index++)
        X509_free(all[index]);
}

static void install(X509 *certificate, tr_anchor_role role, const char *place)
{
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, certificate, role, place, NULL), TR_OK);
}

/* The row of an id; the extended profile is asked for. */
static tr_comparison_row row_at(const char *id, time_t now)
{
    const tr_comparison_base base = {
        .store = store, .trust_list = trust_list, .update = update, .now = now
    };
    tr_comparison_row *rows = NULL, found = { .required = NULL };
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(
        tr_comparison_make(&rows, &count, catalogue, TR_PROFILE_EXTENDED, &base, NULL), TR_OK);
    CU_ASSERT_EQUAL(count, 3);
    for (size_t index = 0; index < count; index++) {
        if (strcmp(rows[index].required->id, id) == 0)
            found = rows[index];
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(found.required);
    free(rows);
    return found;
}

static tr_required_status status_of(const char *id)
{
    return row_at(id, NOW).status;
}

static void what_nobody_installed_is_missing(void)
{
    tr_comparison_row row = row_at("root", NOW);

    CU_ASSERT_EQUAL(row.status, TR_REQUIRED_MISSING);
    CU_ASSERT_PTR_NULL(row.installed);
    CU_ASSERT_FALSE(row.is_expired);
    CU_ASSERT_TRUE(row_at("root", AFTER_EXPIRY).is_expired);
}

static void what_is_in_its_store_is_installed(void)
{
    install(root, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    install(issuer, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_INSTALLED);
    CU_ASSERT_EQUAL(status_of("issuer"), TR_REQUIRED_INSTALLED);
    CU_ASSERT_EQUAL(status_of("extended"), TR_REQUIRED_MISSING);
    CU_ASSERT_EQUAL(X509_cmp(row_at("root", NOW).installed->certificate, root), 0);
}

static void expired_root_is_installed_and_said_to_be_expired(void)
{
    install(root, TR_ROLE_ANCHOR, "roots.pem");
    CU_ASSERT_EQUAL(row_at("root", AFTER_EXPIRY).status, TR_REQUIRED_INSTALLED);
    CU_ASSERT_TRUE(row_at("root", AFTER_EXPIRY).is_expired);
    CU_ASSERT_FALSE(row_at("root", NOW).is_expired);
}

static void distrust_overrides_all_stores(void)
{
    install(root, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    install(root, TR_ROLE_DISTRUSTED, "CurrentUser\\Disallowed");
    install(issuer, TR_ROLE_DISTRUSTED, "LocalMachine\\Disallowed");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_DISTRUSTED);
    CU_ASSERT_EQUAL(status_of("issuer"), TR_REQUIRED_DISTRUSTED);
}

static void root_among_intermediates_is_in_the_wrong_store(void)
{
    install(root, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_WRONG_STORE);
    install(root, TR_ROLE_ANCHOR, "LocalMachine\\AuthRoot");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_INSTALLED);
}

static void intermediate_among_roots_is_in_the_wrong_store(void)
{
    install(issuer, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    CU_ASSERT_EQUAL(status_of("issuer"), TR_REQUIRED_WRONG_STORE);
}

static void services_do_not_see_a_users_store(void)
{
    install(root, TR_ROLE_ANCHOR, "CurrentUser\\Root");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_USER_ONLY);
    /* in a machine store, but not in one for roots */
    install(root, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_USER_ONLY);
    install(root, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_INSTALLED);
}

static void other_certificate_of_the_same_subject_is_a_look_alike(void)
{
    tr_comparison_row row;

    install(other, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    row = row_at("root", NOW);
    CU_ASSERT_EQUAL(row.status, TR_REQUIRED_LOOK_ALIKE);
    CU_ASSERT_EQUAL(X509_cmp(row.installed->certificate, other), 0);
    install(root, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_INSTALLED);
}

static void common_name_counts_only_where_the_subject_is_not_known(void)
{
    install(namesake, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    install(lookalike, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_MISSING);
    CU_ASSERT_EQUAL(status_of("issuer"), TR_REQUIRED_LOOK_ALIKE);
}

static void distrusted_certificate_is_no_look_alike(void)
{
    install(other, TR_ROLE_DISTRUSTED, "LocalMachine\\Disallowed");
    CU_ASSERT_EQUAL(status_of("root"), TR_REQUIRED_MISSING);
}

/* What is said of a row, whether it has a text in it. */
static bool says(const tr_comparison_row *row, const char *text)
{
    char *explanation = tr_comparison_row_explain(row, TR_ENGLISH);
    bool is_said = explanation && strstr(explanation, text);

    free(explanation);
    return is_said;
}

static void windows_fetches_a_missing_root_unless_policy_forbids(void)
{
    tr_comparison_row row = row_at("root", NOW);

    CU_ASSERT_EQUAL(row.fetch, TR_FETCH_UNSAID);
    update = TR_ROOT_UPDATE_ON;
    row = row_at("root", NOW);
    CU_ASSERT_EQUAL(row.fetch, TR_FETCH_IF_LISTED);
    CU_ASSERT_TRUE(says(&row, "Automatic root update is on"));
    CU_ASSERT_EQUAL(row_at("issuer", NOW).fetch, TR_FETCH_UNSAID);
    update = TR_ROOT_UPDATE_OFF;
    row = row_at("root", NOW);
    CU_ASSERT_EQUAL(row.fetch, TR_FETCH_OFF);
    CU_ASSERT_TRUE(says(&row, "DisableRootAutoUpdate"));
    install(root, TR_ROLE_ANCHOR, "LocalMachine\\Root");
    CU_ASSERT_EQUAL(row_at("root", NOW).fetch, TR_FETCH_UNSAID);
}

static void standings_are_told_in_other_languages(void)
{
    tr_comparison_row row;
    char *text;

    update = TR_ROOT_UPDATE_OFF;
    row = row_at("root", NOW);
    text = tr_comparison_row_explain(&row, TR_GERMAN);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "Nicht installiert. Windows ruft es nicht ab"));
    free(text);
    text = tr_comparison_row_explain(&row, TR_JAPANESE);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "\xE3\x80\x82\xE3\x83\xAB")); /* no blank between sentences */
    free(text);
}

static void every_standing_is_told_in_words(void)
{
    tr_comparison_row row;

    install(root, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    row = row_at("root", AFTER_EXPIRY);
    CU_ASSERT_TRUE(says(&row, "Installed in LocalMachine\\CA, where it does not count"));
    CU_ASSERT_TRUE(says(&row, "do not remove it"));
    install(root, TR_ROLE_ANCHOR, "CurrentUser\\Root");
    row = row_at("root", NOW);
    CU_ASSERT_TRUE(says(&row, "for the current user only"));
    install(root, TR_ROLE_DISTRUSTED, "LocalMachine\\Disallowed");
    row = row_at("root", NOW);
    CU_ASSERT_TRUE(says(&row, "it is in LocalMachine\\Disallowed, which overrides"));
    install(lookalike, TR_ROLE_INTERMEDIATE, "LocalMachine\\CA");
    row = row_at("issuer", NOW);
    CU_ASSERT_TRUE(says(&row, "Another certificate of the same name is installed"));
}

static void missing_intermediate_is_a_fault_only_if_a_file_lacks_it(void)
{
    tr_comparison_row row = row_at("issuer", NOW);

    CU_ASSERT_FALSE(tr_comparison_row_is_fault(&row));
    row.files = 1;
    CU_ASSERT_TRUE(tr_comparison_row_is_fault(&row));
    row.is_carried = true;
    CU_ASSERT_FALSE(tr_comparison_row_is_fault(&row));
}

static void named_profile_leaves_the_extended_ones_out(void)
{
    const tr_comparison_base base = { .store = store, .now = NOW };
    tr_comparison_row *rows = NULL;
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(
        tr_comparison_make(&rows, &count, catalogue, TR_PROFILE_NAMED, &base, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CU_ASSERT_STRING_EQUAL(rows[0].required->id, "root");
    CU_ASSERT_STRING_EQUAL(rows[1].required->id, "issuer");
    free(rows);
}

static void every_status_has_its_word(void)
{
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_INSTALLED), "installed");
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_DISTRUSTED), "distrusted");
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_DISABLED), "disabled");
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_WRONG_STORE), "wrong-store");
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_USER_ONLY), "user-only");
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_LOOK_ALIKE), "look-alike");
    CU_ASSERT_STRING_EQUAL(tr_required_status_word(TR_REQUIRED_MISSING), "missing");
}

static CU_TestInfo tests[] = {
    { "what nobody installed is missing", what_nobody_installed_is_missing },
    { "what is in its store is installed", what_is_in_its_store_is_installed },
    { "expired root is installed, and said to be expired",
      expired_root_is_installed_and_said_to_be_expired },
    { "distrust overrides all stores", distrust_overrides_all_stores },
    { "root among intermediates is in the wrong store",
      root_among_intermediates_is_in_the_wrong_store },
    { "intermediate among roots is in the wrong store",
      intermediate_among_roots_is_in_the_wrong_store },
    { "services do not see a user's store", services_do_not_see_a_users_store },
    { "other certificate of the same subject is a look-alike",
      other_certificate_of_the_same_subject_is_a_look_alike },
    { "common name counts only where the subject is not known",
      common_name_counts_only_where_the_subject_is_not_known },
    { "distrusted certificate is no look-alike", distrusted_certificate_is_no_look_alike },
    { "Windows fetches a missing root unless policy forbids",
      windows_fetches_a_missing_root_unless_policy_forbids },
    { "standings are told in other languages", standings_are_told_in_other_languages },
    { "every standing is told in words", every_standing_is_told_in_words },
    { "missing intermediate is a fault only if a file lacks it",
      missing_intermediate_is_a_fault_only_if_a_file_lacks_it },
    { "named profile leaves the extended ones out", named_profile_leaves_the_extended_ones_out },
    { "every status has its word", every_status_has_its_word },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo comparison_suite = { "trust/comparison", NULL, NULL, set_up, tear_down, tests };
