#include "snapin/child.h"

#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

#include "core/platform/clock.h"

#define PIPE_SIZE  65536
#define NAME_UNITS 64

/* Somebody else may hold the end of a pipe, which then does not end with the program. */
#define DRAIN_TIME 1000 /* milliseconds */

/* A pipe that the program writes to. */
typedef struct outlet {
    HANDLE ours;
    HANDLE theirs;
    OVERLAPPED going;
    bool is_open;
    char bytes[PIPE_SIZE];
} outlet;

typedef struct child {
    const child_listener *listener;
    outlet out;
    outlet err;
    HANDLE input; /* ours: it stops when this is closed */
    HANDLE their_input;
    HANDLE process;
    bool is_running;
    bool is_stopped;
    bool was_ended;    /* by us */
    bool is_refused;   /* what it printed */
    uint64_t deadline; /* while it is stopped, or has ended */
} child;

static void close_one(HANDLE *handle)
{
    if (*handle && *handle != INVALID_HANDLE_VALUE)
        CloseHandle(*handle);
    *handle = NULL;
}

/* Anonymous pipes cannot be waited for, so this one has a name, which is used once. */
static DWORD open_outlet(outlet *out)
{
    LUID unique;
    wchar_t name[NAME_UNITS];

    if (!AllocateLocallyUniqueId(&unique))
        return GetLastError();
    swprintf(name, NAME_UNITS, L"\\\\.\\pipe\\Trustmend-%lx-%lx-%lx", GetCurrentProcessId(),
             (unsigned long)unique.HighPart, unique.LowPart);
    out->going.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (!out->going.hEvent)
        return GetLastError();
    out->ours = CreateNamedPipeW(
        name, PIPE_ACCESS_INBOUND | FILE_FLAG_FIRST_PIPE_INSTANCE | FILE_FLAG_OVERLAPPED,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, PIPE_SIZE,
        PIPE_SIZE, 0, NULL);
    if (out->ours == INVALID_HANDLE_VALUE)
        return GetLastError();
    /* Who succeeds here is the only one that has the other end. */
    out->theirs = CreateFileW(name, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    return out->theirs == INVALID_HANDLE_VALUE ? GetLastError() : ERROR_SUCCESS;
}

static DWORD open_all(child *self)
{
    DWORD code = open_outlet(&self->out);

    if (code == ERROR_SUCCESS)
        code = open_outlet(&self->err);
    if (code == ERROR_SUCCESS && !CreatePipe(&self->their_input, &self->input, NULL, 0))
        code = GetLastError();
    return code;
}

static void close_theirs(child *self)
{
    close_one(&self->their_input);
    close_one(&self->out.theirs);
    close_one(&self->err.theirs);
}

/* What is still read is taken back before its memory goes. */
static void close_outlet(outlet *of)
{
    DWORD got;

    if (of->is_open && CancelIo(of->ours))
        GetOverlappedResult(of->ours, &of->going, &got, TRUE);
    close_one(&of->ours);
    close_one(&of->going.hEvent);
}

static void close_all(child *self)
{
    close_theirs(self);
    close_one(&self->input);
    close_outlet(&self->out);
    close_outlet(&self->err);
    close_one(&self->process);
}

/* What whoever starts another program at the same moment would hand on, too, is there for that
 * moment only. */
static BOOL create(child *self, const wchar_t *program, wchar_t *line,
                   LPPROC_THREAD_ATTRIBUTE_LIST attributes)
{
    HANDLE inherited[] = { self->their_input, self->out.theirs, self->err.theirs };
    STARTUPINFOEXW start = { .StartupInfo = { .cb = sizeof(start),
                                              .dwFlags = STARTF_USESTDHANDLES,
                                              .hStdInput = self->their_input,
                                              .hStdOutput = self->out.theirs,
                                              .hStdError = self->err.theirs },
                             .lpAttributeList = attributes };
    PROCESS_INFORMATION made;

    if (!UpdateProcThreadAttribute(attributes, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, inherited,
                                   sizeof(inherited), NULL, NULL))
        return FALSE;
    for (size_t index = 0; index < ARRAYSIZE(inherited); index++) {
        if (!SetHandleInformation(inherited[index], HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT))
            return FALSE;
    }
    if (!CreateProcessW(program, line, NULL, NULL, TRUE,
                        CREATE_NO_WINDOW | CREATE_DEFAULT_ERROR_MODE | EXTENDED_STARTUPINFO_PRESENT,
                        NULL, NULL, &start.StartupInfo, &made))
        return FALSE;
    CloseHandle(made.hThread);
    self->process = made.hProcess;
    self->is_running = true;
    return TRUE;
}

/* Whoever stops waits until it is created, for a console that ended in between would leave it
 * behind, not yet running. */
static DWORD create_unless_stopped(child *self, const wchar_t *program, wchar_t *line,
                                   LPPROC_THREAD_ATTRIBUTE_LIST attributes, const child_stop *stop)
{
    DWORD code = ERROR_CANCELLED;

    EnterCriticalSection(stop->creating);
    if (WaitForSingleObject(stop->asked, 0) != WAIT_OBJECT_0)
        code = create(self, program, line, attributes) ? ERROR_SUCCESS : GetLastError();
    LeaveCriticalSection(stop->creating);
    return code;
}

static DWORD start(child *self, const wchar_t *program, wchar_t *line, const child_stop *stop)
{
    LPPROC_THREAD_ATTRIBUTE_LIST attributes;
    SIZE_T size = 0;
    DWORD code = open_all(self);

    if (code != ERROR_SUCCESS)
        return code;
    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    attributes = malloc(size);
    if (!attributes)
        return ERROR_NOT_ENOUGH_MEMORY;
    if (!InitializeProcThreadAttributeList(attributes, 1, 0, &size)) {
        code = GetLastError();
    } else {
        code = create_unless_stopped(self, program, line, attributes, stop);
        DeleteProcThreadAttributeList(attributes);
    }
    free(attributes);
    close_theirs(self);
    return code;
}

static void listen(outlet *of)
{
    of->is_open = ReadFile(of->ours, of->bytes, PIPE_SIZE, NULL, &of->going) ||
                  GetLastError() == ERROR_IO_PENDING;
}

static void end_now(child *self)
{
    if (self->is_running && !self->was_ended) {
        self->was_ended = true;
        TerminateProcess(self->process, ERROR_CANCELLED);
    }
}

/* Take what has come, and wait for more. */
static void take(child *self, outlet *of)
{
    const child_listener *listener = self->listener;
    DWORD got = 0;

    of->is_open = GetOverlappedResult(of->ours, &of->going, &got, FALSE);
    if (!of->is_open)
        return;
    if (of == &self->err)
        listener->complained(listener->context, of->bytes, got);
    else
        self->is_refused = !listener->printed(listener->context, of->bytes, got);
    if (self->is_refused)
        end_now(self);
    if (self->is_refused || self->was_ended)
        of->is_open = false;
    else
        listen(of);
}

static void ask_to_stop(child *self, DWORD grace)
{
    close_one(&self->input);
    self->is_stopped = true;
    if (self->is_running)
        self->deadline = tr_clock_milliseconds() + grace;
}

static void note_end(child *self)
{
    self->is_running = false;
    self->deadline = tr_clock_milliseconds() + DRAIN_TIME;
}

/* Whoever prints all the time leaves no time to wait in. */
static bool is_overdue(const child *self)
{
    return self->is_running && self->is_stopped && !self->was_ended &&
           tr_clock_milliseconds() >= self->deadline;
}

static DWORD time_left(const child *self)
{
    uint64_t now = tr_clock_milliseconds();

    if (self->is_running && (!self->is_stopped || self->was_ended))
        return INFINITE;
    return now < self->deadline ? (DWORD)(self->deadline - now) : 0;
}

/* Wait for something to happen, and do what it asks for; false once all is over. */
static bool go_on(child *self, HANDLE stop, DWORD grace)
{
    HANDLE waited[4];
    DWORD count = 0;
    DWORD which;

    if (!self->is_running && !self->out.is_open && !self->err.is_open)
        return false;
    /* The first one counts: whoever prints without end is stopped all the same, and whoever has
     * ended is heard to the end. */
    if (!self->is_stopped)
        waited[count++] = stop;
    if (self->out.is_open)
        waited[count++] = self->out.going.hEvent;
    if (self->err.is_open)
        waited[count++] = self->err.going.hEvent;
    if (self->is_running)
        waited[count++] = self->process;
    if (is_overdue(self))
        end_now(self);
    which = WaitForMultipleObjects(count, waited, FALSE, time_left(self));
    if (which >= count) {
        end_now(self);
        return which == WAIT_TIMEOUT && self->is_running;
    }
    if (waited[which] == stop)
        ask_to_stop(self, grace);
    else if (waited[which] == self->process)
        note_end(self);
    else
        take(self, waited[which] == self->out.going.hEvent ? &self->out : &self->err);
    return true;
}

DWORD child_run(child_end *out, const wchar_t *program, wchar_t *line, const child_stop *stop,
                const child_listener *listener)
{
    child *self = calloc(1, sizeof(*self));
    DWORD code = self ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
    DWORD ended = 0;

    if (!self)
        return code;
    self->listener = listener;
    code = start(self, program, line, stop);
    if (code == ERROR_SUCCESS) {
        listen(&self->out);
        listen(&self->err);
        while (go_on(self, stop->asked, stop->grace))
            ;
        GetExitCodeProcess(self->process, &ended);
        *out = (child_end){ .has_ended = !self->was_ended && !self->is_refused, .code = ended };
    }
    close_all(self);
    free(self);
    return code;
}
