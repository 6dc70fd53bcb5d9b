#include "core/ini/document.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

#define BYTES(text) ((tr_bytes){ (const unsigned char *)(text), sizeof(text) - 1 })

static tr_ini_document *parse(tr_bytes bytes)
{
    tr_ini_document *document = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_ini_document_parse(&document, bytes, NULL), TR_OK);
    CU_ASSERT_TRUE(tr_bytes_equal(tr_ini_document_bytes(document), bytes));
    return document;
}

/* Setting [s] k=0 in one text gives the other, and taking it back the first one again. */
static void expect_set(tr_bytes before, tr_bytes after)
{
    tr_ini_document *document = parse(before);
    tr_ini_document *again;
    tr_ini_entry entry;
    tr_ini_edit edit;
    unsigned char line[256];
    size_t size = 0;

    tr_ini_document_find(&entry, document, "s", "k");
    if (entry.key_count > 0) {
        size = entry.line.text.size;
        memcpy(line, tr_ini_document_at(document, entry.line.text).data, size);
    }
    CU_ASSERT_EQUAL(tr_ini_document_set(&edit, document, "s", "k", "0", NULL), TR_OK);
    CU_ASSERT_TRUE(tr_bytes_equal(tr_ini_document_bytes(document), after));

    again = parse(tr_ini_document_bytes(document));
    CU_ASSERT_EQUAL(
        tr_ini_document_take_back(again, &edit, "s", "k", (tr_bytes){ line, size }, NULL), TR_OK);
    CU_ASSERT_TRUE(tr_bytes_equal(tr_ini_document_bytes(again), before));
    tr_ini_document_free(again);
    tr_ini_document_free(document);
}

static void only_the_value_changes(void)
{
    expect_set(BYTES("; c\r\n\r\n[s]\r\n a = b \r\nk=1\r\n\r\nz"),
               BYTES("; c\r\n\r\n[s]\r\n a = b \r\nk=0\r\n\r\nz"));
    expect_set(BYTES("[s]\n\t k \t=  \"1\"  \nk=1\n"), BYTES("[s]\n\t k \t=  \"0\"  \nk=1\n"));
    expect_set(BYTES("[S]\rK=\r"), BYTES("[S]\rK=0\r"));
    expect_set(BYTES("[ s ] x\nk=1 ; why"), BYTES("[ s ] x\nk=0 ; why"));
    expect_set(BYTES("[s]\nk= ; why"), BYTES("[s]\nk=0 ; why"));
    expect_set(BYTES("[s]\nk = a;b"), BYTES("[s]\nk = 0"));
}

static void key_without_value_gets_one(void)
{
    expect_set(BYTES("[s]\r\nk\r\nj\r\n"), BYTES("[s]\r\nk=0\r\nj\r\n"));
    expect_set(BYTES("[s]\r\nk \r\n"), BYTES("[s]\r\nk=0 \r\n"));
}

static void new_key_goes_behind_the_last_line_that_is_not_blank(void)
{
    expect_set(BYTES("[s]\r\na=b\r\n; c\r\n\r\n \r\n[t]\r\nk=2\r\n"),
               BYTES("[s]\r\na=b\r\n; c\r\nk=0\r\n\r\n \r\n[t]\r\nk=2\r\n"));
    expect_set(BYTES("[s]\n[t]\r\n"), BYTES("[s]\nk=0\n[t]\r\n"));
}

static void last_line_without_end_stays_so(void)
{
    expect_set(BYTES("[s]\na=b"), BYTES("[s]\na=b\nk=0"));
    expect_set(BYTES("[s]"), BYTES("[s]\r\nk=0"));
    expect_set(BYTES("[s]\r\nk=1"), BYTES("[s]\r\nk=0"));
    expect_set(BYTES("[t]\nx"), BYTES("[t]\nx\n[s]\nk=0"));
}

static void new_section_goes_to_the_end(void)
{
    expect_set(BYTES(""), BYTES("[s]\r\nk=0\r\n"));
    expect_set(BYTES("\xef\xbb\xbf"), BYTES("\xef\xbb\xbf[s]\r\nk=0\r\n"));
    expect_set(BYTES("[t]\nk=1\n\n"), BYTES("[t]\nk=1\n\n[s]\nk=0\n"));
    expect_set(BYTES("[t]\r\n\x1a"), BYTES("[t]\r\n[s]\r\nk=0\r\n\x1a"));
    expect_set(BYTES("[s\nk=1\n"), BYTES("[s\nk=1\n[s]\nk=0\n"));
}

