#include "core/trust/trust_list.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate.h"
#include "core/trust/chain.h"
#include "tests/authority.h"
#include "tests/suites.h"

#define NOW  ((time_t)1893456000) /* 2030-01-01 */
#define YEAR ((time_t)365 * 86400)

#define CODE_SIGNING "1.3.6.1.5.5.7.3.3"
#define TIMESTAMPS   "1.3.6.1.5.5.7.3.8"

#define ROOT_LIST       "1.3.6.1.4.1.311.10.3.9"
#define DISALLOWED_LIST "1.3.6.1.4.1.311.10.3.30"
#define CATALOG_LIST    "1.3.6.1.4.1.311.12.1.1"

enum { ROOT, INTERMEDIATE, SIGNER };

/* A piece of DER under way. */
typedef struct der_text {
    unsigned char data[4096];
    size_t size;
} der_text;

static tr_anchor_store *store;
static tr_trust_list *list;
static STACK_OF(X509) *carried;
static X509 *root, *intermediate, *signer;
static tr_chain_rules rules;
static tr_chain chain;
static der_text entries;    /* of the list under way */
static der_text attributes; /* of the entry under way */

static void set_up(void)
{
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_trust_list_new(&list, NULL), TR_OK);
    carried = sk_X509_new_null();
    root = authority_root("Root", ROOT);
    intermediate = authority_ca("Intermediate", INTERMEDIATE, root, ROOT);
    signer = authority_signer("Signer", SIGNER, intermediate, INTERMEDIATE);
    sk_X509_push(carried, intermediate);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_ANCHOR, "test", NULL), TR_OK);
    rules = (tr_chain_rules){ .store = store, .trust_list = list, .at = NOW };
    entries.size = attributes.size = 0;
}

static void tear_down(void)
{
    tr_chain_clear(&chain);
    X509_free(root);
    X509_free(intermediate);
    X509_free(signer);
    sk_X509_free(carried);
    tr_anchor_store_free(store);
    tr_trust_list_free(list);
    authority_tear_down();
}

/* Append an element. */
static void put(der_text *out, unsigned char tag, const void *contents, size_t size)
{
    CU_ASSERT_FATAL(out->size + size + 4 <= sizeof(out->data));
    out->data[out->size++] = tag;
    out->data[out->size++] = 0x82;
    out->data[out->size++] = (unsigned char)(size >> 8);
    out->data[out->size++] = (unsigned char)(size & 255);
    if (size > 0)
        memcpy(out->data + out->size, contents, size);
    out->size += size;
}

/* Make what is there the contents of an element. */
static void wrap(der_text *out, unsigned char tag)
{
    der_text inner = *out;

    out->size = 0;
    put(out, tag, inner.data, inner.size);
}

static void put_oid(der_text *out, const char *text)
{
    ASN1_OBJECT *oid = OBJ_txt2obj(text, 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(oid);
    put(out, 0x06, OBJ_get0_data(oid), OBJ_length(oid));
    ASN1_OBJECT_free(oid);
}

static void append(der_text *out, const der_text *more)
{
    CU_ASSERT_FATAL(out->size + more->size <= sizeof(out->data));
    memcpy(out->data + out->size, more->data, more->size);
    out->size += more->size;
}

/* A property of the entry under way. */
static void put_property(const char *number, const void *value, size_t size)
{
    der_text attribute = { .size = 0 }, values = { .size = 0 };
    char oid[64] = "1.3.6.1.4.1.311.10.11.";

    put_oid(&attribute, strcat(oid, number));
    put(&values, 0x04, value, size);
    wrap(&values, 0x31);
    append(&attribute, &values);
    wrap(&attribute, 0x30);
    append(&attributes, &attribute);
}

static void put_usage(const char *number, const char *oid)
{
    der_text usages = { .size = 0 };

    put_oid(&usages, oid);
    wrap(&usages, 0x30);
    put_property(number, usages.data, usages.size);
}

static void put_file_time(const char *number, time_t time)
{
    unsigned long long ticks = ((unsigned long long)time + 11644473600ULL) * 10000000ULL;
    unsigned char value[8];

    for (size_t index = 0; index < sizeof(value); index++)
        value[index] = (unsigned char)(ticks >> 8 * index & 255);
    put_property(number, value, sizeof(value));
}

/* End the entry under way. */
static void put_entry(const unsigned char *id, size_t size)
{
    der_text entry = { .size = 0 };

    put(&entry, 0x04, id, size);
    wrap(&attributes, 0x31);
    append(&entry, &attributes);
    wrap(&entry, 0x30);
    append(&entries, &entry);
    attributes.size = 0;
}

static tr_thumbprint thumbprint_of(X509 *certificate)
{
    tr_thumbprint thumbprint;

    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, certificate, NULL), TR_OK);
    return thumbprint;
}

