#include "core/symptoms/log_search.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define HEAD "<?xml version=\"1.0\"?>\n<symptoms version=\"1\">\n"
#define TAIL "</symptoms>\n"
#define RULE(id, logs, pattern)                                                                    \
    "<symptom id=\"" id "\" family=\"none\"" logs "><title>t</title><pattern>" pattern             \
    "</pattern><cause>c</cause><action>a</action><evidence>own</evidence><source>s</source>"       \
    "</symptom>\n"

static tr_symptom_rules *rules;
static tr_log_search *search;

/* What was told while searching. */
static struct {
    char hits[1024];                  /* "ID:line " */
    char text[1024];                  /* of the last hit */
    char time[sizeof(tr_short_text)]; /* of the last hit, or "" */
    char failure[sizeof(((tr_error *)0)->message)];
    size_t failures;
} told;

static void note_hit(void *context, const tr_log_hit *hit)
{
    size_t used = strlen(told.hits);

    (void)context;
    snprintf(told.hits + used, sizeof(told.hits) - used, "%s:%" PRIu64 " ", hit->symptom->id,
             hit->line);
    snprintf(told.text, sizeof(told.text), "%s", hit->text);
    snprintf(told.time, sizeof(told.time), "%s",
             hit->time.is_known ? tr_time_text(hit->time.seconds).text : "");
}

static void note_failure(void *context, const char *path, const tr_error *failure)
{
    (void)context, (void)path;
    snprintf(told.failure, sizeof(told.failure), "%s", failure->message);
    told.failures++;
}

static void begin_since(const char *xml, tr_log_time since)
{
    const tr_log_watch watch = { .hit = note_hit, .failure = note_failure };

    tr_log_search_free(search);
    tr_symptom_rules_free(rules);
    search = NULL;
    rules = tr_symptom_rules_new();
    memset(&told, 0, sizeof(told));
    CU_ASSERT_PTR_NOT_NULL_FATAL(rules);
    if (xml)
        CU_ASSERT_EQUAL_FATAL(
            tr_symptom_rules_add_xml(rules, (tr_bytes){ (const unsigned char *)xml, strlen(xml) },
                                     "list", NULL),
            TR_OK)
    else
        CU_ASSERT_EQUAL_FATAL(tr_symptom_rules_add_shipped(rules, NULL), TR_OK)
    CU_ASSERT_EQUAL_FATAL(tr_log_search_new(&search, rules, since, &watch, NULL), TR_OK);
}

/* Begin with rules; NULL: the shipped ones. */
static void begin(const char *xml)
{
    begin_since(xml, (tr_log_time){ 0 });
}

static void set_up(void)
{
    scratch_set_up();
}

static void tear_down(void)
{
    tr_log_search_free(search);
    tr_symptom_rules_free(rules);
    search = NULL;
    rules = NULL;
    scratch_tear_down();
}

static void write_bytes(const char *name, const void *bytes, size_t size)
{
    FILE *out = fopen(scratch_path(name), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, size, out), size);
    fclose(out);
}

static void search_for(const char *name)
{
    CU_ASSERT_EQUAL(tr_log_search_path(search, scratch_path(name), NULL), TR_OK);
}

static void search_bytes(const void *bytes, size_t size)
{
    write_bytes("one.txt", bytes, size);
    search_for("one.txt");
}

static void search_text(const char *text)
{
    search_bytes(text, strlen(text));
}

static void hit_has_line_and_time_of_its_record(void)
{
    begin(HEAD RULE("A", "", "needle one") RULE("B", "", "record.*two") TAIL);
    search_text("2012 02/24 19:38:40 [17d4 : 0c24] first\r\n"
                "2012 02/24 19:38:41 [17d4 : 0c24] a Needle One\r\n"
                "2012 02/24 19:38:42 [17d4 : 0c24] record of\r\n"
                "    several lines,\r\n"
                "    two needle\r\n"
                "    one\r\n"
                "2012 02/24 19:38:43 last");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:2 B:3 A:5 ");
    CU_ASSERT_STRING_EQUAL(told.time, "2012-02-24T19:38:42Z");
    CU_ASSERT_STRING_EQUAL(told.text, "two needle one");
}

