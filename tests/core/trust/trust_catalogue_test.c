#include "core/trust/trust_catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <openssl/x509v3.h>

#include "core/trust/anchor_store.h"
#include "core/trust/certificate.h"
#include "tests/suites.h"

#define SHA1_A "0123456789abcdef0123456789abcdef01234567"
#define SHA1_B "76 54 32 10 FE DC BA 98 76 54 32 10 FE DC BA 98 76 54 32 10"

/* Each on a line of its own, so that the messages' lines can be told. */
#define HEAD "<?xml version=\"1.0\"?>\n<required-certificates version=\"1\">\n"
#define TAIL "</required-certificates>\n"
#define BODY(cn, sha1)                                                                             \
    "<common-name>" cn "</common-name>\n<sha1>" sha1 "</sha1>\n<store>Root</store>\n"              \
    "<purpose>code signing</purpose>\n<evidence>found</evidence>\n<source>a page</source>\n"
#define ROOT_A                                                                                     \
    "<certificate id=\"a\" profile=\"named\">\n" BODY("Root A", SHA1_A) "</certificate>\n"
#define BELOW(id, issuer, sha1)                                                                    \
    "<certificate id=\"" id "\" profile=\"extended\" issuer=\"" issuer                             \
    "\">\n" BODY("B", sha1) "</certificate>\n"

static tr_status parse(tr_trust_catalogue **out, const char *xml, tr_error *err)
{
    const tr_bytes bytes = { (const unsigned char *)xml, strlen(xml) };

    return tr_trust_catalogue_parse(out, bytes, "list.xml", err);
}

