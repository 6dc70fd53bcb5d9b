#include "core/platform/second_opinion.h"

#include <CUnit/CUnit.h>

#include "tests/fixture.h"
#include "tests/skip.h"
#include "tests/suites.h"

static uint32_t ask(const char *path)
{
    uint32_t code = 1;
    tr_file *file = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, path, TR_FILE_READ, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_second_opinion_ask(&code, file, NULL), TR_OK);
    tr_file_close(file);
    return code;
}

/* Wine's verdicts are no measure, but these three it shares with Windows. */
static void answer_is_windows_code(void)
{
    if (tr_second_opinion_source() == TR_OPINION_NONE) {
        skip("this is not Windows");
        return;
    }
    CU_ASSERT_EQUAL(ask("pe/unsigned.exe"), 0x800B0100);
    CU_ASSERT_EQUAL(ask("pe/tampered.exe"), 0x80096010);
    CU_ASSERT_NOT_EQUAL(ask("pe/sha256.exe"), 0x800B0100);
}

static void without_windows_there_is_nobody_to_ask(void)
{
    tr_file *file = NULL;
    uint32_t code = 1;

    if (tr_second_opinion_source() != TR_OPINION_NONE) {
        skip("this is Windows");
        return;
    }
    CU_ASSERT_EQUAL_FATAL(tr_file_open(&file, "pe/sha256.exe", TR_FILE_READ, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_second_opinion_ask(&code, file, NULL), TR_ERR_UNSUPPORTED);
    CU_ASSERT_EQUAL(code, 1);
    tr_file_close(file);
}

/* What Windows says is a finding where it differs, and never the verdict. */
static void disagreement_is_a_note(void)
{
    tr_anchor_store *store = fixture_store("certs/root.pem");
    tr_verify_options options = {
        .store = store, .has_time = true, .time = FIXTURE_NOW, .asks_windows = true, .threads = 1
    };
    tr_verification *file = NULL;
    const tr_finding *finding;

    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, "pe/tampered.exe", &options, NULL), TR_OK);
    CU_ASSERT_EQUAL(file->verdict, TR_BAD_DIGEST);
    CU_ASSERT_PTR_NULL(tr_findings_find(&file->findings, TR_F_WINDOWS_DISAGREES));
    tr_verification_free(file);
    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, "pe/expired.exe", &options, NULL), TR_OK);
    CU_ASSERT_EQUAL(file->verdict, TR_EXPIRED);
    finding = tr_findings_find(&file->findings, TR_F_WINDOWS_DISAGREES);
    if (finding)
        CU_ASSERT_EQUAL(finding->severity, TR_NOTE);
    tr_verification_free(file);
    tr_anchor_store_free(store);
}

static CU_TestInfo tests[] = {
    { "answer is Windows' code", answer_is_windows_code },
    { "without Windows there is nobody to ask", without_windows_there_is_nobody_to_ask },
    { "disagreement is a note", disagreement_is_a_note },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo second_opinion_suite = { "platform/second_opinion", NULL, NULL, NULL, NULL, tests };
