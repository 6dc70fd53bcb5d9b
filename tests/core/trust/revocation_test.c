/* Chains of certificates that lists revoke, before or after the time that counts. */
#include "core/trust/chain.h"

#include <string.h>

#include <openssl/x509v3.h>

#include <CUnit/CUnit.h>

#include "tests/authority.h"
#include "tests/suites.h"

#define DAY       86400
#define SIGNED    ((time_t)1893456000) /* 2030-01-01 */
#define BEFORE    (SIGNED - 30 * DAY)
#define AFTER     (SIGNED + 30 * DAY)
#define NO_REASON (-1)

enum { ROOT, INTERMEDIATE, SIGNER, OTHER };

static tr_anchor_store *store;
static STACK_OF(X509) *carried;
static X509 *root, *intermediate, *signer, *stamper;
static tr_chain_rules rules;
static tr_chain chain;

static void set_up(void)
{
    authority_request request = { .name = "Stamper",
                                  .key = OTHER,
                                  .issuer_key = INTERMEDIATE,
                                  .extensions = { "extendedKeyUsage=critical,timeStamping" } };

    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    carried = sk_X509_new_null();
    root = authority_root("Root", ROOT);
    intermediate = authority_ca("Intermediate", INTERMEDIATE, root, ROOT);
    signer = authority_signer("Signer", SIGNER, intermediate, INTERMEDIATE);
    request.issuer = intermediate;
    stamper = authority_issue(&request);
    sk_X509_push(carried, intermediate);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_ANCHOR, "test", NULL), TR_OK);
    rules = (tr_chain_rules){ .store = store, .at = SIGNED, .is_stamped = true };
}

static void tear_down(void)
{
    tr_chain_clear(&chain);
    X509_free(root);
    X509_free(intermediate);
    X509_free(signer);
    X509_free(stamper);
    sk_X509_free(carried);
    tr_anchor_store_free(store);
    authority_tear_down();
}

static void add_list(authority_revocation revocation)
{
    X509_CRL *crl = authority_revoke(&revocation);

    CU_ASSERT_EQUAL(tr_anchor_store_add_crl(store, crl, "test.crl", NULL), TR_OK);
    X509_CRL_free(crl);
}

/* Revoke a certificate of the intermediate. */
static void revoke(X509 *certificate, time_t on, int reason)
{
    add_list((authority_revocation){ .issuer = intermediate,
                                     .issuer_key = INTERMEDIATE,
                                     .revoked = certificate,
                                     .on = on,
                                     .reason = reason,
                                     .issued = on,
                                     .next = AFTER + 30 * DAY });
}

static tr_verdict judge(X509 *certificate)
{
    tr_chain_clear(&chain);
    CU_ASSERT_EQUAL_FATAL(tr_chain_build(&chain, certificate, carried, &rules, NULL), TR_OK);
    return chain.verdict;
}

static bool found(tr_finding_id id)
{
    return tr_findings_find(&chain.findings, id) != NULL;
}

static void without_lists_revocation_is_unknown(void)
{
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_REVOCATION_UNKNOWN));
    CU_ASSERT_EQUAL(tr_findings_verdict(&chain.findings, TR_WARNING), TR_TRUSTED);
}

static void lists_of_all_issuers_make_it_known(void)
{
    revoke(NULL, BEFORE, NO_REASON);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_REVOCATION_UNKNOWN));
    add_list((authority_revocation){ .issuer = root, .issuer_key = ROOT, .issued = BEFORE });
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_FALSE(found(TR_F_REVOCATION_UNKNOWN));
}

static void revoked_before_the_stamp_is_revoked(void)
{
    revoke(signer, BEFORE, NO_REASON);
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_REVOKED)->subject, "Signer");
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_REVOKED)->detail,
                           "2029-12-02T00:00:00Z");
}

static void revoked_after_the_stamp_stays_good(void)
{
    revoke(signer, AFTER, CRL_REASON_KEY_COMPROMISE);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_REVOKED_LATER));
}

static void without_stamp_revoked_is_revoked(void)
{
    rules.is_stamped = false;
    revoke(signer, AFTER, NO_REASON);
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
}

static void key_lost_before_the_stamp_is_revoked(void)
{
    add_list((authority_revocation){ .issuer = intermediate,
                                     .issuer_key = INTERMEDIATE,
                                     .revoked = signer,
                                     .on = AFTER,
                                     .invalid_since = BEFORE,
                                     .reason = CRL_REASON_KEY_COMPROMISE,
                                     .issued = AFTER });
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
}

static void revoked_intermediate_counts_too(void)
{
    add_list((authority_revocation){ .issuer = root,
                                     .issuer_key = ROOT,
                                     .revoked = intermediate,
                                     .on = BEFORE,
                                     .reason = CRL_REASON_CA_COMPROMISE,
                                     .issued = BEFORE });
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_REVOKED)->subject,
                           "Intermediate");
}

