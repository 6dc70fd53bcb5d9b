#include "core/authenticode/script.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/script_block.h"
#include "core/authenticode/script_text.h"
#include "tests/fixture.h"
#include "tests/suites.h"

static tr_anchor_store *store;

static void set_up(void)
{
    store = fixture_store("certs/root.pem");
    CU_ASSERT_EQUAL(
        tr_anchor_store_load(store, "certs/tsa-root.pem", TR_ROLE_ANCHOR, NULL, NULL, NULL), TR_OK);
}

static void tear_down(void)
{
    tr_anchor_store_free(store);
    store = NULL;
}

static tr_verdict judge(const char *path)
{
    tr_verification *file = fixture_verify(path, store);
    tr_verdict verdict = file->verdict;

    CU_ASSERT_STRING_EQUAL(file->format, "script");
    tr_verification_free(file);
    return verdict;
}

static tr_verdict judge_strictly(const char *path)
{
    tr_verification *file = fixture_verify(path, store);
    tr_verdict verdict = file->strict;

    tr_verification_free(file);
    return verdict;
}

/* The encoding that is said to match; empty if none is said. */
static void reading_of(char *out, size_t size, const char *path)
{
    tr_verification *file = fixture_verify(path, store);
    const tr_finding *finding;

    out[0] = '\0';
    CU_ASSERT_EQUAL_FATAL(file->signature_count, 1);
    finding = tr_findings_find(&file->signatures[0].findings, TR_F_DECODED_AS);
    if (finding && finding->subject)
        strncat(out, finding->subject, size - 1);
    tr_verification_free(file);
}

static void every_kind_of_script_is_trusted(void)
{
    static const char *const paths[] = {
        "scripts/signed.ps1",    "scripts/signed.psm1",      "scripts/signed.psd1",
        "scripts/signed.ps1xml", "scripts/signed.psc1",      "scripts/signed.cdxml",
        "scripts/signed.mof",    "scripts/signed.js",        "scripts/signed.vbs",
        "scripts/signed.wsf",    "scripts/signed-empty.ps1",
    };

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
        CU_ASSERT_EQUAL(judge(paths[i]), TR_TRUSTED);
}

static void script_without_block_has_no_signature(void)
{
    CU_ASSERT_EQUAL(judge("scripts/unsigned.ps1"), TR_NO_SIGNATURE);
    CU_ASSERT_EQUAL(judge("scripts/unsigned.wsf"), TR_NO_SIGNATURE);
    CU_ASSERT_EQUAL(judge("scripts/empty.ps1"), TR_NO_SIGNATURE);
}

