#include "core/trust/chain.h"

#include <stdio.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/x509v3.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate.h"
#include "tests/authority.h"
#include "tests/suites.h"

#define NOW       ((time_t)1893456000) /* 2030-01-01 */
#define IN_2015   ((time_t)1433116800) /* 2015-06-01 */
#define TOO_LATE  ((time_t)2240000000) /* after AUTHORITY_UNTIL */
#define TOO_EARLY ((time_t)1500000000)

#define CA   "basicConstraints=critical,CA:TRUE"
#define CODE "extendedKeyUsage=codeSigning"

/* Keys by who has them. */
enum { ROOT, INTERMEDIATE, SIGNER, OTHER };

static tr_anchor_store *store;
static STACK_OF(X509) *carried;
static X509 *made[64]; /* freed after each test */
static size_t made_count;
static X509 *root, *intermediate, *signer;
static tr_chain_rules rules;
static tr_chain chain;

/* Keep a certificate until the test is over. */
static X509 *keep(X509 *certificate)
{
    made[made_count++] = certificate;
    return certificate;
}

static X509 *issue(authority_request request)
{
    return keep(authority_issue(&request));
}

static void carry(X509 *certificate)
{
    sk_X509_push(carried, certificate);
}

static void install(X509 *certificate, tr_anchor_role role)
{
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, certificate, role, "test", NULL), TR_OK);
}

static void set_up(void)
{
    made_count = 0;
    carried = sk_X509_new_null();
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    root = keep(authority_root("Root", ROOT));
    intermediate = keep(authority_ca("Intermediate", INTERMEDIATE, root, ROOT));
    signer = keep(authority_signer("Signer", SIGNER, intermediate, INTERMEDIATE));
    rules = (tr_chain_rules){ .store = store, .at = NOW };
}

static void tear_down(void)
{
    tr_chain_clear(&chain);
    for (size_t index = 0; index < made_count; index++)
        X509_free(made[index]);
    sk_X509_free(carried);
    tr_anchor_store_free(store);
    authority_tear_down();
}

static tr_verdict judge(X509 *certificate)
{
    tr_chain_clear(&chain);
    CU_ASSERT_EQUAL_FATAL(tr_chain_build(&chain, certificate, carried, &rules, NULL), TR_OK);
    return chain.verdict;
}

static tr_verdict strict(void)
{
    return tr_findings_verdict(&chain.findings, TR_WARNING);
}

/* Whether there is a finding about subject. */
static bool found(tr_finding_id id, const char *subject)
{
    for (size_t index = 0; index < chain.findings.count; index++) {
        const tr_finding *finding = &chain.findings.items[index];

        if (finding->id == id && finding->subject && strcmp(finding->subject, subject) == 0)
            return true;
    }
    return false;
}

/* The names on the chain, joined by " < ". */
static const char *way(void)
{
    static char text[1024];
    size_t used = 0;

    text[0] = '\0';
    for (size_t index = 0; index < chain.count; index++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", index ? " < " : "",
                                 chain.links[index].name);
    return text;
}

static const tr_link *last_link(void)
{
    return &chain.links[chain.count - 1];
}

/* Root installed, intermediate carried: as it should be. */
static void install_usual(void)
{
    install(root, TR_ROLE_ANCHOR);
    carry(intermediate);
}

static void installed_root_is_trusted(void)
{
    install_usual();
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_TRUSTED);
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate < Root");
    CU_ASSERT_EQUAL(chain.links[0].role, TR_LINK_SIGNER);
    CU_ASSERT_EQUAL(chain.links[1].role, TR_LINK_INTERMEDIATE);
    CU_ASSERT_EQUAL(chain.links[2].role, TR_LINK_ROOT);
    CU_ASSERT_TRUE(chain.links[2].is_anchor);
    CU_ASSERT_FALSE(chain.links[1].is_anchor);
}

static void intermediate_comes_from_the_store(void)
{
    install(root, TR_ROLE_ANCHOR);
    install(intermediate, TR_ROLE_INTERMEDIATE);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate < Root");
}

