#include "core/agent/mismatch_list.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "tests/scratch.h"
#include "tests/suites.h"

/* What was found: the columns' kinds, and each agent as "name/address/version=fix;". */
typedef struct found {
    char layout[256];
    char agents[1024];
    char encoding[32];
    int faults;
} found;

static void take_layout(void *context, const tr_agent_columns *columns, const char *encoding)
{
    found *to = context;

    snprintf(to->layout, sizeof(to->layout), "%c%s", columns->separator,
             columns->has_headings ? "+" : "-");
    snprintf(to->encoding, sizeof(to->encoding), "%s", encoding ? encoding : "");
    for (size_t index = 0; index < columns->count; index++) {
        const tr_field_kind kind = columns->items[index].kind;
        char text[32];

        snprintf(text, sizeof(text), " %s%s", tr_field_kind_word(kind),
                 columns->of_kind[kind] == index ? "*" : "");
        strcat(to->layout, text);
    }
}

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

static bool take_agent(void *context, const tr_listed_agent *agent)
{
    found *to = context;
    char text[256];

    snprintf(text, sizeof(text), "%s/%s/%u=%s;", or_dash(agent->texts[TR_FIELD_NAME]),
             or_dash(agent->texts[TR_FIELD_ADDRESS]), agent->version,
             tr_agent_fix_word(agent->fix));
    if (strlen(to->agents) + strlen(text) < sizeof(to->agents))
        strcat(to->agents, text);
    return true;
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    (void)line, (void)is_lost, (void)what;
    ((found *)context)->faults++;
}

static found read_bytes(const char *text, size_t size)
{
    found seen = { .layout = "" };
    const tr_mismatch_visitor visitor = { take_layout, take_agent, take_fault, &seen };

    CU_ASSERT_EQUAL(tr_mismatch_list_parse((tr_bytes){ (const unsigned char *)text, size }, NULL,
                                           &visitor, NULL),
                    TR_OK);
    return seen;
}

static void check(const char *text, const char *layout, const char *agents)
{
    found seen = read_bytes(text, strlen(text));

    CU_ASSERT_STRING_EQUAL(seen.layout, layout);
    CU_ASSERT_STRING_EQUAL(seen.agents, agents);
}

#define GUID_1 "01234567-89ab-cdef-0123-456789abcdef"
#define GUID_2 "{11234567-89AB-CDEF-0123-456789ABCDEF}"

static void columns_are_told_by_what_is_in_them(void)
{
    check("Computer;IP;GUID;Version;Status\r\nPC-1;10.0.0.1;" GUID_1 ";14.0.9565;Online\r\n"
          "PC-2;fe80::1;" GUID_2 ";11.0.1028;Online\r\n",
          ";+ name* address* guid* version* name",
          "PC-1/10.0.0.1/14=transfer;PC-2/fe80::1/11=transfer;");
    check("10.0.0.1\tpc1.example.com\n10.0.0.2\tpc2.example.com\n", "\t- address* name*",
          "pc1.example.com/10.0.0.1/0=transfer;pc2.example.com/10.0.0.2/0=transfer;");
    check("a|b|2024-05-31 10:00\nc|d|31.05.2024\n", "|- name* name date*",
          "a/-/0=transfer;c/-/0=transfer;");
}

static void list_without_headings_loses_no_agent(void)
{
    check("PC-1," GUID_1 "\nPC-2," GUID_2 "\n", ",- name* guid*",
          "PC-1/-/0=transfer;PC-2/-/0=transfer;");
    check("PC-1\nPC-2\n", ",- name*", "PC-1/-/0=transfer;PC-2/-/0=transfer;");
    check("Computer name\nPC-1\n", ",+ name*", "PC-1/-/0=transfer;");
    check("10.0.0.1\n", ",- address*", "-/10.0.0.1/0=transfer;");
    check("", ",-", "");
}

static void fix_follows_from_version_and_name(void)
{
    check(
        "Name,Address,Version\nPC-1,10.0.0.1,10.6.5193\nPC 2 & "
        "calc,x,14.0.1\n\"\"\"x\"\"\",,14.0.1\n"
        "PC-4,,14.0.1\nPC-5,10.0.0.5,14.0.1\nPC-6,10.0.0.6,14.0.1\nPC-7,10.0.0.7,14.0.1\n"
        "PC-8,10.0.0.8,14.0.1\nPC-9,10.0.0.9,14.0.1\nPC-10,10.0.0.9,14.0.1\n",
        ",+ name* address* version*",
        "PC-1/10.0.0.1/10=reinstall;PC 2 & calc/x/14=unnamed;\"x\"/-/14=unnamed;PC-4/-/14=transfer;"
        "PC-5/10.0.0.5/14=transfer;PC-6/10.0.0.6/14=transfer;PC-7/10.0.0.7/14=transfer;"
        "PC-8/10.0.0.8/14=transfer;PC-9/10.0.0.9/14=transfer;PC-10/10.0.0.9/14=transfer;");
}

