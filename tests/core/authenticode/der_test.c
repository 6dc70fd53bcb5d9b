#include "core/authenticode/der.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#define BYTES(text) ((tr_bytes){ (const unsigned char *)(text), sizeof(text) - 1 })

static void element_moves_on_behind_itself(void)
{
    tr_bytes rest = BYTES("\x04\x02\xab\xcd\x05\x00");
    tr_der element;

    CU_ASSERT_TRUE(tr_der_next(&element, &rest));
    CU_ASSERT_EQUAL(element.tag, TR_DER_OCTET_STRING);
    CU_ASSERT_EQUAL(element.whole.size, 4);
    CU_ASSERT_TRUE(tr_bytes_equal(element.contents, BYTES("\xab\xcd")));
    CU_ASSERT_TRUE(tr_der_expect(&element, &rest, TR_DER_NULL));
    CU_ASSERT_EQUAL(rest.size, 0);
    CU_ASSERT_FALSE(tr_der_next(&element, &rest));
}

static void length_beyond_the_end_is_refused(void)
{
    const tr_bytes broken[] = {
        BYTES(""),
        BYTES("\x04"),
        BYTES("\x04\x01"),
        BYTES("\x04\x82\x01"),
        BYTES("\x04\x84\xff\xff\xff\xff"),
        BYTES("\x04\x88\xff\xff\xff\xff\xff\xff\xff\xff"),
        BYTES("\x04\x89\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
        BYTES("\x1f\x81\x00\x00"),
    };

    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        tr_bytes rest = broken[i];
        tr_der element;

        CU_ASSERT_FALSE(tr_der_next(&element, &rest));
        CU_ASSERT_EQUAL(rest.size, broken[i].size);
    }
}

static void another_tag_is_left_where_it_is(void)
{
    tr_bytes rest = BYTES("\x05\x00");
    tr_der element;

    CU_ASSERT_FALSE(tr_der_expect(&element, &rest, TR_DER_SEQUENCE));
    CU_ASSERT_EQUAL(rest.size, 2);
}