static void stamp_outlives_only_harmless_revocations(void)
{
    rules.purpose = TR_PURPOSE_TIMESTAMPING;
    revoke(stamper, AFTER, CRL_REASON_CESSATION_OF_OPERATION);
    CU_ASSERT_EQUAL(judge(stamper), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_REVOKED_LATER));
    revoke(stamper, AFTER - DAY, CRL_REASON_KEY_COMPROMISE);
    CU_ASSERT_EQUAL(judge(stamper), TR_REVOKED);
}

static void stamp_without_reason_is_revoked_altogether(void)
{
    rules.purpose = TR_PURPOSE_TIMESTAMPING;
    revoke(stamper, AFTER, NO_REASON);
    CU_ASSERT_EQUAL(judge(stamper), TR_REVOKED);
}

static void forged_list_is_not_used(void)
{
    add_list((authority_revocation){ .issuer = intermediate,
                                     .issuer_key = OTHER,
                                     .revoked = signer,
                                     .on = BEFORE,
                                     .reason = NO_REASON,
                                     .issued = BEFORE });
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_REVOCATION_UNKNOWN));
}

static void list_with_unknown_critical_extension_is_not_used(void)
{
    add_list((authority_revocation){ .issuer = intermediate,
                                     .issuer_key = INTERMEDIATE,
                                     .revoked = signer,
                                     .on = BEFORE,
                                     .reason = NO_REASON,
                                     .issued = BEFORE,
                                     .extension = "1.2.3.4=critical,ASN1:NULL" });
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
}

static void list_for_authorities_does_not_speak_of_signers(void)
{
    add_list((authority_revocation){
        .issuer = intermediate,
        .issuer_key = INTERMEDIATE,
        .revoked = signer,
        .on = BEFORE,
        .reason = NO_REASON,
        .issued = BEFORE,
        .extension = "2.5.29.28=critical,DER:30:03:82:01:ff" }); /* onlyContainsCACerts */
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_REVOCATION_UNKNOWN));
}

static void hold_ends_with_a_newer_list(void)
{
    revoke(signer, BEFORE, CRL_REASON_CERTIFICATE_HOLD);
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
    revoke(NULL, BEFORE + DAY, NO_REASON);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
}

static void revocation_is_not_taken_back_by_a_newer_list(void)
{
    revoke(signer, BEFORE, CRL_REASON_SUPERSEDED);
    revoke(NULL, BEFORE + DAY, NO_REASON);
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
}

static void old_list_is_told(void)
{
    add_list((authority_revocation){ .issuer = intermediate,
                                     .issuer_key = INTERMEDIATE,
                                     .issued = BEFORE,
                                     .next = BEFORE + DAY });
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_OLD_CRL));
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_OLD_CRL)->subject,
                           "Intermediate");
}

/* Bogus issuers with the real one's name and key, which come first because they are newer. */
static void many_issuers_do_not_hide_a_list(void)
{
    X509 *bogus_root = authority_root("Bogus", OTHER);
    authority_request request = { .name = "Intermediate",
                                  .key = INTERMEDIATE,
                                  .issuer = bogus_root,
                                  .issuer_key = OTHER,
                                  .extensions = { "basicConstraints=critical,CA:true" } };

    for (int count = 0; count < 31; count++) {
        request.from = AUTHORITY_FROM + (count + 1) * DAY;
        sk_X509_push(carried, authority_issue(&request));
    }
    revoke(signer, BEFORE, NO_REASON);
    revoke(NULL, BEFORE, NO_REASON);
    CU_ASSERT_EQUAL(judge(signer), TR_REVOKED);
    while (sk_X509_num(carried) > 1)
        X509_free(sk_X509_pop(carried));
    X509_free(bogus_root);
}

static CU_TestInfo tests[] = {
    { "without lists revocation is unknown", without_lists_revocation_is_unknown },
    { "lists of all issuers make it known", lists_of_all_issuers_make_it_known },
    { "revoked before the stamp is revoked", revoked_before_the_stamp_is_revoked },
    { "revoked after the stamp stays good", revoked_after_the_stamp_stays_good },
    { "without stamp revoked is revoked", without_stamp_revoked_is_revoked },
    { "key lost before the stamp is revoked", key_lost_before_the_stamp_is_revoked },
    { "revoked intermediate counts too", revoked_intermediate_counts_too },
    { "stamp outlives only harmless revocations", stamp_outlives_only_harmless_revocations },
    { "stamp without reason is revoked altogether", stamp_without_reason_is_revoked_altogether },
    { "forged list is not used", forged_list_is_not_used },
    { "list with unknown critical extension is not used",
      list_with_unknown_critical_extension_is_not_used },
    { "list for authorities does not speak of signers",
      list_for_authorities_does_not_speak_of_signers },
    { "hold ends with a newer list", hold_ends_with_a_newer_list },
    { "revocation is not taken back by a newer list",
      revocation_is_not_taken_back_by_a_newer_list },
    { "old list is told", old_list_is_told },
    { "many issuers do not hide a list", many_issuers_do_not_hide_a_list },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo revocation_suite = { "trust/revocation", NULL, NULL, set_up, tear_down, tests };