static void chain_ends_at_an_anchor_in_the_middle(void)
{
    install(intermediate, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate");
    CU_ASSERT_EQUAL(last_link()->role, TR_LINK_ROOT);
}

static void carried_root_is_not_trusted(void)
{
    carry(intermediate);
    carry(root);
    CU_ASSERT_EQUAL(judge(signer), TR_UNTRUSTED_ROOT);
    CU_ASSERT_TRUE(found(TR_F_UNTRUSTED_ROOT, "Root"));
    CU_ASSERT_EQUAL(last_link()->role, TR_LINK_ROOT);
    CU_ASSERT_FALSE(last_link()->is_anchor);
}

static void intermediate_role_vouches_for_nothing(void)
{
    install(root, TR_ROLE_INTERMEDIATE);
    carry(intermediate);
    CU_ASSERT_EQUAL(judge(signer), TR_UNTRUSTED_ROOT);
}

static void self_signed_signer_is_an_untrusted_root(void)
{
    X509 *alone =
        issue((authority_request){ .name = "Alone", .key = OTHER, .extensions = { CODE } });

    CU_ASSERT_EQUAL(judge(alone), TR_UNTRUSTED_ROOT);
    CU_ASSERT_EQUAL(chain.count, 1);
    CU_ASSERT_EQUAL(chain.links[0].role, TR_LINK_SIGNER);
    install(alone, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(alone), TR_TRUSTED);
}

static void missing_issuer_is_named(void)
{
    unsigned char id[20];

    carry(intermediate);
    CU_ASSERT_EQUAL(judge(signer), TR_INCOMPLETE_CHAIN);
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate < Root");
    CU_ASSERT_EQUAL(last_link()->role, TR_LINK_MISSING);
    CU_ASSERT_PTR_NULL(last_link()->certificate);
    CU_ASSERT_STRING_EQUAL(last_link()->subject, "CN=Root");
    CU_ASSERT_TRUE_FATAL(last_link()->has_key_id);
    memcpy(id, ASN1_STRING_get0_data(X509_get0_subject_key_id(root)), sizeof(id));
    CU_ASSERT_EQUAL(memcmp(id, last_link()->key_id, sizeof(id)), 0);
    CU_ASSERT_TRUE(found(TR_F_INCOMPLETE_CHAIN, "Root"));
}

static void look_alike_root_does_not_count(void)
{
    install(keep(authority_root("Root", OTHER)), TR_ROLE_ANCHOR);
    carry(intermediate);
    CU_ASSERT_EQUAL(judge(signer), TR_INCOMPLETE_CHAIN);
    CU_ASSERT_TRUE(found(TR_F_LOOK_ALIKE, "Root"));
    carry(root);
    CU_ASSERT_EQUAL(judge(signer), TR_UNTRUSTED_ROOT);
    CU_ASSERT_TRUE(found(TR_F_LOOK_ALIKE, "Root"));
}

static void look_alike_beside_the_right_root_does_no_harm(void)
{
    for (unsigned key = 4; key < 12; key++)
        install(keep(authority_root("Root", key)), TR_ROLE_ANCHOR);
    install_usual();
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_PTR_NULL(tr_findings_find(&chain.findings, TR_F_LOOK_ALIKE));
}

static void key_alone_is_no_anchor(void)
{
    /* The root's name and key in another certificate: not the one that is installed. */
    X509 *twin = keep(authority_root("Root", ROOT));

    carry(intermediate);
    carry(twin);
    CU_ASSERT_EQUAL(judge(signer), TR_UNTRUSTED_ROOT);
    /* With the true one installed, both ways are open, and the trusted one counts. */
    install(root, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(last_link()->is_anchor);
}

/* Change an octet of the part that is signed. */
static X509 *tamper(X509 *certificate)
{
    unsigned char *der = NULL, *at;
    const unsigned char *next;
    int size = i2d_X509(certificate, &der);
    X509 *changed;

    for (at = der; memcmp(at, "2020", 4) != 0 && memcmp(at, "200101", 6) != 0; at++)
        CU_ASSERT_FATAL(at < der + size - 6);
    at[5] = '2';
    next = der;
    changed = d2i_X509(NULL, &next, size);
    OPENSSL_free(der);
    return keep(changed);
}

static void forged_certificate_is_told_from_a_look_alike(void)
{
    install_usual();
    CU_ASSERT_EQUAL(judge(tamper(signer)), TR_BAD_CERT_SIGNATURE);
    CU_ASSERT_TRUE(found(TR_F_BAD_CERT_SIGNATURE, "Signer"));
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate < Root");
}

static void forged_root_is_told(void)
{
    carry(intermediate);
    carry(tamper(root));
    CU_ASSERT_EQUAL(judge(signer), TR_BAD_CERT_SIGNATURE);
    CU_ASSERT_TRUE(found(TR_F_BAD_CERT_SIGNATURE, "Root"));
}

static void expired_certificate_is_told(void)
{
    install_usual();
    rules.at = TOO_LATE;
    CU_ASSERT_EQUAL(judge(signer), TR_EXPIRED);
    CU_ASSERT_TRUE(found(TR_F_EXPIRED, "Signer"));
    CU_ASSERT_TRUE(found(TR_F_EXPIRED, "Root"));
    rules.at = TOO_EARLY;
    CU_ASSERT_EQUAL(judge(signer), TR_EXPIRED);
    CU_ASSERT_TRUE(found(TR_F_NOT_YET_VALID, "Intermediate"));
}

static void untrusted_root_comes_before_expiry(void)
{
    carry(intermediate);
    carry(root);
    rules.at = TOO_LATE;
    CU_ASSERT_EQUAL(judge(signer), TR_UNTRUSTED_ROOT);
    CU_ASSERT_TRUE(found(TR_F_EXPIRED, "Signer"));
}

static void valid_way_is_chosen_over_an_expired_one(void)
{
    X509 *old = issue((authority_request){ .name = "Intermediate",
                                           .key = INTERMEDIATE,
                                           .issuer = root,
                                           .issuer_key = ROOT,
                                           .extensions = { CA },
                                           .until = NOW - 1 });

    install(root, TR_ROLE_ANCHOR);
    carry(old);
    CU_ASSERT_EQUAL(judge(signer), TR_EXPIRED);
    carry(intermediate);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
}

static void distrusted_certificate_stops_the_chain(void)
{
    install_usual();
    CU_ASSERT_EQUAL(
        tr_anchor_store_add(store, intermediate, TR_ROLE_DISTRUSTED, "Disallowed", NULL), TR_OK);
    CU_ASSERT_EQUAL(judge(signer), TR_DISTRUSTED);
    CU_ASSERT_TRUE(found(TR_F_DISTRUSTED, "Intermediate"));
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_DISTRUSTED)->detail,
                           "Disallowed");
}

