/*
 * Command lines go through a real cmd.exe, and are read by a program that
 * splits them with CommandLineToArgvW.
 *
 * Under Wine both are Wine's. The quoting is right for Windows; that of Wine
 * differs in two things which matter here:
 * - it reads .cmd files in the code page of DOS, whatever chcp says, so that no
 *   character beyond ASCII comes through one;
 * - it takes carets away before it looks for variables, not after, so that a
 *   caret behind a percent sign does not keep a variable from being found; what
 *   is written does not count on it.
 */
#include "core/agent/command_line.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "core/platform/win32/text.h"
#include "core/report/mismatched_script.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define MOST_WORDS 12
#define MOST_TEXT  ((size_t)1 << 20)

static char *program; /* the stand-in, beside this one */

static void set_up(void)
{
    wchar_t path[MAX_PATH];
    wchar_t *seen;
    char absolute[MAX_PATH];

    scratch_set_up();
    /* A script may change the folder it works in. */
    CU_ASSERT_PTR_NOT_NULL_FATAL(_fullpath(absolute, scratch_path("seen"), sizeof(absolute)));
    GetModuleFileNameW(NULL, path, MAX_PATH);
    wcscpy(wcsrchr(path, '\\') + 1, L"trustmend-stand-in.exe");
    program = tr_text_to_utf8(path, wcslen(path));
    seen = tr_text_to_utf16(absolute);
    _wputenv_s(L"STAND_IN_FILE", seen);
    free(seen);
    _putenv("TR_SECRET=expanded");
}

static void tear_down(void)
{
    _putenv("TR_SECRET=");
    _putenv("STAND_IN_FILE=");
    free(program);
    scratch_tear_down();
}

/* Lines for cmd.exe, and what the stand-in should have seen. */
typedef struct script {
    char *lines;
    char *expected;
} script;

static void script_begin(script *out)
{
    out->lines = calloc(1, MOST_TEXT);
    out->expected = calloc(1, MOST_TEXT);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out->lines && out->expected);
}

static void script_end(script *all)
{
    free(all->expected);
    free(all->lines);
}

static void add_command(script *into, const char *const *values, size_t count,
                        tr_command_place place)
{
    const char *words[MOST_WORDS + 1] = { program };
    char *line = NULL;

    for (size_t index = 0; index < count; index++) {
        words[index + 1] = values[index];
        sprintf(into->expected + strlen(into->expected), "[%s]\n", values[index]);
    }
    strcat(into->expected, ".\n");
    CU_ASSERT_EQUAL(tr_command_line_write(&line, words, count + 1, place, NULL), TR_OK);
    sprintf(into->lines + strlen(into->lines), "%s\r\n", line);
    free(line);
}

static void check_seen(const script *all)
{
    unsigned char *seen = NULL;
    size_t size = 0;

    CU_ASSERT_EQUAL(tr_file_load(&seen, &size, scratch_path("seen"), MOST_TEXT, NULL), TR_OK);
    if (seen && strcmp((char *)seen, all->expected) != 0)
        printf("  given:\n%s  seen:\n%s", all->expected, seen);
    CU_ASSERT_STRING_EQUAL(seen ? (char *)seen : "", all->expected);
    free(seen);
}

static int start_file(const script *all)
{
    sprintf(all->lines, "%s", scratch_path("run.cmd"));
    for (char *slash = all->lines; (slash = strchr(slash, '/'));)
        *slash = '\\';
    return system(all->lines);
}

static void run_file(script *all)
{
    char *text = malloc(MOST_TEXT + 64);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    sprintf(text, "@chcp 65001 >nul\r\n@echo off\r\n%s", all->lines);
    CU_ASSERT(scratch_write("run.cmd", text));
    free(text);
    CU_ASSERT_EQUAL(start_file(all), 0);
    check_seen(all);
}

/* As `cmd /c`, which takes away the first and the last quote. */
static void run_typed(const script *all)
{
    char *line = malloc(strlen(all->lines) + 3);
    wchar_t *wide;

    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    sprintf(line, "\"%s", all->lines);
    strcpy(line + strlen(line) - 2, "\"");
    wide = tr_text_to_utf16(line);
    CU_ASSERT_EQUAL(_wsystem(wide), 0);
    free(wide);
    free(line);
    check_seen(all);
}