/* Whether it is refused in one line that begins with the file and line, and says why. */
static void expect_refused(const char *xml, int line, const char *why)
{
    tr_trust_catalogue *catalogue = NULL;
    tr_error err = { .message = "" };
    char beginning[64];

    snprintf(beginning, sizeof(beginning), "cannot use 'list.xml': line %d: ", line);
    CU_ASSERT_EQUAL(parse(&catalogue, xml, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NULL(catalogue);
    CU_ASSERT_EQUAL(strncmp(err.message, beginning, strlen(beginning)), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, why));
    CU_ASSERT_PTR_NULL(strchr(err.message, '\n'));
    if (!strstr(err.message, why) || strncmp(err.message, beginning, strlen(beginning)) != 0)
        printf("    it said: %s\n", err.message);
}

static void shipped_catalogue_is_valid_by_its_own_schema(void)
{
    tr_trust_catalogue *catalogue = NULL;
    size_t named = 0;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL_FATAL(tr_trust_catalogue_load(&catalogue, NULL, &err), TR_OK);
    CU_ASSERT_EQUAL(tr_trust_catalogue_count(catalogue), 22);
    for (size_t index = 0; index < tr_trust_catalogue_count(catalogue); index++) {
        const tr_required *required = tr_trust_catalogue_get(catalogue, index);

        named += required->profile == TR_PROFILE_NAMED;
        CU_ASSERT(required->not_after > required->not_before && required->not_before > 0);
        CU_ASSERT_PTR_NOT_NULL(required->serial);
        CU_ASSERT_PTR_NOT_NULL(required->values);
        CU_ASSERT((required->store == TR_REQUIRED_IN_CA) == (required->issuer_id != NULL));
        CU_ASSERT(required->has_sha256 == (strcmp(required->values, "computed") == 0));
    }
    CU_ASSERT_EQUAL(named, 4);
    tr_trust_catalogue_free(catalogue);
}

static void shipped_entry_is_found_by_id_and_by_thumbprint(void)
{
    static const char thumbprint[] = "4eb6d578499b1ccf5f581ead56be3d9b6744a5e5";
    unsigned char sha1[TR_SHA1_SIZE];
    tr_trust_catalogue *catalogue = NULL;
    const tr_required *g5;

    CU_ASSERT_TRUE(tr_hex_parse(sha1, sizeof(sha1), thumbprint));
    CU_ASSERT_EQUAL_FATAL(tr_trust_catalogue_load(&catalogue, NULL, NULL), TR_OK);
    g5 = tr_trust_catalogue_find(catalogue, "verisign-class3-g5");
    CU_ASSERT_PTR_NOT_NULL_FATAL(g5);
    CU_ASSERT_PTR_EQUAL(tr_trust_catalogue_find_sha1(catalogue, sha1), g5);
    CU_ASSERT_STRING_EQUAL(g5->common_name,
                           "VeriSign Class 3 Public Primary Certification Authority - G5");
    CU_ASSERT_STRING_EQUAL(g5->serial, "18dad19e267de8bb4a2158cdcc6b3b4a");
    CU_ASSERT_EQUAL(g5->not_after, (time_t)2099865599); /* 2036-07-16T23:59:59Z */
    CU_ASSERT_EQUAL(g5->store, TR_REQUIRED_IN_ROOT);

    sha1[0] ^= 1;
    CU_ASSERT_PTR_NULL(tr_trust_catalogue_find_sha1(catalogue, sha1));
    CU_ASSERT_PTR_NULL(tr_trust_catalogue_find(catalogue, "verisign-class3"));
    CU_ASSERT_PTR_NULL(tr_trust_catalogue_get(catalogue, tr_trust_catalogue_count(catalogue)));
    tr_trust_catalogue_free(catalogue);
}

static void compare_with(const tr_required *required, const X509 *certificate)
{
    char *subject = tr_certificate_subject(certificate);
    const ASN1_OCTET_STRING *key_id = X509_get0_subject_key_id((X509 *)certificate);

    CU_ASSERT_PTR_NOT_NULL_FATAL(subject);
    CU_ASSERT_STRING_EQUAL(required->subject, subject);
    CU_ASSERT_STRING_EQUAL(required->serial, tr_certificate_serial(certificate).text);
    CU_ASSERT_EQUAL(required->not_before, tr_certificate_not_before(certificate));
    CU_ASSERT_EQUAL(required->not_after, tr_certificate_not_after(certificate));
    CU_ASSERT_EQUAL(required->has_key_id, key_id != NULL);
    if (required->has_key_id && key_id)
        CU_ASSERT_EQUAL(memcmp(required->key_id, ASN1_STRING_get0_data(key_id), TR_SHA1_SIZE), 0);
    free(subject);
}

static void shipped_values_are_those_of_the_installed_certificates(void)
{
    tr_trust_catalogue *catalogue = NULL;
    tr_anchor_store *store = NULL;
    size_t compared = 0;

    CU_ASSERT_EQUAL_FATAL(tr_trust_catalogue_load(&catalogue, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    if (tr_anchor_store_load_system(store, NULL) != TR_OK)
        printf("    the system's certificates cannot be read\n");
    for (size_t index = 0; index < tr_trust_catalogue_count(catalogue); index++) {
        const tr_required *required = tr_trust_catalogue_get(catalogue, index);
        const tr_anchor *anchor = tr_anchor_store_find(store, required->sha1, NULL);

        if (!anchor || !required->has_sha256)
            continue;
        CU_ASSERT_EQUAL(memcmp(anchor->thumbprint.sha256, required->sha256, TR_SHA256_SIZE), 0);
        compare_with(required, anchor->certificate);
        compared++;
    }
    if (compared == 0)
        printf("    SKIPPED: none of the required certificates is installed here\n");
    tr_anchor_store_free(store);
    tr_trust_catalogue_free(catalogue);
}

static void list_of_an_organisation_may_say_little(void)
{
    tr_trust_catalogue *catalogue = NULL;
    const tr_required *a, *b;

    CU_ASSERT_EQUAL_FATAL(parse(&catalogue, HEAD ROOT_A BELOW("b", "a", SHA1_B) TAIL, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_trust_catalogue_count(catalogue), 2);
    a = tr_trust_catalogue_get(catalogue, 0);
    b = tr_trust_catalogue_get(catalogue, 1);
    CU_ASSERT_STRING_EQUAL(a->common_name, "Root A");
    CU_ASSERT_PTR_NULL(a->issuer_id);
    CU_ASSERT_PTR_NULL(a->subject);
    CU_ASSERT_PTR_NULL(a->serial);
    CU_ASSERT_PTR_NULL(a->url);
    CU_ASSERT_FALSE(a->has_sha256);
    CU_ASSERT_FALSE(a->has_key_id);
    CU_ASSERT_EQUAL(a->not_after, 0);
    CU_ASSERT_STRING_EQUAL(b->issuer_id, "a");
    CU_ASSERT_EQUAL(b->profile, TR_PROFILE_EXTENDED);
    CU_ASSERT_EQUAL(b->sha1[0], 0x76);
    CU_ASSERT_EQUAL(b->sha1[19], 0x10);
    tr_trust_catalogue_free(catalogue);
}

static void comments_and_line_breaks_do_not_change_a_text(void)
{
    tr_trust_catalogue *catalogue = NULL;

    CU_ASSERT_EQUAL_FATAL(parse(&catalogue,
                                "\xef\xbb\xbf" HEAD
                                "<certificate id=\"a\" profile=\"named\">\n" BODY(
                                    "\n  Root<!-- the -->\r\n\t A &amp; <![CDATA[<B>]]>&#xe9; ",
                                    SHA1_A) "</certificate>" TAIL,
                                NULL),
                          TR_OK);
    CU_ASSERT_STRING_EQUAL(tr_trust_catalogue_get(catalogue, 0)->common_name,
                           "Root A & <B>\xc3\xa9");
    tr_trust_catalogue_free(catalogue);
}

static void what_is_no_xml_is_refused(void)
{
    expect_refused("", 1, "empty");
    expect_refused("\n\nhello", 3, "start tag expected");
    expect_refused(HEAD ROOT_A, 11, "premature end");
    expect_refused(HEAD "<certificate id=\"a\">\n</oops>" TAIL, 4, "mismatch");
    expect_refused(HEAD "\xff" TAIL, 3, "UTF-8");
}

static void utf16_is_refused(void)
{
    static const unsigned char text[] = { 0xff, 0xfe, '<', 0, 'a', 0, '/', 0, '>', 0 };
    tr_trust_catalogue *catalogue = NULL;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(
        tr_trust_catalogue_parse(&catalogue, (tr_bytes){ text, sizeof(text) }, "list.xml", &err),
        TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "not UTF-8"));
}

static void what_breaks_the_schema_is_refused_with_its_line(void)
{
    expect_refused(HEAD TAIL, 2, "Expected is ( certificate )");
    expect_refused("<roots/>", 1, "roots");
    expect_refused("<required-certificates version=\"2\">\n" ROOT_A TAIL, 1, "version");
    expect_refused(HEAD "<certificate id=\"a\" profile=\"named\">\n" BODY(
                       "A", "0123456789abcdef0123456789abcdef0123456") "</certificate>\n" TAIL,
                   5, "element 'sha1': the value '0123456789abcdef0123456789abcdef0123456'");
    expect_refused(HEAD "<certificate id=\"a\" profile=\"named\">\n<colour/>\n" BODY(
                       "A", SHA1_A) "</certificate>\n" TAIL,
                   4, "element 'colour': this element is not expected");
    expect_refused(HEAD "<certificate id=\"A!\" profile=\"named\">\n" BODY(
                       "A", SHA1_A) "</certificate>\n" TAIL,
                   3, "attribute 'id'");
    expect_refused(HEAD "<certificate id=\"a\" profile=\"named\">\n" BODY(
                       "A\xe2\x80\xae", SHA1_A) "</certificate>\n" TAIL,
                   4, "element 'common-name'");
}

static void what_contradicts_itself_is_refused_with_its_line(void)
{
    expect_refused(HEAD ROOT_A BELOW("a", "a", SHA1_B) TAIL, 11, "same id");
    expect_refused(HEAD ROOT_A BELOW("b", "a", SHA1_A) TAIL, 11, "same SHA-1 thumbprint");
    expect_refused(HEAD ROOT_A BELOW("b", "c", SHA1_B) TAIL, 11, "issuer is not in this catalogue");
    expect_refused(HEAD BELOW("b", "b", SHA1_B) TAIL, 3, "circle");
    expect_refused(HEAD "<certificate id=\"a\" profile=\"named\"><common-name>A</common-name>\n"
                        "<sha1>" SHA1_A "</sha1>\n<not-before>2030-01-02</not-before>\n"
                        "<not-after>2030-01-01T23:59:59Z</not-after><store>CA</store>"
                        "<purpose>p</purpose><evidence>found</evidence><source>s</source>"
                        "</certificate>" TAIL,
                   3, "ends before it begins");
}

static void doctype_is_refused_before_its_entities_are_read(void)
{
    expect_refused("<?xml version=\"1.0\"?>\n<!DOCTYPE required-certificates SYSTEM \"a.dtd\">\n"
                   "<required-certificates version=\"1\">\n" ROOT_A TAIL,
                   2, "a DOCTYPE is not allowed here");
    expect_refused("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">\n"
                   "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;\">]>\n"
                   "<required-certificates version=\"1\">&d;" ROOT_A TAIL,
                   1, "a DOCTYPE is not allowed here");
    expect_refused(HEAD "<certificate id=\"a\" profile=\"named\">\n" BODY(
                       "&root;", SHA1_A) "</certificate>\n" TAIL,
                   4, "entity 'root' not defined");
}

static void catalogue_cannot_bring_its_own_schema(void)
{
    expect_refused("<required-certificates version=\"1\"\n"
                   " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                   " xsi:noNamespaceSchemaLocation=\"own.xsd\">" ROOT_A TAIL,
                   3, "schema instance namespace");
}

/* Text repeated, so that it would take a careless parser very long; the caller's to free. */
static char *repeated(const char *beginning, const char *text, size_t count)
{
    size_t size = strlen(text), start = strlen(beginning);
    char *all = malloc(start + size * count + 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(all);
    memcpy(all, beginning, start);
    for (size_t index = 0; index < count; index++)
        memcpy(all + start + size * index, text, size);
    all[start + size * count] = '\0';
    return all;
}

static void excess_is_refused(void)
{
    char *deep = repeated("", "<a>", 100000);
    char *wide = repeated("<required-certificates", " a=\"\"", 100000);
    char *long_text =
        repeated(HEAD "<certificate id=\"a\" profile=\"named\">\n<common-name>", "x", 100000);
    char *large = repeated("", " ", (size_t)5 * 1024 * 1024);
    tr_trust_catalogue *catalogue = NULL;

    expect_refused(deep, 1, "nested too deeply");
    expect_refused(wide, 1, "too many attributes");
    expect_refused(long_text, 4, "premature end");
    CU_ASSERT_EQUAL(parse(&catalogue, large, NULL), TR_ERR_UNSUPPORTED);
    free(large);
    free(long_text);
    free(wide);
    free(deep);
}

static void catalogue_is_loaded_from_a_file(void)
{
    static const char path[] = "trust_catalogue_test.xml";
    tr_trust_catalogue *catalogue = NULL;
    tr_error err = { .message = "" };
    FILE *file = fopen(path, "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(HEAD ROOT_A TAIL, file);
    fclose(file);
    CU_ASSERT_EQUAL(tr_trust_catalogue_load(&catalogue, path, &err), TR_OK);
    CU_ASSERT_EQUAL(catalogue ? tr_trust_catalogue_count(catalogue) : 0, 1);
    tr_trust_catalogue_free(catalogue);
    remove(path);
    CU_ASSERT_EQUAL(tr_trust_catalogue_load(&catalogue, path, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, path));
}

static CU_TestInfo tests[] = {
    { "shipped catalogue is valid by its own schema",
      shipped_catalogue_is_valid_by_its_own_schema },
    { "shipped entry is found by id and by thumbprint",
      shipped_entry_is_found_by_id_and_by_thumbprint },
    { "shipped values are those of the installed certificates",
      shipped_values_are_those_of_the_installed_certificates },
    { "list of an organisation may say little", list_of_an_organisation_may_say_little },
    { "comments and line breaks do not change a text",
      comments_and_line_breaks_do_not_change_a_text },
    { "what is no XML is refused", what_is_no_xml_is_refused },
    { "UTF-16 is refused", utf16_is_refused },
    { "what breaks the schema is refused with its line",
      what_breaks_the_schema_is_refused_with_its_line },
    { "what contradicts itself is refused with its line",
      what_contradicts_itself_is_refused_with_its_line },
    { "DOCTYPE is refused before its entities are read",
      doctype_is_refused_before_its_entities_are_read },
    { "catalogue cannot bring its own schema", catalogue_cannot_bring_its_own_schema },
    { "excess is refused", excess_is_refused },
    { "catalogue is loaded from a file", catalogue_is_loaded_from_a_file },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo trust_catalogue_suite = { "trust/trust_catalogue", NULL, NULL, NULL, NULL, tests };