/* A certificate with another signature by ECDSA that is as good: n - s in place of s. */
static X509 *with_other_signature(X509 *certificate)
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    X509 *copy = keep(X509_dup(certificate));
    const ASN1_BIT_STRING *bits;
    const unsigned char *next;
    unsigned char *der = NULL;
    BIGNUM *s = BN_new();
    ECDSA_SIG *signature;
    int size;

    X509_get0_signature(&bits, NULL, copy);
    next = ASN1_STRING_get0_data(bits);
    signature = d2i_ECDSA_SIG(NULL, &next, ASN1_STRING_length(bits));
    BN_sub(s, EC_GROUP_get0_order(group), ECDSA_SIG_get0_s(signature));
    ECDSA_SIG_set0(signature, BN_dup(ECDSA_SIG_get0_r(signature)), s);
    size = i2d_ECDSA_SIG(signature, &der);
    ASN1_STRING_set((ASN1_BIT_STRING *)(size_t)bits, der, size);
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
    EC_GROUP_free(group);
    return copy;
}

static void distrusted_certificate_stops_the_chain_by_whatever_signature(void)
{
    X509 *other = with_other_signature(signer);

    install_usual();
    CU_ASSERT_EQUAL(judge(other), TR_TRUSTED);
    install(signer, TR_ROLE_DISTRUSTED);
    CU_ASSERT_EQUAL(judge(other), TR_DISTRUSTED);
}

static void way_around_a_distrusted_cross_certificate_is_found(void)
{
    X509 *cross_root = keep(authority_root("Cross", OTHER));
    X509 *cross = keep(authority_ca("Root", ROOT, cross_root, OTHER));

    install_usual();
    install(cross_root, TR_ROLE_ANCHOR);
    carry(cross);
    install(cross, TR_ROLE_DISTRUSTED);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate < Root");
}