static void put_entry_of(X509 *certificate)
{
    tr_thumbprint thumbprint = thumbprint_of(certificate);

    put_entry(thumbprint.sha1, TR_SHA1_SIZE);
}

/* The list under way as a file, with nobody's signature. */
static der_text finish(const char *usage)
{
    der_text ctl = { .size = 0 }, message = { .size = 0 };

    put_oid(&ctl, usage);
    wrap(&ctl, 0x30);
    put(&ctl, 0x02, "\x01", 1);
    put(&ctl, 0x17, "260101000000Z", 13);
    {
        der_text algorithm = { .size = 0 };

        put_oid(&algorithm, "1.3.14.3.2.26");
        wrap(&algorithm, 0x30);
        append(&ctl, &algorithm);
    }
    wrap(&entries, 0x30);
    append(&ctl, &entries);
    wrap(&ctl, 0x30);
    wrap(&ctl, 0xa0);
    {
        der_text content = { .size = 0 };

        put_oid(&content, "1.3.6.1.4.1.311.10.1");
        append(&content, &ctl);
        wrap(&content, 0x30);
        put(&message, 0x02, "\x01", 1);
        put(&message, 0x31, NULL, 0);
        append(&message, &content);
        put(&message, 0x31, NULL, 0);
    }
    wrap(&message, 0x30);
    wrap(&message, 0xa0);
    {
        der_text all = { .size = 0 };

        put_oid(&all, "1.2.840.113549.1.7.2");
        append(&all, &message);
        wrap(&all, 0x30);
        entries.size = 0;
        return all;
    }
}

static tr_status add(const char *usage, tr_error *err)
{
    der_text file = finish(usage);

    return tr_trust_list_add(list, (tr_bytes){ file.data, file.size }, "test.stl", err);
}

static void install(void)
{
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(add(ROOT_LIST, &err), TR_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
}

static tr_verdict judge(void)
{
    tr_chain_clear(&chain);
    CU_ASSERT_EQUAL_FATAL(tr_chain_build(&chain, signer, carried, &rules, NULL), TR_OK);
    return chain.verdict;
}

static bool found(tr_finding_id id)
{
    return tr_findings_find(&chain.findings, id) != NULL;
}

static void what_is_not_listed_is_not_limited(void)
{
    put_entry((const unsigned char *)"aaaaaaaaaaaaaaaaaaaa", 20);
    install();
    CU_ASSERT_EQUAL(tr_trust_list_count(list), 1);
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
}

static void root_is_trusted_for_its_usages_only(void)
{
    put_usage("9", TIMESTAMPS);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_WRONG_USAGE);
    CU_ASSERT_TRUE(found(TR_F_LIST_USAGE));
    put_usage("9", CODE_SIGNING);
    put_entry_of(root);
    tr_trust_list_free(list);
    CU_ASSERT_EQUAL_FATAL(tr_trust_list_new(&list, NULL), TR_OK);
    rules.trust_list = list;
    install();
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
}

static void usage_can_be_taken_away(void)
{
    put_usage("122", CODE_SIGNING);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_WRONG_USAGE);
}

static void disabled_root_keeps_what_was_stamped_before(void)
{
    put_file_time("104", NOW);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
    rules.at = NOW + 1;
    CU_ASSERT_EQUAL(judge(), TR_DISTRUSTED);
    CU_ASSERT_TRUE_FATAL(found(TR_F_LIST_DISABLED));
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_LIST_DISABLED)->detail,
                           "2030-01-01T00:00:00Z");
}

static void root_may_be_disabled_for_one_usage(void)
{
    put_file_time("104", NOW - YEAR);
    put_usage("122", TIMESTAMPS);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
}

static void root_may_be_disabled_altogether(void)
{
    put_property("104", NULL, 0);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_DISTRUSTED);
    CU_ASSERT_TRUE(found(TR_F_LIST_DISALLOWED));
}

static void new_certificates_of_a_root_can_be_refused(void)
{
    put_file_time("126", AUTHORITY_FROM - 1);
    put_usage("127", CODE_SIGNING);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_DISTRUSTED);
    CU_ASSERT_TRUE(found(TR_F_LIST_NOT_BEFORE));
}

static void certificates_from_before_stay_good(void)
{
    put_file_time("126", AUTHORITY_FROM);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
}

static void rules_are_for_the_root_of_the_chain_only(void)
{
    put_usage("9", TIMESTAMPS);
    put_entry_of(intermediate);
    install();
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
}