static void fields_have_the_kind_they_look_like(void)
{
    static const struct {
        const char *text;
        tr_field_kind kind;
    } fields[] = {
        { GUID_1, TR_FIELD_GUID },
        { GUID_2, TR_FIELD_GUID },
        { "{" GUID_1, TR_FIELD_OTHER },
        { "10.0.0.255", TR_FIELD_ADDRESS },
        { "10.0.0.256", TR_FIELD_VERSION },
        { "::1", TR_FIELD_ADDRESS },
        { "fe80::1%eth0", TR_FIELD_ADDRESS },
        { "2001:db8:0:0:1:2:3:4", TR_FIELD_ADDRESS },
        { "::ffff:10.0.0.1", TR_FIELD_ADDRESS },
        { "1:2:3", TR_FIELD_OTHER },
        { "1::2::3", TR_FIELD_OTHER },
        { ":::", TR_FIELD_OTHER },
        { "12:30", TR_FIELD_OTHER },
        { "14.0.9565", TR_FIELD_VERSION },
        { "14.0", TR_FIELD_VERSION },
        { "14", TR_FIELD_OTHER },
        { "31.05.2024", TR_FIELD_DATE },
        { "5/31/2024 1:02:03 PM", TR_FIELD_DATE },
        { "2024-05-31T10:00:00Z", TR_FIELD_DATE },
        { "0123456789abcdef0123456789ABCDEF01234567", TR_FIELD_THUMBPRINT },
        { "PC_1.example.com", TR_FIELD_NAME },
        { "-pwd", TR_FIELD_OTHER },
        { "a..b", TR_FIELD_OTHER },
        { "a b", TR_FIELD_OTHER },
        { "", TR_FIELD_OTHER },
    };

    for (size_t index = 0; index < sizeof(fields) / sizeof(fields[0]); index++)
        CU_ASSERT_EQUAL(tr_field_kind_of(fields[index].text), fields[index].kind);
}

static void check_file(const char *bytes, size_t size, const char *encoding, const char *agents)
{
    found seen = { .layout = "" };
    const tr_mismatch_visitor visitor = { take_layout, take_agent, take_fault, &seen };
    FILE *out = fopen(scratch_path("list.csv"), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, size, out), size);
    fclose(out);
    CU_ASSERT_EQUAL(tr_mismatch_list_load(scratch_path("list.csv"), NULL, &visitor, NULL), TR_OK);
    CU_ASSERT_STRING_EQUAL(seen.encoding, encoding);
    CU_ASSERT_STRING_EQUAL(seen.agents, agents);
}

static void encoding_is_told_by_the_bytes(void)
{
    static const char agents[] = "PC1/10.0.0.1/0=transfer;";

    check_file("PC1,10.0.0.1\n", 13, "", agents);
    check_file("\xEF\xBB\xBFPC1,10.0.0.1\n", 16, "UTF-8", agents);
    check_file("\xFF\xFEP\0C\0"
               "1\0,\0"
               "1\0"
               "0\0.\0"
               "0\0.\0"
               "0\0.\0"
               "1\0\r\0\n\0",
               30, "UTF-16LE", agents);
    check_file("P\0C\0"
               "1\0,\0"
               "1\0"
               "0\0.\0"
               "0\0.\0"
               "0\0.\0"
               "1\0\r\0\n\0",
               28, "UTF-16LE", agents);
    check_file("\xFE\xFF\0P\0C\0"
               "1\0,\0"
               "1\0"
               "0\0.\0"
               "0\0.\0"
               "0\0.\0"
               "1",
               26, "UTF-16BE", agents);
}

static void missing_list_is_told(void)
{
    const tr_mismatch_visitor visitor = { NULL, take_agent, NULL, NULL };
    tr_error err;

    CU_ASSERT_EQUAL(tr_mismatch_list_load(scratch_path("missing.csv"), NULL, &visitor, &err),
                    TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "missing.csv"));
}

static CU_TestInfo tests[] = {
    { "columns are told by what is in them", columns_are_told_by_what_is_in_them },
    { "list without headings loses no agent", list_without_headings_loses_no_agent },
    { "fix follows from version and name", fix_follows_from_version_and_name },
    { "fields have the kind they look like", fields_have_the_kind_they_look_like },
    { "encoding is told by the bytes", encoding_is_told_by_the_bytes },
    { "missing list is told", missing_list_is_told },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo mismatch_list_suite = { "agent/mismatch_list", NULL, NULL, scratch_set_up,
                                     scratch_tear_down,     tests };
