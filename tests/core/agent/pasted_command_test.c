#include "core/agent/pasted_command.h"

#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static tr_pasted_command *read_text(const char *text)
{
    tr_pasted_command *command = NULL;

    CU_ASSERT_EQUAL(tr_pasted_command_read(&command, text, strlen(text), NULL), TR_OK);
    return command;
}

static bool has_remark(const tr_pasted_command *command, size_t position, const char *text)
{
    for (size_t index = 0; index < command->remark_count && index < TR_PASTED_MOST_REMARKS;
         index++) {
        if (command->remarks[index].position == position &&
            strstr(command->remarks[index].text, text))
            return true;
    }
    return false;
}

/* Nothing that is kept holds the word. */
static bool keeps(const tr_pasted_command *command, const char *word)
{
    for (size_t index = 0; index < command->part_count; index++) {
        if (command->parts[index].value && strstr(command->parts[index].value, word))
            return true;
    }
    for (size_t index = 0; index < command->remark_count && index < TR_PASTED_MOST_REMARKS;
         index++) {
        if (strstr(command->remarks[index].text, word))
            return true;
    }
    return (command->program && strstr(command->program, word)) ||
           (command->mended && strstr(command->mended, word));
}

static void good_command_has_no_fault(void)
{
    tr_pasted_command *command =
        read_text("IpXfer.exe -S srv -P 8080 -sp 4343 -C 21112 -e OfcNTCer.dat\r\n");

    CU_ASSERT_EQUAL(command->fault_count, 0);
    CU_ASSERT_EQUAL(command->remark_count, 0);
    CU_ASSERT_STRING_EQUAL(command->program, "IpXfer.exe");
    CU_ASSERT_STRING_EQUAL(command->mended,
                           "IpXfer.exe -s srv -p 8080 -sp 4343 -c 21112 -e OfcNTCer.dat");
    tr_pasted_command_free(command);
}

static void typographic_characters_are_pointed_out_where_they_stand(void)
{
    tr_pasted_command *command =
        read_text("IpXfer.exe -s srv -p 8080 \xE2\x80\x93sp 4343 -c\xC2\xA0"
                  "21112 "
                  "\xE2\x88\x92"
                  "e \xE2\x80\x9C"
                  "C:\\a b\\OfcNTCer.dat\xE2\x80\x9D");

    CU_ASSERT_EQUAL(command->fault_count, 5);
    CU_ASSERT(has_remark(command, 27, "EN DASH (U+2013)"));
    CU_ASSERT(has_remark(command, 38, "NO-BREAK SPACE (U+00A0)"));
    CU_ASSERT(has_remark(command, 45, "MINUS SIGN (U+2212)"));
    CU_ASSERT(has_remark(command, 48, "LEFT DOUBLE QUOTATION MARK"));
    CU_ASSERT_STRING_EQUAL(command->mended, "IpXfer.exe -s srv -p 8080 -sp 4343 -c 21112 -e "
                                            "\"C:\\a b\\OfcNTCer.dat\"");
    tr_pasted_command_free(command);
}

static void dash_of_windows_1252_is_one_too(void)
{
    tr_pasted_command *command = read_text("IpXfer.exe \x96s srv -p 8080 -c 21112");

    CU_ASSERT_EQUAL(command->fault_count, 1);
    CU_ASSERT(has_remark(command, 12, "EN DASH (U+2013)"));
    CU_ASSERT_STRING_EQUAL(command->mended, "IpXfer.exe -s srv -p 8080 -c 21112");
    tr_pasted_command_free(command);
}

static void second_p_is_the_password_of_the_article(void)
{
    tr_pasted_command *command =
        read_text("IpXfer.exe -s srv -p 8080 -c 21112 -e OfcNTCer.dat -p hush now");

    CU_ASSERT(has_remark(command, 0, "-p is given twice, as an article"));
    CU_ASSERT(has_remark(command, 0, "word 12 belongs to no switch"));
    CU_ASSERT_FALSE(keeps(command, "hush"));
    CU_ASSERT_FALSE(keeps(command, "now"));
    tr_pasted_command_free(command);
}