static void cross_certificate_leads_to_another_anchor(void)
{
    X509 *cross_root = keep(authority_root("Cross", OTHER));

    install(cross_root, TR_ROLE_ANCHOR);
    carry(intermediate);
    carry(root);
    carry(keep(authority_ca("Root", ROOT, cross_root, OTHER)));
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_STRING_EQUAL(way(), "Signer < Intermediate < Root < Cross");
}

static void certificates_that_issue_each_other_end(void)
{
    X509 *a_root = keep(authority_root("A", ROOT)), *b_root = keep(authority_root("B", OTHER));

    carry(keep(authority_ca("A", ROOT, b_root, OTHER)));
    carry(keep(authority_ca("B", OTHER, a_root, ROOT)));
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Signer", SIGNER, a_root, ROOT))),
                    TR_INCOMPLETE_CHAIN);
}

static void certificate_without_ca_flag_may_not_issue(void)
{
    X509 *below = keep(authority_signer("Below", OTHER, signer, SIGNER));

    install_usual();
    carry(signer);
    CU_ASSERT_EQUAL(judge(below), TR_WRONG_USAGE); /* keyUsage speaks first */
    CU_ASSERT_TRUE(found(TR_F_BAD_CONSTRAINTS, "Signer"));
    CU_ASSERT_TRUE(found(TR_F_WRONG_USAGE, "Signer"));
}

static void intermediate_without_constraints_may_not_issue(void)
{
    X509 *plain = issue(
        (authority_request){ .name = "Plain", .key = OTHER, .issuer = root, .issuer_key = ROOT });

    install(root, TR_ROLE_ANCHOR);
    carry(plain);
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Signer", SIGNER, plain, OTHER))),
                    TR_BAD_CONSTRAINTS);
}

static void root_of_version_1_may_issue(void)
{
    X509 *old = issue((authority_request){ .name = "Old", .key = OTHER, .is_version_1 = true });

    install(old, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Signer", SIGNER, old, OTHER))), TR_TRUSTED);
}

static void path_length_is_kept(void)
{
    X509 *narrow = issue(
        (authority_request){ .name = "Narrow",
                             .key = OTHER,
                             .extensions = { "basicConstraints=critical,CA:TRUE,pathlen:0" } });
    X509 *middle = keep(authority_ca("Middle", INTERMEDIATE, narrow, OTHER));

    install(narrow, TR_ROLE_ANCHOR);
    carry(middle);
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Direct", SIGNER, narrow, OTHER))), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Far", SIGNER, middle, INTERMEDIATE))),
                    TR_BAD_CONSTRAINTS);
    CU_ASSERT_TRUE(found(TR_F_BAD_CONSTRAINTS, "Narrow"));
}

static X509 *signer_with(const char *first, const char *second)
{
    return issue((authority_request){ .name = "Special",
                                      .key = SIGNER,
                                      .issuer = intermediate,
                                      .issuer_key = INTERMEDIATE,
                                      .extensions = { first, second } });
}

static void signer_needs_the_right_usage(void)
{
    install_usual();
    CU_ASSERT_EQUAL(judge(signer_with("extendedKeyUsage=serverAuth", NULL)), TR_WRONG_USAGE);
    CU_ASSERT_TRUE(found(TR_F_WRONG_USAGE, "Special"));
    CU_ASSERT_EQUAL(judge(signer_with("extendedKeyUsage=serverAuth,anyExtendedKeyUsage", NULL)),
                    TR_TRUSTED);
    CU_ASSERT_EQUAL(judge(signer_with(NULL, NULL)), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_NO_CODE_SIGNING, "Special"));
}

static void timestamps_need_their_own_usage(void)
{
    install_usual();
    rules.purpose = TR_PURPOSE_TIMESTAMPING;
    CU_ASSERT_EQUAL(judge(signer), TR_WRONG_USAGE);
    CU_ASSERT_EQUAL(judge(signer_with("extendedKeyUsage=critical,timeStamping", NULL)), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge(signer_with(NULL, NULL)), TR_WRONG_USAGE);
    rules.purpose = TR_PURPOSE_COUNTER_SIGNING;
    CU_ASSERT_EQUAL(judge(signer_with(NULL, NULL)), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge(signer), TR_WRONG_USAGE);
}