static void record_of_tmudump_has_its_message_below(void)
{
    begin(HEAD RULE("A", "", "message of two lines") TAIL);
    search_text("Info: Fri Feb 24 19:44:37 2012 P[1] T[2]\n"
                "a message of\n"
                "two lines\n"
                "--------------------\n"
                "another message of two lines\n");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:2 A:5 ");
    CU_ASSERT_STRING_EQUAL(told.time, "");
}

static void record_counts_once(void)
{
    begin(HEAD RULE("A", "", "needle") RULE("B", "", "needle|other") TAIL);
    search_text("2012 02/24 19:38:40 needle needle\n needle\n other\n2012 02/24 19:38:41 needle\n");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:1 B:1 A:4 B:4 ");
    CU_ASSERT_EQUAL(tr_log_search_totals(search).hits, 4);
}

static void lines_without_a_head_are_records_of_their_own(void)
{
    begin(HEAD RULE("A", "", "one.*two") TAIL);
    search_text("one\ntwo\none two\n");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:3 ");
}

static void all_encodings_are_read(void)
{
    static const char little[] = "\xFF\xFEx\0\n\0n\0e\0e\0d\0l\0e\0\xE9\0\n\0";
    static const char big[] = "\xFE\xFF\0x\0\n\0n\0e\0e\0d\0l\0e\0\xE9";
    static const char bare[] = "x\0\n\0n\0e\0e\0d\0l\0e\0\xE9\0 \0t\0e\0x\0t\0";
    static const char ansi[] = "x\nneedle\xE9";
    static const char utf8[] = "\xEF\xBB\xBFx\nneedle\xC3\xA9";

    begin(HEAD RULE("A", "", "needle") TAIL);
    search_bytes(little, sizeof(little) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, "needleé");
    search_bytes(big, sizeof(big) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, "needleé");
    search_bytes(bare, sizeof(bare) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, "needleé text");
    search_bytes(bare, sizeof(bare) - 2); /* cut off in the middle of a unit */
    CU_ASSERT_STRING_EQUAL(told.text, "needleé tex");
    search_bytes(ansi, sizeof(ansi) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, "needleé");
    search_bytes(utf8, sizeof(utf8) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, "needleé");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:2 A:2 A:2 A:2 A:2 A:2 ");
}

static void japanese_rule_is_found_in_each_encoding(void)
{
    /* "データベースは破損しています" in code page 932, UTF-16 and UTF-8 */
    static const char sjis[] = "\x83\x66\x81\x5B\x83\x5E\x83\x78\x81\x5B\x83\x58\x82\xCD\x94\x6A"
                               "\x91\xB9\x82\xB5\x82\xC4\x82\xA2\x82\xDC\x82\xB7";
    static const char utf16[] = "\xFF\xFE\xC7\x30\xFC\x30\xBF\x30\xD9\x30\xFC\x30\xB9\x30\x6F\x30"
                                "\x34\x78\x0D\x64\x57\x30\x66\x30\x44\x30\x7E\x30\x59\x30";
    static const char utf8[] = "データベースは破損しています";

    begin(HEAD RULE("A", "", "データベースは破損しています") TAIL);
    search_bytes(sjis, sizeof(sjis) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, utf8);
    search_bytes(utf16, sizeof(utf16) - 1);
    CU_ASSERT_STRING_EQUAL(told.text, utf8);
    search_text(utf8);
    CU_ASSERT_STRING_EQUAL(told.hits, "A:1 A:1 A:1 ");
}

static void odd_bytes_are_survived(void)
{
    static const char zeros[] = "\0\0\0\0\0\0\0\0\0\0\n\0needle\0end\n\n\rneedle";

    begin(HEAD RULE("A", "", "needle") TAIL);
    search_bytes(zeros, sizeof(zeros) - 1);
    CU_ASSERT_STRING_EQUAL(told.hits, "A:2 A:4 ");
    search_bytes("", 0);
    search_bytes("\xFF\xFE", 2);
    search_bytes("needl", 5);
    search_bytes("\xFF\xFE\x00\xD8n\0", 6);
    CU_ASSERT_EQUAL(tr_log_search_totals(search).hits, 2);
    CU_ASSERT_EQUAL(told.failures, 0);
}

