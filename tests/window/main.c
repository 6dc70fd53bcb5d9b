/*
 * main.c PROGRAM FOLDER CHAPTER...: the tests of the window program, by keyboard alone. FOLDER
 * is what run.sh laid out, with "few", "many" and "renamed" in it, and the file
 * "root.pem" of the certificates to judge by.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/shell/check.h"
#include "tests/window/chapters.h"
#include "tests/window/stage.h"
#include "tests/window/subject.h"

#define MOST_ANSWERS 20000
#define ANSWER_MAX   100.0 /* milliseconds */
#define STOP_MAX     200.0
#define SELECTIONS   50

static void check_cell(const subject *who, const wchar_t *name, column in, const wchar_t *wanted)
{
    int index = subject_find(who, name);
    const wchar_t *found = index < 0 ? L"(no such row)" : subject_cell(who, index, in);

    check("cell", wcscmp(found, wanted) == 0, "%ls: '%ls' and not '%ls'", name, found, wanted);
}

static void list_says_what_was_found(const subject *who)
{
    check("rows", subject_row_count(who) == 5, "%d rows", subject_row_count(who));
    check_cell(who, L"good.exe", COLUMN_RESULT, L"Trusted");
    check_cell(who, L"good.exe", COLUMN_SIGNER, L"Fixture Signer");
    check_cell(who, L"no-root.exe", COLUMN_RESULT, L"Not trusted");
    check_cell(who, L"tampered.exe", COLUMN_RESULT, L"Changed");
    check_cell(who, L"unsigned.exe", COLUMN_RESULT, L"Not signed");
    check_cell(who, L"\x65e5\x672c\x8a9e.exe", COLUMN_RESULT, L"Trusted");
    check("passed over", subject_find(who, L"readme.txt") < 0, "a text is in the list");
    check("status", wcsstr(subject_text(who, PART_STATUS), L"Files: 5. Good: 2. Not good: 2."),
          "'%ls'", subject_text(who, PART_STATUS));
}

static void details_follow_the_selection(const subject *who)
{
    stage_press(VK_HOME);
    subject_type(L"no-r");
    check("type ahead",
          wcscmp(subject_cell(who, subject_focused_row(who), COLUMN_NAME), L"no-root.exe") == 0,
          "it led to row %d", subject_focused_row(who));
    check("details", wcsstr(subject_text(who, PART_DETAILS), L"Result: Not trusted (0x800B010"),
          "'%ls'", subject_text(who, PART_DETAILS));
    check("details", wcsstr(subject_text(who, PART_DETAILS), L"no-root.exe"), "of another file");
    check("chain", SendMessageW(subject_part(who, PART_CHAIN), TVM_GETCOUNT, 0, 0) > 2,
          "the tree is empty");
}

static void columns_sort_by_key(const subject *who)
{
    stage_press_control('1');
    check("sort", wcscmp(subject_cell(who, 0, COLUMN_NAME), L"good.exe") == 0, "'%ls' is first",
          subject_cell(who, 0, COLUMN_NAME));
    stage_press_control('1');
    check("sort", wcscmp(subject_cell(who, 4, COLUMN_NAME), L"good.exe") == 0,
          "the other way round, '%ls' is last", subject_cell(who, 4, COLUMN_NAME));
    check("sort",
          wcscmp(subject_cell(who, subject_focused_row(who), COLUMN_NAME), L"no-root.exe") == 0,
          "the selection did not follow");
}

static const wchar_t *clipboard_text(void)
{
    static wchar_t text[TEXT_CAPACITY];
    HANDLE handle;
    const wchar_t *there;

    text[0] = L'\0';
    if (!OpenClipboard(NULL))
        return text;
    handle = GetClipboardData(CF_UNICODETEXT);
    there = handle ? GlobalLock(handle) : NULL;
    if (there)
        wcsncpy(text, there, TEXT_CAPACITY - 1);
    if (there)
        GlobalUnlock(handle);
    CloseClipboard();
    return text;
}

