#include "core/platform/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/platform/clock.h"
#include "core/platform/system_error.h"

#define LOOK_EVERY 50 /* milliseconds */

/* No pipe holds more of what read_some reads at a time. */
#define PIPE_PIECES 256

/* In the child. A program that cannot be started is told by its exit code, as the shell does. */
static void start(const char *const *words, int output)
{
    int nothing = open("/dev/null", O_RDONLY);

    setpgid(0, 0);
    if (nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
        dup2(output, STDERR_FILENO) >= 0)
        execv(words[0], (char *const *)words);
    _exit(127);
}

/* Hand on what is there; false at the end. */
static bool read_some(int from, tr_process_output *output, void *context)
{
    char piece[4096];
    const ssize_t size = read(from, piece, sizeof(piece));

    if (size > 0 && output)
        output(context, piece, (size_t)size);
    return size > 0 || (size < 0 && (errno == EINTR || errno == EAGAIN));
}

/* Until it has ended, which its children that hold the pipe do not put off, or time is up. */
static void watch(tr_process_result *out, pid_t child, int from, uint64_t end,
                  tr_process_output *output, void *context)
{
    struct pollfd waiting = { .fd = from, .events = POLLIN };
    bool is_open = true;
    int state = 0;

    while (waitpid(child, &state, WNOHANG) == 0) {
        if (tr_clock_milliseconds() >= end) {
            out->is_timed_out = true;
            kill(-child, SIGKILL);
            waitpid(child, &state, 0);
            break;
        }
        if (poll(is_open ? &waiting : NULL, is_open, LOOK_EVERY) > 0)
            is_open = read_some(from, output, context);
    }
    /* What it had printed is in the pipe; what it has started may print for ever. */
    for (int left = PIPE_PIECES; is_open && left > 0 && poll(&waiting, 1, 0) > 0; left--)
        is_open = read_some(from, output, context);
    out->code = WIFEXITED(state) ? (unsigned long)WEXITSTATUS(state) : 128;
}

tr_status tr_process_run(tr_process_result *out, const char *const *words, unsigned seconds,
                         tr_process_output *output, void *context, tr_error *err)
{
    const uint64_t end = tr_clock_milliseconds() + (uint64_t)seconds * 1000;
    int pipes[2];
    pid_t child;

    if (access(words[0], X_OK) != 0)
        return tr_error_set_system(err, tr_system_error_status((unsigned long)errno),
                                   (unsigned long)errno, "cannot run '%s'", words[0]);
    if (pipe2(pipes, O_CLOEXEC) != 0)
        return tr_error_set_system(err, TR_ERR_IO, (unsigned long)errno, "cannot run '%s'",
                                   words[0]);
    child = fork();
    if (child == 0)
        start(words, pipes[1]);
    close(pipes[1]);
    if (child < 0) {
        close(pipes[0]);
        return tr_error_set_system(err, TR_ERR_IO, (unsigned long)errno, "cannot run '%s'",
                                   words[0]);
    }
    *out = (tr_process_result){ false, 0 };
    watch(out, child, pipes[0], end, output, context);
    close(pipes[0]);
    return TR_OK;
}