static void other_certificate_of_the_same_sha1_is_not_meant(void)
{
    put_property("98", "an SHA-256 of something different", 32);
    put_usage("9", TIMESTAMPS);
    put_entry_of(root);
    install();
    CU_ASSERT_EQUAL(judge(), TR_TRUSTED);
}

static void disallowed_list_names_any_certificate(void)
{
    tr_error err;

    put_entry_of(intermediate);
    CU_ASSERT_EQUAL(add(DISALLOWED_LIST, &err), TR_OK);
    CU_ASSERT_EQUAL(judge(), TR_DISTRUSTED);
    CU_ASSERT_STRING_EQUAL(tr_findings_find(&chain.findings, TR_F_LIST_DISALLOWED)->subject,
                           "Intermediate");
}

static void disallowed_list_names_what_was_signed(void)
{
    unsigned char *der = NULL, hash[32];
    const unsigned char *tbs;
    int size = i2d_X509(signer, &der), tag, class;
    long length;
    tr_error err;

    /* The first element of the certificate is what its issuer signed. */
    tbs = der;
    ASN1_get_object(&tbs, &length, &tag, &class, size);
    {
        const unsigned char *end = tbs;

        ASN1_get_object(&end, &length, &tag, &class, size);
        CU_ASSERT(
            EVP_Digest(tbs, (size_t)(end - tbs) + (size_t)length, hash, NULL, EVP_sha256(), NULL));
    }
    OPENSSL_free(der);
    put_entry(hash, sizeof(hash));
    CU_ASSERT_EQUAL(add(DISALLOWED_LIST, &err), TR_OK);
    CU_ASSERT_EQUAL(judge(), TR_DISTRUSTED);
}

static void several_lists_are_kept(void)
{
    tr_error err;

    put_usage("9", CODE_SIGNING);
    put_entry_of(root);
    install();
    put_entry_of(root);
    CU_ASSERT_EQUAL(add(DISALLOWED_LIST, &err), TR_OK);
    CU_ASSERT_EQUAL(tr_trust_list_count(list), 2);
    CU_ASSERT_EQUAL(judge(), TR_DISTRUSTED);
}

static void other_files_are_refused_as_a_whole(void)
{
    tr_error err = { .message = "" };

    put_entry_of(root);
    CU_ASSERT_EQUAL(add(CATALOG_LIST, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "test.stl"));
    put_property("104", "four", 4);
    put_entry_of(root);
    CU_ASSERT_EQUAL(add(ROOT_LIST, &err), TR_ERR_FORMAT);
    put_entry((const unsigned char *)"", 0);
    CU_ASSERT_EQUAL(add(ROOT_LIST, &err), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_trust_list_add(list, (tr_bytes){ NULL, 0 }, "empty.stl", &err),
                    TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_trust_list_count(list), 0);
}

static void truncated_lists_do_no_harm(void)
{
    der_text file;

    put_usage("9", TIMESTAMPS);
    put_file_time("104", NOW);
    put_entry_of(root);
    file = finish(ROOT_LIST);
    for (size_t size = 0; size < file.size; size++) {
        unsigned char *part = malloc(size + 1); /* of its own, so that overruns are seen */

        memcpy(part, file.data, size);
        if (tr_trust_list_add(list, (tr_bytes){ part, size }, "part", NULL) != TR_ERR_FORMAT)
            CU_FAIL("a part was taken for the whole");
        free(part);
    }
    CU_ASSERT_EQUAL(tr_trust_list_count(list), 0);
}

static CU_TestInfo tests[] = {
    { "what is not listed is not limited", what_is_not_listed_is_not_limited },
    { "root is trusted for its usages only", root_is_trusted_for_its_usages_only },
    { "usage can be taken away", usage_can_be_taken_away },
    { "disabled root keeps what was stamped before", disabled_root_keeps_what_was_stamped_before },
    { "root may be disabled for one usage", root_may_be_disabled_for_one_usage },
    { "root may be disabled altogether", root_may_be_disabled_altogether },
    { "new certificates of a root can be refused", new_certificates_of_a_root_can_be_refused },
    { "certificates from before stay good", certificates_from_before_stay_good },
    { "rules are for the root of the chain only", rules_are_for_the_root_of_the_chain_only },
    { "other certificate of the same SHA-1 is not meant",
      other_certificate_of_the_same_sha1_is_not_meant },
    { "disallowed list names any certificate", disallowed_list_names_any_certificate },
    { "disallowed list names what was signed", disallowed_list_names_what_was_signed },
    { "several lists are kept", several_lists_are_kept },
    { "other files are refused as a whole", other_files_are_refused_as_a_whole },
    { "truncated lists do no harm", truncated_lists_do_no_harm },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo trust_list_suite = { "trust/trust_list", NULL, NULL, set_up, tear_down, tests };
