#include "core/trust/certificate.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <openssl/x509v3.h>

#include "tests/authority.h"
#include "tests/suites.h"

static X509_NAME *name;

static void set_up(void)
{
    name = X509_NAME_new();
}

static void tear_down(void)
{
    X509_NAME_free(name);
    authority_tear_down();
}

static void add(const char *field, int type, const char *value, int size)
{
    CU_ASSERT(
        X509_NAME_add_entry_by_txt(name, field, type, (const unsigned char *)value, size, -1, 0));
}

static void expect_text(const char *expected)
{
    char *text = tr_name_text(name);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void expect_common_name(const char *expected)
{
    char *text = tr_name_common_name(name);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void name_is_one_line_in_rfc_2253_order(void)
{
    add("C", MBSTRING_UTF8, "US", -1);
    add("O", MBSTRING_UTF8, "VeriSign, Inc.", -1);
    add("CN", MBSTRING_UTF8, "Fran\xc3\xa7ois", -1);
    expect_text("CN=Fran\xc3\xa7ois, O=VeriSign\\, Inc., C=US");
    expect_common_name("Fran\xc3\xa7ois");
}

static void name_without_cn_goes_by_unit_or_organisation(void)
{
    add("O", MBSTRING_UTF8, "Organisation", -1);
    expect_common_name("Organisation");
    add("OU", MBSTRING_UTF8, "Unit", -1);
    expect_common_name("Unit");
}

static void hostile_names_are_shown_and_do_no_harm(void)
{
    add("CN", V_ASN1_UTF8STRING,
        "good\0evil\n\x1b[2J\xe2\x80\xae"
        "exe",
        20);
    expect_text("CN=good\\00evil\\0A\\1B[2J\\E2\\80\\AEexe");
    expect_common_name("good\\00evil\\0A\\1B[2J\\E2\\80\\AEexe");
}

static void broken_strings_are_shown_octet_by_octet(void)
{
    char *text;

    add("CN", V_ASN1_UTF8STRING, "a\xff\xfe", 3);
    text = tr_name_text(name);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "a\\FF\\FE"));
    free(text);
}

static void long_names_are_cut(void)
{
    char value[5000];
    char *text;

    memset(value, 'a', sizeof(value));
    add("CN", V_ASN1_UTF8STRING, value, sizeof(value));
    text = tr_name_text(name);
    CU_ASSERT(strlen(text) > 1000 && strlen(text) < 1100);
    CU_ASSERT_STRING_EQUAL(text + strlen(text) - 3, "\xe2\x80\xa6");
    free(text);
}

static void expect_serial(const unsigned char *octets, int size, const char *expected)
{
    X509 *certificate = X509_new();
    BIGNUM *number = BN_bin2bn(octets, size, NULL);

    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    CU_ASSERT_STRING_EQUAL(tr_certificate_serial(certificate).text, expected);
    BN_free(number);
    X509_free(certificate);
}

static void serial_numbers_keep_their_octets(void)
{
    unsigned char longest[100];

    expect_serial((const unsigned char *)"\x0e\xa0\xfe\x4d", 4, "0ea0fe4d");
    expect_serial((const unsigned char *)"\x9f\xea", 2, "9fea");
    expect_serial((const unsigned char *)"\x01", 1, "01");
    expect_serial((const unsigned char *)"\x00", 1, "00");
    memset(longest, 0x11, sizeof(longest));
    {
        char expected[72];

        memset(expected, '1', 68);
        strcpy(expected + 68, "...");
        expect_serial(longest, sizeof(longest), expected);
    }
}

static void expect_time(const char *text, time_t expected)
{
    time_t time = 1;

    CU_ASSERT(tr_time_parse(&time, text));
    CU_ASSERT_EQUAL(time, expected);
}

static void times_are_read_and_written(void)
{
    static const char *const wrong[] = { "",
                                         "2020",
                                         "2020-13-01",
                                         "2019-02-29",
                                         "2020-01-01T",
                                         "2020-01-01T00:00:00",
                                         "2020-01-01T24:00:00Z",
                                         "2020-01-01T00:00:00Zx",
                                         "2020-01-01T00:00:00.Z",
                                         "2020-01-01T00:00:00+24:00",
                                         "20-01-01",
                                         " 2020-01-01" };
    time_t time;

    expect_time("1970-01-01", 0);
    expect_time("2020-02-29", 1582934400);
    expect_time("2026-11-22T03:17:00Z", 1795317420);
    expect_time("2026-11-22t04:17:00.123+01:00", 1795317420);
    expect_time("2045-04-16T00:00:00Z", 2375913600);
    expect_time("1969-12-31T23:59:59Z", -1);
    for (size_t index = 0; index < sizeof(wrong) / sizeof(wrong[0]); index++)
        CU_ASSERT_FALSE(tr_time_parse(&time, wrong[index]));
    CU_ASSERT_STRING_EQUAL(tr_time_text(1795317420).text, "2026-11-22T03:17:00Z");
    CU_ASSERT_STRING_EQUAL(tr_time_text(-1).text, "1969-12-31T23:59:59Z");
    CU_ASSERT_STRING_EQUAL(tr_time_text(951782400).text, "2000-02-29T00:00:00Z");
    CU_ASSERT_STRING_EQUAL(tr_time_text(INT64_MAX).text, "9999-12-31T23:59:59Z");
    CU_ASSERT_STRING_EQUAL(tr_time_text(INT64_MIN).text, "0000-01-01T00:00:00Z");
}