static void rows_are_copied(const subject *who)
{
    (void)who;
    stage_press_control('C');
    Sleep(200);
    check("copy", wcsncmp(clipboard_text(), L"no-root.exe\tNot trusted\t", 24) == 0, "'%ls'",
          clipboard_text());
    subject_press('C', true, true, false);
    Sleep(200);
    check("copy path", wcsstr(clipboard_text(), L"\\few\\no-root.exe\r\n"), "'%ls'",
          clipboard_text());
}

static void check_focus(const subject *who, const char *rule, part wanted)
{
    check(rule, subject_wait_for_focus(who, wanted), "the focus is not at part %d", (int)wanted);
}

/* Once around, to where it began. */
static void tab_goes_through_all(const subject *who)
{
    static const part order[] = { PART_DETAILS, PART_CHAIN,  PART_RESTORE, PART_INSTALL,
                                  PART_UNDO,    PART_EXPORT, PART_CLOSE,   PART_LIST };

    check_focus(who, "tab", PART_LIST);
    for (size_t index = 0; index < ARRAYSIZE(order); index++) {
        HWND next = subject_part(who, order[index]);

        if (!IsWindowVisible(next) || !IsWindowEnabled(next))
            continue;
        stage_press(VK_TAB);
        check_focus(who, "tab", order[index]);
    }
    subject_press(VK_TAB, false, true, false);
    check_focus(who, "tab back", PART_CLOSE);
    subject_press('D', false, false, true);
    check_focus(who, "access key", PART_DETAILS);
    subject_press('F', false, false, true);
    check_focus(who, "access key", PART_LIST);
}

static void selecting_holds_nothing(const subject *who)
{
    DWORD gdi_before = GetGuiResources(who->process, GR_GDIOBJECTS);
    DWORD user_before = GetGuiResources(who->process, GR_USEROBJECTS);
    DWORD before = 0;
    DWORD after = 0;

    GetProcessHandleCount(who->process, &before);
    for (int turn = 0; turn < SELECTIONS; turn++)
        stage_press(turn % 8 < 4 ? VK_DOWN : VK_UP);
    GetProcessHandleCount(who->process, &after);
    check("handles", after <= before + 1, "%lu handles became %lu", before, after);
    if (gdi_before == 0 && user_before == 0) {
        check_skip("GDI and USER objects", "this system does not count them");
        return;
    }
    check("GDI objects", GetGuiResources(who->process, GR_GDIOBJECTS) <= gdi_before, "they grew");
    check("USER objects", GetGuiResources(who->process, GR_USEROBJECTS) <= user_before,
          "they grew");
}

/* By the dialog that Windows has for it; run.sh compares the file with the command line's. */
static void list_is_exported(const subject *who)
{
    wchar_t path[PATH_CAPACITY];
    double started = now();

    wcscpy(path, stage_path(L"window.json"));

    stage_press_control('S');
    if (!check("export", subject_turn_to_dialog(who), "no dialog comes"))
        return;
    stage_take_picture("export");
    stage_press_control('A');
    subject_type(path);
    stage_press(VK_RETURN);
    while (!stage_has(path) && now() - started < 10000)
        Sleep(50);
    Sleep(200);
    check("export", subject_rest(who) && stage_has(path), "no %ls", path);
    SetForegroundWindow(who->window);
}

static void verify_mode(void)
{
    subject who = { 0 };

    if (stage_start(&who, L"verify", stage_path(L"few")) &&
        check("end", subject_rest(&who), "still busy")) {
        list_says_what_was_found(&who);
        details_follow_the_selection(&who);
        stage_take_picture("verify");
        columns_sort_by_key(&who);
        rows_are_copied(&who);
        tab_goes_through_all(&who);
        selecting_holds_nothing(&who);
        list_is_exported(&who);
        subject_press(VK_F4, false, false, true);
        check("close", subject_wait(&who) == 0, "exit code %d", subject_wait(&who));
    }
    subject_end(&who);
}

