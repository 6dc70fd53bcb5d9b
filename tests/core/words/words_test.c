#include "core/words/words.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/verify.h"
#include "core/trust/finding.h"
#include "tests/fixture.h"
#include "tests/suites.h"

#define FIRST_OTHER ((tr_language)(TR_ENGLISH + 1))

static void text_without_translation_is_the_english_one(void)
{
    for (int language = TR_ENGLISH; language < TR_LANGUAGE_COUNT; language++) {
        const char *unknown = "no such text";

        CU_ASSERT_PTR_EQUAL(tr_words((tr_language)language, unknown), unknown);
        /* gettext keeps the head of the file under the empty text. */
        CU_ASSERT_STRING_EQUAL(tr_words((tr_language)language, ""), "");
    }
    CU_ASSERT_STRING_EQUAL(tr_words(TR_ENGLISH, "timestamps"), "timestamps");
    CU_ASSERT_STRING_EQUAL(tr_words(TR_GERMAN, "timestamps"), "Zeitstempel");
    CU_ASSERT_STRING_EQUAL(tr_words(TR_JAPANESE, "timestamps"), "タイムスタンプ");
}

static void values_stand_where_the_text_wants_them(void)
{
    const tr_word words[] = { { "one", "1 {two}" }, { "two", "2" }, { "none", NULL } };
    char out[64];

    CU_ASSERT_EQUAL(tr_words_fill(out, sizeof(out), "{two}{one}, {none} {three} {", words, 3),
                    strlen("21 {two}, {none} {three} {"));
    CU_ASSERT_STRING_EQUAL(out, "21 {two}, {none} {three} {");
}

static void text_that_does_not_fit_is_cut_between_characters(void)
{
    char out[8];

    CU_ASSERT_EQUAL(tr_words_fill(out, sizeof(out), "証明書", NULL, 0), 9);
    CU_ASSERT_STRING_EQUAL(out, "証明");
    CU_ASSERT_EQUAL(tr_words_fill(NULL, 0, "証明書", NULL, 0), 9);
}

static void check_date(tr_language language, const char *text, const char *wanted)
{
    char date[TR_DATE_SIZE] = "";

    CU_ASSERT(tr_language_date(date, language, text));
    CU_ASSERT_STRING_EQUAL(date, wanted);
}

static void dates_follow_the_language(void)
{
    char date[TR_DATE_SIZE];

    check_date(TR_ENGLISH, "2026-11-22", "2026-11-22");
    check_date(TR_ENGLISH, "2026-11-22T04:05:06Z", "2026-11-22T04:05:06Z");
    check_date(TR_GERMAN, "2026-11-22T04:05:06Z", "22.11.2026 04:05:06 (UTC)");
    check_date(TR_JAPANESE, "2026-11-22", "2026/11/22");
    CU_ASSERT_FALSE(tr_language_date(date, TR_GERMAN, "2026-11-22 or so"));
    CU_ASSERT_FALSE(tr_language_date(date, TR_GERMAN, "2026-11"));
}

static void check_number(tr_language language, uint64_t number, const char *wanted)
{
    char text[TR_NUMBER_SIZE];

    tr_language_number(text, language, number);
    CU_ASSERT_STRING_EQUAL(text, wanted);
}

static void numbers_follow_the_language(void)
{
    check_number(TR_ENGLISH, 1234567, "1234567");
    check_number(TR_GERMAN, 1024, "1024");
    check_number(TR_GERMAN, 12345, "12.345");
    check_number(TR_JAPANESE, UINT64_MAX, "18,446,744,073,709,551,615");
}

static void tag_of_a_region_or_locale_is_that_of_its_language(void)
{
    CU_ASSERT_EQUAL(tr_language_of_tag("de-AT"), TR_GERMAN);
    CU_ASSERT_EQUAL(tr_language_of_tag("ja_JP.UTF-8"), TR_JAPANESE);
    CU_ASSERT_EQUAL(tr_language_of_tag("den"), TR_ENGLISH);
    CU_ASSERT_EQUAL(tr_language_of_tag(""), TR_ENGLISH);
    for (int language = TR_ENGLISH; language < TR_LANGUAGE_COUNT; language++) {
        const char *tag = tr_language_tag((tr_language)language);

        CU_ASSERT_EQUAL(tr_language_of_tag(tag), language);
    }
}

