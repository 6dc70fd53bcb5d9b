#include "core/agent/transfer.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static tr_transfer values(void)
{
    return (tr_transfer){ .server = "apex.example.com",
                          .port = 8080,
                          .ssl_port = 4343,
                          .agent_port = 21112,
                          .certificate = "OfcNTCer.dat" };
}

static void check_line(const tr_transfer *transfer, const char *expected)
{
    char *line = NULL;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(tr_transfer_line(&line, transfer, TR_COMMAND_TYPED, &err), TR_OK);
    CU_ASSERT_STRING_EQUAL(line ? line : err.message, expected);
    free(line);
}

static void check_refused(const tr_transfer *transfer, const char *expected)
{
    char *line = NULL;
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(tr_transfer_line(&line, transfer, TR_COMMAND_TYPED, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, expected));
}

static void each_version_has_its_switches(void)
{
    tr_transfer transfer = values();

    check_line(&transfer, "IpXfer_x64.exe -s apex.example.com -p 8080 -sp 4343 -c 21112 -e "
                          "OfcNTCer.dat");
    transfer.version = 14;
    transfer.is_32_bit = true;
    check_line(&transfer, "IpXfer.exe -s apex.example.com -p 8080 -sp 4343 -c 21112 -e "
                          "OfcNTCer.dat");
    transfer.version = 11;
    check_line(&transfer, "IpXfer.exe -s apex.example.com -p 8080 -c 21112 -e OfcNTCer.dat");
    transfer.version = 10;
    check_line(&transfer, "IpXfer.exe -s apex.example.com -p 8080 -m 1 -c 21112");
}

static void paths_and_domains_are_quoted(void)
{
    tr_transfer transfer = values();

    transfer.program = "C:\\Program Files (x86)\\IpXfer.exe";
    transfer.certificate = "C:\\R&D\\OfcNTCer.dat";
    transfer.domain = "Default\\100%";
    check_line(&transfer, "\"C:\\Program Files (x86)\\IpXfer.exe\" -s apex.example.com -p 8080 -sp "
                          "4343 -c 21112 -d \"Default\\100\"%\"\" -e \"C:\\R&D\\OfcNTCer.dat\"");
}

static void missing_value_is_named(void)
{
    tr_transfer transfer = values();

    transfer.server = NULL;
    check_refused(&transfer, "the server is not known");
    transfer = values();
    transfer.ssl_port = 0;
    check_refused(&transfer, "the server's HTTPS port is not known");
    transfer.version = 11;
    transfer.agent_port = 0;
    check_refused(&transfer, "the agent's port is not known");
    transfer.port = 70000;
    check_refused(&transfer, "70000");
}

static void hostile_value_is_refused_by_name(void)
{
    tr_transfer transfer = values();

    transfer.server = "srv & calc";
    check_refused(&transfer, "'srv & calc' is no name or address");
    transfer.server = "-pwd";
    check_refused(&transfer, "the server's name begins with a hyphen");
    transfer.server = "apex\xE2\x80\x93"
                      "1";
    check_refused(&transfer, "the server's name holds a typographic character, EN DASH (U+2013) as "
                             "character 5");
    transfer.server = "srv\r\ncalc";
    check_refused(&transfer, "the server's name holds a line end");
    transfer = values();
    transfer.domain = "a\xE2\x80\xAEz";
    check_refused(&transfer, "the domain holds a character that cannot be seen");
    transfer = values();
    transfer.certificate = "\xFF";
    check_refused(&transfer, "the certificate's path is no valid text");
    transfer.certificate = "a\nb";
    check_refused(&transfer, "the certificate's path holds a line end");
}

static void password_is_never_in_a_message(void)
{
    tr_error err;

    CU_ASSERT_EQUAL(tr_transfer_check_password("a b\"c", 5, &err), TR_OK);
    CU_ASSERT_EQUAL(tr_transfer_check_password("hush\0hush", 9, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NULL(strstr(err.message, "hush"));
    CU_ASSERT_EQUAL(tr_transfer_check_password("hush\n", 5, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NULL(strstr(err.message, "hush"));
    CU_ASSERT_EQUAL(tr_transfer_check_password("", 0, &err), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(tr_transfer_check_password("x\xEF\xBC\x82 -s evil", 12, &err), TR_ERR_FORMAT);
    CU_ASSERT_PTR_NULL(strstr(err.message, "evil"));
}

static CU_TestInfo tests[] = {
    { "each version has its switches", each_version_has_its_switches },
    { "paths and domains are quoted", paths_and_domains_are_quoted },
    { "missing value is named", missing_value_is_named },
    { "hostile value is refused by name", hostile_value_is_refused_by_name },
    { "password is never in a message", password_is_never_in_a_message },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo transfer_suite = { "agent/transfer", NULL, NULL, NULL, NULL, tests };
