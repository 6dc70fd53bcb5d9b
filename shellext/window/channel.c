#include "shellext/window/channel.h"

#include <stdio.h>
#include <wchar.h>

#include <openssl/rand.h>
#include <sddl.h>

#include "core/platform/clock.h"
#include "core/platform/system_error.h"
#include "shellext/window/peer.h"

#define NAME_UNITS    64
#define BUFFER_SIZE   65536
#define MOST_STRANGE  64 /* so many are turned away */
#define PIECE_MAX     65536
#define BUSY_INTERVAL 50

/* Administrators may use the pipe, but add no further one of its name; its owner gets nothing. */
#define DESCRIPTOR L"D:P(A;;0x12019b;;;BA)(A;;RC;;;S-1-3-4)"

static tr_status fail(tr_error *err, DWORD code, const char *what)
{
    return tr_error_set_system(err, TR_ERR_IO, code, "%s", what);
}

static void name_of(wchar_t out[NAME_UNITS], const wchar_t *word)
{
    swprintf(out, NAME_UNITS, L"\\\\.\\pipe\\Trustmend-%ls", word);
}

static bool choose_word(wchar_t out[CHANNEL_WORD_SIZE])
{
    static const wchar_t digits[] = L"0123456789abcdef";
    unsigned char bytes[(CHANNEL_WORD_SIZE - 1) / 2];

    if (RAND_bytes(bytes, sizeof(bytes)) != 1)
        return false;
    for (size_t index = 0; index < sizeof(bytes); index++) {
        out[2 * index] = digits[bytes[index] >> 4];
        out[2 * index + 1] = digits[bytes[index] & 15];
    }
    out[CHANNEL_WORD_SIZE - 1] = L'\0';
    return true;
}

/* No more than a word: it leads to no other machine, and to no other kind of thing. */
static bool is_word(const wchar_t *word)
{
    return wcslen(word) == CHANNEL_WORD_SIZE - 1 &&
           wcsspn(word, L"0123456789abcdef") == CHANNEL_WORD_SIZE - 1;
}

tr_status channel_make(channel *out, wchar_t word[CHANNEL_WORD_SIZE], tr_error *err)
{
    SECURITY_ATTRIBUTES security = { .nLength = sizeof(security) };
    channel made = { .pipe = INVALID_HANDLE_VALUE };
    wchar_t name[NAME_UNITS];
    tr_status status = TR_OK;

    if (!choose_word(word))
        return tr_error_set(err, TR_ERR_CRYPTO, 0, "cannot choose a name for a pipe");
    name_of(name, word);
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(DESCRIPTOR, SDDL_REVISION_1,
                                                              &security.lpSecurityDescriptor, NULL))
        return fail(err, GetLastError(), "cannot protect a pipe");
    made.event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (made.event)
        made.pipe = CreateNamedPipeW(
            name, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE | FILE_FLAG_OVERLAPPED,
            PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1,
            BUFFER_SIZE, BUFFER_SIZE, 0, &security);
    if (made.pipe == INVALID_HANDLE_VALUE)
        status = fail(err, GetLastError(), "cannot make a pipe");
    LocalFree(security.lpSecurityDescriptor);
    if (status == TR_OK)
        *out = made;
    else if (made.event)
        CloseHandle(made.event);
    return status;
}

/* Wait for what is under way; what does not end in time is taken back. */
static DWORD finish(channel *self, OVERLAPPED *going, DWORD milliseconds, DWORD *done)
{
    HANDLE ends[2] = { self->event, self->peer };
    DWORD count = self->peer ? 2 : 1;
    DWORD which = WaitForMultipleObjects(count, ends, FALSE, milliseconds);

    /* What a process sent before it ended still counts. */
    if (which == WAIT_OBJECT_0 + 1)
        which = WaitForSingleObject(self->event, 0);
    if (which != WAIT_OBJECT_0)
        CancelIo(self->pipe);
    if (GetOverlappedResult(self->pipe, going, done, TRUE))
        return ERROR_SUCCESS;
    return which == WAIT_TIMEOUT ? ERROR_TIMEOUT : GetLastError();
}

/* One that opens the pipe; ERROR_SUCCESS once it has. */
static DWORD wait_for_client(channel *self, DWORD milliseconds)
{
    OVERLAPPED going = { .hEvent = self->event };
    DWORD done;
    DWORD code;

    ResetEvent(self->event);
    if (ConnectNamedPipe(self->pipe, &going))
        return ERROR_SUCCESS;
    code = GetLastError();
    if (code == ERROR_PIPE_CONNECTED || code == ERROR_NO_DATA)
        return ERROR_SUCCESS;
    return code == ERROR_IO_PENDING ? finish(self, &going, milliseconds, &done) : code;
}

/* Its program cannot always be looked at, if it has more rights; that it is ours is then known by
 * its number alone, for it was we who started it. */
static bool is_peer(const channel *self)
{
    ULONG process = 0;

    return GetNamedPipeClientProcessId(self->pipe, &process) &&
           process == GetProcessId(self->peer) && peer_is_in_session(process) &&
           peer_image_of(process) != PEER_IS_OTHER;
}

