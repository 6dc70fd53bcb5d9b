#include "core/platform/console.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