static void finding_has_a_sentence_in_each_language(void)
{
    for (int language = FIRST_OTHER; language < TR_LANGUAGE_COUNT; language++) {
        for (int id = 0; id < TR_FINDING_COUNT; id++) {
            tr_finding finding = { .id = (tr_finding_id)id, .subject = "S", .detail = "D" };
            char *english = tr_finding_text(&finding);
            char *text = tr_finding_text_in(&finding, (tr_language)language);

            CU_ASSERT_PTR_NOT_NULL_FATAL(text);
            CU_ASSERT_STRING_NOT_EQUAL(text, english);
            CU_ASSERT_PTR_NULL(strchr(text, '{'));
            free(text);
            free(english);
        }
    }
}

static void finding_quotes_in_its_language(void)
{
    tr_finding usage = { .id = TR_F_WRONG_USAGE,
                         .subject = "Example CA",
                         .detail = "code signing" };
    tr_finding revoked = { .id = TR_F_REVOKED,
                           .subject = "Example CA",
                           .detail = "2026-11-22T04:05:06Z" };
    char *text = tr_finding_text_in(&usage, TR_GERMAN);

    CU_ASSERT_STRING_EQUAL(
        text, "Das Zertifikat Example CA darf nicht verwendet werden für: Codesignatur.");
    free(text);
    text = tr_finding_text_in(&revoked, TR_JAPANESE);
    CU_ASSERT_STRING_EQUAL(text, "証明書 Example CA は 2026/11/22 04:05:06 (UTC) に失効しました。");
    free(text);
}

static tr_verification *judge(const char *path, const tr_anchor_store *store, tr_language language)
{
    tr_verify_options options = {
        .store = store, .has_time = true, .time = FIXTURE_NOW, .threads = 1, .language = language
    };
    tr_verification *file = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_verify_path(&file, path, &options, NULL), TR_OK);
    return file;
}

static void file_is_explained_in_the_language_asked_for(void)
{
    tr_anchor_store *store = fixture_store("certs/tsa-root.pem");
    tr_verification *file = judge("pe/sha256.exe", store, TR_GERMAN);

    CU_ASSERT_STRING_EQUAL(file->reason,
                           "Signiert von Fixture Signer, aber das Zertifikat Fixture Root, das für "
                           "den Signaturgeber bürgt, ist weder in der Datei enthalten noch auf "
                           "diesem Computer installiert.");
    CU_ASSERT_STRING_EQUAL(file->remedy,
                           "Installieren Sie das Zertifikat Fixture Root in „Vertrauenswürdige "
                           "Stammzertifizierungsstellen“ (Lokaler Computer).");
    tr_verification_free(file);
    file = judge("pe/sha256.exe", store, TR_JAPANESE);
    CU_ASSERT_STRING_EQUAL(file->remedy, "Fixture Root の証明書を [信頼されたルート証明機関] "
                                         "(ローカル コンピューター) にインストールしてください。");
    tr_verification_free(file);
    tr_anchor_store_free(store);
}

static void quoted_finding_is_in_the_language_too(void)
{
    tr_anchor_store *store = fixture_store("certs/root.pem");
    tr_verification *file = judge("pe/rfc3161.exe", store, TR_GERMAN);
    const tr_finding *finding =
        tr_findings_find(&file->signatures[0].findings, TR_F_UNTRUSTED_TIMESTAMP);

    CU_ASSERT_PTR_NOT_NULL_FATAL(finding);
    CU_ASSERT_PTR_NOT_NULL(strstr(finding->detail, "Das Zertifikat"));
    tr_verification_free(file);
    tr_anchor_store_free(store);
}

static CU_TestInfo tests[] = {
    { "text without translation is the English one", text_without_translation_is_the_english_one },
    { "values stand where the text wants them", values_stand_where_the_text_wants_them },
    { "text that does not fit is cut between characters",
      text_that_does_not_fit_is_cut_between_characters },
    { "dates follow the language", dates_follow_the_language },
    { "numbers follow the language", numbers_follow_the_language },
    { "tag of a region or locale is that of its language",
      tag_of_a_region_or_locale_is_that_of_its_language },
    { "finding has a sentence in each language", finding_has_a_sentence_in_each_language },
    { "finding quotes in its language", finding_quotes_in_its_language },
    { "file is explained in the language asked for", file_is_explained_in_the_language_asked_for },
    { "quoted finding is in the language too", quoted_finding_is_in_the_language_too },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo words_suite = { "words", NULL, NULL, NULL, NULL, tests };
