#include "shellext/window/broker.h"

#include <stdio.h>
#include <stdlib.h>

#include <objbase.h>
#include <shellapi.h>

#include "shellext/window/channel.h"

#define ANSWER_TIME   30000 /* milliseconds for a process to start, and to take a request */
#define LOOK_INTERVAL 10
#define END_TIME      5000
#define PATH_UNITS    32768

static HANDLE start_elevated(const wchar_t *arguments, HWND owner)
{
    wchar_t *program = malloc(PATH_UNITS * sizeof(*program));
    DWORD count = program ? GetModuleFileNameW(NULL, program, PATH_UNITS) : 0;
    SHELLEXECUTEINFOW how = { .cbSize = sizeof(how),
                              .fMask =
                                  SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
                              .hwnd = owner,
                              .lpVerb = L"runas",
                              .lpFile = program,
                              .lpParameters = arguments,
                              .nShow = SW_HIDE };
    DWORD code = ERROR_NOT_ENOUGH_MEMORY;

    if (count > 0 && count < PATH_UNITS) {
        code = ERROR_SUCCESS;
        if (!ShellExecuteExW(&how))
            code = GetLastError();
    }
    free(program);
    SetLastError(code);
    return code == ERROR_SUCCESS ? how.hProcess : NULL;
}

/* What is being asked. */
typedef struct asking {
    const tr_request *request;
    const broker_options *options;
    channel pipe;
    unsigned char *is_told; /* of each item */
    bool is_stopping;
} asking;

static tr_status wrong_answer(tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "the elevated process gave an answer that is none");
}

/* Ask it once to stop; it tells the rest as left. */
static tr_status pass_stop_on(asking *all, tr_error *err)
{
    const broker_options *options = all->options;

    if (all->is_stopping || !options->is_stopped || !options->is_stopped(options->context))
        return TR_OK;
    all->is_stopping = true;
    return channel_write(&all->pipe, "", 1, ANSWER_TIME, err);
}

/* Wait for an answer for as long as it takes, while the process is there. */
static tr_status read_head(asking *all, uint8_t head[TR_REPLY_HEAD_SIZE], tr_error *err)
{
    while (!channel_is_stirred(&all->pipe)) {
        if (pass_stop_on(all, err) != TR_OK)
            return err->status;
        if (WaitForSingleObject(all->pipe.peer, LOOK_INTERVAL) == WAIT_OBJECT_0)
            break;
    }
    return channel_read(&all->pipe, head, TR_REPLY_HEAD_SIZE, ANSWER_TIME, err);
}

static tr_status read_reply(asking *all, tr_reply *reply, uint8_t bytes[TR_REPLY_SIZE_MAX],
                            tr_error *err)
{
    uint8_t *text = bytes + TR_REPLY_HEAD_SIZE;
    size_t size = 0;
    tr_status status = read_head(all, bytes, err);

    if (status == TR_OK && !tr_reply_read_head(reply, &size, bytes))
        return wrong_answer(err);
    if (status == TR_OK)
        status = channel_read(&all->pipe, text, size, ANSWER_TIME, err);
    if (status == TR_OK && !tr_reply_read_text(reply, text, size))
        return wrong_answer(err);
    return status;
}

static tr_status end_of(const tr_reply *reply, tr_error *err)
{
    if (reply->outcome == TR_OUTCOME_DONE)
        return TR_OK;
    return tr_error_set(err, TR_ERR_IO, 0, "%s", reply->text ? reply->text : "it was not done");
}

static tr_status read_replies(asking *all, tr_error *err)
{
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    tr_reply reply;

    for (;;) {
        tr_status status = read_reply(all, &reply, bytes, err);

        if (status != TR_OK)
            return status;
        if (reply.index == TR_REPLY_END)
            return end_of(&reply, err);
        if (reply.index >= all->request->count || all->is_told[reply.index])
            return wrong_answer(err);
        all->is_told[reply.index] = 1;
        all->options->told(all->options->context, &reply);
    }
}

static tr_status ask_process(asking *all, tr_error *err)
{
    const tr_request *request = all->request;
    unsigned turned_away;
    tr_status status = channel_accept(&all->pipe, ANSWER_TIME, &turned_away, err);

    if (status == TR_OK)
        status = channel_write(&all->pipe, request->bytes, request->size, ANSWER_TIME, err);
    if (status == TR_OK)
        status = read_replies(all, err);
    return status;
}

static broker_result start_and_ask(asking *all, const wchar_t *word, tr_error *err)
{
    HANDLE (*start)(const wchar_t *, HWND) = all->options->start;
    wchar_t arguments[64 + CHANNEL_WORD_SIZE];
    HANDLE process;
    tr_status status;
    DWORD code;

    swprintf(arguments, ARRAYSIZE(arguments), L"elevated %ls %lu", word, GetCurrentProcessId());
    process = (start ? start : start_elevated)(arguments, all->options->owner);
    code = GetLastError();
    if (!process && code == ERROR_CANCELLED)
        return BROKER_DECLINED;
    if (!process) {
        tr_error_set(err, TR_ERR_IO, code, "cannot start the elevated process (error %lu)", code);
        return BROKER_FAILED;
    }
    all->pipe.peer = process;
    status = ask_process(all, err);
    WaitForSingleObject(process, status == TR_OK ? END_TIME : 0);
    all->pipe.peer = NULL;
    CloseHandle(process);
    return status == TR_OK ? BROKER_DONE : BROKER_FAILED;
}

broker_result broker_ask(const tr_request *request, const broker_options *options, tr_error *err)
{
    asking all = { .request = request,
                   .options = options,
                   .is_told = calloc(request->count, sizeof(*all.is_told)) };
    wchar_t word[CHANNEL_WORD_SIZE];
    HRESULT com = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
    broker_result result = BROKER_FAILED;

    if (!all.is_told)
        tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to ask for elevation");
    else if (channel_make(&all.pipe, word, err) == TR_OK)
        result = start_and_ask(&all, word, err);
    channel_close(&all.pipe);
    if (SUCCEEDED(com))
        CoUninitialize();
    free(all.is_told);
    return result;
}
