#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/verify.h"
#include "tests/fixture.h"
#include "tests/suites.h"

/* A file, and a stretch of it that is signed whole: what stands before `end`, or the bytes named.
 */
typedef struct sample {
    const char *path;
    size_t begin;
    const char *end; /* text that comes behind the stretch */
    size_t size;     /* or how many bytes, if end is NULL */
    size_t loose;    /* bytes at the file's end that may be missing: padding, slack */
} sample;

/* The holes of images are verify_test's; the DOS stub is signed. */
static const sample samples[] = {
    { "damage/small.exe", 0, "PE", 0, 0 },
    { "damage/small.cab", 60, "\x30\x82", 0, 8 },
    { "damage/small.msi", 512, NULL, 100, 512 },
    { "damage/small.msix", 0, "</Types>", 0, 0 },
    { "damage/small.ps1", 0, "\r\n# SIG # Begin", 0, 2 },
    { "damage/small.mof", 0, "\r\n/* SIG # Begin", 0, 2 },
    { "damage/small.vbs", 0, "\r\n'' SIG '' Begin", 0, 2 },
    { "damage/small.wsf", 0, "\r\n<signature>", 0, 0 },
    { "damage/small.cat", 70, NULL, 100, 0 },
    { "damage/small.p7x", 0, NULL, 4, 0 },
};

#define SAMPLE_COUNT (sizeof(samples) / sizeof(samples[0]))

static tr_anchor_store *store;

static void set_up(void)
{
    store = fixture_store("certs/ecc-root.pem");
}

static void tear_down(void)
{
    tr_anchor_store_free(store);
    store = NULL;
}

static tr_verification *judge(const sample *one, tr_bytes bytes)
{
    tr_source source = tr_source_of_memory(bytes, one->path);
    tr_verify_options options = {
        .store = store, .has_time = true, .time = FIXTURE_NOW, .threads = 1
    };
    tr_verification *verification = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_verify(&verification, &source, &options, NULL), TR_OK);
    return verification;
}

static size_t end_of(const sample *one, tr_bytes bytes)
{
    size_t length;

    if (!one->end)
        return one->begin + one->size;
    length = strlen(one->end);
    for (size_t at = one->begin; at + length <= bytes.size; at++) {
        if (memcmp(bytes.data + at, one->end, length) == 0)
            return at;
    }
    CU_FAIL_FATAL("the end of what is signed is not there");
    return 0;
}

static void sound_files_are_trusted(void)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        tr_bytes bytes = fixture_bytes(samples[i].path);
        tr_verification *file = judge(&samples[i], bytes);

        if (file->verdict != TR_TRUSTED)
            printf("    %s: %s\n", samples[i].path, tr_verdict_name(file->verdict));
        CU_ASSERT_EQUAL(file->verdict, TR_TRUSTED);
        tr_verification_free(file);
        fixture_bytes_free(bytes);
    }
}

static void truncate_everywhere(const sample *one)
{
    tr_bytes whole = fixture_bytes(one->path);
    size_t trusted = 0;

    for (size_t size = 0; size + one->loose < whole.size; size++) {
        tr_verification *file = judge(one, (tr_bytes){ whole.data, size });

        if (file->verdict == TR_TRUSTED && trusted++ == 0)
            printf("    %s is trusted with %zu of %zu bytes\n", one->path, size, whole.size);
        tr_verification_free(file);
    }
    CU_ASSERT_EQUAL(trusted, 0);
    fixture_bytes_free(whole);
}

static void no_truncated_file_is_trusted(void)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
        truncate_everywhere(&samples[i]);
}

/* Outside of what is signed, a change that goes unseen may not change what is told of the signer.
 */
static bool tells_the_same(const tr_verification *file, const tr_verification *sound)
{
    return X509_cmp(file->signatures[0].signer, sound->signatures[0].signer) == 0 &&
           file->signatures[0].digest == sound->signatures[0].digest &&
           file->signatures[0].chain.count == sound->signatures[0].chain.count;
}

static void flip_everywhere(const sample *one, unsigned char mask)
{
    tr_bytes whole = fixture_bytes(one->path);
    unsigned char *bytes = (unsigned char *)whole.data;
    tr_verification *sound = judge(one, whole);
    size_t end = end_of(one, whole);
    size_t unseen = 0;

    for (size_t at = 0; at < whole.size; at++) {
        tr_verification *file;

        bytes[at] ^= mask;
        file = judge(one, whole);
        if (file->verdict == TR_TRUSTED &&
            ((at >= one->begin && at < end) || !tells_the_same(file, sound)) && unseen++ == 0)
            printf("    %s: byte %zu of %zu is not seen\n", one->path, at, whole.size);
        tr_verification_free(file);
        bytes[at] ^= mask;
    }
    CU_ASSERT_EQUAL(unseen, 0);
    tr_verification_free(sound);
    fixture_bytes_free(whole);
}

static void every_flipped_byte_is_seen(void)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
        flip_everywhere(&samples[i], 0x01);
}

static void every_high_bit_is_seen(void)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
        flip_everywhere(&samples[i], 0x80);
}

static CU_TestInfo tests[] = {
    { "sound files are trusted", sound_files_are_trusted },
    { "no truncated file is trusted", no_truncated_file_is_trusted },
    { "every flipped byte is seen", every_flipped_byte_is_seen },
    { "every high bit is seen", every_high_bit_is_seen },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo damage_suite = { "authenticode/damage", NULL, NULL, set_up, tear_down, tests };
