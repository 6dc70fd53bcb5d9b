/* Each shipped rule finds a line that it is for, and leaves one that is nearly such a line. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/symptoms/log_search.h"
#include "core/symptoms/rule_list.h"
#include "tests/scratch.h"
#include "tests/suites.h"

typedef struct row {
    const char *id;
    const char *hit;
    const char *near_miss;
} row;

static const row rows[] = {
    { "SIG01",
      "2024 05/31 19:38:40 [17d4 : 0c24] (00) (E) [-L-][tmlisten.exe][VerifyEmbeddedSignature] "
      "Fail to verify the signature of the file",
      "[tmlisten.exe][VerifyEmbeddedSignature] Ready to verify the signature of the file" },
    { "SIG01", "[x.exe][VerifyEmbeddedSignature] Failed to verify the signature of x.dll",
      "[x.exe][VerifyCatalogSignature] Failed to verify the signature of x.dll" },
    { "SIG02", "Signature verification failed: [tmlisten.exe] error code: 5",
      "Signature verification did not fail" },
    { "SIG03", "IPC command delivered failed: x.exe is not allowed to perform any IPC operations",
      "IPC command delivered: x.exe is allowed to perform any IPC operations" },
    { "SIG03", "IPC command delivered failed: is not allowed to perform any IPC operations",
      "IPC command delivered failed: is not allowed to perform all IPC operations" },
    { "SIG04", "MoveFile D:\\PCCSRV\\Admin\\TmUpdate64.dll -> TmUpdate64.dll_Invalid",
      "TmUpdate64.dll_Invalidated, TmUpdate.txt_Invalid" },
    { "SIG05", "ActiveUpdate self integrity check fail", "ActiveUpdate self integrity check done" },
    { "SIG06",
      "Unable to verify security information. The local trusted info database is corrupted.",
      "Unable to verify security information. The local trusted info database is well." },
    { "SIG06", "UpdateManager endwith 62 (0): ?", "UpdateManager endwith 620 (0): ?" },
    { "SIG06", "the error code is 62", "the error code is 620" },
    { "SIG06", "Error code: 62.", "Error codes: 62." },
    { "SIG06", "ローカルの信頼情報データベースは破損しています。",
      "ローカルの信頼情報データベースは正常です。" },
    { "SIG07", "ダウンロードされた1つ以上のファイルに有効なデジタル署名が含まれていませんでした。",
      "ダウンロードされた1つ以上のファイルに有効なデジタル署名が含まれていました。" },
    { "SIG08", "AtxEnc.cab was blocked because it has an Unknown Publisher",
      "AtxEnc.cab was downloaded" },
    { "UPG01",
      "2012/02/24 19:44:37 - [CheckAllUpdateEnvironmentOK] Client environment is not qualified to "
      "do upgrade or hotfix.",
      "2012/02/24 19:44:37 - Client environment is qualified to do upgrade or hotfix." },
    { "UPG01", "HandleHotfixProgramFailure: HotfixProgramFailLogTry=3, HotfixProgramFailureCount=1",
      "HandleHotfixProgramFailure: UpgradeRetryEnd=0" },
    { "AUT01", "One or more Security Agents do not have a valid Apex One server certificate",
      "One or more Security Agents do not have a valid Apex One licence" },
    { "AUT01", "One or more OfficeScan clients does not have a valid server certificate.",
      "All OfficeScan clients have a valid server certificate." },
    { "AUT01", "有効な証明書がないセキュリティエージェントが1つ以上あります",
      "有効な証明書があるセキュリティエージェントが1つ以上あります" },
    { "AUT02", "The agent PC-1 received invalid commands from the server",
      "The agent PC-1 received valid commands from the server" },
    { "AUT03", "Authentication certificate invalid or expired",
      "Authentication certificate is valid" },
    { "WVT-800B0100", "WinVerifyTrust returned 0x800b0100", "0x800B01001" },
    { "WVT-80096010", "error=80096010.", "180096010" },
    { "WVT-800B0109", "result -2146762487", "result -21467624871" },
    { "WVT-800B010A", "result 2148204810", "result 12148204810" },
    { "WVT-800B0101", "(0x800B0101)", "0x800B0102" },
    { "WVT-800B010C", "0x800B010C", "0x800B010CD" },
    { "WVT-80092012", "0x80092012", "0x80092011" },
    { "WVT-80092013", "-2146885613", "-2146885614" },
    { "WVT-80096005", "0x80096005", "0x80096004" },
    { "WVT-800B0111", "2148204817", "2148204818" },
    { "WVT-80092026", "0x80092026,", "0x800920260" },
    { "WVT-C0000428", "status c0000428", "status ac0000428" },
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

static tr_symptom_rules *rules;

static void set_up(void)
{
    scratch_set_up();
    rules = tr_symptom_rules_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(rules);
    CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_add_shipped(rules, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_symptom_rules_free(rules);
    scratch_tear_down();
}

/* Whether a log of this one line has the symptom. */
static bool is_found(const char *id, const char *line)
{
    const tr_log_time always = { 0 };
    tr_log_search *search = NULL;
    bool is_there = false;

    CU_ASSERT_TRUE(scratch_write("one.txt", line));
    CU_ASSERT_EQUAL_FATAL(tr_log_search_new(&search, rules, always, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_log_search_path(search, scratch_path("one.txt"), NULL), TR_OK);
    for (size_t index = 0; index < tr_log_search_group_count(search); index++)
        is_there = is_there || strcmp(tr_log_search_group(search, index)->symptom->id, id) == 0;
    tr_log_search_free(search);
    return is_there;
}

static void each_rule_finds_its_line_and_not_a_near_miss(void)
{
    for (size_t index = 0; index < ROW_COUNT; index++) {
        if (!is_found(rows[index].id, rows[index].hit)) {
            CU_FAIL("a line is not found");
            printf("    %s: not found: %s\n", rows[index].id, rows[index].hit);
        }
        if (is_found(rows[index].id, rows[index].near_miss)) {
            CU_FAIL("a near miss is found");
            printf("    %s: found: %s\n", rows[index].id, rows[index].near_miss);
        }
    }
}

static void each_shipped_rule_is_in_the_table(void)
{
    for (size_t rule = 0; rule < tr_symptom_rules_count(rules); rule++) {
        const tr_symptom *symptom = tr_symptom_rules_get(rules, rule);
        bool is_there = false;

        for (size_t index = 0; index < ROW_COUNT; index++)
            is_there = is_there || strcmp(rows[index].id, symptom->id) == 0;
        CU_ASSERT_TRUE(is_there);
        if (!is_there)
            printf("    not in the table: %s\n", symptom->id);
    }
}

static void results_of_windows_are_known_in_each_notation(void)
{
    for (size_t rule = 0; rule < tr_symptom_rules_count(rules); rule++) {
        const char *id = tr_symptom_rules_get(rules, rule)->id;
        uint32_t code;
        char line[64];

        if (strncmp(id, "WVT-", 4) != 0)
            continue;
        code = (uint32_t)strtoul(id + 4, NULL, 16);
        snprintf(line, sizeof(line), "x 0x%08" PRIx32 " y", code);
        CU_ASSERT_TRUE(is_found(id, line));
        snprintf(line, sizeof(line), "%" PRIu32, code);
        CU_ASSERT_TRUE(is_found(id, line));
        snprintf(line, sizeof(line), "[%" PRId64 "]", (int64_t)code - 0x100000000);
        CU_ASSERT_TRUE(is_found(id, line));
    }
}

/* Without one, each record of each log would have to be tried. */
static void each_shipped_rule_has_needles(void)
{
    for (size_t rule = 0; rule < rules->count; rule++) {
        CU_ASSERT(rules->items[rule]->needle_count >= rules->items[rule]->pattern_count);
        for (size_t index = 0; index < rules->items[rule]->needle_count; index++)
            CU_ASSERT(rules->items[rule]->needles[index].word_size >= 5);
    }
}

static CU_TestInfo tests[] = {
    { "each rule finds its line and not a near miss",
      each_rule_finds_its_line_and_not_a_near_miss },
    { "each shipped rule is in the table", each_shipped_rule_is_in_the_table },
    { "results of Windows are known in each notation",
      results_of_windows_are_known_in_each_notation },
    { "each shipped rule has needles", each_shipped_rule_has_needles },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo symptom_table_suite = { "symptoms/table", NULL, NULL, set_up, tear_down, tests };