static void usage_nests_through_intermediates_but_not_roots(void)
{
    X509 *web = issue((authority_request){ .name = "Web",
                                           .key = OTHER,
                                           .issuer = root,
                                           .issuer_key = ROOT,
                                           .extensions = { CA, "extendedKeyUsage=serverAuth" } });
    X509 *below = keep(authority_signer("Signer", SIGNER, web, OTHER));

    install(root, TR_ROLE_ANCHOR);
    carry(web);
    CU_ASSERT_EQUAL(judge(below), TR_WRONG_USAGE);
    CU_ASSERT_TRUE(found(TR_F_WRONG_USAGE, "Web"));
    install(web, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(below), TR_TRUSTED);
}

static void key_usage_of_the_signer_matters_to_strict_only(void)
{
    install_usual();
    CU_ASSERT_EQUAL(judge(signer_with("keyUsage=keyEncipherment", CODE)), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_WRONG_USAGE);
    CU_ASSERT_TRUE(found(TR_F_NO_KEY_USAGE, "Special"));
}

static void names_outside_constraints_are_refused(void)
{
    X509 *narrow = issue((authority_request){
        .name = "Narrow",
        .key = OTHER,
        .issuer = root,
        .issuer_key = ROOT,
        .extensions = { CA, "nameConstraints=critical,permitted;email:example.com" } });
    authority_request inside = { .name = "Inside",
                                 .key = SIGNER,
                                 .issuer = narrow,
                                 .issuer_key = OTHER,
                                 .extensions = { CODE, "subjectAltName=email:me@example.com" } };
    authority_request outside = { .name = "Outside",
                                  .key = SIGNER,
                                  .issuer = narrow,
                                  .issuer_key = OTHER,
                                  .extensions = { CODE, "subjectAltName=email:me@example.org" } };

    install(root, TR_ROLE_ANCHOR);
    carry(narrow);
    CU_ASSERT_EQUAL(judge(issue(inside)), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge(issue(outside)), TR_BAD_NAME);
    CU_ASSERT_TRUE(found(TR_F_BAD_NAME, "Outside"));
}

static void unknown_critical_extension_is_refused(void)
{
    install_usual();
    CU_ASSERT_EQUAL(judge(signer_with("1.2.3.4=critical,ASN1:NULL", CODE)), TR_BAD_EXTENSION);
    CU_ASSERT_TRUE(found(TR_F_BAD_EXTENSION, "Special"));
    CU_ASSERT_EQUAL(judge(signer_with("1.2.3.4=ASN1:NULL", CODE)), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge(signer_with("1.3.6.1.4.1.311.2.1.27=critical,ASN1:NULL", CODE)),
                    TR_TRUSTED);
}

static void unreadable_limits_are_refused(void)
{
    install_usual();
    CU_ASSERT_EQUAL(judge(signer_with("2.5.29.30=ASN1:NULL", CODE)), TR_BAD_EXTENSION);
    CU_ASSERT_TRUE(found(TR_F_MALFORMED_EXTENSION, "Special"));
    CU_ASSERT_EQUAL(judge(signer_with("2.5.29.37=ASN1:NULL", NULL)), TR_WRONG_USAGE);
}

static void curve_of_its_own_is_refused(void)
{
    X509 *spoof = issue((authority_request){
        .name = "Root", .key = AUTHORITY_EXPLICIT_CURVE, .extensions = { CA } });
    X509 *victim = keep(authority_signer("Signer", SIGNER, spoof, AUTHORITY_EXPLICIT_CURVE));

    install(root, TR_ROLE_ANCHOR);
    carry(spoof);
    CU_ASSERT_EQUAL(judge(victim), TR_BAD_CERT_SIGNATURE);
    CU_ASSERT_TRUE(found(TR_F_EXPLICIT_CURVE, "Root"));
    install(spoof, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(victim), TR_BAD_CERT_SIGNATURE);
}

