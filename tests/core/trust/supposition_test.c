/* what_if: chains as they would be if the catalogue's certificates were installed. */
#include "core/trust/chain.h"

#include <stdio.h>
#include <string.h>

#include <openssl/x509v3.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate.h"
#include "tests/authority.h"
#include "tests/suites.h"

#define NOW ((time_t)1893456000) /* 2030-01-01 */

enum { ROOT, INTERMEDIATE, SIGNER, OTHER };

static tr_anchor_store *store;
static tr_trust_catalogue *catalogue;
static STACK_OF(X509) *carried;
static X509 *root, *intermediate, *signer;
static tr_chain chain;
static char xml[8192];

static void set_up(void)
{
    carried = sk_X509_new_null();
    catalogue = NULL;
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    root = authority_root("Root", ROOT);
    intermediate = authority_ca("Intermediate", INTERMEDIATE, root, ROOT);
    signer = authority_signer("Signer", SIGNER, intermediate, INTERMEDIATE);
    strcpy(xml, "<?xml version=\"1.0\"?>\n<required-certificates version=\"1\">\n");
}

static void tear_down(void)
{
    tr_chain_clear(&chain);
    sk_X509_free(carried);
    X509_free(root);
    X509_free(intermediate);
    X509_free(signer);
    tr_trust_catalogue_free(catalogue);
    tr_anchor_store_free(store);
    authority_tear_down();
}

/* Require a certificate, by thumbprint and name, and by key identifier if with_key. */
static void require(const char *id, X509 *certificate, const char *issuer_id, bool with_key)
{
    tr_thumbprint thumbprint;
    char sha1[41], key[41], key_element[80] = "", issuer[40] = "";
    char *name = tr_certificate_common_name(certificate);

    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, certificate, NULL), TR_OK);
    tr_hex(sha1, thumbprint.sha1, TR_SHA1_SIZE);
    tr_hex(key, ASN1_STRING_get0_data(X509_get0_subject_key_id(certificate)), TR_SHA1_SIZE);
    if (with_key)
        snprintf(key_element, sizeof(key_element), "<key-id>%s</key-id>", key);
    if (issuer_id)
        snprintf(issuer, sizeof(issuer), " issuer=\"%s\"", issuer_id);
    snprintf(xml + strlen(xml), sizeof(xml) - strlen(xml),
             "<certificate id=\"%s\" profile=\"named\"%s><common-name>%s</common-name>"
             "<sha1>%s</sha1>%s<not-before>2020-01-01</not-before>"
             "<not-after>2040-01-01</not-after><store>%s</store><purpose>code signing</purpose>"
             "<evidence>found</evidence><source>test</source></certificate>\n",
             id, issuer, name, sha1, key_element, issuer_id ? "CA" : "Root");
    free(name);
}

static tr_verdict judge(bool suppose)
{
    tr_chain_rules rules = { .store = store, .suppose_required = suppose, .at = NOW };
    tr_error err = { .message = "" };

    if (!catalogue) {
        tr_bytes bytes = { (const unsigned char *)xml, 0 };

        strcat(xml, "</required-certificates>\n");
        bytes.size = strlen(xml);
        CU_ASSERT_EQUAL_FATAL(tr_trust_catalogue_parse(&catalogue, bytes, "test", &err), TR_OK);
    }
    rules.catalogue = catalogue;
    tr_chain_clear(&chain);
    CU_ASSERT_EQUAL_FATAL(tr_chain_build(&chain, signer, carried, &rules, NULL), TR_OK);
    return chain.verdict;
}

static const tr_link *last_link(void)
{
    return &chain.links[chain.count - 1];
}

static void carried_root_counts_once_it_is_supposed(void)
{
    require("root", root, NULL, true);
    sk_X509_push(carried, intermediate);
    sk_X509_push(carried, root);
    CU_ASSERT_EQUAL(judge(false), TR_UNTRUSTED_ROOT);
    CU_ASSERT_PTR_NOT_NULL_FATAL(last_link()->required);
    CU_ASSERT_STRING_EQUAL(last_link()->required->id, "root");
    CU_ASSERT_FALSE(last_link()->is_supposed);
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    CU_ASSERT_TRUE(last_link()->is_supposed);
    CU_ASSERT_FALSE(last_link()->is_anchor);
    CU_ASSERT_EQUAL(last_link()->role, TR_LINK_ROOT);
    /* Its bytes are at hand: nothing rests on its name. */
    CU_ASSERT_PTR_NULL(tr_findings_find(&chain.findings, TR_F_SUPPOSED));
}

