/*
 * console-host [OPTION...] [SCRIPT]: a management console that looks closely at
 * the snap-ins in it. Without a script it reads commands from standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <commctrl.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/host.h"
#include "tests/console/language.h"
#include "tests/console/malloc_spy.h"
#include "tests/console/modal.h"
#include "tests/console/node_manager.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/watchdog.h"
#include "tests/console/wrong.h"
#include "tests/console/window.h"

#define LIMIT_SECONDS 30

typedef struct options {
    const char *script;
    unsigned limit;
    bool is_wrong;
    bool wants_usage;
    bool wants_checks;
    bool is_shown;
    bool stays;
} options;

static const char usage[] = "usage: console-host [OPTION...] [SCRIPT]\n"
                            "  --level tolerated|strict  what snap-ins are held to (strict)\n"
                            "  --limit SECONDS           how long a call may last\n"
                            "  --language TAG            what is spoken, \"ja\" for one\n"
                            "  --show                    shows the window\n"
                            "  --stay                    and leaves it to a person at the end\n"
                            "  --wrong WAY               goes wrong on purpose: without-bars,\n"
                            "                            stuck, images-late, expands-twice or\n"
                            "                            never-hides\n"
                            "  --checks                  lists the checks\n"
                            "  --help\n"
                            "commands of a script:\n";

static options read_options(int argc, char **argv)
{
    options given = { .limit = LIMIT_SECONDS };

    for (int index = 1; index < argc; index++) {
        const char *value = index + 1 < argc ? argv[index + 1] : "";

        if (strcmp(argv[index], "--level") == 0 && strcmp(value, "tolerated") == 0)
            breach_set_level(LEVEL_TOLERATED), index++;
        else if (strcmp(argv[index], "--level") == 0 && strcmp(value, "strict") == 0)
            breach_set_level(LEVEL_STRICT), index++;
        else if (strcmp(argv[index], "--limit") == 0 && atoi(value) > 0)
            given.limit = (unsigned)atoi(value), index++;
        else if (strcmp(argv[index], "--language") == 0 && language_speak(value))
            index++;
        else if (strcmp(argv[index], "--wrong") == 0 && wrong_choose(value))
            index++;
        else if (strcmp(argv[index], "--show") == 0)
            given.is_shown = true;
        else if (strcmp(argv[index], "--stay") == 0)
            given.is_shown = given.stays = true;
        else if (strcmp(argv[index], "--checks") == 0)
            given.wants_checks = true;
        else if (strcmp(argv[index], "--help") == 0)
            given.wants_usage = true;
        else if (argv[index][0] != '-' && !given.script)
            given.script = argv[index];
        else
            given.is_wrong = true;
    }
    return given;
}

static int run(const options *given)
{
    FILE *from = given->script ? fopen(given->script, "r") : stdin;
    HWND frame;
    host *in;
    int outcome;

    if (!from) {
        fprintf(stderr, "console-host: cannot read '%s'\n", given->script);
        return 2;
    }
    breach_set_thread();
    malloc_spy_start();
    OleInitialize(NULL);
    InitCommonControls();
    /* As the management console has it. Wine's loses a handle whenever it is loaded anew. */
    LoadLibraryW(L"comdlg32.dll");
    frame = window_create();
    if (given->is_shown && !frame) {
        fprintf(stderr, "console-host: there is no display\n");
        return 3;
    }
    modal_start(frame);
    watchdog_start(given->limit, given->stays);
    node_manager_register();
    in = host_open(frame);
    window_attach(frame, in);
    if (given->is_shown)
        window_show(frame);
    outcome = script_run(in, from);
    if (given->stays)
        window_stay(frame);
    host_close(in);
    window_close(frame);
    node_manager_check();
    node_manager_revoke();
    call_judge_times();
    call_write_times();
    watchdog_finish();
    if (outcome == 0 && breach_failures() > 0)
        outcome = 1;
    return outcome;
}

int main(int argc, char **argv)
{
    options given = read_options(argc, argv);

    if (given.wants_checks) {
        breach_list();
        return 0;
    }
    if (given.is_wrong || given.wants_usage) {
        fputs(usage, given.is_wrong ? stderr : stdout);
        script_write_usage();
        return given.is_wrong ? 2 : 0;
    }
    return run(&given);
}
