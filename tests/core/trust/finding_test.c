#include "core/trust/finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static tr_findings list;

static void set_up(void)
{
    memset(&list, 0, sizeof(list));
}

static void tear_down(void)
{
    tr_findings_clear(&list);
}

static void add(tr_finding_id id, tr_severity severity, tr_verdict verdict)
{
    CU_ASSERT_EQUAL(tr_findings_add(&list, id, severity, verdict, "x", NULL, 0, NULL), TR_OK);
}

static void sentence_takes_its_values(void)
{
    char *text;

    CU_ASSERT_EQUAL_FATAL(tr_findings_add(&list, TR_F_EXPIRED, TR_FAULT, TR_EXPIRED, "Root {1}",
                                          "2020-01-01T00:00:00Z", 0, NULL),
                          TR_OK);
    text = tr_finding_text(&list.items[0]);
    CU_ASSERT_STRING_EQUAL(text, "The certificate Root {1} was not valid any more at the time that "
                                 "counts; it ended on 2020-01-01T00:00:00Z.");
    free(text);
    list.items[0].id = TR_F_DATA_AFTER_TABLE;
    list.items[0].amount = UINT64_MAX;
    text = tr_finding_text(&list.items[0]);
    CU_ASSERT_STRING_EQUAL(text, "18446744073709551615 bytes follow the signature table, and no "
                                 "signature covers them.");
    free(text);
}

static void every_finding_has_a_word_of_its_own_and_a_sentence(void)
{
    for (int id = 0; id < TR_FINDING_COUNT; id++) {
        tr_finding finding = { .id = (tr_finding_id)id, .subject = "S", .detail = "D" };
        char *text = tr_finding_text(&finding);

        CU_ASSERT_PTR_NOT_NULL_FATAL(text);
        CU_ASSERT(strlen(text) > 20);
        CU_ASSERT_PTR_NULL(strchr(text, '{'));
        free(text);
        for (int other = 0; other < id; other++)
            CU_ASSERT_STRING_NOT_EQUAL(tr_finding_word((tr_finding_id)id),
                                       tr_finding_word((tr_finding_id)other));
    }
}

static void missing_values_do_not_break_the_sentence(void)
{
    tr_finding finding = { .id = TR_F_REVOKED };
    char *text = tr_finding_text(&finding);

    CU_ASSERT_STRING_EQUAL(text, "The certificate ? was revoked on ?.");
    free(text);
}

static void verdict_is_the_first_that_is_severe_enough(void)
{
    add(TR_F_WEAK_KEY, TR_WARNING, TR_WEAK_ALGORITHM);
    CU_ASSERT_EQUAL(tr_findings_verdict(&list, TR_FAULT), TR_TRUSTED);
    CU_ASSERT_EQUAL(tr_findings_verdict(&list, TR_WARNING), TR_WEAK_ALGORITHM);
    add(TR_F_EXPIRED, TR_FAULT, TR_EXPIRED);
    add(TR_F_UNTRUSTED_ROOT, TR_FAULT, TR_UNTRUSTED_ROOT);
    add(TR_F_WRONG_USAGE, TR_FAULT, TR_WRONG_USAGE);
    CU_ASSERT_EQUAL(tr_findings_verdict(&list, TR_FAULT), TR_UNTRUSTED_ROOT);
    CU_ASSERT_EQUAL(tr_findings_verdict(&list, TR_WARNING), TR_UNTRUSTED_ROOT);
}

static void full_list_keeps_what_counts(void)
{
    for (int count = 0; count < 1000; count++)
        add(TR_F_UNUSED_CERTIFICATE, TR_NOTE, TR_TRUSTED);
    CU_ASSERT_EQUAL(list.count, 256);
    add(TR_F_WEAK_KEY, TR_WARNING, TR_WEAK_ALGORITHM);
    add(TR_F_EXPIRED, TR_FAULT, TR_EXPIRED);
    for (int count = 0; count < 1000; count++)
        add(TR_F_UNKNOWN_ALGORITHM, TR_FAULT, TR_NOT_TRUSTED);
    add(TR_F_BAD_DIGEST, TR_FAULT, TR_BAD_DIGEST);
    add(TR_F_UNUSED_CERTIFICATE, TR_NOTE, TR_TRUSTED);
    CU_ASSERT_EQUAL(list.count, 256);
    CU_ASSERT_EQUAL(tr_findings_verdict(&list, TR_FAULT), TR_BAD_DIGEST);
    CU_ASSERT_PTR_NOT_NULL(tr_findings_find(&list, TR_F_EXPIRED));
}

static void copies_stand_on_their_own(void)
{
    tr_findings copy = { 0 };

    add(TR_F_EXPIRED, TR_FAULT, TR_EXPIRED);
    CU_ASSERT_EQUAL(tr_findings_append(&copy, &list, NULL), TR_OK);
    tr_findings_clear(&list);
    CU_ASSERT_EQUAL(list.count, 0);
    CU_ASSERT_EQUAL_FATAL(copy.count, 1);
    CU_ASSERT_STRING_EQUAL(copy.items[0].subject, "x");
    CU_ASSERT_PTR_NULL(tr_findings_find(&copy, TR_F_REVOKED));
    tr_findings_clear(&copy);
}

static CU_TestInfo tests[] = {
    { "sentence takes its values", sentence_takes_its_values },
    { "every finding has a word of its own and a sentence",
      every_finding_has_a_word_of_its_own_and_a_sentence },
    { "missing values do not break the sentence", missing_values_do_not_break_the_sentence },
    { "verdict is the first that is severe enough", verdict_is_the_first_that_is_severe_enough },
    { "full list keeps what counts", full_list_keeps_what_counts },
    { "copies stand on their own", copies_stand_on_their_own },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo finding_suite = { "trust/finding", NULL, NULL, set_up, tear_down, tests };