/* So large that it goes through the buffer in several pieces. */
#define LARGE ((size_t)5 * 1024 * 1024)

static void lines_are_counted_over_the_pieces_of_a_large_file(void)
{
    static const char line[] = "2012 02/24 19:38:40 nothing is here\n";
    static const char odd[] = "2012 02/24 19:38:40 find the needle\n";
    const size_t size = sizeof(line) - 1, count = LARGE / (sizeof(line) - 1);
    char *text = malloc(LARGE);
    char expected[sizeof(told.hits)] = "";
    size_t used = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t index = 0; index < count; index++) {
        bool is_odd = index % 3001 == 3000;

        memcpy(text + index * size, is_odd ? odd : line, size);
        if (is_odd)
            used += (size_t)snprintf(expected + used, sizeof(expected) - used, "A:%zu ", index + 1);
    }
    begin(HEAD RULE("A", "", "needle") TAIL);
    search_bytes(text, count * size);
    CU_ASSERT_STRING_EQUAL(told.hits, expected);
    CU_ASSERT_EQUAL(tr_log_search_totals(search).bytes, count * size);
    begin(HEAD RULE("A", "", "n.e.d.l.e|(needle)") TAIL); /* without a needle of its own */
    search_bytes(text, count * size);
    CU_ASSERT_STRING_EQUAL(told.hits, expected);
    free(text);
}

static void very_long_line_is_searched_in_bounds(void)
{
    char *text = malloc(LARGE);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    memset(text, 'x', LARGE);
    memcpy(text + LARGE / 2, "needle", 6);
    memcpy(text + LARGE / 2 + 40000, "needle", 6);
    memcpy(text + LARGE - 10, "\nneedle", 7);
    begin(HEAD RULE("A", "", "needle") TAIL);
    search_bytes(text, LARGE);
    CU_ASSERT_STRING_EQUAL(told.hits, "A:1 A:2 ");
    CU_ASSERT(strlen(told.text) < 500);
    free(text);
}

static void shown_text_is_cut_around_the_match(void)
{
    char line[3000];

    memset(line, 'x', sizeof(line));
    memcpy(line + 2000, "needle", 7);
    line[2006] = 'x';
    line[2999] = '\0';
    begin(HEAD RULE("A", "", "needle") TAIL);
    search_text(line);
    CU_ASSERT_PTR_NOT_NULL(strstr(told.text, "xneedlex"));
    CU_ASSERT(strlen(told.text) <= 400);
}

static void secrets_are_masked(void)
{
    static const char *const lines[] = {
        "needle IpXfer -s a -pwd PlantedSecret -e b",
        "needle /PASSWORD:PlantedSecret x",
        "needle Uninstall_Pwd=!CRYPT!PlantedSecret",
        "needle \"password\": \"PlantedSecret with blanks\", x",
        "needle <Password>PlantedSecret</Password>",
        "needle http://user:PlantedSecret@host/x",
        "needle unload password PlantedSecret",
        "needle x=!CRYPTEX!PlantedSecret y",
        "needle passphrase = 'PlantedSecret'",
        "needle pwd=\"PlantedSecret",
        "needle pwd",
    };

    for (size_t index = 0; index < sizeof(lines) / sizeof(lines[0]); index++) {
        begin(HEAD RULE("A", "", "needle") TAIL);
        search_text(lines[index]);
        CU_ASSERT_STRING_EQUAL(told.hits, "A:1 ");
        CU_ASSERT_PTR_NULL(strstr(told.text, "Secret"));
        if (strstr(told.text, "Secret"))
            printf("    %s\n", told.text);
    }
    begin(HEAD RULE("A", "", "needle") TAIL);
    search_text("needle -pwd x -e b");
    CU_ASSERT_STRING_EQUAL(told.text, "needle -pwd *** -e b");
    CU_ASSERT_STRING_EQUAL(tr_log_search_group(search, 0)->examples[0].text,
                           "needle -pwd *** -e b");
}