static void password_is_not_kept(void)
{
    tr_pasted_command *command =
        read_text("IpXfer.exe -s srv -p 8080 -c 21112 -pwd -hush more -pwd again");

    CU_ASSERT(has_remark(command, 0, "list of processes"));
    CU_ASSERT(has_remark(command, 0, "-pwd is given twice"));
    CU_ASSERT_FALSE(keeps(command, "hush"));
    CU_ASSERT_FALSE(keeps(command, "more"));
    CU_ASSERT_FALSE(keeps(command, "again"));
    tr_pasted_command_free(command);
}

static void password_is_not_kept_wherever_it_stands(void)
{
    static const char *const texts[] = {
        "IpXfer.exe -s srv -p 8080 -c 21112 -pw hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 -pw -hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 -pwdhush",
        "IpXfer.exe -s srv -p 8080 -c 21112 -pwd=hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 -kennwort:hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 /pwd hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 hush",
        "IpXfer.exe -s srv -sp 443 -c 21112 -p hush",
        "IpXfer.exe -s srv -sp 443 -c 21112 -p so hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 -e \"C:\\a b\\OfcNTCer.dat -pwd hush",
        "IpXfer.exe -s srv -p 8080 -c 21112 -e \"C:\\a b\\OfcNTCer.dat -P hush",
        "\"C:\\a b\\IpXfer.exe -s srv -p 8080 -c 21112 -pwd hush",
    };

    for (size_t index = 0; index < sizeof(texts) / sizeof(texts[0]); index++) {
        tr_pasted_command *command = read_text(texts[index]);

        CU_ASSERT(command->fault_count > 0);
        CU_ASSERT_FALSE(keeps(command, "hush"));
        tr_pasted_command_free(command);
    }
}

static void what_is_unknown_or_missing_is_said(void)
{
    tr_pasted_command *command = read_text("-s -q x -p many <server> & y");

    CU_ASSERT(has_remark(command, 0, "it begins with a switch"));
    CU_ASSERT(has_remark(command, 0, "-s is given without a value"));
    CU_ASSERT(has_remark(command, 0, "-p needs a port"));
    CU_ASSERT(has_remark(command, 0, "word 2, -q, is no switch"));
    CU_ASSERT(has_remark(command, 0, "-c, the agent's port, is missing"));
    CU_ASSERT(has_remark(command, 17, "redirection"));
    CU_ASSERT(has_remark(command, 26, "does not hand &"));
    tr_pasted_command_free(command);
}

static void what_is_no_command_is_refused(void)
{
    tr_pasted_command *command = NULL;
    static char long_text[TR_PASTED_LONGEST + 2];

    memset(long_text, 'x', sizeof(long_text));
    CU_ASSERT_EQUAL(tr_pasted_command_read(&command, " \r\n", 3, NULL), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_pasted_command_read(&command, "a\nb", 3, NULL), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_pasted_command_read(&command, "a\0b", 3, NULL), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_pasted_command_read(&command, long_text, sizeof(long_text), NULL),
                    TR_ERR_FORMAT);
}

static CU_TestInfo tests[] = {
    { "good command has no fault", good_command_has_no_fault },
    { "typographic characters are pointed out where they stand",
      typographic_characters_are_pointed_out_where_they_stand },
    { "dash of Windows-1252 is one too", dash_of_windows_1252_is_one_too },
    { "second -p is the password of the article", second_p_is_the_password_of_the_article },
    { "password is not kept", password_is_not_kept },
    { "password is not kept wherever it stands", password_is_not_kept_wherever_it_stands },
    { "what is unknown or missing is said", what_is_unknown_or_missing_is_said },
    { "what is no command is refused", what_is_no_command_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo pasted_command_suite = { "agent/pasted_command", NULL, NULL, NULL, NULL, tests };
