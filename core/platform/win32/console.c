#include "core/platform/console.h"

#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/thread.h"
#include "core/platform/win32/arguments.h"

/* From Windows 10 on; an older one refuses it. */
#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 0x0004
#endif

/* What the console was like before: atexit and a control handler get no context. */
static UINT code_page;
static void (*interrupted)(void);
static void (*input_ended)(void);
/* Goes on as long as the program; volatile, or nothing would hold what nobody reads. */
static tr_thread *volatile input_watch;

/* The console outlives us, and the next program may count on its code page. */
static void restore_code_page(void)
{
    SetConsoleOutputCP(code_page);
}

void tr_console_set_up(int *argc, char ***argv)
{
    /* The C library's own arguments have lost what its code page lacks. */
    tr_arguments_parse(argc, argv, GetCommandLineW());
    _setmode(_fileno(stdout), _O_BINARY);
    _setmode(_fileno(stderr), _O_BINARY);
    code_page = GetConsoleOutputCP();
    if (code_page != 0 && code_page != CP_UTF8 && SetConsoleOutputCP(CP_UTF8))
        atexit(restore_code_page);
}

static HANDLE handle_of(FILE *stream)
{
    return (HANDLE)_get_osfhandle(_fileno(stream));
}

bool tr_console_is_terminal(FILE *stream)
{
    DWORD mode;

    /* What is watched is none; and while a pipe is read, Windows lets whoever asks it wait. */
    if (stream == stdin && input_watch)
        return false;
    return GetConsoleMode(handle_of(stream), &mode) != 0;
}

bool tr_console_has_colour(FILE *stream)
{
    const char *refused = getenv("NO_COLOR");
    HANDLE handle = handle_of(stream);
    DWORD mode;

    /* no-color.org: present and not empty */
    if ((refused && *refused) || !GetConsoleMode(handle, &mode))
        return false;
    return SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

int tr_console_columns(void)
{
    static const DWORD streams[] = { STD_OUTPUT_HANDLE, STD_ERROR_HANDLE };

    for (size_t index = 0; index < sizeof(streams) / sizeof(streams[0]); index++) {
        CONSOLE_SCREEN_BUFFER_INFO screen;

        if (GetConsoleScreenBufferInfo(GetStdHandle(streams[index]), &screen))
            return screen.srWindow.Right - screen.srWindow.Left + 1;
    }
    return 80;
}

static BOOL WINAPI on_control(DWORD event)
{
    static LONG count;

    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return FALSE;
    if (InterlockedIncrement(&count) > 1) {
        restore_code_page();
        return FALSE;
    }
    interrupted();
    return TRUE;
}

void tr_console_on_interrupt(void (*on_interrupt)(void))
{
    interrupted = on_interrupt;
    SetConsoleCtrlHandler(on_control, TRUE);
}

static void watch_input(void *context)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    char passed_over[256];
    DWORD got;

    (void)context;
    while (ReadFile(input, passed_over, sizeof(passed_over), &got, NULL) && got > 0)
        ;
    input_ended();
}

bool tr_console_on_input_end(void (*on_end)(void))
{
    if (tr_console_is_terminal(stdin))
        return true;
    input_ended = on_end;
    input_watch = tr_thread_start(watch_input, NULL);
    return input_watch != NULL;
}

/* The line without its end, as UTF-8; false if there is no room for all of it. */
static bool take_line(char *out, size_t room, const wchar_t *line, DWORD count)
{
    int size;

    if (count == 0 || line[count - 1] != '\n')
        return false;
    while (count > 0 && (line[count - 1] == '\n' || line[count - 1] == '\r'))
        count--;
    size = count > 0
               ? WideCharToMultiByte(CP_UTF8, 0, line, (int)count, out, (int)room - 1, NULL, NULL)
               : 0;
    if (count > 0 && size == 0)
        return false;
    out[size] = '\0';
    return true;
}

bool tr_console_ask_secret(char *out, size_t room, const char *question)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    wchar_t line[512];
    DWORD count = 0;
    DWORD before;
    bool is_read;

    if (!GetConsoleMode(input, &before) ||
        !SetConsoleMode(input, (before & ~(DWORD)ENABLE_ECHO_INPUT) | ENABLE_LINE_INPUT))
        return false;
    fflush(stdout);
    fputs(question, stderr);
    fflush(stderr);
    is_read = ReadConsoleW(input, line, sizeof(line) / sizeof(line[0]), &count, NULL) &&
              take_line(out, room, line, count);
    SecureZeroMemory(line, sizeof(line));
    SetConsoleMode(input, before);
    fputc('\n', stderr);
    return is_read;
}