static void oid_is_written_with_dots(void)
{
    const struct {
        tr_bytes contents;
        const char *text;
    } cases[] = {
        { BYTES("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), "1.2.840.113549.1.7.2" },
        { BYTES("\x2b\x06\x01\x04\x01\x82\x37\x02\x01\x04"), "1.3.6.1.4.1.311.2.1.4" },
        { BYTES("\x88\x37"), "2.999" },
        { BYTES("\x00"), "0.0" },
        { BYTES(""), "?" },
        { BYTES("\x2a\x86"), "?" },
        { BYTES("\x2a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), "?" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[64];

        tr_der_oid_text(text, sizeof(text), cases[i].contents);
        CU_ASSERT_STRING_EQUAL(text, cases[i].text);
    }
}

static void oid_that_does_not_fit_is_not_cut(void)
{
    char text[8];

    tr_der_oid_text(text, sizeof(text), BYTES("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"));
    CU_ASSERT_STRING_EQUAL(text, "?");
}

static void oid_is_the_one_whose_text_is_whole(void)
{
    tr_bytes oid = BYTES("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02");

    CU_ASSERT_TRUE(tr_der_is_oid(oid, "1.2.840.113549.1.7.2"));
    CU_ASSERT_TRUE(tr_der_is_oid(BYTES("\x88\x37"), "2.999"));
    CU_ASSERT_TRUE(tr_der_is_oid(BYTES("\x00"), "0.0"));
    CU_ASSERT_FALSE(tr_der_is_oid(oid, "1.2.840.113549.1.7.20"));
    CU_ASSERT_FALSE(tr_der_is_oid(oid, "1.2.840.113549.1.7.2.1"));
    CU_ASSERT_FALSE(tr_der_is_oid(oid, "1.2.840.113549.1.7"));
    CU_ASSERT_FALSE(tr_der_is_oid(oid, "1"));
    CU_ASSERT_FALSE(tr_der_is_oid(oid, ""));
    CU_ASSERT_FALSE(tr_der_is_oid(BYTES(""), "0.0"));
    CU_ASSERT_FALSE(tr_der_is_oid(BYTES("\x2a\x86"), "1.2"));
}

static void integer_is_read_unless_negative_or_large(void)
{
    unsigned long long number = 7;

    CU_ASSERT_TRUE(tr_der_integer(&number, BYTES("\x01\x00")));
    CU_ASSERT_EQUAL(number, 256);
    CU_ASSERT_FALSE(tr_der_integer(&number, BYTES("\x80")));
    CU_ASSERT_FALSE(tr_der_integer(&number, BYTES("")));
    CU_ASSERT_FALSE(tr_der_integer(&number, BYTES("\x01\x00\x00\x00\x00\x00\x00\x00\x00")));
    CU_ASSERT_EQUAL(number, 256);
}

/* What a BER element becomes; size 0 if it is refused. To free(). */
static tr_bytes definite_of(tr_bytes ber, size_t *used)
{
    unsigned char *out = NULL;
    size_t size;

    if (tr_der_from_ber(&out, &size, used, ber, NULL) != TR_OK)
        return (tr_bytes){ 0 };
    return (tr_bytes){ out, size };
}

static void definite_element_keeps_its_bytes(void)
{
    size_t used = 0;
    tr_bytes made = definite_of(BYTES("\x30\x81\x02\x05\x00trailing"), &used);

    CU_ASSERT_PTR_NULL(made.data);
    CU_ASSERT_EQUAL(made.size, 5);
    CU_ASSERT_EQUAL(used, 5);
}

static void indefinite_lengths_become_definite(void)
{
    size_t used = 0;
    tr_bytes made = definite_of(BYTES("\x30\x80"
                                      "\xa0\x80\x02\x01\x07\x00\x00"
                                      "\x05\x00"
                                      "\x00\x00"
                                      "zz"),
                                &used);

    CU_ASSERT_TRUE(tr_bytes_equal(made, BYTES("\x30\x07\xa0\x03\x02\x01\x07\x05\x00")));
    CU_ASSERT_EQUAL(used, 13);
    free((void *)made.data);
}

static void segmented_string_becomes_one(void)
{
    size_t used = 0;
    tr_bytes made = definite_of(BYTES("\x30\x80"
                                      "\x24\x80\x04\x02\x61\x62\x04\x01\x63\x00\x00"
                                      "\x00\x00"),
                                &used);

    CU_ASSERT_TRUE(tr_bytes_equal(made, BYTES("\x30\x05\x04\x03"
                                              "abc")));
    free((void *)made.data);
}

static void long_contents_get_long_lengths(void)
{
    unsigned char ber[2 + 300 + 4 + 2] = { 0x30, 0x80, 0x04, 0x82, 0x01, 0x2c };
    size_t used = 0;
    tr_bytes made = definite_of((tr_bytes){ ber, sizeof(ber) }, &used);

    CU_ASSERT_EQUAL(made.size, 4 + 304);
    CU_ASSERT_TRUE(made.data && memcmp(made.data, "\x30\x82\x01\x30\x04\x82\x01\x2c", 8) == 0);
    free((void *)made.data);
}

static void broken_ber_is_refused(void)
{
    const tr_bytes broken[] = {
        BYTES("\x30\x80"),                         /* does not end */
        BYTES("\x30\x80\x05\x00"),                 /* nor here */
        BYTES("\x04\x80\x00\x00"),                 /* a primitive has a length */
        BYTES("\x24\x80\x05\x00\x00\x00"),         /* a segment of another type */
        BYTES("\x30\x80\x04\x05\x00\x00"),         /* a length that does not fit */
        BYTES("\x30\x80\x1f\x01\x00\x00\x00\x00"), /* a tag number over 30 */
    };

    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        size_t used;

        CU_ASSERT_EQUAL(definite_of(broken[i], &used).size, 0);
    }
}

static void deep_nesting_is_refused(void)
{
    unsigned char ber[2 * 20000];
    size_t used;

    for (size_t i = 0; i < sizeof(ber); i += 2) {
        ber[i] = 0x30;
        ber[i + 1] = 0x80;
    }
    CU_ASSERT_EQUAL(definite_of((tr_bytes){ ber, sizeof(ber) }, &used).size, 0);
}

static CU_TestInfo tests[] = {
    { "element moves on behind itself", element_moves_on_behind_itself },
    { "length beyond the end is refused", length_beyond_the_end_is_refused },
    { "another tag is left where it is", another_tag_is_left_where_it_is },
    { "OID is written with dots", oid_is_written_with_dots },
    { "OID that does not fit is not cut", oid_that_does_not_fit_is_not_cut },
    { "OID is the one whose text is whole", oid_is_the_one_whose_text_is_whole },
    { "integer is read unless negative or large", integer_is_read_unless_negative_or_large },
    { "definite element keeps its bytes", definite_element_keeps_its_bytes },
    { "indefinite lengths become definite", indefinite_lengths_become_definite },
    { "segmented string becomes one", segmented_string_becomes_one },
    { "long contents get long lengths", long_contents_get_long_lengths },
    { "broken BER is refused", broken_ber_is_refused },
    { "deep nesting is refused", deep_nesting_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo der_suite = { "authenticode/der", NULL, NULL, NULL, NULL, tests };