static int by_size(const void *a, const void *b)
{
    double first = *(const double *)a;
    double second = *(const double *)b;

    return (first > second) - (first < second);
}

/* How long answers took, in order. */
typedef struct answers {
    double times[MOST_ANSWERS];
    size_t count;
} answers;

static void ask(answers *out, const subject *who)
{
    out->times[out->count++] = subject_answer(who);
}

/* Where others keep the machine busy, a time says nothing; run.sh tells. */
static void check_time(const char *rule, double time, double most)
{
    if (_wgetenv(L"TRUSTMEND_BUSY") && time >= most)
        check_skip(rule, "the machine is busy with other things");
    else
        check(rule, time < most, "%.0f ms", time);
}

/* Puts them in order, and gives the worst. */
static double sort_answers(answers *all)
{
    qsort(all->times, all->count, sizeof(all->times[0]), by_size);
    return all->times[all->count - 1];
}

static void print_answers(const char *of, const answers *all)
{
    printf("  %s: %zu answers, half within %.1f ms, 99 %% within %.1f ms, all within %.1f ms\n", of,
           all->count, all->times[all->count / 2], all->times[all->count * 99 / 100],
           all->times[all->count - 1]);
}

/* A window that does nothing says how busy the machine is with other things: what that one takes at
 * its worst, the other one may take more. */
static void window_answers_while_it_judges(const subject *who, const subject *idle)
{
    static answers busy;
    static answers free;
    double started = now();
    double busy_worst;
    double margin;

    while (subject_is_busy(who) && busy.count < MOST_ANSWERS) {
        ask(&busy, who);
        ask(&free, idle);
        Sleep(2);
    }
    if (!check("busy", busy.count > 100, "it was over after %zu questions", busy.count))
        return;
    busy_worst = sort_answers(&busy);
    margin = sort_answers(&free);
    printf("  %d files in %.1f s\n", subject_row_count(who), (now() - started) / 1000);
    print_answers("while judging", &busy);
    print_answers("beside it, doing nothing", &free);
    check_time("answers", busy_worst, ANSWER_MAX + margin);
    check("all are there", subject_row_count(who) == 5000, "%d rows", subject_row_count(who));
}

static void stopping_is_quick(const subject *who)
{
    double started;
    int rows;

    stage_press(VK_F5);
    for (int turn = 0; turn < 500 && subject_row_count(who) < 20; turn++)
        Sleep(10);
    check("again", subject_is_busy(who), "F5 does not look again");
    started = now();
    stage_press(VK_ESCAPE);
    while (subject_is_busy(who) && now() - started < 5000)
        Sleep(1);
    started = now() - started;
    printf("  stopped within %.0f ms\n", started);
    check_time("stop", started, STOP_MAX);
    rows = subject_row_count(who);
    check("stop", wcsncmp(subject_text(who, PART_STATUS), L"Stopped.", 8) == 0, "'%ls'",
          subject_text(who, PART_STATUS));
    Sleep(300);
    check("stop", subject_row_count(who) == rows && rows < 5000, "%d rows, then %d", rows,
          subject_row_count(who));
}

static void many_files(void)
{
    subject who = { 0 };
    subject idle = { 0 };

    if (stage_start(&idle, L"verify", stage_path(L"few")) && subject_rest(&idle) &&
        stage_start(&who, L"verify", stage_path(L"many"))) {
        window_answers_while_it_judges(&who, &idle);
        subject_end(&idle);
        stage_take_picture("many");
        stopping_is_quick(&who);
        stage_press(VK_F5);
        Sleep(100);
        subject_press(VK_F4, false, false, true);
        check("close", subject_wait(&who) == 0, "not while it is busy: %d", subject_wait(&who));
    }
    subject_end(&who);
}