static void utf16_is_written_as_utf16(void)
{
    expect_set(BYTES("\xff\xfe[\0s\0]\0\n\0k\0=\0\x31\0\n\0"),
               BYTES("\xff\xfe[\0s\0]\0\n\0k\0=\0\x30\0\n\0"));
    expect_set(BYTES("\xfe\xff\0[\0s\0]\0\n\0\x0a"),
               BYTES("\xfe\xff\0[\0s\0]\0\n\0k\0=\0\x30\0\n\0\x0a"));
    expect_set(BYTES("[\0s\0]\0"), BYTES("[\0s\0]\0\r\0\n\0k\0=\0\x30\0"));
    expect_set(BYTES("\xff\xfe\x0a\x5b"),
               BYTES("\xff\xfe\x0a\x5b\r\0\n\0[\0s\0]\0\r\0\n\0k\0=\0\x30\0"));
}

static void bytes_of_shift_jis_are_no_brackets_and_no_ends(void)
{
    /* "so", "ze" end in 0x5c and 0x5b; the line that begins with "so" is a key. */
    expect_set(BYTES("[\x83\x5c]\n\x83\x5b=\x83\x5d\n[s]\n\x83\x5c\nk=1"),
               BYTES("[\x83\x5c]\n\x83\x5b=\x83\x5d\n[s]\n\x83\x5c\nk=0"));
}

static void zero_bytes_are_bytes(void)
{
    expect_set(BYTES("a\0b\r\n[s]\r\n\0\0\r\nk\0=1\r\nk=\0\r\n"),
               BYTES("a\0b\r\n[s]\r\n\0\0\r\nk\0=1\r\nk=0\r\n"));
}

static void first_of_several_keys_counts(void)
{
    expect_set(BYTES("[s]\nk=1\nk=2\n[s]\nk=3\n"), BYTES("[s]\nk=0\nk=2\n[s]\nk=3\n"));
    expect_set(BYTES("[s]\na\n[t]\n[s]\nk=3\n"), BYTES("[s]\na\n[t]\n[s]\nk=0\n"));
    expect_set(BYTES("[s]\na\n[t]\n[s]\nb\n"), BYTES("[s]\na\nk=0\n[t]\n[s]\nb\n"));
}

static void edit_within_a_character_is_refused(void)
{
    const tr_bytes texts[] = { BYTES("\xff\xfe[\0s\0]\0\n\0k"), BYTES("\0a\0") };

    for (size_t index = 0; index < sizeof(texts) / sizeof(texts[0]); index++) {
        tr_ini_document *document = parse(texts[index]);
        tr_ini_edit edit;

        CU_ASSERT_EQUAL(tr_ini_document_set(&edit, document, "s", "k", "0", NULL), TR_ERR_FORMAT);
        CU_ASSERT_TRUE(tr_bytes_equal(tr_ini_document_bytes(document), texts[index]));
        tr_ini_document_free(document);
    }
}

static void taking_back_leaves_what_others_added(void)
{
    const tr_ini_edit edit = { TR_INI_EDIT_SECTION, true };
    tr_ini_document *document = parse(BYTES("x\n[s]\nk=0\nmine=1\n"));

    CU_ASSERT_EQUAL(tr_ini_document_take_back(document, &edit, "s", "k", (tr_bytes){ 0 }, NULL),
                    TR_OK);
    CU_ASSERT_TRUE(tr_bytes_equal(tr_ini_document_bytes(document), BYTES("x\n[s]\nmine=1\n")));
    CU_ASSERT_EQUAL(tr_ini_document_take_back(document, &edit, "s", "k", (tr_bytes){ 0 }, NULL),
                    TR_ERR_NOT_FOUND);
    tr_ini_document_free(document);
}

/* All lines, in order: a letter for each kind, and the bytes of its end. */
static void lines_are_told_apart(void)
{
    static const char kinds[] = "bcskx";
    tr_ini_document *document = parse(BYTES("\r\n;\r[a]\n=\n[b\r\r\n#"));
    tr_ini_line line = { 0 };
    char seen[32] = "";

    while (tr_ini_document_next(&line, document)) {
        char one[3] = { kinds[line.kind], (char)('0' + line.end), '\0' };

        strcat(seen, one);
    }
    CU_ASSERT_STRING_EQUAL(seen, "b2c1s1k1x1b2k0");
    tr_ini_document_free(document);
}

static CU_TestInfo tests[] = {
    { "only the value changes", only_the_value_changes },
    { "key without value gets one", key_without_value_gets_one },
    { "new key goes behind the last line that is not blank",
      new_key_goes_behind_the_last_line_that_is_not_blank },
    { "last line without end stays so", last_line_without_end_stays_so },
    { "new section goes to the end", new_section_goes_to_the_end },
    { "UTF-16 is written as UTF-16", utf16_is_written_as_utf16 },
    { "bytes of Shift-JIS are no brackets and no ends",
      bytes_of_shift_jis_are_no_brackets_and_no_ends },
    { "zero bytes are bytes", zero_bytes_are_bytes },
    { "first of several keys counts", first_of_several_keys_counts },
    { "edit within a character is refused", edit_within_a_character_is_refused },
    { "taking back leaves what others added", taking_back_leaves_what_others_added },
    { "lines are told apart", lines_are_told_apart },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo ini_document_suite = { "ini/document", NULL, NULL, NULL, NULL, tests };