static bool is_ascii(const char *text)
{
    while (*text > 0)
        text++;
    return *text == '\0';
}

static bool comes_through_file(const char *value)
{
    HMODULE kernel = GetModuleHandleW(L"ntdll.dll");
    bool is_wine = kernel && GetProcAddress(kernel, "wine_get_version") != NULL;

    return !is_wine || is_ascii(value);
}

static const char *const hostile[] = {
    "",
    " ",
    "a b",
    "\"",
    "\"\"",
    "a\"b",
    "a\" & echo pwned & \"",
    "\\\"",
    "\\\\\"\\",
    "C:\\Program Files (x86)\\Trend Micro\\",
    "a\\\\",
    "&",
    "a&b|c<d>e",
    "&& calc.exe",
    "|more",
    "> nul",
    "^",
    "^^&",
    "a^",
    "(a)",
    ")",
    "!TR_SECRET!",
    "%",
    "%%",
    "%TR_SECRET%",
    "\"%TR_SECRET%\"",
    "%TR_SECRET:~0,3%",
    "%TR_SECRET:exp=\"%",
    "\"%TR_SECRET:ex=%",
    "100%",
    "%~f0",
    "%1",
    "%*",
    "@echo",
    "rem",
    "::",
    "-pwd",
    ",;=",
    "'`~",
    "*?.exe",
    "\xC3\xA4\xC3\xB6\xC3\xBC \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x94\x92",
    "\xE2\x80\x9Cx\xE2\x80\x9D",
};

#define HOSTILE_COUNT (sizeof(hostile) / sizeof(hostile[0]))

static void hostile_values_come_through_a_file(void)
{
    script all;

    script_begin(&all);
    for (size_t index = 0; index < HOSTILE_COUNT; index++) {
        if (comes_through_file(hostile[index]))
            add_command(&all, &hostile[index], 1, TR_COMMAND_IN_FILE);
    }
    run_file(&all);
    script_end(&all);
}

static void hostile_values_come_through_when_typed(void)
{
    for (size_t index = 0; index < HOSTILE_COUNT; index += 6) {
        size_t count = HOSTILE_COUNT - index < 6 ? HOSTILE_COUNT - index : 6;
        script all;

        script_begin(&all);
        add_command(&all, &hostile[index], count, TR_COMMAND_TYPED);
        DeleteFileA(scratch_path("seen"));
        run_typed(&all);
        script_end(&all);
    }
}

static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

/* Mostly of what cmd.exe and CommandLineToArgvW act on. */
static void draw_word(char *out, unsigned *seed)
{
    static const char *const pieces[] = { "\"", "\\",        "%",           "^",        "&", "|",
                                          "<",  ">",         "(",           ")",        "!", " ",
                                          "a",  "TR_SECRET", "%TR_SECRET%", ":",        "=", ",",
                                          "~",  "1",         "*",           "\xC3\xA9", "-" };
    unsigned count = draw(seed) % 9;

    *out = '\0';
    for (unsigned index = 0; index < count; index++)
        strcat(out, pieces[draw(seed) % (sizeof(pieces) / sizeof(pieces[0]))]);
}

static void add_drawn(script *into, size_t count, unsigned *seed, tr_command_place place)
{
    char words[MOST_WORDS][128];
    const char *values[MOST_WORDS];

    for (size_t index = 0; index < count; index++) {
        do {
            draw_word(words[index], seed);
        } while (place == TR_COMMAND_IN_FILE && !comes_through_file(words[index]));
        values[index] = words[index];
    }
    add_command(into, values, count, place);
}

static void any_value_comes_through_a_file(void)
{
    unsigned seed = 20260731;
    script all;

    script_begin(&all);
    for (int count = 0; count < 60; count++)
        add_drawn(&all, MOST_WORDS, &seed, TR_COMMAND_IN_FILE);
    run_file(&all);
    script_end(&all);
}