static WPARAM progress_of(const subject *who)
{
    return (WPARAM)SendMessageW(subject_part(who, PART_PROGRESS), PBM_GETPOS, 0, 0);
}

/* Until a third of it is read; how often the bar was seen further on is returned. */
static int ask_while_it_reads(answers *out, const subject *who)
{
    WPARAM last = 0;
    int steps = 0;
    int back = 0;

    while (subject_is_busy(who) && last < 333 && out->count < MOST_ANSWERS) {
        WPARAM at = progress_of(who);

        steps += at > last;
        back += at < last;
        last = at;
        ask(out, who);
        Sleep(2);
    }
    check("progress", back == 0, "the bar went back %d times", back);
    return steps;
}

/* While a worker has it open, nobody gets it for himself alone. */
static bool is_in_use(const wchar_t *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    if (file == INVALID_HANDLE_VALUE)
        return true;
    CloseHandle(file);
    return false;
}

/* What the file is named does not matter: the window is told to stop in the middle of it. */
static void reading_stops_at_once(const subject *who, const wchar_t *path)
{
    double started = now();

    check("in use", is_in_use(path), "nobody reads %ls", path);
    stage_press(VK_ESCAPE);
    while ((subject_is_busy(who) || is_in_use(path)) && now() - started < 5000)
        Sleep(1);
    started = now() - started;
    printf("  stopped in the middle of a file within %.0f ms\n", started);
    check_time("stop", started, STOP_MAX);
    check("stop",
          wcscmp(subject_text(who, PART_STATUS),
                 L"Stopped. Files: 0. Good: 0. Not good: 0. To look at: 0.") == 0,
          "'%ls'", subject_text(who, PART_STATUS));
}

static void one_huge_file(void)
{
    static answers all;
    subject who = { 0 };
    const wchar_t *path = stage_path(L"huge\\huge.exe");
    int steps;

    if (stage_start(&who, L"verify", path)) {
        steps = ask_while_it_reads(&all, &who);
        check("progress", steps >= 5, "within the file, the bar went on %d times", steps);
        check("progress", wcsncmp(subject_text(&who, PART_STATUS), L"File 1 of 1 (", 13) == 0,
              "'%ls'", subject_text(&who, PART_STATUS));
        reading_stops_at_once(&who, path);
        check_time("answers", sort_answers(&all), ANSWER_MAX);
        print_answers("while one file is read", &all);
        subject_press(VK_F4, false, false, true);
        check("close", subject_wait(&who) == 0, "exit code %d", subject_wait(&who));
    }
    subject_end(&who);
}

static int count_files(const wchar_t *pattern)
{
    WIN32_FIND_DATAW found;
    HANDLE search = FindFirstFileW(stage_path(pattern), &found);
    int count = 0;

    if (search == INVALID_HANDLE_VALUE)
        return 0;
    do
        count++;
    while (FindNextFileW(search, &found));
    FindClose(search);
    return count;
}

static void wait_for_files(const wchar_t *pattern, int count)
{
    for (int turn = 0; turn < 200 && count_files(pattern) != count; turn++)
        Sleep(50);
}