static void weak_digests_matter_to_strict_only(void)
{
    authority_request old = { .name = "Old",
                              .key = SIGNER,
                              .issuer = intermediate,
                              .issuer_key = INTERMEDIATE,
                              .extensions = { CODE },
                              .from = TOO_EARLY - 3 * 366 * 86400,
                              .digest = EVP_sha1() };

    install_usual();
    CU_ASSERT_EQUAL(judge(issue(old)), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_WEAK_ALGORITHM);
    CU_ASSERT_TRUE(found(TR_F_WEAK_CERT_DIGEST, "Old"));
    carry(keep(authority_ca("RSA", AUTHORITY_RSA_1024, root, ROOT)));
    old.issuer = made[made_count - 1];
    old.issuer_key = AUTHORITY_RSA_1024;
    old.digest = EVP_md5();
    CU_ASSERT_EQUAL(judge(issue(old)), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_WEAK_ALGORITHM);
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_WEAK_CERT_DIGEST)->detail, "MD5");
}

static void sha1_before_its_sunset_is_a_note(void)
{
    time_t from = IN_2015 - 86400;
    X509 *old_root = issue((authority_request){ .name = "Old root",
                                                .key = OTHER,
                                                .from = from,
                                                .extensions = { CA },
                                                .digest = EVP_sha1() });
    X509 *old = issue((authority_request){ .name = "Old",
                                           .key = SIGNER,
                                           .issuer = old_root,
                                           .issuer_key = OTHER,
                                           .extensions = { CODE },
                                           .from = from,
                                           .digest = EVP_sha1() });

    install(old_root, TR_ROLE_ANCHOR);
    rules.at = IN_2015;
    CU_ASSERT_EQUAL(judge(old), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_TRUSTED);
    CU_ASSERT_TRUE(found(TR_F_WEAK_CERT_DIGEST, "Old"));
    CU_ASSERT_FALSE(found(TR_F_WEAK_CERT_DIGEST, "Old root"));
}

static void short_keys_are_told(void)
{
    authority_request weak = { .name = "Weak",
                               .key = AUTHORITY_RSA_512,
                               .issuer = intermediate,
                               .issuer_key = INTERMEDIATE,
                               .extensions = { CODE } };

    install_usual();
    CU_ASSERT_EQUAL(judge(issue(weak)), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_WEAK_ALGORITHM);
    CU_ASSERT_TRUE(found(TR_F_WEAK_KEY, "Weak"));
    weak.key = AUTHORITY_RSA_1024;
    CU_ASSERT_EQUAL(judge(issue(weak)), TR_TRUSTED);
    CU_ASSERT_EQUAL(strict(), TR_TRUSTED);
    CU_ASSERT_EQUAL(tr_findings_find(&chain.findings, TR_F_WEAK_KEY)->amount, 1024);
}

/* Ten layers with three cross-certificates each: 3^10 ways. */
static void hostile_number_of_ways_is_bounded(void)
{
    X509 *tops[3], *below[3];
    char name[16];

    for (unsigned key = 0; key < 3; key++)
        tops[key] = keep(authority_root("L0", key));
    for (unsigned layer = 1; layer < 10; layer++) {
        snprintf(name, sizeof(name), "L%u", layer);
        for (unsigned key = 0; key < 3; key++)
            below[key] = keep(authority_ca(name, 0, tops[key], layer == 1 ? key : 0));
        for (unsigned key = 0; key < 3; key++) {
            carry(below[key]);
            tops[key] = below[key];
        }
    }
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Signer", SIGNER, tops[0], 0))),
                    TR_INCOMPLETE_CHAIN);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&chain.findings, TR_F_TOO_MANY_PATHS));
}

static void work_for_one_file_is_bounded(void)
{
    tr_chain_work work = { .checks = 3, .paths = 10 };

    install_usual();
    rules.work = &work;
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_EQUAL(work.checks, 1);
    CU_ASSERT_EQUAL(work.paths, 9);
    CU_ASSERT_NOT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&chain.findings, TR_F_TOO_MANY_PATHS));
}