static void runaway_rule_is_told_once_and_others_go_on(void)
{
    char *text = malloc(20000);
    size_t used = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (int index = 0; index < 3; index++) {
        used += (size_t)sprintf(text + used, "needle ");
        memset(text + used, 'a', 4000);
        used += 4000;
        used += (size_t)sprintf(text + used, "xb\n");
    }
    begin(HEAD RULE("BAD", "", "needle (a+)+b") RULE("GOOD", "", "needle") TAIL);
    search_bytes(text, used);
    CU_ASSERT_STRING_EQUAL(told.hits, "GOOD:1 GOOD:2 GOOD:3 ");
    CU_ASSERT_EQUAL(told.failures, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(told.failure, "'BAD' takes too long"));
    search_text("needle ab"); /* of another file, it is looked for again */
    CU_ASSERT_STRING_EQUAL(told.hits, "GOOD:1 GOOD:2 GOOD:3 BAD:1 GOOD:1 ");
    CU_ASSERT_EQUAL(told.failures, 1);
    CU_ASSERT_EQUAL(tr_log_search_totals(search).failures, 1);
    free(text);
}

static void folder_is_searched_for_the_names_of_logs(void)
{
    static const char *const logs[] = {
        "logs/ofcdebug.log",
        "logs/ofcdebug_3.log",
        "logs/ofcdebug.log.1",
        "logs/OFCDEBUG_20240531.LOG",
        "logs/TmuDump.txt",
        "logs/TmuDump.txt.old",
        "logs/Temp/upgrade_20240531120000.log",
        "logs/OFCNT.log",
        "logs/OFCMAS.LOG",
        "logs/TmPatch.log",
        "logs/ConnLog/Conn_1.log",
        "logs/PtnDP1.log",
    };
    static const char *const others[] = { "logs/other.log", "logs/ofcdebug.ini",
                                          "logs/ofcdebug.logic" };

    CU_ASSERT_TRUE(scratch_make_folder("logs"));
    CU_ASSERT_TRUE(scratch_make_folder("logs/Temp"));
    CU_ASSERT_TRUE(scratch_make_folder("logs/ConnLog"));
    for (size_t index = 0; index < sizeof(logs) / sizeof(logs[0]); index++)
        CU_ASSERT_TRUE(scratch_write(logs[index], "needle"));
    for (size_t index = 0; index < sizeof(others) / sizeof(others[0]); index++)
        CU_ASSERT_TRUE(scratch_write(others[index], "needle"));
    begin(HEAD RULE("A", "", "needle") TAIL);
    search_for("logs");
    CU_ASSERT_EQUAL(tr_log_search_totals(search).files, sizeof(logs) / sizeof(logs[0]));
    CU_ASSERT_EQUAL(tr_log_search_totals(search).passed_over, 3);
    CU_ASSERT_EQUAL_FATAL(tr_log_search_group_count(search), 1);
    CU_ASSERT_EQUAL(tr_log_search_group(search, 0)->files, sizeof(logs) / sizeof(logs[0]));
    search_for("logs/other.log"); /* named, it is searched whatever its name */
    CU_ASSERT_EQUAL(tr_log_search_group(search, 0)->hits, sizeof(logs) / sizeof(logs[0]) + 1);
}

static void links_in_a_folder_are_not_followed(void)
{
    CU_ASSERT_TRUE(scratch_make_folder("logs"));
    CU_ASSERT_TRUE(scratch_write("secret.log", "needle"));
    if (!scratch_make_link("logs/ofcdebug.log", "../secret.log")) {
        skip("links cannot be made here");
        return;
    }
    begin(HEAD RULE("A", "", "needle") TAIL);
    search_for("logs");
    CU_ASSERT_EQUAL(tr_log_search_totals(search).files, 0);
}

