#include "tests/shellext/window/other_end.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <shellapi.h>

#include "shellext/reply.h"
#include "shellext/request.h"
#include "shellext/window/channel.h"
#include "shellext/window/elevated.h"

#define PATIENCE 20000

/* Open the pipe and take the request, as it should be done. */
static bool take_request(channel *pipe, wchar_t **argv)
{
    uint8_t head[TR_REQUEST_HEAD_SIZE];
    uint8_t rest[4096];

    return channel_open(pipe, argv[2], wcstoul(argv[3], NULL, 10), PATIENCE, NULL) == TR_OK &&
           channel_read(pipe, head, sizeof(head), PATIENCE, NULL) == TR_OK &&
           tr_request_rest(head) <= sizeof(rest) &&
           channel_read(pipe, rest, tr_request_rest(head), PATIENCE, NULL) == TR_OK;
}

static void answer(channel *pipe, uint32_t index)
{
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    const tr_reply reply = { .outcome = TR_OUTCOME_DONE, .index = index };

    channel_write(pipe, bytes, tr_reply_write(bytes, &reply), PATIENCE, NULL);
}

/* Answers for the first item, and is killed. */
static int die(wchar_t **argv)
{
    channel pipe;

    if (!take_request(&pipe, argv))
        return 1;
    answer(&pipe, 0);
    TerminateProcess(GetCurrentProcess(), 9);
    return 1;
}

/* Answers twice for one item, which it may not. */
static int repeat(wchar_t **argv)
{
    channel pipe;

    if (!take_request(&pipe, argv))
        return 1;
    answer(&pipe, 0);
    answer(&pipe, 0);
    answer(&pipe, TR_REPLY_END);
    Sleep(1000);
    return 0;
}

static int babble(wchar_t **argv)
{
    char bytes[TR_REPLY_HEAD_SIZE];
    channel pipe;

    if (!take_request(&pipe, argv))
        return 1;
    memset(bytes, 'x', sizeof(bytes));
    channel_write(&pipe, bytes, sizeof(bytes), PATIENCE, NULL);
    Sleep(1000);
    return 0;
}

/* Comes first, sends what looks like the end, and stays until it is turned away. */
static int intrude(wchar_t **argv)
{
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    const tr_reply reply = { .outcome = TR_OUTCOME_DONE, .index = TR_REPLY_END };
    wchar_t name[128];
    DWORD count = 0;
    HANDLE pipe;
    HANDLE there;

    swprintf(name, ARRAYSIZE(name), L"\\\\.\\pipe\\Trustmend-%ls", argv[2]);
    pipe = CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    swprintf(name, ARRAYSIZE(name), L"%ls%ls", INTRUDER_EVENT, argv[2]);
    there = OpenEventW(EVENT_MODIFY_STATE, FALSE, name);
    if (there)
        SetEvent(there);
    if (pipe == INVALID_HANDLE_VALUE)
        return 2;
    WriteFile(pipe, bytes, (DWORD)tr_reply_write(bytes, &reply), &count, NULL);
    return ReadFile(pipe, bytes, 1, &count, NULL) && count > 0 ? 3 : 0;
}

static bool run_kind(int *code, int argc, wchar_t **argv)
{
    static const struct {
        const wchar_t *word;
        int (*run)(wchar_t **argv);
    } kinds[] = {
        { L"dies", die }, { L"repeats", repeat }, { L"babbles", babble }, { L"intrudes", intrude }
    };

    for (size_t index = 0; argc > 2 && index < ARRAYSIZE(kinds); index++) {
        if (wcscmp(argv[1], kinds[index].word) == 0) {
            *code = kinds[index].run(argv);
            return true;
        }
    }
    return elevated_run(code);
}

bool other_end_run(int *code)
{
    int argc = 0;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    bool is_one = argv && run_kind(code, argc, argv);

    LocalFree(argv);
    return is_one;
}

HANDLE other_end_start(const wchar_t *program, const wchar_t *arguments)
{
    STARTUPINFOW how = { .cb = sizeof(how) };
    PROCESS_INFORMATION started;
    wchar_t own[MAX_PATH];
    wchar_t line[2 * MAX_PATH];

    if (!program) {
        GetModuleFileNameW(NULL, own, ARRAYSIZE(own));
        program = own;
    }
    swprintf(line, ARRAYSIZE(line), L"\"%ls\" %ls", program, arguments);
    if (!CreateProcessW(program, line, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &how,
                        &started))
        return NULL;
    CloseHandle(started.hThread);
    return started.hProcess;
}
