#include "core/authenticode/digest.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate.h"

/* FIPS 180-4 and RFC 1321 examples: digests of "abc". */
static const struct {
    tr_digest_algorithm algorithm;
    const char *hex;
} abc[] = {
    { TR_MD5, "900150983cd24fb0d6963f7d28e17f72" },
    { TR_SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d" },
    { TR_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { TR_SHA384, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                 "8086072ba1e7cc2358baeca134c825a7" },
    { TR_SHA512, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                 "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
};

static void check_hex(const tr_digest *digest, const char *hex)
{
    char own[2 * TR_DIGEST_MAX_SIZE + 1];

    tr_hex(own, digest->bytes, digest->size);
    CU_ASSERT_STRING_EQUAL(own, hex);
}

static void known_answers(void)
{
    for (size_t i = 0; i < sizeof(abc) / sizeof(abc[0]); i++) {
        tr_digest digest;

        CU_ASSERT_EQUAL(tr_digest_of(&digest, abc[i].algorithm,
                                     (tr_bytes){ (const unsigned char *)"abc", 3 }, NULL),
                        TR_OK);
        check_hex(&digest, abc[i].hex);
    }
}

static void set_gives_each_digest_of_the_same_bytes(void)
{
    tr_digest_set *set = NULL;
    unsigned wanted = 0;

    for (size_t i = 0; i < sizeof(abc) / sizeof(abc[0]); i++)
        wanted |= 1u << abc[i].algorithm;
    CU_ASSERT_EQUAL_FATAL(tr_digest_set_new(&set, wanted, 1, NULL), TR_OK);
    tr_digest_set_update(set, (const unsigned char *)"a", 1, NULL);
    tr_digest_set_update(set, (const unsigned char *)"bc", 2, NULL);
    CU_ASSERT_EQUAL(tr_digest_set_finish(set, NULL), TR_OK);
    for (size_t i = 0; i < sizeof(abc) / sizeof(abc[0]); i++)
        check_hex(tr_digest_set_get(set, abc[i].algorithm), abc[i].hex);
    tr_digest_set_free(set);
}

static void second_thread_changes_nothing(void)
{
    size_t size = (size_t)1 << 20;
    unsigned char *bytes = malloc(size);
    tr_digest alone[2];
    tr_digest_set *set = NULL;

    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(i * 31 + i / 257);
    tr_digest_of(&alone[0], TR_SHA1, (tr_bytes){ bytes, size }, NULL);
    tr_digest_of(&alone[1], TR_SHA256, (tr_bytes){ bytes, size }, NULL);
    CU_ASSERT_EQUAL(tr_digest_set_new(&set, 1u << TR_SHA1 | 1u << TR_SHA256, 2, NULL), TR_OK);
    for (size_t i = 0; i < size; i += size / 4)
        tr_digest_set_update(set, bytes + i, size / 4, NULL);
    CU_ASSERT_EQUAL(tr_digest_set_finish(set, NULL), TR_OK);
    CU_ASSERT_TRUE(tr_digest_equal(tr_digest_set_get(set, TR_SHA1), &alone[0]));
    CU_ASSERT_TRUE(tr_digest_equal(tr_digest_set_get(set, TR_SHA256), &alone[1]));
    tr_digest_set_free(set);
    free(bytes);
}

static void digests_of_other_size_or_algorithm_differ(void)
{
    tr_digest a = { .algorithm = TR_SHA1, .size = 20 };
    tr_digest b = a;

    CU_ASSERT_TRUE(tr_digest_equal(&a, &b));
    b.size = 16;
    CU_ASSERT_FALSE(tr_digest_equal(&a, &b));
    b.size = 20;
    b.algorithm = TR_SHA256;
    CU_ASSERT_FALSE(tr_digest_equal(&a, &b));
}

static void signature_algorithms_name_their_digest(void)
{
    tr_bytes rsa_sha256 = { (const unsigned char *)"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", 9 };

    CU_ASSERT_EQUAL(tr_digest_algorithm_of(rsa_sha256), TR_SHA256);
    CU_ASSERT_EQUAL(tr_digest_algorithm_of((tr_bytes){ 0 }), TR_DIGEST_UNKNOWN);
    CU_ASSERT_STRING_EQUAL(tr_digest_word(TR_DIGEST_UNKNOWN), "unknown");
}

static CU_TestInfo tests[] = {
    { "known answers", known_answers },
    { "set gives each digest of the same bytes", set_gives_each_digest_of_the_same_bytes },
    { "second thread changes nothing", second_thread_changes_nothing },
    { "digests of other size or algorithm differ", digests_of_other_size_or_algorithm_differ },
    { "signature algorithms name their digest", signature_algorithms_name_their_digest },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo digest_suite = { "authenticode/digest", NULL, NULL, NULL, NULL, tests };