static void rule_is_looked_for_in_its_logs_only(void)
{
    CU_ASSERT_TRUE(scratch_write("ofcdebug.log", "needle"));
    CU_ASSERT_TRUE(scratch_write("TmuDump.txt", "needle"));
    begin(HEAD RULE("A", " logs=\"update install\"", "needle") TAIL);
    search_for("ofcdebug.log");
    CU_ASSERT_STRING_EQUAL(told.hits, "");
    search_for("TmuDump.txt");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:1 ");
    search_text("needle");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:1 A:1 ");
}

static void what_is_known_to_be_older_does_not_count(void)
{
    const tr_log_time since = { true, 1330041600 }; /* 2012-02-24 */

    begin_since(HEAD RULE("A", "", "needle") TAIL, since);
    search_text("needle of no time\n"
                "2012 02/23 23:59:59 needle\n"
                "2012 02/24 00:00:00 needle\n"
                "2012 02/25 00:00:00 needle\n");
    CU_ASSERT_STRING_EQUAL(told.hits, "A:1 A:3 A:4 ");
    CU_ASSERT_EQUAL(tr_log_search_group(search, 0)->first.seconds, since.seconds);
    CU_ASSERT_EQUAL(tr_log_search_group(search, 0)->last.seconds, since.seconds + 86400);
}

static void groups_keep_the_first_examples(void)
{
    begin(HEAD RULE("A", "", "alpha") RULE("B", "", "beta") RULE("C", "", "gamma") TAIL);
    search_text("gamma 1\nalpha 1\nalpha 2\nalpha 3\nalpha 4\nalpha 5\nalpha 6\nalpha 7\n");
    CU_ASSERT_EQUAL_FATAL(tr_log_search_group_count(search), 2);
    CU_ASSERT_STRING_EQUAL(tr_log_search_group(search, 0)->symptom->id, "A");
    CU_ASSERT_STRING_EQUAL(tr_log_search_group(search, 1)->symptom->id, "C");
    CU_ASSERT_EQUAL(tr_log_search_group(search, 0)->hits, 7);
    CU_ASSERT_EQUAL_FATAL(tr_log_search_group(search, 0)->example_count, TR_LOG_EXAMPLES_MAX);
    CU_ASSERT_STRING_EQUAL(tr_log_search_group(search, 0)->examples[0].text, "alpha 1");
    CU_ASSERT_FALSE(tr_log_search_group(search, 0)->first.is_known);
    CU_ASSERT_PTR_NULL(tr_log_search_group(search, 2));
}

static void missing_file_is_told_and_counted(void)
{
    begin(NULL);
    search_for("missing.log");
    CU_ASSERT_EQUAL(told.failures, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(told.failure, "missing.log"));
    CU_ASSERT_EQUAL(tr_log_search_totals(search).files, 0);
}

static CU_TestInfo tests[] = {
    { "hit has line and time of its record", hit_has_line_and_time_of_its_record },
    { "record of TmuDump has its message below", record_of_tmudump_has_its_message_below },
    { "record counts once", record_counts_once },
    { "lines without a head are records of their own",
      lines_without_a_head_are_records_of_their_own },
    { "all encodings are read", all_encodings_are_read },
    { "Japanese rule is found in each encoding", japanese_rule_is_found_in_each_encoding },
    { "odd bytes are survived", odd_bytes_are_survived },
    { "lines are counted over the pieces of a large file",
      lines_are_counted_over_the_pieces_of_a_large_file },
    { "very long line is searched in bounds", very_long_line_is_searched_in_bounds },
    { "shown text is cut around the match", shown_text_is_cut_around_the_match },
    { "secrets are masked", secrets_are_masked },
    { "runaway rule is told once and others go on", runaway_rule_is_told_once_and_others_go_on },
    { "folder is searched for the names of logs", folder_is_searched_for_the_names_of_logs },
    { "links in a folder are not followed", links_in_a_folder_are_not_followed },
    { "rule is looked for in its logs only", rule_is_looked_for_in_its_logs_only },
    { "what is known to be older does not count", what_is_known_to_be_older_does_not_count },
    { "groups keep the first examples", groups_keep_the_first_examples },
    { "missing file is told and counted", missing_file_is_told_and_counted },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo log_search_suite = { "symptoms/log_search", NULL, NULL, set_up, tear_down, tests };