static void every_day_of_two_centuries_comes_back(void)
{
    for (time_t day = -2208988800; day < 4102444800; day += 86400) {
        time_t again = 0;

        if (!tr_time_parse(&again, tr_time_text(day).text) || again != day) {
            CU_FAIL("a day did not come back");
            return;
        }
    }
    CU_PASS("all days came back");
}

static void validity_beyond_2038_is_read(void)
{
    X509 *root = authority_root("Root", 0);

    CU_ASSERT_EQUAL(tr_certificate_not_before(root), AUTHORITY_FROM);
    CU_ASSERT_EQUAL(tr_certificate_not_after(root), AUTHORITY_UNTIL);
    X509_free(root);
}

static void unreadable_time_is_never_valid(void)
{
    X509 *certificate = X509_new();

    ASN1_STRING_set(X509_getm_notBefore(certificate), "garbage", -1);
    ASN1_STRING_set(X509_getm_notAfter(certificate), "991332000000Z", -1);
    CU_ASSERT_EQUAL(tr_certificate_not_before(certificate), 0);
    CU_ASSERT_EQUAL(tr_certificate_not_after(certificate), -1);
    X509_free(certificate);
}

static void usages_are_told_apart(void)
{
    X509 *root = authority_root("Root", 0);
    X509 *signer = authority_signer("Signer", 1, root, 0);

    CU_ASSERT_EQUAL(tr_certificate_usage(root, NID_code_sign), TR_USAGE_ANY);
    CU_ASSERT_EQUAL(tr_certificate_usage(signer, NID_code_sign), TR_USAGE_HAS);
    CU_ASSERT_EQUAL(tr_certificate_usage(signer, NID_time_stamp), TR_USAGE_HAS_NOT);
    CU_ASSERT_TRUE(tr_certificate_names_purpose(signer, "1.3.6.1.5.5.7.3.3"));
    CU_ASSERT_FALSE(tr_certificate_names_purpose(signer, "1.3.6.1.4.1.311.10.3.13"));
    CU_ASSERT_TRUE(tr_certificate_is_self_issued(root));
    CU_ASSERT_FALSE(tr_certificate_is_self_issued(signer));
    X509_free(signer);
    X509_free(root);
}

static void certificate_must_fill_its_bytes(void)
{
    X509 *root = authority_root("Root", 0), *parsed = NULL;
    unsigned char *der = NULL;
    int size = i2d_X509(root, &der);
    unsigned char longer[2048];

    CU_ASSERT_FATAL(size > 0 && (size_t)size < sizeof(longer));
    memcpy(longer, der, (size_t)size);
    longer[size] = 0;
    CU_ASSERT_EQUAL(tr_certificate_parse(&parsed, (tr_bytes){ der, (size_t)size }, NULL), TR_OK);
    CU_ASSERT_EQUAL(X509_cmp(parsed, root), 0);
    X509_free(parsed);
    CU_ASSERT_EQUAL(tr_certificate_parse(&parsed, (tr_bytes){ longer, (size_t)size + 1 }, NULL),
                    TR_ERR_FORMAT);
    for (size_t part = 0; part < (size_t)size; part++) {
        if (tr_certificate_parse(&parsed, (tr_bytes){ der, part }, NULL) != TR_ERR_FORMAT)
            CU_FAIL("a part was taken for the whole");
    }
    OPENSSL_free(der);
    X509_free(root);
}

static void hexadecimal_goes_both_ways(void)
{
    unsigned char bytes[4] = { 0 };
    char text[9];

    CU_ASSERT_TRUE(tr_hex_parse(bytes, 4, "DE:ad be\tEF"));
    tr_hex(text, bytes, 4);
    CU_ASSERT_STRING_EQUAL(text, "deadbeef");
    CU_ASSERT_FALSE(tr_hex_parse(bytes, 4, "deadbe"));
    CU_ASSERT_FALSE(tr_hex_parse(bytes, 4, "deadbeef0"));
    CU_ASSERT_FALSE(tr_hex_parse(bytes, 4, "deadbeeg"));
    CU_ASSERT_FALSE(tr_hex_parse(bytes, 4, ""));
}

static CU_TestInfo tests[] = {
    { "name is one line in RFC 2253 order", name_is_one_line_in_rfc_2253_order },
    { "name without CN goes by unit or organisation",
      name_without_cn_goes_by_unit_or_organisation },
    { "hostile names are shown and do no harm", hostile_names_are_shown_and_do_no_harm },
    { "broken strings are shown octet by octet", broken_strings_are_shown_octet_by_octet },
    { "long names are cut", long_names_are_cut },
    { "serial numbers keep their octets", serial_numbers_keep_their_octets },
    { "times are read and written", times_are_read_and_written },
    { "every day of two centuries comes back", every_day_of_two_centuries_comes_back },
    { "validity beyond 2038 is read", validity_beyond_2038_is_read },
    { "unreadable time is never valid", unreadable_time_is_never_valid },
    { "usages are told apart", usages_are_told_apart },
    { "certificate must fill its bytes", certificate_must_fill_its_bytes },
    { "hexadecimal goes both ways", hexadecimal_goes_both_ways },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo certificate_suite = { "trust/certificate", NULL, NULL, set_up, tear_down, tests };