static void too_long_a_chain_breaks_off(void)
{
    X509 *top = root;
    unsigned key = ROOT;
    char name[16];

    install(root, TR_ROLE_ANCHOR);
    for (unsigned layer = 0; layer < 20; layer++) {
        snprintf(name, sizeof(name), "Layer %u", layer);
        top = keep(authority_ca(name, OTHER, top, key));
        key = OTHER;
        carry(top);
    }
    CU_ASSERT_EQUAL(judge(keep(authority_signer("Signer", SIGNER, top, OTHER))),
                    TR_INCOMPLETE_CHAIN);
    CU_ASSERT_EQUAL(chain.count, TR_CHAIN_MAX);
}

static void order_of_installation_does_not_matter(void)
{
    X509 *twin = keep(authority_root("Root", ROOT));
    tr_thumbprint first;

    carry(intermediate);
    install(root, TR_ROLE_ANCHOR);
    install(twin, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    first = last_link()->thumbprint;
    tr_anchor_store_free(store);
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    rules.store = store;
    install(twin, TR_ROLE_ANCHOR);
    install(root, TR_ROLE_ANCHOR);
    CU_ASSERT_EQUAL(judge(signer), TR_TRUSTED);
    CU_ASSERT_TRUE(tr_thumbprint_equal(&first, &last_link()->thumbprint));
}

static CU_TestInfo tests[] = {
    { "installed root is trusted", installed_root_is_trusted },
    { "intermediate comes from the store", intermediate_comes_from_the_store },
    { "chain ends at an anchor in the middle", chain_ends_at_an_anchor_in_the_middle },
    { "carried root is not trusted", carried_root_is_not_trusted },
    { "intermediate role vouches for nothing", intermediate_role_vouches_for_nothing },
    { "self-signed signer is an untrusted root", self_signed_signer_is_an_untrusted_root },
    { "missing issuer is named", missing_issuer_is_named },
    { "look-alike root does not count", look_alike_root_does_not_count },
    { "look-alike beside the right root does no harm",
      look_alike_beside_the_right_root_does_no_harm },
    { "key alone is no anchor", key_alone_is_no_anchor },
    { "forged certificate is told from a look-alike",
      forged_certificate_is_told_from_a_look_alike },
    { "forged root is told", forged_root_is_told },
    { "expired certificate is told", expired_certificate_is_told },
    { "untrusted root comes before expiry", untrusted_root_comes_before_expiry },
    { "valid way is chosen over an expired one", valid_way_is_chosen_over_an_expired_one },
    { "distrusted certificate stops the chain", distrusted_certificate_stops_the_chain },
    { "distrusted certificate stops the chain by whatever signature",
      distrusted_certificate_stops_the_chain_by_whatever_signature },
    { "way around a distrusted cross-certificate is found",
      way_around_a_distrusted_cross_certificate_is_found },
    { "cross-certificate leads to another anchor", cross_certificate_leads_to_another_anchor },
    { "certificates that issue each other end", certificates_that_issue_each_other_end },
    { "certificate without CA flag may not issue", certificate_without_ca_flag_may_not_issue },
    { "intermediate without constraints may not issue",
      intermediate_without_constraints_may_not_issue },
    { "root of version 1 may issue", root_of_version_1_may_issue },
    { "path length is kept", path_length_is_kept },
    { "signer needs the right usage", signer_needs_the_right_usage },
    { "timestamps need their own usage", timestamps_need_their_own_usage },
    { "usage nests through intermediates but not roots",
      usage_nests_through_intermediates_but_not_roots },
    { "key usage of the signer matters to strict only",
      key_usage_of_the_signer_matters_to_strict_only },
    { "names outside constraints are refused", names_outside_constraints_are_refused },
    { "unknown critical extension is refused", unknown_critical_extension_is_refused },
    { "unreadable limits are refused", unreadable_limits_are_refused },
    { "curve of its own is refused (CVE-2020-0601)", curve_of_its_own_is_refused },
    { "weak digests matter to strict only", weak_digests_matter_to_strict_only },
    { "SHA-1 before its sunset is a note", sha1_before_its_sunset_is_a_note },
    { "short keys are told", short_keys_are_told },
    { "hostile number of ways is bounded", hostile_number_of_ways_is_bounded },
    { "work for one file is bounded", work_for_one_file_is_bounded },
    { "too long a chain breaks off", too_long_a_chain_breaks_off },
    { "order of installation does not matter", order_of_installation_does_not_matter },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo chain_suite = { "trust/chain", NULL, NULL, set_up, tear_down, tests };
