#include "tests/console/watchdog.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/modal.h"
#include "tests/console/output.h"

#define LOOK_MS       50
#define UNASKED_MS    500  /* how long a dialog is up that came without a click */
#define UNANSWERED_MS 8000 /* how long one is up that nobody answers */
#define FAILURE_EXIT  1

static DWORD limit_ms;
static bool is_with_person;
static char doing[256];
static volatile LONG is_finished;
static DWORD dialog_since;
static volatile DWORD noted_at;
static volatile DWORD beat_at;

void watchdog_note(const char *what)
{
    snprintf(doing, sizeof(doing), "%s", what);
    noted_at = GetTickCount();
}

void watchdog_beat(void)
{
    beat_at = GetTickCount();
}

void watchdog_finish(void)
{
    json_t *summary;

    if (InterlockedExchange(&is_finished, 1))
        return;
    summary = json_pack("{s:s, s:s}", "type", "summary", "level",
                        breach_level() == LEVEL_STRICT ? "strict" : "tolerated");
    breach_add_counts(summary);
    output_write(summary);
}

static void give_up(void)
{
    watchdog_finish();
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), FAILURE_EXIT);
}

static void look_at_dialog(HWND dialog)
{
    DWORD now = GetTickCount();
    DWORD up = now - dialog_since;
    DWORD idle = now - noted_at;
    wchar_t title[128];

    if (dialog_since == 0) {
        dialog_since = now;
        return;
    }
    if (is_with_person || (call_is_click() && (up < UNANSWERED_MS || idle < UNANSWERED_MS)) ||
        up < UNASKED_MS)
        return;
    InternalGetWindowText(dialog, title, ARRAYSIZE(title)); /* which asks nobody */
    if (!call_is_click() && *call_current())
        breach(CHECK_MODAL, "the dialog '%s' came when nobody had clicked on anything",
               shown(title));
    modal_cancel(dialog);
    dialog_since = now - UNASKED_MS;
    noted_at = now;
}

static bool stands_still(void)
{
    DWORD now = GetTickCount();

    return now - beat_at > 2 * limit_ms && now - noted_at > 2 * limit_ms;
}

static DWORD WINAPI look(void *parameter)
{
    (void)parameter;
    watchdog_beat();
    while (!is_finished) {
        HWND dialog = modal_window();

        if (dialog)
            look_at_dialog(dialog);
        else
            dialog_since = 0;
        if (call_lasting() > limit_ms && GetTickCount() - noted_at > limit_ms &&
            !(is_with_person && call_is_click())) {
            breach(CHECK_HANG, "a call did not return within %lu s (%s)", limit_ms / 1000, doing);
            give_up();
        }
        if (stands_still() && !is_with_person) {
            breach(CHECK_HANG, "the console's thread stands still (%s)", doing);
            give_up();
        }
        Sleep(LOOK_MS);
    }
    return 0;
}

static LONG WINAPI on_crash(EXCEPTION_POINTERS *pointers)
{
    breach(CHECK_CRASH, "exception %08lx at %p (%s)", pointers->ExceptionRecord->ExceptionCode,
           pointers->ExceptionRecord->ExceptionAddress, doing);
    give_up();
    return EXCEPTION_EXECUTE_HANDLER;
}

static void on_abort(int number)
{
    (void)number;
    breach(CHECK_CRASH, "the program was aborted (%s)", doing);
    give_up();
}

void watchdog_start(unsigned limit_seconds, bool has_person)
{
    ULONG guarantee = 64 * 1024;

    limit_ms = limit_seconds * 1000;
    is_with_person = has_person;
    SetThreadStackGuarantee(&guarantee);
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    SetUnhandledExceptionFilter(on_crash);
    signal(SIGABRT, on_abort);
    CloseHandle(CreateThread(NULL, 0, look, NULL, 0, NULL));
}