static void missing_root_is_named_and_supposed(void)
{
    require("root", root, NULL, true);
    sk_X509_push(carried, intermediate);
    CU_ASSERT_EQUAL(judge(false), TR_INCOMPLETE_CHAIN);
    CU_ASSERT_EQUAL(last_link()->role, TR_LINK_MISSING);
    CU_ASSERT_PTR_NOT_NULL_FATAL(last_link()->required);
    CU_ASSERT_STRING_EQUAL(last_link()->required->id, "root");
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    CU_ASSERT_EQUAL(last_link()->role, TR_LINK_SUPPOSED);
    CU_ASSERT_TRUE(last_link()->is_supposed);
    CU_ASSERT_STRING_EQUAL(last_link()->name, "Root");
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&chain.findings, TR_F_SUPPOSED));
}

static void supposed_intermediate_leads_to_its_root(void)
{
    require("root", root, NULL, true);
    require("intermediate", intermediate, "root", false);
    CU_ASSERT_EQUAL(judge(false), TR_INCOMPLETE_CHAIN);
    CU_ASSERT_STRING_EQUAL(last_link()->required->id, "intermediate");
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    CU_ASSERT_EQUAL(chain.count, 3);
    CU_ASSERT_EQUAL(chain.links[1].role, TR_LINK_SUPPOSED);
    CU_ASSERT_STRING_EQUAL(last_link()->name, "Root");
}

static void supposed_intermediate_leads_to_an_installed_root(void)
{
    require("root", root, NULL, true);
    require("intermediate", intermediate, "root", true);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_ANCHOR, "test", NULL), TR_OK);
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    CU_ASSERT_TRUE(last_link()->is_anchor);
    CU_ASSERT_FALSE(last_link()->is_supposed);
    CU_ASSERT_PTR_EQUAL(last_link()->certificate, root);
}

static void another_key_of_the_same_name_is_not_supposed(void)
{
    X509 *other = authority_root("Root", OTHER);

    require("other", other, NULL, true);
    sk_X509_push(carried, intermediate);
    CU_ASSERT_EQUAL(judge(true), TR_INCOMPLETE_CHAIN);
    CU_ASSERT_PTR_NULL(last_link()->required);
    X509_free(other);
}

static void required_root_is_named_rather_than_a_cross_certificates_issuer(void)
{
    X509 *cross_root = authority_root("Cross", OTHER);
    X509 *cross = authority_ca("Root", ROOT, cross_root, OTHER);

    require("root", root, NULL, true);
    sk_X509_push(carried, intermediate);
    sk_X509_push(carried, cross);
    CU_ASSERT_EQUAL(judge(false), TR_INCOMPLETE_CHAIN);
    CU_ASSERT_STRING_EQUAL(last_link()->name, "Root");
    CU_ASSERT_PTR_NOT_NULL(last_link()->required);
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    X509_free(cross);
    X509_free(cross_root);
}

static void required_intermediate_is_no_anchor(void)
{
    require("root", root, NULL, true);
    require("intermediate", intermediate, "root", true);
    sk_X509_push(carried, intermediate);
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    CU_ASSERT_EQUAL(chain.count, 3);
    CU_ASSERT_FALSE(chain.links[1].is_supposed);
    CU_ASSERT_TRUE(chain.links[2].is_supposed);
}

static void installed_root_is_preferred_to_a_supposed_one(void)
{
    require("root", root, NULL, true);
    sk_X509_push(carried, intermediate);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_ANCHOR, "test", NULL), TR_OK);
    CU_ASSERT_EQUAL(judge(true), TR_TRUSTED);
    CU_ASSERT_TRUE(last_link()->is_anchor);
    CU_ASSERT_FALSE(last_link()->is_supposed);
}

static CU_TestInfo tests[] = {
    { "carried root counts once it is supposed", carried_root_counts_once_it_is_supposed },
    { "missing root is named and supposed", missing_root_is_named_and_supposed },
    { "supposed intermediate leads to its root", supposed_intermediate_leads_to_its_root },
    { "supposed intermediate leads to an installed root",
      supposed_intermediate_leads_to_an_installed_root },
    { "another key of the same name is not supposed",
      another_key_of_the_same_name_is_not_supposed },
    { "required root is named rather than a cross-certificate's issuer",
      required_root_is_named_rather_than_a_cross_certificates_issuer },
    { "required intermediate is no anchor", required_intermediate_is_no_anchor },
    { "installed root is preferred to a supposed one",
      installed_root_is_preferred_to_a_supposed_one },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo supposition_suite = { "trust/supposition", NULL, NULL, set_up, tear_down, tests };
