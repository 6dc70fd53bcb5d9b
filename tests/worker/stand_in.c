/*
 * Stands in for trustmend.exe beside the console, and does what its first
 * argument says, most of which no good program would do:
 *
 *   says       two records and a summary, and ends with code 1
 *   arguments  says each further argument in a record
 *   handle     sets the event whose handle has this number, if that is there
 *   window     says whether it has a console window
 *   waits      says a record, and ends when standard input does
 *   hangs      says a record, and takes no notice of standard input
 *   floods     says records without end
 *   babbles    says what is no record, and hangs
 *   mumbles    says what is no record, and ends as if all were well
 *   crashes    in the middle of a record
 *   complains  of two things on standard error, and ends with code 2
 *   holds      says nothing, and takes no notice of standard input
 *   leaves     starts another one that holds its output, and ends
 */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <windows.h>

#include <jansson.h>

#define FINDING "{\"type\":\"finding\",\"id\":\"a\",\"severity\":\"fault\",\"title\":\"t\"}\n"
#define SUMMARY "{\"type\":\"summary\",\"complete\":true}\n"

static void say(const char *text)
{
    fputs(text, stdout);
    fflush(stdout);
}

static void say_text(const wchar_t *wide)
{
    char text[4096] = "";
    json_t *record;
    char *line;

    WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, sizeof(text), NULL, NULL);
    record = json_pack("{s:s, s:s}", "type", "text", "text", text);
    line = json_dumps(record, JSON_COMPACT);
    puts(line);
    free(line);
    json_decref(record);
}

static void say_arguments(int count, wchar_t **words)
{
    for (int index = 2; index < count; index++)
        say_text(words[index]);
    say(SUMMARY);
}

static void set_event(const wchar_t *number)
{
    SetEvent((HANDLE)(UINT_PTR)_wcstoui64(number, NULL, 10));
    say(SUMMARY);
}

static void wait_for_input(void)
{
    char bytes[64];

    while (_read(_fileno(stdin), bytes, sizeof(bytes)) > 0)
        ;
}

static void leave(const wchar_t *program)
{
    STARTUPINFOW start = { .cb = sizeof(start) };
    wchar_t line[] = L"trustmend holds";
    PROCESS_INFORMATION made;

    if (CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) {
        CloseHandle(made.hThread);
        CloseHandle(made.hProcess);
    }
}

int wmain(int count, wchar_t **words);

int wmain(int count, wchar_t **words)
{
    const wchar_t *word = count > 1 ? words[1] : L"";
    wchar_t own[MAX_PATH];

    _setmode(_fileno(stdout), _O_BINARY);
    if (wcscmp(word, L"says") == 0) {
        say(FINDING FINDING SUMMARY);
        return 1;
    }
    if (wcscmp(word, L"arguments") == 0) {
        say_arguments(count, words);
    } else if (wcscmp(word, L"handle") == 0 && count > 2) {
        set_event(words[2]);
    } else if (wcscmp(word, L"window") == 0) {
        say_text(GetConsoleWindow() ? L"window" : L"none");
        say(SUMMARY);
    } else if (wcscmp(word, L"waits") == 0) {
        say(FINDING);
        wait_for_input();
        say(SUMMARY);
        return 3;
    } else if (wcscmp(word, L"hangs") == 0) {
        say(FINDING);
        Sleep(10000);
    } else if (wcscmp(word, L"holds") == 0) {
        Sleep(10000);
    } else if (wcscmp(word, L"floods") == 0) {
        for (;;)
            fputs(FINDING, stdout);
    } else if (wcscmp(word, L"babbles") == 0) {
        say(FINDING "hello\n");
        Sleep(10000);
    } else if (wcscmp(word, L"mumbles") == 0) {
        say(FINDING "hello\n" SUMMARY);
    } else if (wcscmp(word, L"crashes") == 0) {
        say("{\"type\":\"find");
        RaiseException(EXCEPTION_ACCESS_VIOLATION, EXCEPTION_NONCONTINUABLE, 0, NULL);
    } else if (wcscmp(word, L"complains") == 0) {
        fputs("trustmend: the first thing\ntrustmend: cannot read 'x': denied\n", stderr);
        return 2;
    } else if (wcscmp(word, L"leaves") == 0) {
        GetModuleFileNameW(NULL, own, MAX_PATH);
        say(FINDING SUMMARY);
        leave(own);
    }
    return 0;
}