static void signed_script_is_known_by_any_name(void)
{
    CU_ASSERT_EQUAL(judge("scripts/signed.txt"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/renamed.ps1_Invalid"), TR_TRUSTED);
}

static void block_of_another_language_is_no_signature(void)
{
    CU_ASSERT_EQUAL(judge("scripts/other-style.ps1"), TR_NO_SIGNATURE);
}

static void mark_says_the_encoding(void)
{
    CU_ASSERT_EQUAL(judge("scripts/utf8-mark.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/utf16le.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/utf16be.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/utf16le.js"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/utf8-mark.vbs"), TR_TRUSTED);
}

static void without_mark_the_reading_that_matches_is_told(void)
{
    char name[32];

    reading_of(name, sizeof(name), "scripts/utf8.ps1");
    CU_ASSERT_STRING_EQUAL(name, "UTF-8");
    reading_of(name, sizeof(name), "scripts/cp1252.ps1");
    CU_ASSERT_STRING_EQUAL(name, "Windows-1252");
    reading_of(name, sizeof(name), "scripts/utf8-as-cp1252.js");
    CU_ASSERT_STRING_EQUAL(name, "Windows-1252");
    reading_of(name, sizeof(name), "scripts/signed.ps1");
    CU_ASSERT_STRING_EQUAL(name, "");
}

static void reading_that_needs_another_system_is_not_strict(void)
{
    CU_ASSERT_EQUAL(judge("scripts/cp1251.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge_strictly("scripts/cp1251.ps1"), TR_BAD_DIGEST);
    CU_ASSERT_EQUAL(judge_strictly("scripts/cp1252.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge_strictly("scripts/utf8.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge_strictly("scripts/utf8.js"), TR_BAD_DIGEST);
}

static void changed_script_is_found_out(void)
{
    CU_ASSERT_EQUAL(judge("scripts/tampered.ps1"), TR_BAD_DIGEST);
    CU_ASSERT_EQUAL(judge("scripts/tampered.js"), TR_BAD_DIGEST);
}

static void place_of_the_block_in_a_script_file_is_signed(void)
{
    CU_ASSERT_EQUAL(judge("scripts/tampered-behind.wsf"), TR_BAD_DIGEST);
    CU_ASSERT_EQUAL(judge("scripts/moved-block.wsf"), TR_BAD_DIGEST);
}

static void text_behind_the_block_spoils_it(void)
{
    CU_ASSERT_EQUAL(judge("scripts/text-after.ps1"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/text-after.js"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/blank-after.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge_strictly("scripts/blank-after.ps1"), TR_MALFORMED_TABLE);
}

static void code_among_the_comments_spoils_the_block(void)
{
    CU_ASSERT_EQUAL(judge("scripts/smuggled.ps1"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/smuggled.vbs"), TR_MALFORMED_TABLE);
}

static void damaged_block_is_malformed(void)
{
    CU_ASSERT_EQUAL(judge("scripts/no-end.ps1"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/no-beginning.ps1"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/not-base64.ps1"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/empty-block.ps1"), TR_MALFORMED_TABLE);
    CU_ASSERT_EQUAL(judge("scripts/no-message.ps1"), TR_MALFORMED_MESSAGE);
}

static void line_ends_of_other_systems_are_taken(void)
{
    CU_ASSERT_EQUAL(judge("scripts/line-feeds.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/no-last-line-end.ps1"), TR_TRUSTED);
}

static void chains_count_as_in_any_other_file(void)
{
    CU_ASSERT_EQUAL(judge("scripts/expired.ps1"), TR_EXPIRED);
    CU_ASSERT_EQUAL(judge("scripts/stamped-then-expired.ps1"), TR_TRUSTED);
    CU_ASSERT_EQUAL(judge("scripts/wrong-usage.ps1"), TR_WRONG_USAGE);
}

/* Every byte of a script matters, but for those of the message that nobody signs. */
static void no_changed_byte_before_the_block_goes_unnoticed(void)
{
    tr_bytes bytes = fixture_bytes("scripts/signed.vbs");
    unsigned char *copy = malloc(bytes.size);
    size_t end = 1;

    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    memcpy(copy, bytes.data, bytes.size);
    while (end + 15 < bytes.size && memcmp(copy + end - 1, "'' SIG '' Begin", 15) != 0)
        end++;
    for (size_t at = 0; at + 1 < end; at++) {
        tr_source source = tr_source_of_memory((tr_bytes){ copy, bytes.size }, "changed.vbs");
        tr_verify_options options = { .store = store, .has_time = true, .time = FIXTURE_NOW };
        tr_verification *file;

        copy[at] ^= 1;
        CU_ASSERT_EQUAL_FATAL(tr_verify(&file, &source, &options, NULL), TR_OK);
        CU_ASSERT_NOT_EQUAL(file->verdict, TR_TRUSTED);
        tr_verification_free(file);
        copy[at] ^= 1;
    }
    free(copy);
    fixture_bytes_free(bytes);
}

/* Text that was decoded. */
typedef struct decoded {
    unsigned char bytes[256];
    size_t size;
} decoded;

static tr_status keep(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    decoded *out = context;

    (void)err;
    CU_ASSERT_FATAL(size <= sizeof(out->bytes) - out->size);
    memcpy(out->bytes + out->size, data, size);
    out->size += size;
    return TR_OK;
}

static bool decodes(tr_encoding encoding, const char *text, size_t size, const uint16_t *units,
                    size_t count)
{
    decoded out = { .size = 0 };
    tr_script_text how;

    tr_script_text_set_up(&how, encoding, keep, &out);
    /* Byte by byte: characters that are cut by a piece's end must come out whole. */
    for (size_t i = 0; i < size; i++)
        CU_ASSERT_EQUAL(tr_script_text_feed(&how, (const unsigned char *)text + i, 1, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_script_text_finish(&how, NULL), TR_OK);
    if (out.size != 2 * count || how.units != count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (tr_le16(out.bytes + 2 * i) != units[i])
            return false;
    }
    return true;
}

static void utf8_is_decoded_and_replaced_as_windows_does_it(void)
{
    const tr_encoding utf8 = { .form = TR_ENCODING_UTF8 };
    const uint16_t good[] = { 'a', 0xe9, 0x20ac, 0xd83d, 0xde00 };
    const uint16_t bad[] = { 0xfffd, 'a', 0xfffd, 0xfffd, 0xfffd };

    CU_ASSERT(decodes(utf8, "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 10, good, 5));
    CU_ASSERT(decodes(utf8,
                      "\xe2\x82"
                      "a\xc0\xff\xf0\x9f",
                      7, bad, 5));
}

static void code_page_keeps_what_it_leaves_undefined(void)
{
    const tr_encoding western = { TR_ENCODING_CODE_PAGE, tr_code_page_get(TR_CODE_PAGE_WESTERN) };
    const uint16_t units[] = { 0x20ac, 0x81, 0xe9 };

    CU_ASSERT_STRING_EQUAL(tr_encoding_name(western), "Windows-1252");
    CU_ASSERT(decodes(western, "\x80\x81\xe9", 3, units, 3));
}

static tr_script_block find_block(const char *text, size_t size, unsigned styles)
{
    tr_source source = tr_source_of_memory((tr_bytes){ (const unsigned char *)text, size }, "x");
    tr_script_block block = { .is_found = false };

    CU_ASSERT_EQUAL(tr_script_block_find(&block, &source, TR_ENCODING_UTF8, styles, NULL), TR_OK);
    free(block.message);
    return block;
}

static void line_end_before_the_block_belongs_to_it(void)
{
    const char crlf[] = "x\r\n\r\n# SIG # Begin signature block\r\n# AAAA\r\n"
                        "# SIG # End signature block\r\n";
    const char lf[] = "x\n# SIG # Begin signature block\n# AAA=\n# SIG # End signature block";
    tr_script_block block = find_block(crlf, sizeof(crlf) - 1, 1u << TR_SCRIPT_HASH);

    CU_ASSERT(block.is_found);
    CU_ASSERT_PTR_NULL(block.fault);
    CU_ASSERT_EQUAL(block.offset, 3);
    CU_ASSERT_EQUAL(block.end, sizeof(crlf) - 1);
    CU_ASSERT_EQUAL(block.message_size, 3);
    block = find_block(lf, sizeof(lf) - 1, TR_SCRIPT_ALL_STYLES);
    CU_ASSERT(block.is_found);
    CU_ASSERT_EQUAL(block.offset, 1);
    CU_ASSERT_EQUAL(block.message_size, 2);
}

static void marker_within_a_line_is_none(void)
{
    const char text[] =
        "$x = '# SIG # Begin signature block'\r\n# SIG # End signature block, not\r\n";

    CU_ASSERT_FALSE(find_block(text, sizeof(text) - 1, TR_SCRIPT_ALL_STYLES).is_found);
}

static CU_TestInfo tests[] = {
    { "every kind of script is trusted", every_kind_of_script_is_trusted },
    { "script without block has no signature", script_without_block_has_no_signature },
    { "signed script is known by any name", signed_script_is_known_by_any_name },
    { "block of another language is no signature", block_of_another_language_is_no_signature },
    { "mark says the encoding", mark_says_the_encoding },
    { "without mark, the reading that matches is told",
      without_mark_the_reading_that_matches_is_told },
    { "reading that needs another system is not strict",
      reading_that_needs_another_system_is_not_strict },
    { "changed script is found out", changed_script_is_found_out },
    { "place of the block in a script file is signed",
      place_of_the_block_in_a_script_file_is_signed },
    { "text behind the block spoils it", text_behind_the_block_spoils_it },
    { "code among the comments spoils the block", code_among_the_comments_spoils_the_block },
    { "damaged block is malformed", damaged_block_is_malformed },
    { "line ends of other systems are taken", line_ends_of_other_systems_are_taken },
    { "chains count as in any other file", chains_count_as_in_any_other_file },
    { "no changed byte before the block goes unnoticed",
      no_changed_byte_before_the_block_goes_unnoticed },
    { "UTF-8 is decoded and replaced as Windows does it",
      utf8_is_decoded_and_replaced_as_windows_does_it },
    { "code page keeps what it leaves undefined", code_page_keeps_what_it_leaves_undefined },
    { "line end before the block belongs to it", line_end_before_the_block_belongs_to_it },
    { "marker within a line is none", marker_within_a_line_is_none },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo script_suite = { "authenticode/script", NULL, NULL, set_up, tear_down, tests };