tr_status channel_accept(channel *self, DWORD milliseconds, unsigned *turned_away, tr_error *err)
{
    uint64_t end = tr_clock_milliseconds() + milliseconds;

    *turned_away = 0;
    while (*turned_away < MOST_STRANGE) {
        uint64_t now = tr_clock_milliseconds();
        DWORD code = now < end ? wait_for_client(self, (DWORD)(end - now)) : ERROR_TIMEOUT;

        if (WaitForSingleObject(self->peer, 0) == WAIT_OBJECT_0)
            return tr_error_set(err, TR_ERR_IO, 0, "the elevated process ended early");
        if (code != ERROR_SUCCESS)
            return fail(err, code, "the elevated process does not answer");
        if (is_peer(self))
            return TR_OK;
        DisconnectNamedPipe(self->pipe);
        ++*turned_away;
    }
    return tr_error_set(err, TR_ERR_IO, 0, "other programs keep the pipe busy");
}

/* The pipe may be taken by a stranger, whom its owner is about to turn away. */
static HANDLE open_pipe(const wchar_t *name, DWORD milliseconds)
{
    uint64_t end = tr_clock_milliseconds() + milliseconds;

    for (;;) {
        HANDLE pipe = CreateFileW(
            name, FILE_GENERIC_READ | FILE_WRITE_DATA, 0, NULL, OPEN_EXISTING,
            FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, NULL);

        if (pipe != INVALID_HANDLE_VALUE || GetLastError() != ERROR_PIPE_BUSY ||
            tr_clock_milliseconds() >= end)
            return pipe;
        Sleep(BUSY_INTERVAL);
    }
}

static bool is_owner(HANDLE pipe, DWORD process)
{
    ULONG owner = 0;

    return GetNamedPipeServerProcessId(pipe, &owner) && owner == process &&
           peer_is_in_session(process) && peer_image_of(process) == PEER_IS_SAME;
}

tr_status channel_open(channel *out, const wchar_t *word, DWORD process, DWORD milliseconds,
                       tr_error *err)
{
    channel opened = { .pipe = INVALID_HANDLE_VALUE };
    wchar_t name[NAME_UNITS];

    if (!is_word(word))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "this is no name of a pipe");
    name_of(name, word);
    opened.pipe = open_pipe(name, milliseconds);
    if (opened.pipe == INVALID_HANDLE_VALUE)
        return fail(err, GetLastError(), "cannot open the pipe");
    opened.event = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (!opened.event || !is_owner(opened.pipe, process)) {
        channel_close(&opened);
        return tr_error_set(err, TR_ERR_IO, 0, "the pipe is not the window's");
    }
    *out = opened;
    return TR_OK;
}

/* One call of ReadFile or WriteFile; the count of bytes, or 0 and why. */
static DWORD move(channel *self, void *in, const void *out, size_t size, DWORD milliseconds,
                  DWORD *code)
{
    OVERLAPPED going = { .hEvent = self->event };
    DWORD piece = size < PIECE_MAX ? (DWORD)size : PIECE_MAX;
    DWORD done = 0;
    BOOL is_done;

    ResetEvent(self->event);
    is_done = in ? ReadFile(self->pipe, in, piece, NULL, &going)
                 : WriteFile(self->pipe, out, piece, NULL, &going);
    *code = is_done ? ERROR_IO_PENDING : GetLastError();
    if (*code == ERROR_IO_PENDING)
        *code = finish(self, &going, milliseconds, &done);
    return *code == ERROR_SUCCESS ? done : 0;
}

static tr_status move_all(channel *self, uint8_t *in, const uint8_t *out, size_t size,
                          DWORD milliseconds, tr_error *err)
{
    uint64_t end = tr_clock_milliseconds() + milliseconds;
    size_t done = 0;

    while (done < size) {
        uint64_t now = tr_clock_milliseconds();
        DWORD code = ERROR_TIMEOUT;
        DWORD moved = 0;

        if (milliseconds == INFINITE)
            moved = move(self, in ? in + done : NULL, out ? out + done : NULL, size - done,
                         INFINITE, &code);
        else if (now < end)
            moved = move(self, in ? in + done : NULL, out ? out + done : NULL, size - done,
                         (DWORD)(end - now), &code);
        if (moved == 0)
            return fail(err, code, "the pipe's other end is gone");
        done += moved;
    }
    return TR_OK;
}

tr_status channel_read(channel *self, void *bytes, size_t size, DWORD milliseconds, tr_error *err)
{
    return move_all(self, bytes, NULL, size, milliseconds, err);
}

tr_status channel_write(channel *self, const void *bytes, size_t size, DWORD milliseconds,
                        tr_error *err)
{
    return move_all(self, NULL, bytes, size, milliseconds, err);
}

bool channel_is_stirred(const channel *self)
{
    DWORD waiting = 0;

    return !PeekNamedPipe(self->pipe, NULL, 0, NULL, &waiting, NULL) || waiting > 0;
}

void channel_close(channel *self)
{
    if (self->pipe && self->pipe != INVALID_HANDLE_VALUE)
        CloseHandle(self->pipe);
    if (self->event)
        CloseHandle(self->event);
    *self = (channel){ .pipe = INVALID_HANDLE_VALUE };
}
