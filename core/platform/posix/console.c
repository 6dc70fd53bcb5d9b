#include "core/platform/console.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "core/platform/thread.h"

static void (*interrupted)(void); /* a signal handler gets no context */

/*
 * Where a standard stream is closed, the next file that is opened would take
 * its place, and what we print would be written into it.
 */
static void hold_streams(void)
{
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        /* Opened the wrong way round, so that using it is still an error. */
        if (fcntl(descriptor, F_GETFD) == -1)
            (void)!open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

void tr_console_set_up(int *argc, char ***argv)
{
    hold_streams();
    (void)argc, (void)argv;   /* both are as they should be */
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is an error to be told */
}

bool tr_console_is_terminal(FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

bool tr_console_has_colour(FILE *stream)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    /* no-color.org: present and not empty */
    if (refused && *refused)
        return false;
    return tr_console_is_terminal(stream) && terminal && strcmp(terminal, "dumb") != 0;
}

int tr_console_columns(void)
{
    static const int descriptors[] = { STDOUT_FILENO, STDERR_FILENO };
    struct winsize size;

    for (size_t index = 0; index < sizeof(descriptors) / sizeof(descriptors[0]); index++) {
        if (ioctl(descriptors[index], TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
            return size.ws_col;
    }
    return 80;
}

static void on_signal(int number)
{
    (void)number;
    interrupted();
}

void tr_console_on_interrupt(void (*on_interrupt)(void))
{
    struct sigaction action = { .sa_handler = on_signal,
                                .sa_flags = (int)(SA_RESETHAND | SA_RESTART) };

    interrupted = on_interrupt;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

static void (*input_ended)(void);
/* Goes on as long as the program; volatile, or nothing would hold what nobody reads. */
static tr_thread *volatile input_watch;

static void watch_input(void *context)
{
    char passed_over[256];
    ssize_t got;

    (void)context;
    do
        got = read(STDIN_FILENO, passed_over, sizeof(passed_over));
    while (got > 0 || (got < 0 && errno == EINTR));
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

/* Not by stdio, whose buffer would keep it. */
static bool read_line(char *out, size_t room)
{
    size_t size = 0;

    for (;;) {
        char byte;
        ssize_t got = read(STDIN_FILENO, &byte, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || (got == 0 && size == 0))
            return false;
        if (got == 0 || byte == '\n')
            break;
        if (size + 1 >= room)
            return false;
        out[size++] = byte;
    }
    out[size] = '\0';
    return true;
}

bool tr_console_ask_secret(char *out, size_t room, const char *question)
{
    struct termios before;
    struct termios silent;
    bool is_read;

    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) != 0)
        return false;
    fflush(stdout);
    fputs(question, stderr);
    is_read = read_line(out, room);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fputc('\n', stderr);
    return is_read;
}