static void any_value_comes_through_when_typed(void)
{
    unsigned seed = 20260801;

    for (int count = 0; count < 25; count++) {
        script all;

        script_begin(&all);
        add_drawn(&all, MOST_WORDS, &seed, TR_COMMAND_TYPED);
        DeleteFileA(scratch_path("seen"));
        run_typed(&all);
        script_end(&all);
    }
}

typedef struct script_file {
    FILE *out;
    const tr_transfer_lines *lines;
} script_file;

static bool write_agent(void *context, const tr_listed_agent *agent)
{
    script_file *to = context;

    tr_mismatched_script_agent(to->out, to->lines, agent);
    return true;
}

/* A list's .cmd file, on a machine of this name; gives what the stand-in saw. */
static void run_script(const char *machine, int code, const char *expected)
{
    static const char list[] = "PC-1,10.0.0.1,14.0.1\nPC-LONGER-THAN-FIFTEEN.example.com,10.0.0.2,"
                               "11.0.1\npc-1,10.0.0.1,14.0.1\n\"a\"\" & b\",10.0.0.4,14.0.1\n"
                               "PC-5,10.0.0.5,14.0.1\n";
    const tr_transfer transfer = { .program = program,
                                   .server = "apex1",
                                   .port = 8080,
                                   .ssl_port = 4343,
                                   .agent_port = 21112,
                                   .certificate = "100% (R&D)\\" };
    tr_transfer_lines lines;
    script_file to = { .lines = &lines };
    const tr_mismatch_visitor visitor = { .agent = write_agent, .context = &to };
    script all;
    char variable[64];

    script_begin(&all);
    CU_ASSERT_FATAL(tr_transfer_lines_set_up(&lines, &transfer));
    to.out = fopen(scratch_path("run.cmd"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(to.out);
    tr_mismatched_script_begin(to.out);
    CU_ASSERT_EQUAL(
        tr_mismatch_list_parse((tr_bytes){ (const unsigned char *)list, sizeof(list) - 1 }, NULL,
                               &visitor, NULL),
        TR_OK);
    tr_mismatched_script_end(to.out);
    fclose(to.out);
    tr_transfer_lines_clear(&lines);
    snprintf(variable, sizeof(variable), "COMPUTERNAME=%s", machine);
    _putenv(variable);
    DeleteFileA(scratch_path("seen"));
    scratch_write("seen", "");
    CU_ASSERT_EQUAL(start_file(&all), code);
    strcpy(all.expected, expected);
    check_seen(&all);
    script_end(&all);
}

static void file_for_a_list_runs_the_command_of_its_machine_once(void)
{
    static const char current[] =
        "[-s]\n[apex1]\n[-p]\n[8080]\n[-sp]\n[4343]\n[-c]\n[21112]\n[-e]\n"
        "[100% (R&D)\\]\n.\n";
    static const char of_11[] = "[-s]\n[apex1]\n[-p]\n[8080]\n[-c]\n[21112]\n[-e]\n"
                                "[100% (R&D)\\]\n.\n";
    char *machine = getenv("COMPUTERNAME") ? strdup(getenv("COMPUTERNAME")) : NULL;
    char variable[64];

    run_script("PC-1", 0, current);
    run_script("pc-5", 0, current);
    run_script("PC-LONGER-THAN-", 0, of_11);
    run_script("PC-9", 1, "");
    snprintf(variable, sizeof(variable), "COMPUTERNAME=%s", machine ? machine : "");
    _putenv(variable);
    free(machine);
}

static CU_TestInfo tests[] = {
    { "hostile values come through a file", hostile_values_come_through_a_file },
    { "hostile values come through when typed", hostile_values_come_through_when_typed },
    { "any value comes through a file", any_value_comes_through_a_file },
    { "any value comes through when typed", any_value_comes_through_when_typed },
    { "file for a list runs the command of its machine once",
      file_for_a_list_runs_the_command_of_its_machine_once },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo cmd_suite = { "agent/cmd", NULL, NULL, set_up, tear_down, tests };
