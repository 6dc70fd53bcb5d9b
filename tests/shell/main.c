/*
 * trustmend-shell-tests DLL [PART]: looks at the menu DLL as Explorer does, and
 * closes with the counts. The DLL must be registered, and the stand-in for the
 * window program must lie beside it.
 *
 * trustmend-shell-tests DLL handler CLASS: looks at somebody else's handler.
 * trustmend-shell-tests DLL trace: asks for menus, for a tracer to look on.
 * trustmend-shell-tests DLL hold: keeps the DLL loaded until standard input ends.
 */
#include <stdio.h>
#include <string.h>

#include <windows.h>
#include <shlobj.h>

#include "tests/shell/check.h"
#include "tests/shell/parts.h"

typedef struct part {
    const char *name;
    void (*run)(void);
} part;

static const part parts[] = {
    { "mutants", mutants_check },
    { "classes", classes_check },
    { "commands", commands_check },
    { "explorer-commands", explorer_commands_check },
    { "hand-over", handover_check },
    { "strings", strings_check },
    { "speed", speed_check },
    { "growth", growth_check },
    { "unloading", unloading_check },
    { "faults", every_fault_check },
    { "foreign-client", foreign_client_check },
};

/* As Explorer does after a right click. */
static int hold(void)
{
    if (!LoadLibraryW(subject_path()))
        return 1;
    puts("holding");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    return 0;
}

int main(int argc, char **argv)
{
    const char *only = argc > 2 ? argv[2] : NULL;

    if (argc < 2 || !subject_open(argv[1])) {
        fprintf(stderr, "usage: trustmend-shell-tests DLL [PART]\n");
        return 2;
    }
    if (only && strcmp(only, "hold") == 0)
        return hold();
    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    if (only && strcmp(only, "trace") == 0) {
        trace_queries();
        return 0;
    }
    if (only && strcmp(only, "handler") == 0 && argc > 3) {
        foreign_handler_check(argv[3]);
        return check_finish();
    }
    for (size_t index = 0; index < ARRAYSIZE(parts); index++) {
        DWORD started = GetTickCount();

        if (only && strcmp(only, parts[index].name) != 0)
            continue;
        printf("shell/%s\n", parts[index].name);
        fflush(stdout);
        parts[index].run();
        printf("  %lu ms\n", GetTickCount() - started);
    }
    CoUninitialize();
    return check_finish();
}