static void restore_mode(void)
{
    subject who = { 0 };

    if (!stage_start(&who, L"restore", stage_path(L"renamed")) ||
        !check("plan", subject_rest(&who), "still busy")) {
        subject_end(&who);
        return;
    }
    check("plan", subject_row_count(&who) == 5, "%d rows", subject_row_count(&who));
    check("plan", count_files(L"renamed\\*_invalid") == 5, "something was renamed before");
    check_cell(&who, L"good.exe_invalid", COLUMN_RESULT, L"Can be restored");
    check_cell(&who, L"tampered.exe_Invalid", COLUMN_RESULT, L"Stays as it is");
    check("plan", wcscmp(subject_text(&who, PART_RESTORE), L"&Restore (4)") == 0, "'%ls'",
          subject_text(&who, PART_RESTORE));
    stage_take_picture("restore-plan");

    subject_press('R', false, false, true);
    wait_for_files(L"renamed\\*_invalid", 1);
    check("restore", subject_rest(&who), "still busy");
    check_cell(&who, L"good.exe_invalid", COLUMN_RESULT, L"Restored");
    check_cell(&who, L"tampered.exe_Invalid", COLUMN_RESULT, L"Refused");
    check("restore",
          wcsstr(subject_cell(&who, subject_find(&who, L"tampered.exe_Invalid"), COLUMN_REASON),
                 L"changed"),
          "the reason is missing");
    check("restore", count_files(L"renamed\\*_invalid") == 1, "%d files are renamed still",
          count_files(L"renamed\\*_invalid"));
    check("restore", stage_has(stage_path(L"renamed\\good.exe")), "good.exe is not there");
    stage_take_picture("restore-done");

    subject_press('U', false, false, true);
    wait_for_files(L"renamed\\*_invalid", 5);
    Sleep(500);
    check("undo", subject_rest(&who), "still busy");
    check("undo", count_files(L"renamed\\*_invalid") == 5, "%d files have their names back",
          count_files(L"renamed\\*_invalid"));
    check_cell(&who, L"good.exe_invalid", COLUMN_RESULT, L"Can be restored");
    stage_take_picture("restore-undone");
    stage_press(VK_ESCAPE);
    check("close", subject_wait(&who) == 0, "Escape does not close");
    subject_end(&who);
}

static void broken_selections(void)
{
    const wchar_t *paths[] = { stage_path(L"few\\good.exe"), stage_path(L"few\\missing.exe") };
    subject who = { 0 };
    wchar_t arguments[2 * PATH_CAPACITY];

    _snwprintf(arguments, ARRAYSIZE(arguments), L"verify --selection --anchors \"%ls\"",
               stage_path(L"root.pem"));
    if (check("start", subject_start(&who, stage_program(), arguments, paths, 2, 0), "no window") &&
        check("end", subject_rest(&who), "still busy"))
        check_cell(&who, L"missing.exe", COLUMN_RESULT, L"Not looked at");
    subject_end(&who);
    if (check("start", subject_start(&who, stage_program(), arguments, paths, 2, 10),
              "no window") &&
        check("end", subject_rest(&who), "still busy")) {
        check("broken off", wcsstr(subject_text(&who, PART_STATUS), L"broke off"), "'%ls'",
              subject_text(&who, PART_STATUS));
        check_cell(&who, L"good.exe", COLUMN_RESULT, L"Trusted");
    }
    subject_end(&who);
}

/* At the resolution that run.sh set. */
static void large_text(void)
{
    subject who = { 0 };

    if (stage_start(&who, L"verify", stage_path(L"few")) &&
        check("end", subject_rest(&who), "still busy")) {
        stage_press(VK_HOME);
        subject_type(L"no-r");
        stage_take_picture("verify-192");
    }
    subject_end(&who);
}

static const struct {
    const wchar_t *name;
    void (*run)(void);
} chapters[] = {
    { L"verify", verify_mode },   { L"broken", broken_selections },
    { L"restore", restore_mode }, { L"many", many_files },
    { L"huge", one_huge_file },   { L"dark", dark_window },
    { L"install", missing_root }, { L"elevation", denied_rename },
    { L"histories", histories },  { L"fit", texts_fit },
    { L"menu", chosen_in_menu },  { L"pictures", pictures_for_pages },
    { L"large", large_text },
};

int wmain(int argc, wchar_t **argv); /* MinGW declares it nowhere */

int wmain(int argc, wchar_t **argv)
{
    if (argc < 4)
        return 2;
    stage_set(argv[1], argv[2]);
    for (int index = 3; index < argc; index++) {
        for (size_t chapter = 0; chapter < ARRAYSIZE(chapters); chapter++) {
            if (wcscmp(chapters[chapter].name, argv[index]) == 0)
                chapters[chapter].run();
        }
    }
    return check_finish();
}
