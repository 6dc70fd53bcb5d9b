#include "shellext/window/elevated.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <windows.h>
#include <shellapi.h>

#include "core/platform/state_folder.h"
#include "shellext/execution.h"
#include "shellext/window/channel.h"
#include "shellext/window/trust.h"

#define ANSWER_TIME 30000

#define EXIT_CARRIED_OUT 0
#define EXIT_REFUSED     4

typedef struct serving {
    channel pipe;
    volatile LONG is_broken; /* nobody listens any more */
} serving;

/* The folder of this program is not looked into for the system's DLLs; before Windows 8 only with
 * an update. */
static void look_in_system_only(void)
{
    typedef BOOL(WINAPI * set_directories)(DWORD);
    HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    set_directories set =
        (set_directories)(void (*)(void))GetProcAddress(kernel, "SetDefaultDllDirectories");

    SetDllDirectoryW(L"");
    if (set)
        set(LOAD_LIBRARY_SEARCH_SYSTEM32);
}

static tr_status receive(tr_request *out, channel *pipe, tr_error *err)
{
    uint8_t head[TR_REQUEST_HEAD_SIZE];
    uint8_t *bytes = NULL;
    size_t rest = 0;
    tr_status status = channel_read(pipe, head, sizeof(head), ANSWER_TIME, err);

    if (status == TR_OK)
        rest = tr_request_rest(head);
    if (status == TR_OK && rest == 0)
        status = tr_error_set(err, TR_ERR_FORMAT, 0, "this is no request");
    if (status == TR_OK && !(bytes = malloc(sizeof(head) + rest)))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a request");
    if (status == TR_OK) {
        memcpy(bytes, head, sizeof(head));
        status = channel_read(pipe, bytes + sizeof(head), rest, ANSWER_TIME, err);
    }
    if (status == TR_OK && !tr_request_take(out, bytes, sizeof(head) + rest))
        status = tr_error_set(err, TR_ERR_FORMAT, 0, "this is no request");
    if (status != TR_OK)
        free(bytes);
    return status;
}

static void answer(void *context, const tr_reply *reply)
{
    serving *self = context;
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    size_t size = tr_reply_write(bytes, reply);

    if (!self->is_broken && channel_write(&self->pipe, bytes, size, ANSWER_TIME, NULL) != TR_OK)
        InterlockedExchange(&self->is_broken, 1);
}

/* Whatever the window sends after its request means that it wants no more. */
static bool is_stopped(void *context)
{
    const serving *self = context;

    return self->is_broken || channel_is_stirred(&self->pipe);
}

/* Certificates are for judging: to take a change back, none is needed. */
static tr_status load_trust(trust **out, tr_action action, tr_error *err)
{
    const path_list machines_own = { .items = NULL };
    tr_status status = TR_OK;

    if (action != TR_ACTION_UNDO)
        status = trust_open(out, &machines_own, TR_ENGLISH, 1, err);
    if (status == TR_OK && *out)
        (*out)->options.asks_windows = false; /* the window shows what Windows says */
    return status;
}

/* The machine's history. Without administrators' rights, anybody could have laid one there, and
 * what it says would be done with them. */
static char *machines_history(tr_error *err)
{
    char *folder = tr_state_folder_of_machine();
    tr_status status = folder ? tr_state_folder_make(folder, err)
                              : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the history");

    if (status == TR_OK)
        status = tr_state_folder_check_machine(folder, err);
    if (status == TR_OK)
        return folder;
    free(folder);
    return NULL;
}

static void carry_out(const tr_request *request, serving *self)
{
    tr_error err;
    char *state = machines_history(&err);
    trust *by = NULL;
    tr_execution how = { .target = { "LocalMachine", true, NULL },
                         .state = state,
                         .told = answer,
                         .is_stopped = is_stopped,
                         .context = self };

    if (state && load_trust(&by, request->action, &err) == TR_OK) {
        how.verify = by ? &by->options : NULL;
        tr_request_execute(request, &how);
    } else {
        answer(self, &(tr_reply){ .outcome = TR_OUTCOME_FAILED,
                                  .index = TR_REPLY_END,
                                  .text = err.message });
    }
    trust_release(by);
    free(state);
}

static int serve(const wchar_t *word, const wchar_t *process)
{
    serving self = { .is_broken = 0 };
    tr_request request = { .count = 0 };
    int code = EXIT_REFUSED;

    look_in_system_only();
    if (channel_open(&self.pipe, word, wcstoul(process, NULL, 10), ANSWER_TIME, NULL) != TR_OK)
        return code;
    if (receive(&request, &self.pipe, NULL) == TR_OK) {
        carry_out(&request, &self);
        code = EXIT_CARRIED_OUT;
    }
    tr_request_clear(&request);
    channel_close(&self.pipe);
    return code;
}

bool elevated_run(int *code)
{
    int count = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    bool is_asked = words && count == 4 && wcscmp(words[1], L"elevated") == 0;

    if (is_asked)
        *code = serve(words[2], words[3]);
    LocalFree(words);
    return is_asked;
}
