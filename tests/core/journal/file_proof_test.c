#include "core/journal/file_proof.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/scratch.h"
#include "tests/suites.h"

static tr_file_proof proof_of(const char *name)
{
    tr_file_proof proof = { .number = { 0 } };
    tr_file *file = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, scratch_path(name), TR_FILE_READ, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_file_proof_of(&proof, file, NULL), TR_OK);
    tr_file_close(file);
    return proof;
}

static tr_file_likeness likeness_of(const char *name, const tr_file_proof *proof)
{
    tr_file_likeness likeness = TR_FILE_IS_OTHER;

    CU_ASSERT_EQUAL(tr_file_proof_compare(&likeness, scratch_path(name), proof, NULL), TR_OK);
    return likeness;
}

static void file_is_known_again(void)
{
    tr_file_proof proof;

    CU_ASSERT_TRUE(scratch_write("a", "text") && scratch_write("copy", "text"));
    CU_ASSERT_TRUE(scratch_write("other", "texT") && scratch_make_folder("folder"));
    proof = proof_of("a");
    CU_ASSERT_EQUAL(likeness_of("a", &proof), TR_FILE_IS_SAME);
    CU_ASSERT_EQUAL(likeness_of("copy", &proof), TR_FILE_IS_EQUAL);
    CU_ASSERT_EQUAL(likeness_of("other", &proof), TR_FILE_IS_OTHER);
    CU_ASSERT_EQUAL(likeness_of("folder", &proof), TR_FILE_IS_OTHER);
    CU_ASSERT_EQUAL(likeness_of("none", &proof), TR_FILE_IS_MISSING);
    CU_ASSERT_TRUE(scratch_move("a", "b"));
    CU_ASSERT_EQUAL(likeness_of("b", &proof), TR_FILE_IS_SAME);
}

static void proof_is_read_as_it_was_written(void)
{
    char text[2 * TR_FILE_PROOF_TEXT_SIZE];
    tr_file_proof proof;
    tr_file_proof again = { .number = { 0 } };
    const char *rest;

    CU_ASSERT_TRUE(scratch_write("a", "text"));
    proof = proof_of("a");
    tr_file_proof_write(text, &proof);
    CU_ASSERT_EQUAL(strlen(text), TR_FILE_PROOF_TEXT_SIZE - 1);
    rest = tr_file_proof_read(&again, text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(rest);
    CU_ASSERT_EQUAL(*rest, '\0');
    CU_ASSERT_EQUAL(memcmp(&again, &proof, sizeof(proof)), 0);
    strcat(text, " more");
    CU_ASSERT_STRING_EQUAL(tr_file_proof_read(&again, text), "more");
}

static void text_that_is_no_proof_is_refused(void)
{
    static const char *const texts[] = {
        "",
        "0123",
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 0",
        "0011223344556677889gaabbccddeeff00112233445566778899aabbccddeeff "
        "00000000000000000000000000000001",
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff "
        "000000000000000000000000000000012",
        "00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff "
        "00000000000000000000000000000001",
    };
    tr_file_proof proof;

    for (size_t index = 0; index < sizeof(texts) / sizeof(texts[0]); index++)
        CU_ASSERT_PTR_NULL(tr_file_proof_read(&proof, texts[index]));
}

static CU_TestInfo tests[] = {
    { "file is known again", file_is_known_again },
    { "proof is read as it was written", proof_is_read_as_it_was_written },
    { "text that is no proof is refused", text_that_is_no_proof_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo file_proof_suite = { "journal/file_proof", NULL, NULL, scratch_set_up,
                                  scratch_tear_down,    tests };
